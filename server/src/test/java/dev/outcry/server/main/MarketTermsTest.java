package dev.outcry.server.main;

import static dev.outcry.server.main.TestFloor.expect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.Side;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Protocol §8: what the administrator changes of a market, and prices that a backend sets.
@Timeout(60)
class MarketTermsTest {
    private static final String LISTING =
            "{'symbol':'%s','base':'%s','quote':'USD','tick':'0.01','lot':'0.001',"
                    + "'source':'quoted'}";

    private static TestFloor floor;
    private static int markets;

    private String symbol = "";

    @BeforeAll
    static void start() {
        floor = TestFloor.open();
    }

    @AfterAll
    static void stop() {
        floor.close();
    }

    @BeforeEach
    void list() {
        symbol = "P" + markets++ + "-USD";
        floor.market(symbol);
    }

    private JsonObject patch(int status, String body) {
        return floor.call(status, "PATCH", "/admin/markets/" + symbol, floor.admin(), body);
    }

    private String quoted() {
        String name = "Q" + markets++;
        floor.call(
                201,
                "POST",
                "/admin/markets",
                floor.admin(),
                LISTING.formatted(name + "-USD", name));
        return name + "-USD";
    }

    private static void refused(int status, String code, HttpResponse<String> response) {
        JsonObject problem = Client.parse(expect(status, response).body());
        assertThat(problem.getString("code")).as(response.body()).isEqualTo(code);
    }

    @Test
    void haltsAndResumesForEverybodyToSee() {
        try (Client client = floor.anonymous()) {
            client.follow("ticker:" + symbol);

            assertThat(patch(200, "{'status':'halted'}").getString("status")).isEqualTo("halted");
            client.next("halted");
            assertThat(floor.json("/api/v1/markets/" + symbol).getString("status"))
                    .isEqualTo("halted");
            assertThat(patch(200, "{'status':'open'}").getString("status")).isEqualTo("open");
            client.next("resumed");
        }
    }

    @Test
    void changesFeesAndBandAndLeavesTheRest() {
        JsonObject market = patch(200, "{'band':500,'makerFee':1,'takerFee':'2'}");

        assertThat(market.getInt("band")).isEqualTo(500);
        assertThat(market.getInt("makerFee")).isEqualTo(1);
        assertThat(market.getInt("takerFee")).isEqualTo(2);
        assertThat(market.getString("status")).isEqualTo("open");
        assertThat(patch(200, "{}")).isEqualTo(market);
        assertThat(floor.json("/api/v1/markets/" + symbol)).isEqualTo(market);
        assertThat(patch(200, "{'band':0}").get("band")).isEqualTo(JsonValue.NULL);
    }

