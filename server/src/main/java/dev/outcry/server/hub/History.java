package dev.outcry.server.hub;

import dev.outcry.protocol.Channel;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.RoomId;
import dev.outcry.server.floor.FloorCommand;
import java.util.List;
import java.util.Optional;

/// Events older than what the lanes keep in memory.
public interface History {
    /// The oldest seq of a channel that can still be read.
    ///
    /// @param channel a sequenced one
    /// @return that seq; newest + 1 if there is nothing
    long oldest(Channel channel);

    /// Reads events in order. Blocks; never called by a lane's thread.
    ///
    /// @param channel a sequenced one
    /// @param after exclusive
    /// @param limit how many at most
    /// @return the events, each as it was first sent but for deleted texts; waits until everything
    ///   applied before the call is there
    List<Event.Sequenced> read(Channel channel, long after, int limit);

    /// Finds what a message was that may be too old for the floor to know of. Blocks; never called
    /// by a lane's thread.
    ///
    /// @param room where
    /// @param message its seq
    /// @return its author and place in the log, and whether it was taken back; empty if there is no
    ///   such message, or if nobody keeps older ones than the floor does
    default Optional<FloorCommand.Said> said(RoomId room, long message) {
        return Optional.empty();
    }
}
