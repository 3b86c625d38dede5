package dev.outcry.server.journal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/// A log that lasts as long as the process. Keeps the newest entries. Any thread may read.
public final class MemoryJournal implements Journal {
    private final int capacity;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private long last;

    /// Makes an empty log.
    ///
    /// @param capacity how many entries it keeps
    public MemoryJournal(int capacity) {
        this.capacity = capacity;
    }

    @Override
    public synchronized void append(List<Entry> batch) {
        for (Entry entry : batch) {
            if (entry.pos() != last + 1) {
                throw new IllegalStateException("entry " + entry.pos() + " after " + last);
            }
            last = entry.pos();
            entries.addLast(entry);
            if (entries.size() > capacity) {
                entries.removeFirst();
            }
        }
    }

    @Override
    public synchronized long last() {
        return last;
    }

    @Override
    public synchronized long first() {
        return entries.isEmpty() ? last + 1 : entries.getFirst().pos();
    }

    @Override
    public void read(long after, Consumer<Entry> each) {
        List<Entry> copy;
        synchronized (this) {
            copy = List.copyOf(entries);
        }
        copy.stream().filter(entry -> entry.pos() > after).forEach(each);
    }

    @Override
    public synchronized long before(long at) {
        return entries.stream()
                .filter(entry -> entry.at() < at)
                .mapToLong(Entry::pos)
                .max()
                .orElse(0);
    }

    @Override
    public long sizeBytes() {
        return 0;
    }

    @Override
    public synchronized void forgetText(long pos) {
        entries.removeIf(entry -> entry.pos() == pos);
    }

    @Override
    public synchronized void cut(long upTo) {
        entries.removeIf(entry -> entry.pos() <= upTo);
    }

    @Override
    public void close() {}
}
