package dev.outcry.exchange;

import static dev.outcry.exchange.Scene.ANN;
import static dev.outcry.exchange.Scene.BOB;
import static dev.outcry.exchange.Scene.BTC;
import static dev.outcry.exchange.Scene.CAT;
import static dev.outcry.exchange.Scene.MARKET;
import static dev.outcry.exchange.Scene.USD;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Time in force, post-only, icebergs, amendments, bands, halts and limits.
class RulesTest {
    private final Scene scene = new Scene();
    private final Exchange exchange = scene.exchange;
    private final Recorder events = scene.events;

    @Test
    void immediateOrCancelNeverRests() {
        scene.place(scene.sell(ANN).limit(101, 5));

        scene.place(scene.buy(BOB).limit(101, 8).tif(TimeInForce.IOC));

        assertThat(events.lines).last().isEqualTo("canceled 2 2 0 3 IOC");
        assertThat(exchange.reserved(BOB, USD)).isZero();
        assertThat(exchange.openOrders()).isZero();
    }

    @Test
    void fillOrKillFillsWhollyOrIsRefused() {
        scene.place(scene.sell(ANN).limit(101, 5));
        scene.place(scene.sell(ANN).limit(103, 5));
        events.clear();

        assertThat(scene.place(scene.buy(BOB).limit(102, 6).tif(TimeInForce.FOK)))
                .isEqualTo(Outcome.UNFILLABLE);
        assertThat(events.lines).isEmpty();

        assertThat(scene.place(scene.buy(BOB).limit(103, 6).tif(TimeInForce.FOK)))
                .isEqualTo(Outcome.ACCEPTED);
        assertThat(events.lines).last().isEqualTo("- taker 4 2 0 0");
    }

    @Test
    void fillOrKillCountsHiddenQuantityButNotItsOwn() {
        scene.place(scene.sell(ANN).limit(101, 9).display(2));
        scene.place(scene.sell(BOB).limit(101, 9));

        OrderRequest more = scene.buy(BOB).limit(101, 3).tif(TimeInForce.FOK);
        assertThat(scene.place(more)).isEqualTo(Outcome.UNFILLABLE);
        assertThat(scene.place(more.selfTrade(SelfTrade.CANCEL_OLDEST)))
                .isEqualTo(Outcome.ACCEPTED);
        assertThat(exchange.openOrders(BOB)).isEmpty();
        assertThat(exchange.order(1).orElseThrow().remainingLots()).isEqualTo(6);
    }

