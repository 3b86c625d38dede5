package dev.outcry.server.floor;

import static dev.outcry.server.floor.TradingScene.ADA;
import static dev.outcry.server.floor.TradingScene.BOB;
import static dev.outcry.server.floor.TradingScene.BTC;
import static dev.outcry.server.floor.TradingScene.GOLD;
import static dev.outcry.server.floor.TradingScene.refused;
import static dev.outcry.server.floor.TradingScene.taken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.MarketInfo;
import dev.outcry.protocol.OrderInfo;
import dev.outcry.protocol.OrderInfo.Status;
import dev.outcry.protocol.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarketsTest {
    private final TradingScene scene = new TradingScene();

    @ParameterizedTest(name = "tick {0}, lot {1}, least {2}")
    @CsvSource({
        "0.01, 0.0000000001, 0.0000000001", // a lot finer than its asset
        "0.01, 0.001, 0.0015",
        "0.000000000000000001, 0.00000001, 0.00000001",
    })
    void aMarketThatCannotBeListedLeavesNothing(String tick, String lot, String least) {
        MarketInfo market =
                new MarketInfo(
                        new Symbol("NEW-EUR"),
                        "NEW",
                        "EUR",
                        Decimal.parse(tick),
                        Decimal.parse(lot),
                        Decimal.parse(least),
                        Optional.empty(),
                        0,
                        0,
                        MarketInfo.Source.USERS,
                        false);

        Result result = scene.apply(new FloorCommand.ListMarket(market));

        assertThat(refused(result).code()).isEqualTo(ErrorCode.BAD_REQUEST);
        assertThat(scene.effects).isEmpty();
        assertThat(
                        refused(
                                        scene.apply(
                                                new FloorCommand.Deposit(
                                                        "ada", "NEW", Decimal.parse("1"))))
                                .message())
                .startsWith("asset:");
    }

    @Test
    void paperMoneyIsWorthTheSameWhereDollarsWereFirstABase() {
        Floor floor = new Floor();
        List<Effect> effects = new ArrayList<>();
        floor.apply(1, 1, new FloorCommand.Genesis("e"), effects::add);
        MarketInfo yen =
                new MarketInfo(
                        new Symbol("USD-JPY"),
                        "USD",
                        "JPY",
                        Decimal.parse("0.01"),
                        Decimal.parse("1"),
                        Decimal.parse("1"),
                        Optional.empty(),
                        0,
                        0,
                        MarketInfo.Source.USERS,
                        false);
        floor.apply(2, 2, new FloorCommand.ListMarket(yen), effects::add);
        effects.clear();

        floor.apply(3, 3, new FloorCommand.Deposit("ada", "USD", Decimal.parse("1")), effects::add);

        assertThat(effects)
                .singleElement()
                .isInstanceOfSatisfying(
                        Effect.Told.class,
                        told ->
                                assertThat(
                                                ((Event.BalanceChanged) told.event())
                                                        .balance()
                                                        .available())
                                        .hasToString("100001"));
    }

    @Test
    void aPriceOfNothingIsNoQuote() {
        for (String price : List.of("0", "-1", "1.001")) {
            Result result =
                    scene.apply(
                            new FloorCommand.Quote(
                                    GOLD,
                                    Optional.empty(),
                                    Optional.empty(),
                                    Decimal.parse(price)));
            Result bid =
                    scene.apply(
                            new FloorCommand.Quote(
                                    GOLD,
                                    Optional.of(Decimal.parse(price)),
                                    Optional.empty(),
                                    Decimal.parse("1")));

            assertThat(refused(result).code()).isEqualTo(ErrorCode.ORDER_BAD_PRICE);
            assertThat(refused(bid).code()).isEqualTo(ErrorCode.ORDER_BAD_PRICE);
        }
    }

    @Test
    void aHaltedMarketTakesCancelsAndLetsOrdersExpireButNothingElse() {
        String buy = "'side':'buy','kind':'limit','price':'1','qty':'1'";
        OrderInfo first = scene.placed(ADA, buy);
        OrderInfo day = scene.placed(ADA, buy + ",'tif':'day'");
        scene.apply(TradingScene.halt(true));

        assertThat(refused(scene.order(ADA, buy)).code()).isEqualTo(ErrorCode.MARKET_HALTED);
        assertThat(refused(scene.order(ADA, buy + ",'validate':true")).code())
                .isEqualTo(ErrorCode.MARKET_HALTED);
        assertThat(refused(scene.send(ADA, "{'type':'amend','order':1,'qty':'2'}")).code())
                .isEqualTo(ErrorCode.MARKET_HALTED);
        assertThat(scene.send(ADA, "{'type':'cancel','order':1}"))
                .isEqualTo(new Result.Canceled(1));
        assertThat(scene.known(ADA, first.order()).status()).isEqualTo(Status.CANCELED);
        scene.at += 86_400_000;
        scene.apply(new FloorCommand.Tick());
        assertThat(scene.known(ADA, day.order()).status()).isEqualTo(Status.EXPIRED);
        assertThat(scene.balance(ADA, "USD")).isEqualTo(Floor.PAPER);
    }

    @Test
    void aBandRefusesWhatReachesTooFarAndStopsMarketOrders() {
        scene.placed(BOB, "'side':'sell','kind':'limit','price':'100','qty':'1'");
        scene.placed(ADA, "'side':'buy','kind':'limit','price':'100','qty':'1'");
        scene.apply(TradingScene.band(100));
        scene.placed(BOB, "'side':'sell','kind':'limit','price':'101','qty':'1'");
        scene.placed(BOB, "'side':'sell','kind':'limit','price':'101.01','qty':'1'");

        assertThat(
                        refused(
                                        scene.order(
                                                ADA,
                                                "'side':'buy','kind':'limit','price':'101.01','qty':'1'"))
                                .code())
                .isEqualTo(ErrorCode.ORDER_PRICE_BAND);
        assertThat(
                        refused(
                                        scene.order(
                                                BOB,
                                                "'side':'sell','kind':'limit','price':'98.99','qty':'1'"))
                                .code())
                .isEqualTo(ErrorCode.ORDER_PRICE_BAND);
        scene.placed(ADA, "'side':'buy','kind':'limit','price':'50','qty':'1'");
        OrderInfo swept = scene.placed(ADA, "'side':'buy','kind':'market','qty':'2'");
        assertThat(swept.filled()).hasToString("1");
        assertThat(swept.status()).isEqualTo(Status.CANCELED);
        assertThat(swept.reason()).contains("band");
    }

    @Test
    void theTickerTells24HoursAndForgetsWhatIsOlder() {
        scene.placed(BOB, "'side':'sell','kind':'limit','price':'100','qty':'1'");
        scene.placed(ADA, "'side':'buy','kind':'limit','price':'100','qty':'1'");
        scene.at += 3_600_000;
        scene.placed(BOB, "'side':'sell','kind':'limit','price':'125','qty':'2'");
        scene.placed(ADA, "'side':'buy','kind':'limit','price':'125','qty':'0.5'");
        Event.Ticker ticker = ticker();
        assertThat(ticker.open24h()).hasToString("Optional[100.00]");
        assertThat(ticker.high24h()).hasToString("Optional[125.00]");
        assertThat(ticker.low24h()).hasToString("Optional[100.00]");
        assertThat(ticker.volume24h()).hasToString("1.5");
        assertThat(ticker.change24h()).hasToString("Optional[25.00]");
        assertThat(ticker.askQty()).hasToString("Optional[1.5]");
        scene.at += 82_800_000;

        scene.placed(ADA, "'side':'buy','kind':'limit','price':'110','qty':'1'");

        assertThat(ticker().low24h()).hasToString("Optional[125.00]");
        assertThat(ticker().volume24h()).hasToString("0.5");
        assertThat(ticker().bid()).hasToString("Optional[110.00]");
    }

    private Event.Ticker ticker() {
        for (Effect effect : scene.effects) {
            if (effect instanceof Effect.Told(Event.Ticker ticker) && ticker.symbol().equals(BTC)) {
                return ticker;
            }
        }
        throw new AssertionError("no ticker in " + scene.effects);
    }

    @Test
    void twoHundredOrdersMayBeOpenInEachMarketWaitingStopsIncluded() {
        String stop = "'side':'buy','kind':'stop','stop':'100','qty':'1'";
        String buy = "'side':'buy','kind':'limit','price':'1','qty':'1'";
        for (int i = 0; i < 100; i++) {
            scene.placed(ADA, stop);
            scene.placed(ADA, buy);
        }

        assertThat(refused(scene.order(ADA, buy)).code()).isEqualTo(ErrorCode.ORDER_LIMIT);
        assertThat(refused(scene.order(ADA, stop)).code()).isEqualTo(ErrorCode.ORDER_LIMIT);
        taken(scene.order(ADA, buy + ",'tif':'ioc'"));
        taken(scene.send(ADA, "{'type':'order','symbol':'ETH-USD'," + buy + "}"));
        assertThat(scene.send(ADA, "{'type':'cancelAll','symbol':'BTC-USD'}"))
                .isEqualTo(new Result.Canceled(200));
    }
}
