package dev.outcry.client;

import dev.outcry.protocol.Event;
import dev.outcry.protocol.ServerMessage.Reason;
import dev.outcry.protocol.ServerMessage.Snapshot;
import java.util.Optional;

/// Told what happens on one channel, in order, on the client's callback thread. What it throws is
/// logged, and the next event comes all the same.
@FunctionalInterface
public interface ChannelListener extends FollowListener {
    /// An event, next in order: on a counted channel none is left out and none comes twice.
    ///
    /// @param event what happened
    void onEvent(Event event);

    /// The channel as it is now, replacing all that was known. Comes first, unless the position
    /// that one resumed from is still known; and again when what was missed while away can't be had
    /// one by one. Channels that don't count tell it after every reconnect.
    ///
    /// @param snapshot as it is
    /// @param reason why events were lost; empty if none were
    default void onSnapshot(Snapshot snapshot, Optional<Reason> reason) {}

    /// Everything before was the past; what follows is new.
    default void onLive() {}
}
