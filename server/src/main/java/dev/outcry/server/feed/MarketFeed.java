package dev.outcry.server.feed;

import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.ErrorCode;
import dev.outcry.server.floor.FloorCommand;
import dev.outcry.server.floor.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Everything the feed does in one market, a step at a time.
///
/// For one thread, but for [#stats()]. Times are milliseconds of a clock that only goes on, unless
/// said otherwise.
final class MarketFeed {
    private static final long MINUTE = 60_000;
    private static final long WARM_UP_MILLIS = 180 * MINUTE;

    /// A pause on the tape from which on it is skipped: longer than any while trading goes on.
    private static final long DEAD_MILLIS = 5 * MINUTE;

    private static final long PAUSE_INSTEAD_MILLIS = 1_000;

    /// So late, the tape goes on from here instead of catching up.
    private static final long LATE_MILLIS = 2_000;

    private static final int BURST = 64;
    private static final long REQUOTE_MILLIS = 200;

    /// Far more than ever changes hands between the feed's own accounts.
    private static final Decimal QUOTE_FUNDS = new Decimal(1_000_000_000, 0);

    private static final Decimal BASE_FUNDS = new Decimal(10_000_000, 0);

    private final DemoMarket market;
    private final double speed;
    private final RandomGenerator random;
    private final Desk desk;
    private final Reel reel;
    private final Counters counters;
    private final TapePlayer player;
    private final Ladder ladder;
    private final Taker taker;
    private final List<Account> accounts;

    private long anchorTape;
    private long anchorNow;
    private long quoteDue;
    private long takeDue;

    MarketFeed(DemoMarket market, Intake intake, double speed, RandomGenerator random) {
        this.market = market;
        this.speed = speed;
        this.random = random;
        desk = new Desk(intake);
        reel = new Reel(market.tape(), market.start());
        counters = new Counters(market.info().symbol(), market.start());
        player = new TapePlayer(market.info());
        Account makers = Account.of(market.info(), "maker");
        Account takers = Account.of(market.info(), "taker");
        ladder = new Ladder(makers, market.depth(), desk, counters, random);
        taker = new Taker(takers, market.depth(), desk, counters, random);
        accounts = new ArrayList<>(player.accounts());
        accounts.add(makers);
        accounts.add(takers);
    }

    String name() {
        return market.info().symbol().name();
    }

    /// {@return what was done so far; any thread}
    FeedStats stats() {
        return counters.stats();
    }

    /// Adds the market's listing, its money, and the recorded hours before its start.
    ///
    /// @param wall the hours end at the last full minute before this, Unix epoch milliseconds
    /// @param into commands by log time
    void warmUp(long wall, Map<Long, List<FloorCommand>> into) {
        long end = wall - Math.floorMod(wall, MINUTE);
        List<FloorCommand> first = at(end - WARM_UP_MILLIS, into);
        first.add(new FloorCommand.ListMarket(market.info()));
        first.addAll(deposits());
        long start = market.start().at();
        TickRule rule = new TickRule();
        market.earlier()
                .get()
                .dropWhile(bar -> bar.at() < start - WARM_UP_MILLIS)
                .takeWhile(bar -> bar.at() < start)
                .flatMap(bar -> bar.prints(MINUTE, rule).stream())
                .forEach(print ->
                        at(end - start + print.at(), into)
                                .addAll(player.commands(print).subList(0, 2)));
    }

    private static List<FloorCommand> at(long time, Map<Long, List<FloorCommand>> into) {
        return into.computeIfAbsent(time, _ -> new ArrayList<>());
    }

    /// Lists the market where it isn't, cancels what is left of an earlier run, and waits for it.
    void open(long now) throws InterruptedException {
        boolean[] listed = new boolean[1];
        desk.send(
                new FloorCommand.ListMarket(market.info()),
                result -> {
                    listed[0] = result instanceof Result.Done;
                    if (!(result instanceof Result.Refused refused
                            && refused.code() == ErrorCode.MARKET_EXISTS)) {
                        counters.answered(result);
                    }
                });
        for (Account account : accounts) {
            desk.send(account.cancelAll(), counters::answered);
        }
        desk.drain();
        if (listed[0]) {
            deposit();
        }
        ladder.makeRoom(now, reel.peek().priceTicks());
        anchor(now);
        quoteDue = now;
        takeDue = now + taker.pause();
    }

    /// Does what is due.
    ///
    /// @return when it wants to be called again
    long step(long now) throws InterruptedException {
        desk.settle();
        if (counters.broke()) {
            deposit();
        }
        if (now - tapeDue() > LATE_MILLIS) {
            anchor(now);
        }
        for (int played = 0; played < BURST && tapeDue() <= now; played++) {
            play(now);
        }
        if (quoteDue <= now || ladder.isThin()) {
            ladder.step(now);
            quoteDue = now + REQUOTE_MILLIS + random.nextLong(REQUOTE_MILLIS);
        }
        if (takeDue <= now) {
            taker.step(ladder);
            takeDue = now + taker.pause();
        }
        return Math.min(tapeDue(), Math.min(quoteDue, takeDue));
    }

    private void play(long now) throws InterruptedException {
        Print print = reel.peek();
        ladder.makeRoom(now, print.priceTicks());
        reel.advance();
        TapePosition next = reel.position();
        player.play(print, desk, counters, clamped -> counters.played(clamped, next));
        long pause = next.at() - print.at();
        if (pause < 0 || pause >= DEAD_MILLIS) {
            anchor(now + PAUSE_INSTEAD_MILLIS);
        }
    }

    /// Lets the next print be due at a time.
    private void anchor(long now) {
        anchorTape = reel.peek().at();
        anchorNow = now;
    }

    private long tapeDue() {
        return anchorNow + (long) ((reel.peek().at() - anchorTape) / speed);
    }

    private void deposit() throws InterruptedException {
        for (FloorCommand deposit : deposits()) {
            desk.send(deposit, counters::answered);
        }
        desk.drain();
        counters.deposited();
    }

    private List<FloorCommand> deposits() {
        List<FloorCommand> deposits = new ArrayList<>();
        for (Account account : accounts) {
            deposits.add(
                    new FloorCommand.Deposit(account.id(), market.info().quote(), QUOTE_FUNDS));
            deposits.add(new FloorCommand.Deposit(account.id(), market.info().base(), BASE_FUNDS));
        }
        return deposits;
    }
}
