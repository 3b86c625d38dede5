package dev.outcry.server.hub;

import dev.outcry.protocol.Event;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The messages pinned in a room, in the order in which they were. For one lane's thread.
///
/// Of one that is older than what the lane keeps, only the seq is known until the history has been
/// asked. What the history answers may be newer than the lane's place in the log: then the lane
/// comes past the edits in it later, and they change nothing.
final class Pins {
    private final Map<Long, Pin> pins = new LinkedHashMap<>();

    /// @param message as last edited; null until it is known
    /// @param newest the newest text that was told since it was pinned
    private record Pin(Event.@Nullable Message message, Optional<String> newest) {}

    /// Pins a message that isn't known.
    void add(long seq) {
        pins.put(seq, new Pin(null, Optional.empty()));
    }

    /// Pins a message.
    ///
    /// @param message as last edited
    void add(Event.Message message) {
        pins.put(message.seq(), new Pin(message, Optional.empty()));
    }

    void remove(long seq) {
        pins.remove(seq);
    }

    /// A message has another text.
    void edit(long seq, String text) {
        pins.computeIfPresent(
                seq,
                (_, pin) ->
                        new Pin(
                                pin.message == null ? null : pin.message.withText(text),
                                Optional.of(text)));
    }

    /// {@return seqs of those that aren't known}
    List<Long> missing() {
        List<Long> missing = new ArrayList<>();
        pins.forEach((seq, pin) -> {
            if (pin.message == null) {
                missing.add(seq);
            }
        });
        return missing;
    }

    /// Takes what the history knows of those that weren't known. Those that it doesn't know either
    /// are gone.
    ///
    /// @param asked which were asked for
    /// @param found as last edited
    void found(List<Long> asked, List<Event.Message> found) {
        for (Event.Message message : found) {
            pins.computeIfPresent(
                    message.seq(),
                    (_, pin) ->
                            pin.message == null
                                    ? new Pin(
                                            pin.newest.map(message::withText).orElse(message),
                                            pin.newest)
                                    : pin);
        }
        for (long seq : asked) {
            pins.computeIfPresent(seq, (_, pin) -> pin.message == null ? null : pin);
        }
    }

    List<Long> seqs() {
        return List.copyOf(pins.keySet());
    }

    /// {@return those that are known}
    List<Event.Message> messages() {
        List<Event.Message> messages = new ArrayList<>();
        for (Pin pin : pins.values()) {
            if (pin.message != null) {
                messages.add(pin.message);
            }
        }
        return messages;
    }
}
