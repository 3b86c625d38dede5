package dev.outcry.client;

/// What every listener of a channel can be told.
public interface FollowListener {
    /// The server ended this, or refused it; nothing follows.
    ///
    /// @param cause `channel.unknown`, `forbidden`, `room.banned` and the like
    default void onEnded(OutcryException cause) {}
}
