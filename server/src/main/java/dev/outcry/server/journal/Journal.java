package dev.outcry.server.journal;

import java.util.List;
import java.util.function.Consumer;

/// The log, as one writer sees it. The sequencer's thread alone appends.
public interface Journal extends AutoCloseable {
    /// Appends entries as one, and returns when they are durable.
    ///
    /// @param batch not empty, following [#last()] without a hole
    void append(List<Entry> batch);

    /// {@return the position of the newest durable entry, 0 in a new log}
    long last();

    /// Tells what is kept of the log, oldest first.
    ///
    /// @param after tells only of entries behind this position
    /// @param each told on the caller's thread
    void read(long after, Consumer<Entry> each);

    @Override
    void close();
}
