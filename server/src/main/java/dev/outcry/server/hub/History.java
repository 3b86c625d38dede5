package dev.outcry.server.hub;

import dev.outcry.protocol.Channel;
import dev.outcry.protocol.Event;
import java.util.List;

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
}
