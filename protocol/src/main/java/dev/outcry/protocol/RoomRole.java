package dev.outcry.protocol;

import java.util.Locale;

/// What somebody may do in a room. Its members alone have one.
public enum RoomRole {
    /// Everything, and no one else may act on them.
    OWNER,
    /// Keeps order: takes messages back, pins, sets the topic, mutes, removes and bans members.
    MODERATOR,
    /// Takes part.
    MEMBER;

    /// {@return its name on the wire}
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
