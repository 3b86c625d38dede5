package dev.outcry.server.journal;

import java.util.List;
import java.util.function.Consumer;

/// Another log, for those who step in. Closing it doesn't close the other.
public class WrappedJournal implements Journal {
    private final Journal journal;

    /// Passes everything on.
    ///
    /// @param journal the other
    public WrappedJournal(Journal journal) {
        this.journal = journal;
    }

    @Override
    public void append(List<Entry> batch) {
        journal.append(batch);
    }

    @Override
    public long last() {
        return journal.last();
    }

    @Override
    public long first() {
        return journal.first();
    }

    @Override
    public void read(long after, Consumer<Entry> each) {
        journal.read(after, each);
    }

    @Override
    public long before(long at) {
        return journal.before(at);
    }

    @Override
    public long sizeBytes() {
        return journal.sizeBytes();
    }

    @Override
    public void forgetText(long pos) {
        journal.forgetText(pos);
    }

    @Override
    public void cut(long upTo) {
        journal.cut(upTo);
    }

    @Override
    public void close() {}
}
