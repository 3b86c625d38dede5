package dev.outcry.server.floor;

import dev.outcry.protocol.Event;

/// Takes what a command did, oldest first.
@FunctionalInterface
public interface EffectSink {
    /// Takes one effect.
    ///
    /// @param effect immutable
    void add(Effect effect);

    /// Takes something to tell a channel.
    ///
    /// @param event as on the wire
    default void tell(Event event) {
        add(new Effect.Told(event));
    }
}
