package dev.outcry.server.apply;

import dev.outcry.server.floor.Result;
import dev.outcry.server.hub.Applied;
import dev.outcry.server.hub.Origin;
import java.util.List;

/// Told what becomes of commands. The apply thread calls, in one order, and isn't kept waiting.
public interface Outcomes {
    /// Durable entries were applied. Callers among the origins are told afterwards, by the
    /// sequencer.
    ///
    /// @param batch in log order, not empty
    void applied(List<Applied> batch);

    /// Commands couldn't be logged: nothing of them has happened.
    ///
    /// @param origins who waits, in the order of the commands; callers are told by the sequencer
    /// @param why what to answer
    void refused(List<Origin> origins, Result.Refused why);

    /// The sequencer has stopped for good, and nobody knows what is on the disk: the process has to
    /// end. Called once, on one of the sequencer's two threads.
    ///
    /// @param why what was thrown
    void failed(Throwable why);

    /// Asked by the sequencer before it logs.
    ///
    /// @return whether what was applied before can't be recorded at the moment, so that nothing
    ///   more may be logged
    default boolean behind() {
        return false;
    }
}
