package dev.outcry.server.main;

import static dev.outcry.server.main.TestFloor.expect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.Side;
import dev.outcry.server.floor.FloorCommand;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Protocol §8: balances, fills, the portfolio and the leaderboard.
@Timeout(60)
class AccountCallsTest {
    private static final String FEED = "feed:BTC-USD";

    private final TestFloor floor = TestFloor.open();
    private String ada = "";
    private String bob = "";

    @BeforeEach
    void enter() {
        floor.call(
                201,
                "POST",
                "/admin/markets",
                floor.admin(),
                "{'symbol':'BTC-USD','base':'BTC','quote':'USD','tick':'0.01','lot':'0.001'}");
        for (String asset : List.of("BTC", "USD")) {
            floor.decide(new FloorCommand.Deposit(FEED, asset, Decimal.parse("1000000")));
        }
        ada = floor.of("ada", "member");
        bob = floor.of("bob", "member");
    }

    @AfterEach
    void stop() {
        floor.close();
    }

    private JsonObject get(String path, String token) {
        return floor.call(200, "GET", path, token, "");
    }

    private List<JsonObject> items(String path, String token) {
        return get(path, token).getJsonArray("items").getValuesAs(JsonObject.class);
    }

    private void trade(String token, String side, String price, String qty) {
        Side other = side.equals("buy") ? Side.SELL : Side.BUY;
        long ticks = Long.parseLong(price.replace(".", ""));
        floor.order(FEED, "BTC-USD", other, ticks, Long.parseLong(qty) * 1_000);
        JsonObject taken =
                floor.call(
                        201,
                        "POST",
                        "/orders",
                        token,
                        "{'symbol':'BTC-USD','side':'%s','kind':'limit','price':'%s','qty':'%s'}"
                                .formatted(side, price, qty));
        assertThat(taken.getJsonObject("order").getString("status")).isEqualTo("filled");
    }

    private void fees(int maker, int taker) {
        floor.call(
                200,
                "PATCH",
                "/admin/markets/BTC-USD",
                floor.admin(),
                "{'makerFee':%d,'takerFee':%d}".formatted(maker, taker));
    }

    @Test
    void balancesAreThoseOfTheMeSnapshot() {
        assertThat(get("/balances", ada).toString())
                .isEqualTo(
                        "{\"items\":[{\"asset\":\"USD\",\"available\":\"100000\","
                                + "\"reserved\":\"0\"}]}");
        trade(ada, "buy", "100.00", "2");
        floor.call(
                201,
                "POST",
                "/orders",
                ada,
                "{'symbol':'BTC-USD','side':'sell','kind':'limit','price':'500.00','qty':'1'}");

        try (Client client = floor.as(ada)) {
            assertThat(items("/balances", ada))
                    .isEqualTo(
                            client.follow("me").getJsonObject("snapshot").getJsonArray("balances"));
        }
        assertThat(items("/balances", ada).getLast().getString("reserved")).isEqualTo("1");
        expect(401, floor.send("GET", "/balances", "", ""));
    }

    @Test
    void fillsArePagedByTradeId() {
        for (String price : List.of("10.00", "11.00", "12.00")) {
            trade(ada, "buy", price, "1");
        }
        List<JsonObject> all = items("/fills", ada);
        long first = all.getFirst().getJsonNumber("trade").longValue();
        long third = all.getLast().getJsonNumber("trade").longValue();

        assertThat(prices("/fills")).containsExactly("10.00", "11.00", "12.00");
        assertThat(prices("/fills?limit=2")).containsExactly("11.00", "12.00");
        assertThat(prices("/fills?limit=1&before=" + third)).containsExactly("11.00");
        assertThat(prices("/fills?limit=1&after=" + first)).containsExactly("11.00");
        assertThat(prices("/fills?symbol=BTC-USD")).hasSize(3);
        assertThat(all.getFirst().getString("liquidity")).isEqualTo("taker");
        assertThat(items("/fills", bob)).isEmpty();
        expect(404, floor.send("GET", "/fills?symbol=NONE-USD", ada, ""));
        expect(400, floor.send("GET", "/fills?limit=301", ada, ""));
        expect(401, floor.send("GET", "/fills", "", ""));
    }

