package dev.outcry.server.hub;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The newest items of a counted channel, by seq, without holes. For one lane's thread.
///
/// @param <T> what an item is
final class Window<T> {
    private static final int INITIAL = 16;

    private final int capacity;
    private final long maxBytes;
    private @Nullable Object[] ring = new Object[INITIAL];
    private int[] sizes = new int[INITIAL];
    private long next; // seq of the item to come
    private int count;
    private long bytes;

    /// @param capacity how many items at most
    /// @param maxBytes how many bytes at most; the newest item is kept in any case
    /// @param newest seq of the newest event before the window begins
    Window(int capacity, long maxBytes, long newest) {
        this.capacity = capacity;
        this.maxBytes = maxBytes;
        this.next = newest + 1;
    }

    /// {@return the newest seq, kept or not}
    long newest() {
        return next - 1;
    }

    /// {@return the oldest seq that is kept; newest + 1 if none is}
    long oldest() {
        return next - count;
    }

    /// Adds the newest item. If its seq doesn't follow the newest one, all others are dropped.
    void add(long seq, T item, int sizeBytes) {
        if (seq != next) {
            clear();
            next = seq;
        }
        if (count == ring.length) {
            grow();
        }
        ring[slot(next)] = item;
        sizes[slot(next)] = sizeBytes;
        next++;
        count++;
        bytes += sizeBytes;
        while (count > capacity || (bytes > maxBytes && count > 1)) {
            int slot = slot(oldest());
            ring[slot] = null;
            bytes -= sizes[slot];
            count--;
        }
    }

    /// Puts another item in the place of one that is kept.
    void set(long seq, T item, int sizeBytes) {
        get(seq);
        ring[slot(seq)] = item;
        bytes += sizeBytes - sizes[slot(seq)];
        sizes[slot(seq)] = sizeBytes;
    }

    /// {@return the item of a seq}
    @SuppressWarnings("unchecked") // only add() puts items in
    T get(long seq) {
        Object item = seq >= oldest() && seq < next ? ring[slot(seq)] : null;
        if (item == null) {
            throw new IllegalArgumentException(
                    "seq " + seq + " isn't within " + oldest() + " to " + newest());
        }
        return (T) item;
    }

    /// Drops all.
    ///
    /// @param newest seq of the newest event, which isn't kept
    void reset(long newest) {
        clear();
        next = newest + 1;
    }

    private void clear() {
        Arrays.fill(ring, null);
        count = 0;
        bytes = 0;
    }

    private int slot(long seq) {
        return (int) (seq & (ring.length - 1));
    }

    private void grow() {
        @Nullable Object[] oldRing = ring;
        int[] oldSizes = sizes;
        ring = new Object[oldRing.length * 2];
        sizes = new int[ring.length];
        for (long seq = oldest(); seq < next; seq++) {
            int from = (int) (seq & (oldRing.length - 1));
            ring[slot(seq)] = oldRing[from];
            sizes[slot(seq)] = oldSizes[from];
        }
    }
}
