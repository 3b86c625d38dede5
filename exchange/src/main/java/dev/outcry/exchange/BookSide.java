package dev.outcry.exchange;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The levels of one side, sorted, the best last: most of what happens, happens at the array's end.
///
/// Finding a level costs `O(log n)`; adding or dropping one also moves those that are better.
final class BookSide {
    private static final int RECENT_BITS = 11;

    final Side side;

    /// Sum over all orders, hidden quantity included; kept below the point where a level could
    /// overflow.
    long total;

    /// Makes the better price the larger key, on both sides.
    private final long sign;

    private long[] keys = new long[16];
    private Level[] levels = new Level[16];
    private int size;
    private @Nullable Level pool;

    /// Where a level was last found, by a hash of its price: a guess that is checked, so that most
    /// orders find their level without a search.
    private final @Nullable Level[] recent = new Level[1 << RECENT_BITS];

    /// @param side whose orders it holds
    /// @param bestIsHighest whether the highest price comes first
    BookSide(Side side, boolean bestIsHighest) {
        this.side = side;
        sign = bestIsHighest ? 1 : -1;
    }

    @Nullable Level best() {
        return size == 0 ? null : levels[size - 1];
    }

    int size() {
        return size;
    }

    /// {@return the level `index` places behind the best}
    Level fromBest(int index) {
        return levels[size - 1 - index];
    }

    /// {@return whether `price` is as good as `limit` or better, seen from this side}
    boolean reaches(long price, long limit) {
        return price * sign >= limit * sign;
    }

    /// {@return the level of a price, which is made if it isn't there}
    Level at(long price) {
        int slot = (int) ((price * 0x9E3779B97F4A7C15L) >>> (Long.SIZE - RECENT_BITS));
        Level guess = recent[slot];
        if (guess != null && guess.price == price && guess.head != null) {
            return guess;
        }
        Level level = search(price);
        recent[slot] = level;
        return level;
    }

    private Level search(long price) {
        long key = price * sign;
        int index = find(key);
        if (index < size && keys[index] == key) {
            return levels[index];
        }
        return insert(index, key, price);
    }

    /// Removes a level without orders.
    void drop(Level level) {
        int index = find(level.price * sign);
        int behind = size - 1 - index;
        if (behind > 0) {
            System.arraycopy(keys, index + 1, keys, index, behind);
            System.arraycopy(levels, index + 1, levels, index, behind);
        }
        size--;
        level.pooled = pool;
        pool = level;
    }

    private Level insert(int index, long key, long price) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, size * 2);
            levels = Arrays.copyOf(levels, size * 2);
        }
        if (index < size) {
            System.arraycopy(keys, index, keys, index + 1, size - index);
            System.arraycopy(levels, index, levels, index + 1, size - index);
        }
        Level level = pool;
        if (level == null) {
            level = new Level();
        } else {
            pool = level.pooled;
        }
        level.price = price;
        keys[index] = key;
        levels[index] = level;
        size++;
        return level;
    }

    /// {@return the first index whose key is not below `key`}
    private int find(long key) {
        int base = 0;
        for (int length = size; length > 1; ) {
            int half = length >>> 1;
            base = keys[base + half - 1] < key ? base + half : base;
            length -= half;
        }
        return size > 0 && keys[base] < key ? base + 1 : base;
    }
}