    private List<String> prices(String path) {
        return items(path, ada).stream().map(fill -> fill.getString("price")).toList();
    }

    @Test
    void aPortfolioIsMarkedAtTheLastTrade() {
        fees(0, 100);
        trade(ada, "buy", "100.00", "10");
        trade(ada, "buy", "200.00", "10");
        trade(ada, "sell", "300.00", "5");

        JsonObject portfolio = get("/portfolio", ada);

        // Paid 1010 + 2020, got 1485; of the cost, a quarter went with what was sold.
        assertThat(portfolio.getString("user")).isEqualTo("ada");
        assertThat(portfolio.getString("currency")).isEqualTo("USD");
        assertThat(portfolio.getString("cash")).isEqualTo("98455");
        assertThat(portfolio.getString("buyingPower")).isEqualTo("98455");
        assertThat(portfolio.getString("equity")).isEqualTo("102955");
        assertThat(portfolio.getString("deposited")).isEqualTo("100000");
        assertThat(portfolio.getString("profit")).isEqualTo("2955");
        assertThat(portfolio.getString("return")).isEqualTo("2.95");
        assertThat(portfolio.getJsonArray("balances").getJsonObject(1).getString("value"))
                .isEqualTo("4500");
        JsonObject position = portfolio.getJsonArray("positions").getJsonObject(0);
        assertThat(position.getString("asset")).isEqualTo("BTC");
        assertThat(position.getString("symbol")).isEqualTo("BTC-USD");
        assertThat(position.getString("qty")).isEqualTo("15");
        assertThat(position.getString("cost")).isEqualTo("2272.5");
        assertThat(position.getString("average")).isEqualTo("151.5");
        assertThat(position.getString("price")).isEqualTo("300.00");
        assertThat(position.getString("value")).isEqualTo("4500");
        assertThat(position.getString("profit")).isEqualTo("2227.5");
        assertThat(position.getString("return")).isEqualTo("98.01");
    }

    @Test
    void aNewUserHasAPortfolioOfPaperMoney() {
        JsonObject portfolio = get("/portfolio", ada);

        assertThat(portfolio.getString("equity")).isEqualTo("100000");
        assertThat(portfolio.getString("return")).isEqualTo("0.00");
        assertThat(portfolio.get("since")).isEqualTo(JsonValue.NULL);
        assertThat(portfolio.getJsonArray("balances").getJsonObject(0).getString("price"))
                .isEqualTo("1");
        assertThat(portfolio.getJsonArray("positions")).isEmpty();
        expect(401, floor.send("GET", "/portfolio", "", ""));
    }

    @Test
    void aDepositIsNoGain() {
        trade(bob, "buy", "100.00", "1");
        deposit("ada", "USD");
        deposit("ada", "BTC");

        JsonObject portfolio = get("/portfolio", ada);

        assertThat(portfolio.getString("deposited")).isEqualTo("101010");
        assertThat(portfolio.getString("profit")).isEqualTo("0");
        assertThat(portfolio.getJsonArray("positions").getJsonObject(0).getString("average"))
                .isEqualTo("100");
    }

    @Test
    void aDepositOfWhatHadNoPriceYetIsNoGainEither() {
        deposit("bob", "BTC");
        trade(ada, "buy", "100.00", "1");
        trade(bob, "sell", "150.00", "4");

        JsonObject portfolio = get("/portfolio", bob);

        // What was worth 1,000 when it first had a price is 600 in cash and 900 in coins.
        assertThat(portfolio.getString("deposited")).isEqualTo("101000");
        assertThat(portfolio.getString("profit")).isEqualTo("500");
        assertThat(portfolio.getJsonArray("positions").getJsonObject(0).getString("average"))
                .isEqualTo("100");
    }

