package dev.outcry.server.hub;

import dev.outcry.protocol.Channel;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.FillInfo;
import dev.outcry.protocol.Person;
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

    /// Reads single messages of a room as they are now. Blocks; never called by a lane's thread.
    ///
    /// @param room its channel
    /// @param messages their seqs
    /// @return those that weren't taken back, with their texts as last edited
    default List<Event.Message> messages(Channel room, List<Long> messages) {
        return List.of();
    }

    /// Finds one of somebody's fills. Blocks; never called by a lane's thread.
    ///
    /// @param user whose, by id
    /// @param trade its id
    /// @return the fill; empty if they have none of that id
    default Optional<FillInfo> fill(String user, long trade) {
        return Optional.empty();
    }

    /// Finds somebody by what they have said. Blocks; never called by a lane's thread.
    ///
    /// @param user an id
    /// @return as they were when they said it
    default Optional<Person> author(String user) {
        return Optional.empty();
    }

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
