package dev.outcry.client;

import dev.outcry.protocol.Event;
import dev.outcry.protocol.RoomEvent;
import dev.outcry.protocol.RoomInfo;
import java.util.List;

/// Told what is said in a room, in order, on the client's callback thread. What it throws is
/// logged, and the next message comes all the same.
@FunctionalInterface
public interface RoomListener extends FollowListener {
    /// Somebody spoke: everyone, oneself included. After a reconnect, what was said meanwhile comes
    /// first, each once.
    ///
    /// @param message what was said; without text where it has been deleted since
    void onMessage(Event.Message message);

    /// A message was taken back: show its text no longer.
    ///
    /// @param deleted which, by the seq of its message
    default void onDeleted(Event.Deleted deleted) {}

    /// Anything else: a message has another text, a reaction or a pin, somebody joined or left, the
    /// room has other settings, or somebody another role.
    ///
    /// @param event what happened
    default void onChange(RoomEvent event) {}

    /// The messages that are pinned now, as they were last edited. Comes after [#onReset], and not
    /// again while the room is followed: [#onChange] tells what is pinned and unpinned since.
    ///
    /// @param pins the oldest pin first
    default void onPins(List<Event.Message> pins) {}

    /// The room as it is now, replacing all that was known. Comes first, and again when more was
    /// missed than the server can send one by one.
    ///
    /// @param room its settings
    /// @param newest the newest messages, oldest first; not told to [#onMessage]
    default void onReset(RoomInfo room, List<Event.Message> newest) {}
}
