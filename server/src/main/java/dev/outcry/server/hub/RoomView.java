package dev.outcry.server.hub;

import dev.outcry.protocol.RoomInfo;
import dev.outcry.server.floor.RoomHook;
import dev.outcry.server.floor.RoomInvite;
import dev.outcry.server.floor.RoomMember;
import dev.outcry.server.floor.RoomReport;
import java.util.List;
import java.util.Optional;

/// What a lane knows of one room, at one place in the log. Valid only within the call that it was
/// given to. Who may see what of it is for the caller to decide.
public interface RoomView {
    /// Describes the room.
    ///
    /// @param viewer id of who sees it, if known: a room of two without a name has the other's
    /// @return as it is now
    RoomInfo info(Optional<String> viewer);

    /// Finds out how somebody stands there.
    ///
    /// @param user an id
    /// @return empty for a stranger
    Optional<RoomMember> member(String user);

    /// {@return all who stand there, by id: members, and who is muted or banned}
    List<RoomMember> members();

    /// Tells how far somebody has read.
    ///
    /// @param user an id
    /// @return seq of the newest event that they have read, 0 for none
    long read(String user);

    /// {@return seqs of the pinned messages, the oldest pin first}
    List<Long> pins();

    /// {@return words that only moderators may say}
    List<String> filter();

    /// {@return invitations, oldest first}
    List<RoomInvite> invites();

    /// {@return reports, oldest first}
    List<RoomReport> reports();

    /// {@return webhooks, oldest first}
    List<RoomHook> hooks();
}
