package dev.outcry.server.hub;

import dev.outcry.protocol.FillInfo;
import dev.outcry.protocol.RoomId;
import dev.outcry.server.floor.FloorCommand;
import java.util.Optional;
import java.util.Set;

/// What has to be looked up before something can be said. Any thread may call.
public interface Lookups {
    /// Tells whether a room's filter finds something in a text.
    ///
    /// @param room any
    /// @param text what somebody wants to say
    /// @return false where there is no filter, or no room
    boolean filtered(RoomId room, String text);

    /// Tells who is in a room, all of them.
    ///
    /// @param room which
    /// @return their ids
    Set<String> present(RoomId room);

    /// Finds what an old message was, see [History#said]. Blocks.
    ///
    /// @param room where
    /// @param message its seq
    /// @return what the history knows of it
    Optional<FloorCommand.Said> said(RoomId room, long message);

    /// Finds one of somebody's fills. Blocks.
    ///
    /// @param user whose, by id
    /// @param trade its id
    /// @return the fill; empty if they have none of that id
    Optional<FillInfo> fill(String user, long trade);
}
