package dev.outcry.server.main;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class TradeTest {
    private static TestFloor floor;
    private static int markets;

    private String symbol = "";
    private String token = "";
    private Client ada;
    private Client bob;

    @BeforeAll
    static void start() {
        floor = TestFloor.open();
    }

    @AfterAll
    static void stop() {
        floor.close();
    }

    @BeforeEach
    void enter() {
        symbol = "T" + markets++ + "-USD";
        floor.market(symbol);
        token = floor.token("Ada");
        ada = floor.as(token);
        bob = floor.guest("Bob");
    }

    @AfterEach
    void leave() {
        ada.close();
        bob.close();
    }

    private String order(String side, String price, String qty, String more) {
        return "{'type':'order','id':7,'symbol':'"
                + symbol
                + "','side':'"
                + side
                + "','kind':'limit','price':'"
                + price
                + "','qty':'"
                + qty
                + "'"
                + more
                + "}";
    }

    @Test
    void anOrderIsAnsweredBeforeItsOwnEvents() {
        ada.follow("me");

        JsonObject ok = ada.send(order("buy", "10.00", "1", ",'client':'mine'")).next("ok");

        assertThat(ok.getJsonNumber("id").longValue()).isEqualTo(7);
        assertThat(ok.getJsonObject("order").getString("status")).isEqualTo("open");
        assertThat(ok.getJsonObject("order").getString("client")).isEqualTo("mine");
        assertThat(ok.getJsonArray("fills")).isEmpty();
        JsonObject told = ada.next("order");
        assertThat(told.getString("channel")).isEqualTo("me");
        assertThat(told.getJsonNumber("seq").longValue()).isEqualTo(1);
        assertThat(told.getJsonNumber("pos")).isEqualTo(ok.getJsonNumber("pos"));
        assertThat(ada.next("balance").getString("reserved")).isEqualTo("10");
    }

    @Test
    void aTradeIsToldToBothSidesAndToTheMarket() {
        floor.order("maker", symbol, dev.outcry.protocol.Side.SELL, 1_000, 1_000);
        ada.follow("me");
        bob.follow("trades:" + symbol);

        JsonObject ok = ada.ask(order("buy", "11.00", "0.5", ""));

        assertThat(ok.getJsonArray("fills").getJsonObject(0).getString("price")).isEqualTo("10.00");
        assertThat(ok.getJsonObject("order").getString("status")).isEqualTo("filled");
        assertThat(ok.getJsonObject("order").getString("average")).isEqualTo("10.00");
        assertThat(ada.next("fill").getString("liquidity")).isEqualTo("taker");
        assertThat(bob.next("trade").getString("qty")).isEqualTo("0.5");
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(
            delimiter = ';',
            value = {
                "10.001; 1; order.bad_price",
                "0; 1; order.bad_price",
                "-1; 1; order.bad_price",
                "1e3; 1; order.bad_price",
                "123456789012345678901234567890; 1; order.bad_price",
                "ten; 1; order.bad_price",
                "10.00; 0.0001; order.bad_quantity",
                "10.00; 0; order.bad_quantity",
                "10.00; 1e1; order.bad_quantity",
                "99999.00; 1000; order.insufficient_funds",
            })
    void refusesWithACodeOfItsOwn(String price, String qty, String code) {
        ada.refused(order("buy", price, qty, ""), code);
    }

    @Test
    void asksForStringsWhereAmountsComeAsNumbers() {
        JsonObject error =
                ada.refused(order("buy", "1.00", "1", "").replace("'1'", "1"), "bad_request");

        assertThat(error.getString("message")).contains("strings");
    }

    @Test
    void aRepeatedClientIdIsRefusedWithTheFirstOrder() {
        JsonObject first = ada.ask(order("buy", "1.00", "1", ",'client':'c'"));

        JsonObject error =
                ada.refused(order("buy", "2.00", "1", ",'client':'c'"), "order.duplicate");

        assertThat(error.getJsonObject("order")).isEqualTo(first.getJsonObject("order"));
    }

    @Test
    void nobodyCancelsAnothersOrder() {
        long order = ada.ask(order("buy", "1.00", "1", "")).getJsonObject("order").getInt("order");

        bob.refused("{'type':'cancel','id':1,'order':" + order + "}", "order.not_found");

        assertThat(ada.ask("{'type':'cancel','id':2,'order':" + order + "}").getInt("canceled"))
                .isEqualTo(1);
        ada.refused("{'type':'cancel','id':3,'order':" + order + "}", "order.not_open");
    }

    @Test
    void validatingPlacesNothing() {
        JsonObject ok = ada.ask(order("buy", "1.00", "1", ",'validate':true"));

        assertThat(ok.getString("type")).isEqualTo("ok");
        assertThat(ada.ask("{'type':'cancelAll','id':9}").getInt("canceled")).isZero();
    }

    @Test
    void ordersOfAnArmedConnectionEndWithItAndMeResumesWithoutAHole() {
        JsonObject subscribed = ada.follow("me");
        ada.ask("{'type':'cancelOnDisconnect','id':1,'on':true}");
        ada.ask(order("buy", "1.00", "1", ""));
        ada.reset();

        try (Client again = floor.as(token)) {
            TestFloor.await("the order is canceled", this::hasNoOrder);
            assertThat(canceled(again, subscribed)).isTrue();
            assertThat(again.ask("{'type':'cancelAll','id':5}").getInt("canceled")).isZero();
        }
    }

    private boolean hasNoOrder() {
        return floor.call(200, "GET", "/orders", token, "").getJsonArray("items").isEmpty();
    }

    /// Resumes from before the order: it was opened, its money reserved, and both undone.
    private static boolean canceled(Client client, JsonObject since) {
        client.ask(
                "{'type':'subscribe','id':8,'channel':'me','since':{'epoch':'"
                        + since.getString("epoch")
                        + "','seq':0}}");
        boolean canceled = false;
        long seq = 0;
        for (JsonObject event = client.next();
                !event.getString("type").equals("live");
                event = client.next()) {
            assertThat(event.getJsonNumber("seq").longValue()).isEqualTo(++seq);
            canceled |=
                    event.getString("type").equals("order")
                            && event.getString("status").equals("canceled")
                            && event.getString("reason", "").equals("disconnect");
        }
        return canceled;
    }

    @Test
    void meNeedsAUser() {
        try (Client anonymous = floor.anonymous()) {
            anonymous.refused("{'type':'subscribe','id':1,'channel':'me'}", "unauthenticated");
            anonymous.refused(order("buy", "1.00", "1", ""), "unauthenticated");
        }
    }

    @Test
    void aFreshSnapshotIsWhatTheEventsFoldTo() {
        ada.follow("me");
        ada.ask(order("buy", "1.00", "1", ""));
        ada.ask(order("buy", "2.00", "1", "").replace("'id':7", "'id':8"));
        ada.ask("{'type':'cancel','id':9,'order':" + newest(ada) + "}");

        try (Client other = floor.as(token)) {
            JsonObject snapshot = other.follow("me").getJsonObject("snapshot");

            assertThat(snapshot.getJsonArray("orders")).hasSize(1);
            assertThat(snapshot.getJsonArray("orders").getJsonObject(0).getString("price"))
                    .isEqualTo("1.00");
            assertThat(snapshot.getJsonArray("balances").getJsonObject(0).getString("available"))
                    .isEqualTo("99999");
        }
    }

    private static long newest(Client client) {
        return client.take(event ->
                        event.getString("type").equals("order")
                                && event.getString("price").equals("2.00"))
                .getJsonNumber("order")
                .longValue();
    }
}