    @Test
    void aBandRefusesWhatReachesTooFar() {
        floor.order("maker", symbol, Side.SELL, 1_000, 2_000);
        floor.order("taker", symbol, Side.BUY, 1_000, 1_000);
        patch(200, "{'band':500}");

        refused(
                422,
                "order.price_band",
                floor.send(
                        "POST",
                        "/orders",
                        floor.token("Ada"),
                        "{'symbol':'%s','side':'buy','kind':'limit','price':'10.51','qty':'1'}"
                                .formatted(symbol)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{'status':'closed'}",
                "{'status':1}",
                "{'band':-1}",
                "{'band':10001}",
                "{'makerFee':0.5}",
                "{'takerFee':'x'}",
                "{'tick':'1'}",
                "{'source':'users'}",
                "[]",
            })
    void saysWhatCannotBeChanged(String body) {
        patch(400, body);
    }

    @Test
    void onlyTheAdministratorChangesMarkets() {
        String path = "/admin/markets/" + symbol;
        String publisher = floor.of("press", "publisher");

        refused(403, "forbidden", floor.send("PATCH", path, publisher, "{}"));
        refused(401, "unauthenticated", floor.send("PATCH", path, "", "{}"));
        refused(
                404,
                "market.not_found",
                floor.send("PATCH", "/admin/markets/NONE-USD", floor.admin(), "{}"));
    }

    @Test
    void adminWritesHappenOnceUnderOneKey() {
        String body = LISTING.formatted("K" + symbol, "K");
        String[] key = {"Idempotency-Key", "list-" + symbol};

        HttpResponse<String> first = floor.send("POST", "/admin/markets", floor.admin(), body, key);

        assertThat(floor.send("POST", "/admin/markets", floor.admin(), body, key).body())
                .isEqualTo(expect(201, first).body());
        refused(409, "market.exists", floor.send("POST", "/admin/markets", floor.admin(), body));
        String deposit = "{'user':'kim','asset':'USD','amount':'5'}";
        key[1] = "deposit-" + symbol;
        String paid = floor.send("POST", "/admin/deposits", floor.admin(), deposit, key).body();
        assertThat(floor.send("POST", "/admin/deposits", floor.admin(), deposit, key).body())
                .isEqualTo(paid);
        String kim = floor.of("kim", "member");
        assertThat(floor.call(200, "GET", "/portfolio", kim, "").getString("cash"))
                .isEqualTo("100005");
        refused(
                409,
                "idempotency.conflict",
                floor.send(
                        "POST", "/admin/deposits", floor.admin(), deposit.replace("5", "6"), key));
    }

    @Test
    void aPublisherSetsThePriceThatEverybodySees() {
        String gold = quoted();
        String path = "/markets/" + gold + "/quote";
        try (Client client = floor.anonymous()) {
            client.follow("ticker:" + gold);

            JsonObject done =
                    floor.call(
                            200,
                            "PUT",
                            path,
                            floor.of("press", "publisher"),
                            "{'bid':'9.99','ask':'10.01','last':'10.00'}");

            assertThat(done.getJsonNumber("pos").longValue()).isPositive();
            JsonObject ticker = client.next("ticker");
            assertThat(ticker.getString("last")).isEqualTo("10.00");
            assertThat(ticker.getString("bid")).isEqualTo("9.99");
            assertThat(ticker.getString("ask")).isEqualTo("10.01");
            assertThat(ticker.get("bidQty")).isEqualTo(JsonValue.NULL);
        }
        assertThat(floor.json("/api/v1" + path.replace("quote", "ticker")).getString("last"))
                .isEqualTo("10.00");
        floor.call(200, "PUT", path, floor.admin(), "{'last':'11.00'}");
        assertThat(floor.json("/api/v1" + path.replace("quote", "ticker")).get("bid"))
                .isEqualTo(JsonValue.NULL);
    }

    @Test
    void aQuoteIsRefusedWithTheReason() {
        String path = "/markets/" + quoted() + "/quote";
        String press = floor.of("press", "publisher");
        String good = "{'last':'10.00'}";

        refused(401, "unauthenticated", floor.send("PUT", path, "", good));
        refused(403, "forbidden", floor.send("PUT", path, floor.token("Ada"), good));
        refused(403, "forbidden", floor.send("PUT", path, floor.of("ada", "member"), good));
        refused(400, "bad_request", floor.send("PUT", path, press, "{'bid':'1.00'}"));
        refused(400, "bad_request", floor.send("PUT", path, press, "{'last':10}"));
        for (String bad : List.of("10.001", "0", "-1", "1e2", "ten", "9".repeat(30))) {
            refused(
                    422,
                    "order.bad_price",
                    floor.send("PUT", path, press, "{'last':'" + bad + "'}"));
        }
        refused(404, "market.not_found", floor.send("PUT", "/markets/NO-USD/quote", press, good));
        refused(
                422,
                "market.quoted",
                floor.send("PUT", "/markets/" + symbol + "/quote", press, good));
    }

    @Test
    void aQuotedMarketHasNeitherBookNorTradesNorOrders() {
        String market = quoted();

        for (String what : List.of("book", "trades")) {
            refused(
                    422,
                    "market.quoted",
                    floor.send("GET", "/markets/" + market + "/" + what, "", ""));
        }
        refused(
                422,
                "market.quoted",
                floor.send(
                        "POST",
                        "/orders",
                        floor.token("Ada"),
                        "{'symbol':'%s','side':'buy','kind':'market','qty':'1'}"
                                .formatted(market)));
    }
}
