package dev.outcry.tests;

import dev.outcry.client.BookListener;
import dev.outcry.client.OrderBook;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Watches a book, and writes down what should never be. Filled by the SDK's callback thread.
final class BookWatch implements BookListener {
    private final List<String> wrongs = new ArrayList<>();
    private Optional<Event.Level> bid = Optional.empty();
    private int changes;

    @Override
    public synchronized void onBook(OrderBook book) {
        Optional<Event.Level> ask = book.best(Side.SELL);
        bid = book.best(Side.BUY);
        if (bid.isPresent() && ask.isPresent() && price(bid) >= price(ask)) {
            wrongs.add("crossed at " + book.seq());
        }
        changes++;
        notifyAll();
    }

    @Override
    public synchronized void onStale() {
        wrongs.add("a checksum disagreed");
    }

    /// In ticks, as all prices of a market have the same decimals.
    private static long price(Optional<Event.Level> level) {
        return level.orElseThrow().price().unscaled();
    }

    /// Waits until there is a best bid.
    synchronized Event.Level bestBid() throws InterruptedException {
        while (bid.isEmpty()) {
            awaitChanges(changes + 1);
        }
        return bid.get();
    }

    /// Waits for so many changes since the beginning, at most half a minute.
    synchronized void awaitChanges(int wanted) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (changes < wanted) {
            long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (millis <= 0) {
                throw new AssertionError("only " + changes + " changes");
            }
            wait(millis);
        }
    }

    synchronized List<String> wrongs() {
        return List.copyOf(wrongs);
    }
}
