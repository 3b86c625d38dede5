package dev.outcry.server.main;

import static dev.outcry.server.main.TestFloor.expect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.Side;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Protocol §7 and §8: orders over HTTP come to what they come to over WebSocket.
@Timeout(60)
class OrderCallsTest {
    private static TestFloor floor;
    private static int markets;

    private String symbol = "";
    private String token = "";
    private Client ada;

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
        symbol = "H" + markets++ + "-USD";
        floor.market(symbol);
        token = floor.token("Ada");
        ada = floor.as(token);
    }

    @AfterEach
    void leave() {
        ada.close();
    }

    private String order(String side, String price, String qty, String more) {
        return "{'symbol':'%s','side':'%s','kind':'limit','price':'%s','qty':'%s'%s}"
                .formatted(symbol, side, price, qty, more);
    }

    private JsonObject place(String price, String more) {
        return floor.call(201, "POST", "/orders", token, order("buy", price, "1", more))
                .getJsonObject("order");
    }

    private List<JsonObject> items(String path) {
        return floor.call(200, "GET", path, token, "")
                .getJsonArray("items")
                .getValuesAs(JsonObject.class);
    }

    private List<Long> ids(String path) {
        return items(path).stream().map(OrderCallsTest::id).toList();
    }

    private static long id(JsonObject order) {
        return order.getJsonNumber("order").longValue();
    }

    private JsonObject refused(int status, String code, HttpResponse<String> response) {
        expect(status, response);
        assertThat(response.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        JsonObject problem = Client.parse(response.body());
        assertThat(problem.getString("code")).as(response.body()).isEqualTo(code);
        assertThat(problem.getInt("status")).isEqualTo(status);
        return problem;
    }

    @Test
    void anOrderIsAnsweredAndToldAsOverWebSocket() {
        floor.order("maker", symbol, Side.SELL, 1_000, 500);
        ada.follow("me");

        JsonObject taken =
                floor.call(201, "POST", "/orders", token, order("buy", "10.00", "1", ""));

        assertThat(taken.keySet()).containsExactlyInAnyOrder("order", "fills", "pos");
        assertThat(taken.getJsonObject("order").getString("status")).isEqualTo("partial");
        assertThat(taken.getJsonArray("fills").getJsonObject(0).getString("qty")).isEqualTo("0.5");
        JsonObject fill = ada.next("fill");
        assertThat(fill.getJsonNumber("pos")).isEqualTo(taken.getJsonNumber("pos"));
        assertThat(fill).containsAllEntriesOf(taken.getJsonArray("fills").getJsonObject(0));
        assertThat(ada.next("order")).containsAllEntriesOf(taken.getJsonObject("order"));
    }

    @Test
    void validatingAnswers200AndPlacesNothing() {
        JsonObject valid =
                floor.call(
                        200,
                        "POST",
                        "/orders",
                        token,
                        order("buy", "1.00", "1", ",'validate':true"));

        assertThat(valid.getJsonObject("order").getString("status")).isEqualTo("open");
        assertThat(items("/orders")).isEmpty();
        refused(
                422,
                "order.insufficient_funds",
                floor.send(
                        "POST",
                        "/orders",
                        token,
                        order("buy", "99999.00", "1000", ",'validate':true")));
    }

    @ParameterizedTest(name = "{0} {1} {2}: {3} {4}")
    @CsvSource(
            delimiter = ';',
            value = {
                "10.001; 1; ; 422; order.bad_price",
                "0; 1; ; 422; order.bad_price",
                "-1; 1; ; 422; order.bad_price",
                "1e3; 1; ; 422; order.bad_price",
                "123456789012345678901234567890; 1; ; 422; order.bad_price",
                "ten; 1; ; 422; order.bad_price",
                "10.00; 0.0001; ; 422; order.bad_quantity",
                "10.00; 0; ; 422; order.bad_quantity",
                "99999.00; 1000; ; 422; order.insufficient_funds",
                "10.00; 1; ,'tif':'fok'; 422; order.unfillable",
                "20.00; 1; ,'postOnly':true; 422; order.would_cross",
                "10.00; 1; ,'tif':'gtd'; 400; bad_request",
                "10.00; 1; ,'tif':'gtd','expiresAt':1; 400; bad_request",
                "10.00; 1; ,'tif':'soon'; 400; bad_request",
                "10.00; 1; ,'client':''; 400; bad_request",
                "10.00; 1; ,'validate':1; 400; bad_request",
            })
    void refusesWithTheCodeAndTheWordsOfTheCommand(
            String price, String qty, String more, int status, String code) {
        floor.order("maker", symbol, Side.SELL, 2_000, 500);
        String body = order("buy", price, qty, more == null ? "" : more);

        JsonObject problem = refused(status, code, floor.send("POST", "/orders", token, body));

        JsonObject error = ada.refused(body.replace("{'symbol", "{'type':'order','symbol"), code);
        assertThat(problem.getString("detail")).isEqualTo(error.getString("message"));
        assertThat(problem.getBoolean("temporary")).isEqualTo(error.getBoolean("temporary"));
        assertThat(items("/orders")).isEmpty();
    }

    @Test
    void refusesWhatIsNotAnOrder() {
        String good = order("buy", "1.00", "1", "");
        JsonObject number =
                refused(
                        400,
                        "bad_request",
                        floor.send("POST", "/orders", token, good.replace("'1.00'", "1.00")));
        assertThat(number.getString("detail")).contains("strings");
        for (String bad : List.of("", "[]", "{'symbol'", good + " x", good + good)) {
            refused(400, "bad_request", floor.send("POST", "/orders", token, bad));
        }
        refused(
                404,
                "market.not_found",
                floor.send("POST", "/orders", token, good.replace(symbol, "NONE-USD")));
        refused(401, "unauthenticated", floor.send("POST", "/orders", "", good));
        refused(401, "unauthenticated", floor.send("GET", "/orders", "", ""));
        refused(401, "unauthenticated", floor.send("DELETE", "/orders/1", "", ""));
    }

    @Test
    void aRepeatedClientIdIsRefusedWithTheFirstOrder() {
        JsonObject first = place("1.00", ",'client':'c'");

        JsonObject problem =
                refused(
                        409,
                        "order.duplicate",
                        floor.send(
                                "POST",
                                "/orders",
                                token,
                                order("buy", "2.00", "1", ",'client':'c'")));

        assertThat(problem.getJsonObject("order")).isEqualTo(first);
    }

    @Test
    void aKeyMakesEveryWriteHappenOnceAndMeansTheSameOverWebSocket() {
        String body = order("buy", "1.00", "1", "");
        String[] key = {"Idempotency-Key", "k1"};
        HttpResponse<String> first = floor.send("POST", "/orders", token, body, key);

        HttpResponse<String> again = floor.send("POST", "/orders", token, body, key);
        JsonObject socket = ada.ask(body.replace("{'symbol", "{'type':'order','key':'k1','symbol"));

        assertThat(expect(201, again).body()).isEqualTo(first.body());
        assertThat(socket).containsAllEntriesOf(Client.parse(first.body()));
        assertThat(items("/orders")).hasSize(1);
        refused(
                409,
                "idempotency.conflict",
                floor.send("POST", "/orders", token, body.replace("1.00", "2.00"), key));
        refused(409, "idempotency.conflict", floor.send("DELETE", "/orders", token, "", key));
        String path = "/orders/" + id(Client.parse(first.body()).getJsonObject("order"));
        HttpResponse<String> amended =
                floor.send("PATCH", path, token, "{'qty':'2'}", "Idempotency-Key", "k2");
        assertThat(floor.send("PATCH", path, token, "{'qty':'2','key':'k2'}").body())
                .isEqualTo(expect(200, amended).body());
        HttpResponse<String> canceled =
                floor.send("DELETE", path, token, "", "Idempotency-Key", "k3");
        assertThat(floor.send("DELETE", path, token, "", "Idempotency-Key", "k3").body())
                .isEqualTo(expect(200, canceled).body());
        refused(
                400,
                "bad_request",
                floor.send("POST", "/orders", token, body, "Idempotency-Key", "k".repeat(65)));
    }

    @Test
    void listsLiveOrdersWaitingStopsIncluded() {
        long resting = id(place("1.00", ""));
        JsonObject stop =
                floor.call(
                        201,
                        "POST",
                        "/orders",
                        token,
                        "{'symbol':'%s','side':'buy','kind':'stop','stop':'50.00','qty':'1'}"
                                .formatted(symbol));
        long waiting = id(stop.getJsonObject("order"));

        assertThat(ids("/orders")).containsExactly(resting, waiting);
        assertThat(ids("/orders?status=open&symbol=" + symbol)).containsExactly(resting, waiting);
        assertThat(items("/orders").getLast()).isEqualTo(stop.getJsonObject("order"));
        refused(404, "market.not_found", floor.send("GET", "/orders?symbol=NONE-USD", token, ""));
        refused(400, "bad_request", floor.send("GET", "/orders?status=both", token, ""));
    }

    @Test
    void pagesWhatIsDoneByOrderIdWhateverEndedFirst() {
        long first = id(place("1.00", ""));
        long second = id(place("2.00", ""));
        long third = id(place("3.00", ""));
        long open = id(place("4.00", ""));
        for (long each : List.of(third, first, second)) {
            floor.call(200, "DELETE", "/orders/" + each, token, "");
        }

        assertThat(ids("/orders?status=done")).containsExactly(first, second, third);
        assertThat(ids("/orders?status=done&limit=2")).containsExactly(second, third);
        assertThat(ids("/orders?status=done&limit=1&before=" + third)).containsExactly(second);
        assertThat(ids("/orders?status=done&limit=1&after=" + first)).containsExactly(second);
        assertThat(ids("/orders?status=done&after=" + third)).isEmpty();
        assertThat(ids("/orders")).containsExactly(open);
        for (String bad : List.of("limit=0", "limit=301", "before=x", "before=1&after=1")) {
            refused(400, "bad_request", floor.send("GET", "/orders?status=done&" + bad, token, ""));
        }
    }

    @Test
    void findsAnOrderLiveAndDoneAndNobodyElses() {
        JsonObject live = place("1.00", "");
        String path = "/orders/" + id(live);

        assertThat(floor.call(200, "GET", path, token, "")).isEqualTo(live);
        floor.call(200, "DELETE", path, token, "");
        assertThat(floor.call(200, "GET", path, token, "").getString("status"))
                .isEqualTo("canceled");
        String bob = floor.token("Bob");
        for (String method : List.of("GET", "DELETE")) {
            refused(404, "order.not_found", floor.send(method, path, bob, ""));
            refused(404, "order.not_found", floor.send(method, "/orders/999999999", token, ""));
            refused(404, "order.not_found", floor.send(method, "/orders/x", token, ""));
        }
        refused(404, "order.not_found", floor.send("PATCH", path, bob, "{'qty':'2'}"));
    }

    @Test
    void amendsAsTheCommandDoes() {
        JsonObject placed = place("1.00", "");
        String path = "/orders/" + id(placed);

        JsonObject amended = floor.call(200, "PATCH", path, token, "{'qty':'3','price':'2.00'}");

        assertThat(amended.keySet()).containsExactlyInAnyOrder("order", "fills", "pos");
        assertThat(amended.getJsonObject("order").getString("price")).isEqualTo("2.00");
        assertThat(amended.getJsonObject("order").getString("qty")).isEqualTo("3");
        refused(422, "order.bad_price", floor.send("PATCH", path, token, "{'price':'1.001'}"));
        refused(422, "order.bad_quantity", floor.send("PATCH", path, token, "{'qty':'0'}"));
        refused(400, "bad_request", floor.send("PATCH", path, token, "{'qty':3}"));
        refused(400, "bad_request", floor.send("PATCH", path, token, "qty"));
        floor.call(200, "DELETE", path, token, "");
        refused(409, "order.not_open", floor.send("PATCH", path, token, "{'qty':'1'}"));
        refused(409, "order.not_open", floor.send("DELETE", path, token, ""));
    }

    @Test
    void cancelsAllOfASideOrAMarket() {
        floor.call(
                201,
                "POST",
                "/admin/deposits",
                floor.admin(),
                "{'user':'%s','asset':'%s','amount':'5'}"
                        .formatted(
                                ada.welcome().getJsonObject("user").getString("id"),
                                symbol.substring(0, symbol.indexOf('-'))));
        place("1.00", "");
        place("2.00", "");
        floor.call(201, "POST", "/orders", token, order("sell", "9.00", "1", ""));

        assertThat(canceled("/orders?side=sell")).isEqualTo(1);
        assertThat(canceled("/orders?symbol=" + symbol)).isEqualTo(2);
        assertThat(canceled("/orders")).isZero();
        refused(400, "bad_request", floor.send("DELETE", "/orders?side=both", token, ""));
        refused(404, "market.not_found", floor.send("DELETE", "/orders?symbol=NO-USD", token, ""));
    }

    private int canceled(String path) {
        return floor.call(200, "DELETE", path, token, "").getInt("canceled");
    }

    @Test
    void aHaltedMarketTakesNoOrder() {
        floor.call(200, "PATCH", "/admin/markets/" + symbol, floor.admin(), "{'status':'halted'}");

        JsonObject problem =
                refused(
                        422,
                        "market.halted",
                        floor.send("POST", "/orders", token, order("buy", "1.00", "1", "")));

        assertThat(problem.getBoolean("temporary")).isTrue();
    }
}
