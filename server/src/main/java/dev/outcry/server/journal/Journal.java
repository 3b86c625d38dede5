package dev.outcry.server.journal;

import java.util.List;
import java.util.function.Consumer;

/// The log. The sequencer's thread alone appends; any thread may do the rest meanwhile.
public interface Journal extends AutoCloseable {
    /// Appends entries as one, and returns when they are durable.
    ///
    /// @param batch not empty, following [#last()] without a hole
    /// @throws JournalUnavailableException if it can't be written now, such as on a full disk;
    ///   nothing of the batch is in the log
    void append(List<Entry> batch);

    /// {@return the position of the newest durable entry, 0 in a new log}
    long last();

    /// {@return the position of the oldest entry that is kept, [#last()] + 1 if none is}
    long first();

    /// Tells what is kept of the log, oldest first.
    ///
    /// @param after tells only of entries behind this position
    /// @param each told on the caller's thread
    void read(long after, Consumer<Entry> each);

    /// {@return the position of the newest kept entry that is older, 0 if none is}
    ///
    /// @param at log time, Unix epoch milliseconds
    long before(long at);

    /// {@return how much of the disk the log takes}
    long sizeBytes();

    /// Empties the text of a message, so that it can't be read from the log any more. Durable when
    /// it returns; does nothing if there is no text.
    ///
    /// @param pos of the entry that said it
    /// @throws JournalUnavailableException if it can't be done now: do it again later
    void forgetText(long pos);

    /// Lets go of the oldest entries.
    ///
    /// @param upTo the newest position to let go of, inclusive
    /// @throws JournalUnavailableException if it can't be done now; some may be gone, and the rest
    ///   follows them without a hole
    void cut(long upTo);

    @Override
    void close();
}