    @Test
    void postOnlyIsRefusedWhereItWouldTrade() {
        scene.place(scene.sell(ANN).limit(101, 5));
        events.clear();

        assertThat(scene.place(scene.buy(BOB).limit(101, 5).postOnly()))
                .isEqualTo(Outcome.WOULD_CROSS);
        assertThat(events.lines).isEmpty();
        assertThat(scene.place(scene.buy(BOB).limit(100, 5).postOnly()))
                .isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void anIcebergShowsAPartAndQueuesAgainForTheNext() {
        scene.place(scene.sell(ANN).limit(101, 10).display(3));
        scene.place(scene.sell(BOB).limit(101, 4));
        assertThat(events.levels).last().isEqualTo("0 SELL 101 7");
        events.clear();

        scene.place(scene.buy(CAT).limit(101, 8));

        assertThat(events.lines)
                .filteredOn(line -> line.startsWith("- maker"))
                .containsExactly("- maker 1 1 7 0", "- maker 2 2 0 0", "- maker 1 1 6 0");
        assertThat(events.levels).containsExactly("0 SELL 101 2");
    }

    @Test
    void anIcebergHasAtMostAThousandParts() {
        assertThat(scene.place(scene.buy(ANN).limit(1, 1_001).display(1)))
                .isEqualTo(Outcome.BAD_QUANTITY);
        assertThat(scene.place(scene.buy(ANN).limit(1, 1_000).display(1)))
                .isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void amendingDownKeepsThePlaceInTheQueue() {
        scene.place(scene.sell(ANN).limit(101, 5));
        scene.place(scene.sell(BOB).limit(101, 5));

        assertThat(exchange.amend(1, ANN, 0, 3)).isEqualTo(Outcome.ACCEPTED);
        assertThat(exchange.reserved(ANN, BTC)).isEqualTo(3_000_000);

        scene.place(scene.buy(CAT).limit(101, 4));
        assertThat(exchange.order(1)).isEmpty();
        assertThat(exchange.order(2).orElseThrow().remainingLots()).isEqualTo(4);
    }

    @Test
    void amendingUpLosesThePlaceInTheQueue() {
        scene.place(scene.sell(ANN).limit(101, 5));
        scene.place(scene.sell(BOB).limit(101, 5));

        assertThat(exchange.amend(1, ANN, 0, 6)).isEqualTo(Outcome.ACCEPTED);

        scene.place(scene.buy(CAT).limit(101, 5));
        assertThat(exchange.order(2)).isEmpty();
        assertThat(exchange.order(1).orElseThrow().remainingLots()).isEqualTo(6);
    }

    @Test
    void amendingThePriceMayTrade() {
        scene.place(scene.sell(ANN).limit(103, 5));
        scene.place(scene.buy(BOB).limit(101, 8));
        events.clear();

        assertThat(exchange.amend(2, BOB, 103, 0)).isEqualTo(Outcome.ACCEPTED);

        assertThat(events.lines)
                .containsExactly(
                        "amended 2 2 0 103 8 8",
                        "traded 1 0 BUY 103 5",
                        "- maker 1 1 0 0",
                        "- taker 2 2 3 0",
                        "rested 2 2 0 BUY 103 3");
        assertThat(exchange.reserved(BOB, USD)).isEqualTo(3 * 103 * 100);
    }

    @Test
    void anAmendmentThatIsRefusedChangesNothing() {
        scene.place(scene.buy(ANN).limit(101, 5).postOnly());
        scene.place(scene.sell(BOB).limit(105, 5));
        scene.place(scene.sell(CAT).limit(101, 2));
        events.clear();
        long hash = exchange.stateHash();

        assertThat(exchange.amend(1, BOB, 100, 0)).isEqualTo(Outcome.UNKNOWN_ORDER);
        assertThat(exchange.amend(1, ANN, 0, 2)).isEqualTo(Outcome.BAD_QUANTITY);
        assertThat(exchange.amend(1, ANN, -1, 0)).isEqualTo(Outcome.BAD_PRICE);
        assertThat(exchange.amend(1, ANN, 105, 0)).isEqualTo(Outcome.WOULD_CROSS);
        assertThat(exchange.amend(1, ANN, 104, 1_000_000)).isEqualTo(Outcome.INSUFFICIENT_FUNDS);
        exchange.halt(MARKET);
        assertThat(exchange.amend(1, ANN, 0, 4)).isEqualTo(Outcome.HALTED);
        exchange.resume(MARKET);

        assertThat(events.lines).isEmpty();
        assertThat(exchange.stateHash()).isEqualTo(hash);
    }

    @Test
    void aBandRefusesABuyAboveAndASellBelowOnly() {
        exchange.changeMarket(MARKET, Scene.terms().withBand(1_000));
        scene.trade(200);

        assertThat(scene.place(scene.buy(ANN).limit(221, 1))).isEqualTo(Outcome.PRICE_BAND);
        assertThat(scene.place(scene.sell(ANN).limit(179, 1))).isEqualTo(Outcome.PRICE_BAND);
        assertThat(scene.place(scene.buy(ANN).limit(100, 1))).isEqualTo(Outcome.ACCEPTED);
        assertThat(scene.place(scene.sell(ANN).limit(900, 1))).isEqualTo(Outcome.ACCEPTED);
        assertThat(scene.place(scene.buy(ANN).limit(220, 1))).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void aBandStopsAMarketOrder() {
        exchange.changeMarket(MARKET, Scene.terms().withBand(1_000));
        scene.trade(200);
        scene.place(scene.sell(ANN).limit(220, 1));
        scene.place(scene.sell(ANN).limit(221, 1));

        scene.place(scene.buy(BOB).market(2));

        assertThat(events.lines).last().asString().endsWith(" 2 0 1 BAND");
    }

    @Test
    void aHaltedMarketTakesCancelsOnly() {
        scene.place(scene.buy(ANN).limit(101, 5));
        exchange.halt(MARKET);

        assertThat(scene.place(scene.buy(ANN).limit(101, 5))).isEqualTo(Outcome.HALTED);
        assertThat(exchange.cancel(1, ANN)).isEqualTo(Outcome.ACCEPTED);

        exchange.resume(MARKET);
        assertThat(scene.place(scene.buy(ANN).limit(101, 5))).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void aUserHasAtMostTwoHundredOpenOrdersInAMarket() {
        for (int i = 0; i < Exchange.MAX_OPEN; i++) {
            assertThat(scene.place(scene.buy(ANN).limit(1, 1))).isEqualTo(Outcome.ACCEPTED);
        }
        int feed = exchange.addAccount(AccountKind.FEED);
        exchange.deposit(feed, USD, Scene.DOLLAR);

        assertThat(scene.place(scene.buy(ANN).limit(1, 1))).isEqualTo(Outcome.TOO_MANY_OPEN);
        assertThat(scene.place(scene.buy(ANN).limit(1, 1).tif(TimeInForce.IOC)))
                .isEqualTo(Outcome.ACCEPTED);
        assertThat(exchange.cancel(7, ANN)).isEqualTo(Outcome.ACCEPTED);
        assertThat(scene.place(scene.buy(ANN).limit(1, 1))).isEqualTo(Outcome.ACCEPTED);
        for (int i = 0; i <= Exchange.MAX_OPEN; i++) {
            assertThat(scene.place(scene.buy(feed).limit(1, 1))).isEqualTo(Outcome.ACCEPTED);
        }
    }

    @Test
    void refusesWhatIsOutOfRangeOrContradictsItself() {
        exchange.changeMarket(MARKET, Scene.terms().withLots(2, 50));

        assertThat(scene.place(scene.buy(ANN).limit(0, 5))).isEqualTo(Outcome.BAD_PRICE);
        assertThat(scene.place(scene.buy(ANN).limit(-1, 5))).isEqualTo(Outcome.BAD_PRICE);
        assertThat(scene.place(scene.buy(ANN).limit(Long.MAX_VALUE, 5)))
                .isEqualTo(Outcome.BAD_PRICE);
        assertThat(scene.place(scene.buy(ANN).stop(0, 5))).isEqualTo(Outcome.BAD_PRICE);
        assertThat(scene.place(scene.buy(ANN).limit(101, 1))).isEqualTo(Outcome.BAD_QUANTITY);
        assertThat(scene.place(scene.buy(ANN).limit(101, 51))).isEqualTo(Outcome.BAD_QUANTITY);
        assertThat(scene.place(scene.buy(ANN).limit(101, Long.MIN_VALUE)))
                .isEqualTo(Outcome.BAD_QUANTITY);
        assertThat(scene.place(scene.buy(ANN).limit(101, 5).display(6)))
                .isEqualTo(Outcome.BAD_QUANTITY);
        assertThat(scene.place(scene.buy(ANN).marketFor(-1))).isEqualTo(Outcome.BAD_QUANTITY);
        assertThat(scene.place(scene.sell(ANN).marketFor(10))).isEqualTo(Outcome.CONTRADICTION);
        assertThat(scene.place(scene.buy(ANN).market(5).postOnly()))
                .isEqualTo(Outcome.CONTRADICTION);
        assertThat(scene.place(scene.buy(ANN).limit(101, 5).goodTill(0)))
                .isEqualTo(Outcome.BAD_EXPIRY);
        assertThat(events.lines).isEmpty();
    }

    @Test
    void validatingSaysWhatWouldBeAnsweredAndDoesNothing() {
        long hash = exchange.stateHash();

        assertThat(exchange.validate(scene.buy(ANN).limit(101, 5), 0)).isEqualTo(Outcome.ACCEPTED);
        assertThat(exchange.validate(scene.buy(ANN).limit(101, 50_000_000), 0))
                .isEqualTo(Outcome.INSUFFICIENT_FUNDS);

        assertThat(events.lines).isEmpty();
        assertThat(exchange.stateHash()).isEqualTo(hash);
    }

    @Test
    void cancelsAllOfAnAccountOrASideOrAMarket() {
        scene.place(scene.buy(ANN).limit(101, 1));
        scene.place(scene.sell(ANN).limit(105, 1));
        scene.place(scene.buy(BOB).limit(101, 1));
        scene.place(scene.sell(ANN).stop(50, 1));

        assertThat(exchange.cancelAll(ANN, MARKET, true, false)).isEqualTo(1);
        assertThat(exchange.cancelAll(ANN, Exchange.ALL_MARKETS, true, true)).isEqualTo(2);
        assertThat(exchange.openOrders()).isEqualTo(1);
        assertThat(exchange.openOrders(BOB)).hasSize(1);
    }

    @Test
    void expiresInTheOrderOfTimesThenOfIds() {
        scene.place(scene.buy(ANN).limit(101, 1).goodTill(2_000));
        scene.place(scene.buy(ANN).limit(102, 2).tif(TimeInForce.DAY));
        scene.place(scene.sell(BOB).stop(50, 3).goodTill(1_000));
        scene.place(scene.buy(ANN).limit(103, 4).goodTill(1_000));
        events.clear();
        assertThat(exchange.nextDue()).isEqualTo(1_000);

        assertThat(exchange.expire(999)).isZero();
        assertThat(exchange.expire(2_000)).isEqualTo(3);
        assertThat(exchange.nextDue()).isEqualTo(86_400_000);
        assertThat(exchange.expire(86_400_000)).isEqualTo(1);

        assertThat(events.lines)
                .containsExactly(
                        "expired 3 2 0 3", "expired 4 1 0 4", "expired 1 1 0 1", "expired 2 1 0 2");
        assertThat(exchange.reserved(ANN, USD)).isZero();
        assertThat(exchange.nextDue()).isEqualTo(Long.MAX_VALUE);
    }
}
