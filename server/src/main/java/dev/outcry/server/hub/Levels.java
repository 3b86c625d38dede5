package dev.outcry.server.hub;

import dev.outcry.protocol.Side;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// One side of a book, sorted. For one lane's thread.
///
/// The best level is kept last in the arrays, so that a change near it moves few others. A level's
/// rank counts from the best, 0. Finding costs `O(log n)`, inserting and removing `O(rank)`.
final class Levels {
    private static final int INITIAL = 16;

    private final Side side;
    private final Amounts amounts;
    private long[] prices = new long[INITIAL];
    private long[] lots = new long[INITIAL];
    private byte @Nullable [][] texts = new byte @Nullable [INITIAL][];
    private int count;

    /// @param side whether the highest price is the best, or the lowest
    /// @param amounts how they are written
    Levels(Side side, Amounts amounts) {
        this.side = side;
        this.amounts = amounts;
    }

    /// {@return how many levels there are}
    int count() {
        return count;
    }

    /// {@return the price of a rank, unscaled}
    long price(int rank) {
        return prices[count - 1 - rank];
    }

    /// {@return the quantity of a rank, unscaled}
    long lots(int rank) {
        return lots[count - 1 - rank];
    }

    /// {@return the rank of a price; where there is no such level, −1 − the rank it would have}
    int rank(long price) {
        int found = indexOf(price);
        return found >= 0 ? count - 1 - found : -1 - (count - (-1 - found));
    }

    /// Sets a level.
    ///
    /// @param price unscaled
    /// @param quantity unscaled; 0 removes the level
    void set(long price, long quantity) {
        int found = indexOf(price);
        if (found >= 0 && quantity == 0) {
            removeAt(found);
        } else if (found >= 0) {
            lots[found] = quantity;
            texts[found] = null;
        } else if (quantity != 0) {
            insertAt(-1 - found, price, quantity);
        }
    }

    void clear() {
        Arrays.fill(texts, 0, count, null);
        count = 0;
    }

    /// Adds the best levels to a checksum, as PROTOCOL §6 has it.
    ///
    /// @param sum so far
    /// @param best how many at most
    /// @param first whether nothing was added to the sum before
    /// @return whether still nothing was added
    boolean checksum(CRC32 sum, int best, boolean first) {
        boolean none = first;
        for (int i = count - 1; i >= Math.max(0, count - best); i--) {
            if (!none) {
                sum.update('|');
            }
            none = false;
            byte[] text = texts[i];
            if (text == null) {
                text =
                        (amounts.price(prices[i]) + ":" + amounts.qty(lots[i]))
                                .getBytes(StandardCharsets.US_ASCII);
                texts[i] = text;
            }
            sum.update(text);
        }
        return none;
    }

    /// Where a price lies in the arrays, or −1 − where it belongs.
    private int indexOf(long price) {
        int low = 0;
        int high = count - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Long.compare(prices[middle], price);
            if (order == 0) {
                return middle;
            }
            boolean before = side == Side.BUY ? order < 0 : order > 0;
            if (before) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1 - low;
    }

    private void insertAt(int index, long price, long quantity) {
        if (count == prices.length) {
            prices = Arrays.copyOf(prices, count * 2);
            lots = Arrays.copyOf(lots, count * 2);
            texts = Arrays.copyOf(texts, count * 2);
        }
        move(index, index + 1);
        count++;
        prices[index] = price;
        lots[index] = quantity;
        texts[index] = null;
    }

    private void removeAt(int index) {
        move(index + 1, index);
        count--;
        texts[count] = null;
    }

    private void move(int from, int to) {
        int length = count - from;
        System.arraycopy(prices, from, prices, to, length);
        System.arraycopy(lots, from, lots, to, length);
        System.arraycopy(texts, from, texts, to, length);
    }
}
