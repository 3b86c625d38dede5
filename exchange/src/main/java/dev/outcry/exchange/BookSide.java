package dev.outcry.exchange;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The levels of one side, sorted, the best last: most of what happens, happens at the array's end.
///
/// Finding a level costs `O(log n)`, and mostly less; adding one also moves those that are better.
/// A level that empties behind the best keeps its place until half of them are empty, because it is
/// likely to be wanted again.
final class BookSide {
    private static final int RECENT_BITS = 11;
    private static final int MAY_BE_EMPTY = 32;

    final Market market;
    final Side side;

    /// What its orders reserve.
    final int asset;

    /// Sum over all orders, hidden quantity included; kept below the point where a level could
    /// overflow.
    long total;

    /// Makes the better price the larger key, on both sides.
    private final long sign;

    private long[] keys = new long[16];
    private Level[] levels = new Level[16];
    private int size;
    private int empty;
    private @Nullable Level pool;

    /// Where a level was last found, by a hash of its price: a guess that is checked, so that most
    /// orders find their level without a search.
    private final @Nullable Level[] recent = new Level[1 << RECENT_BITS];

    /// @param bestIsHighest whether the highest price comes first
    BookSide(Market market, Side side, int asset, boolean bestIsHighest) {
        this.market = market;
        this.side = side;
        this.asset = asset;
        sign = bestIsHighest ? 1 : -1;
    }

    @Nullable Level best() {
        return size == 0 ? null : levels[size - 1];
    }

    /// {@return how many levels there are, empty ones included}
    int size() {
        return size;
    }

    /// {@return the level `index` places behind the best, which may be empty}
    Level fromBest(int index) {
        return levels[size - 1 - index];
    }

    /// {@return whether `price` is as good as `limit` or better, seen from this side}
    boolean reaches(long price, long limit) {
        return price * sign >= limit * sign;
    }

    /// {@return the level of a price, made if it isn't there; the caller puts an order into it}
    Level at(long price) {
        int slot = (int) ((price * 0x9E3779B97F4A7C15L) >>> (Long.SIZE - RECENT_BITS));
        Level level = recent[slot];
        if (level == null || level.price != price || !level.listed) {
            level = search(price);
            recent[slot] = level;
        }
        if (level.head == null) {
            empty--;
        }
        return level;
    }

    /// Takes note that a level is empty. The best never is.
    void emptied(Level level) {
        empty++;
        if (level == levels[size - 1]) {
            while (size > 0 && levels[size - 1].head == null) {
                drop(levels[--size]);
            }
        } else if (empty > MAY_BE_EMPTY && empty > size / 2) {
            dropEmpty();
        }
    }

    private void dropEmpty() {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            Level level = levels[i];
            if (level.head == null) {
                drop(level);
            } else {
                keys[kept] = keys[i];
                levels[kept++] = level;
            }
        }
        size = kept;
    }

    private void drop(Level level) {
        empty--;
        level.listed = false;
        level.pooled = pool;
        pool = level;
    }

    private Level search(long price) {
        long key = price * sign;
        int index = find(key);
        return index < size && keys[index] == key ? levels[index] : insert(index, key, price);
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
            level = new Level(this);
        } else {
            pool = level.pooled;
        }
        level.price = price;
        level.listed = true;
        keys[index] = key;
        levels[index] = level;
        size++;
        empty++;
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
