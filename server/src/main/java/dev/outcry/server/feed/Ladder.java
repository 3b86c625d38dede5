package dev.outcry.server.feed;

import dev.outcry.protocol.Side;
import dev.outcry.server.floor.FloorCommand.TimeInForce;
import dev.outcry.server.floor.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// A simulated maker: some levels on either side of where the tape trades, one order each, renewed
/// one by one.
///
/// It keeps outside the range of the last seconds' prints, and a print is never played before
/// [#makeRoom] has cleared its price. Fills aren't told to it: an order that was taken is found
/// gone when its time is over, and then those around it are looked at too. For one thread.
final class Ladder {
    static final int LEVELS = 12;
    private static final int ENOUGH = LEVELS / 2;
    private static final int RENEWED_AT_ONCE = 3;
    private static final long LIFE_MILLIS = 3_000;
    private static final long LIFE_MORE_PER_LEVEL_MILLIS = 1_500;

    private final Account account;
    private final Depth depth;
    private final Desk desk;
    private final Counters counters;
    private final RandomGenerator random;
    private final PriceRange range = new PriceRange();
    private final List<Quote> bids = new ArrayList<>(); // best first
    private final List<Quote> asks = new ArrayList<>(); // best first

    /// An order of the maker's.
    static final class Quote {
        final long priceTicks;
        final long qtyLots;
        private final Side side;
        private long until;
        private long order; // 0: not answered yet
        private boolean gone;

        Quote(Side side, long priceTicks, long qtyLots, long until) {
            this.side = side;
            this.priceTicks = priceTicks;
            this.qtyLots = qtyLots;
            this.until = until;
        }

        /// Someone took from it: renew it soon.
        void taken() {
            until = 0;
        }
    }

    Ladder(Account account, Depth depth, Desk desk, Counters counters, RandomGenerator random) {
        this.account = account;
        this.depth = depth;
        this.desk = desk;
        this.counters = counters;
        this.random = random;
    }

    /// Cancels whatever a print at this price would meet, and keeps off it for some seconds.
    void makeRoom(long now, long priceTicks) throws InterruptedException {
        range.add(now, priceTicks);
        clear(bids, priceTicks, Side.BUY);
        clear(asks, priceTicks, Side.SELL);
    }

    private void clear(List<Quote> quotes, long priceTicks, Side side) throws InterruptedException {
        while (!quotes.isEmpty() && reaches(quotes.getFirst(), priceTicks, side)) {
            cancel(quotes.removeFirst(), quotes);
        }
    }

    private static boolean reaches(Quote quote, long priceTicks, Side side) {
        return side == Side.BUY ? quote.priceTicks >= priceTicks : quote.priceTicks <= priceTicks;
    }

    /// Renews a little: a few orders whose time is over go, and one comes; more only while the book
    /// is thin.
    ///
    /// @param now the time of the range's clock, as in [#makeRoom]
    void step(long now) throws InterruptedException {
        bids.removeIf(quote -> quote.gone);
        asks.removeIf(quote -> quote.gone);
        shed(now, bids);
        shed(now, asks);
        range.advance(now);
        add(now, thinner());
        for (int more = 0; more < LEVELS && isThin(); more++) {
            add(now, thinner());
        }
    }

    /// {@return whether a side has lost so many levels that it shouldn't wait for the next step}
    boolean isThin() {
        return Math.min(bids.size(), asks.size()) < ENOUGH;
    }

    /// {@return the best order of a side, as far as known}
    Optional<Quote> best(Side side) {
        List<Quote> quotes = side == Side.BUY ? bids : asks;
        return quotes.isEmpty() ? Optional.empty() : Optional.of(quotes.getFirst());
    }

    private Side thinner() {
        return bids.size() <= asks.size() ? Side.BUY : Side.SELL;
    }

    private void shed(long now, List<Quote> quotes) throws InterruptedException {
        List<Quote> over =
                quotes.stream().filter(q -> q.until <= now).limit(RENEWED_AT_ONCE).toList();
        quotes.removeAll(over);
        for (Quote quote : over) {
            cancel(quote, quotes);
        }
    }

    /// Fills the first wide gap from the inside out, or goes on outside; the outermost is one too
    /// many then.
    private void add(long now, Side side) throws InterruptedException {
        List<Quote> quotes = side == Side.BUY ? bids : asks;
        long away = side == Side.BUY ? -1 : 1;
        long inner = side == Side.BUY ? range.low() : range.high();
        int level = 0;
        while (level < quotes.size()
                && Math.abs(quotes.get(level).priceTicks - inner) <= 2L * depth.gapTicks()) {
            inner = quotes.get(level).priceTicks;
            level++;
        }
        if (level >= LEVELS) {
            return;
        }
        long price = inner + away * random.nextLong(1, depth.gapTicks() + 1L);
        if (price < 1) {
            return;
        }
        quotes.add(level, place(now, side, price, level));
        if (quotes.size() > LEVELS) {
            cancel(quotes.removeLast(), quotes);
        }
    }

    private Quote place(long now, Side side, long price, int level) throws InterruptedException {
        double share = random.nextDouble() * random.nextDouble() * (level + 4) / (LEVELS + 4);
        long qty = depth.stepLots() * (1 + (long) (share * depth.maxSteps()));
        long life = LIFE_MILLIS + random.nextLong(LIFE_MILLIS);
        Quote quote = new Quote(side, price, qty, now + life + level * LIFE_MORE_PER_LEVEL_MILLIS);
        desk.send(
                account.order(side, price, qty, TimeInForce.GTC),
                result -> {
                    counters.answered(result);
                    if (result instanceof Result.Ordered ordered && ordered.restingLots() > 0) {
                        quote.order = ordered.order();
                    } else {
                        quote.gone = true;
                    }
                });
        return quote;
    }

    private void cancel(Quote quote, List<Quote> others) throws InterruptedException {
        if (quote.order == 0) {
            desk.drain();
        }
        if (quote.gone) {
            return;
        }
        desk.send(
                account.cancel(quote.order),
                result -> {
                    if (result instanceof Result.Refused) {
                        suspect(quote, others);
                    }
                });
    }

    /// If an order was taken, those before it were so first, and maybe those behind it.
    private static void suspect(Quote taken, List<Quote> others) {
        others.stream().takeWhile(quote -> isBefore(quote, taken)).forEach(Quote::taken);
        others.stream()
                .dropWhile(quote -> isBefore(quote, taken))
                .limit(RENEWED_AT_ONCE - 1)
                .forEach(Quote::taken);
    }

    private static boolean isBefore(Quote quote, Quote other) {
        return quote.side == Side.BUY
                ? quote.priceTicks > other.priceTicks
                : quote.priceTicks < other.priceTicks;
    }
}