    private void deposit(String user, String asset) {
        floor.call(
                201,
                "POST",
                "/admin/deposits",
                floor.admin(),
                "{'user':'%s','asset':'%s','amount':'10'}".formatted(user, asset));
    }

    @Test
    void aResetBeginsAnewOnceUnderOneKey() {
        trade(ada, "buy", "100.00", "10");
        trade(bob, "buy", "200.00", "1");
        assertThat(get("/portfolio", ada).getString("return")).isEqualTo("1.00");
        floor.call(
                201,
                "POST",
                "/orders",
                ada,
                "{'symbol':'BTC-USD','side':'buy','kind':'limit','price':'1.00','qty':'1'}");

        JsonObject reset =
                Client.parse(
                        expect(
                                        200,
                                        floor.send(
                                                "POST",
                                                "/portfolio/reset",
                                                ada,
                                                "",
                                                "Idempotency-Key",
                                                "r"))
                                .body());

        assertThat(reset.getString("equity")).isEqualTo("100000");
        assertThat(reset.getString("return")).isEqualTo("0.00");
        assertThat(reset.getJsonArray("positions")).isEmpty();
        assertThat(items("/orders", ada)).isEmpty();
        trade(ada, "buy", "100.00", "10");
        floor.call(200, "POST", "/portfolio/reset", ada, "{'key':'r'}");
        assertThat(get("/portfolio", ada).getJsonArray("positions")).hasSize(1);
        expect(401, floor.send("POST", "/portfolio/reset", "", ""));
    }

    @Test
    void ranksMembersByReturn() {
        String guest = floor.token("Gil");
        trade(guest, "buy", "50.00", "10");
        trade(ada, "buy", "90.00", "10");
        trade(bob, "buy", "80.00", "10");
        trade(guest, "buy", "100.00", "1");

        assertThat(ranked("/leaderboard?limit=2")).containsExactly("bob", "ada");
        JsonObject best = items("/leaderboard", "").getFirst();
        assertThat(best.getInt("rank")).isEqualTo(1);
        assertThat(best.getString("return")).isEqualTo("0.20");
        assertThat(best.getString("equity")).isEqualTo("100200");
        assertThat(ranked("/leaderboard"))
                .doesNotContain("house")
                .noneMatch(id -> id.startsWith("gil-") || id.startsWith("feed"));
        expect(400, floor.send("GET", "/leaderboard?limit=301", "", ""));
    }

    private List<String> ranked(String path) {
        return items(path, "").stream()
                .map(each -> each.getJsonObject("user").getString("id"))
                .toList();
    }

    @Test
    void ranksThoseInARoom() {
        trade(ada, "buy", "90.00", "10");
        trade(bob, "buy", "80.00", "10");

        try (Client client = floor.as(ada)) {
            client.follow("room:lobby");
            TestFloor.await(
                    "ada is there", () -> ranked("/leaderboard?room=lobby").equals(List.of("ada")));
        }
        expect(404, floor.send("GET", "/leaderboard?room=none", "", ""));
    }

    @Test
    void whoDoesNotWantToIsNotRanked() {
        trade(ada, "buy", "90.00", "10");
        assertThat(get("/me", ada).getBoolean("ranked")).isTrue();

        JsonObject me = floor.call(200, "PATCH", "/me", ada, "{'ranked':false}");

        assertThat(me.getBoolean("ranked")).isFalse();
        assertThat(me.getString("id")).isEqualTo("ada");
        assertThat(get("/me", ada)).isEqualTo(me);
        assertThat(get("/portfolio", ada).getBoolean("ranked")).isFalse();
        assertThat(ranked("/leaderboard")).doesNotContain("ada");
        floor.call(200, "PATCH", "/me", ada, "{'ranked':true}");
        assertThat(ranked("/leaderboard")).contains("ada");
        for (String bad : List.of("{}", "{'ranked':'no'}", "{'ranked':0}", "{'ranked':null}")) {
            expect(400, floor.send("PATCH", "/me", ada, bad));
        }
        expect(401, floor.send("PATCH", "/me", "", "{'ranked':false}"));
    }
}
