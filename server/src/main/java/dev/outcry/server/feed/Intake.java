package dev.outcry.server.feed;

import dev.outcry.server.floor.FloorCommand;
import dev.outcry.server.hub.Origin;
import java.util.List;

/// The way into the log, as everyone has it.
public interface Intake {
    /// Queues a command. Any thread; never waits. Commands of one thread stay in order.
    ///
    /// @param command what is asked
    /// @param origin told the answer
    /// @return false if it is full: try again later
    boolean submit(FloorCommand command, Origin origin);

    /// Applies commands at a time of their own, before anybody is served.
    ///
    /// @param at log time, Unix epoch milliseconds, not before the last
    /// @param commands in order, not empty
    void backfill(long at, List<FloorCommand> commands);
}
