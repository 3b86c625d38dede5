package dev.outcry.client;

import static dev.outcry.client.Fixture.recovered;
import static dev.outcry.client.SayTest.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.OrderInfo;
import dev.outcry.protocol.SelfTrade;
import dev.outcry.protocol.Side;
import dev.outcry.protocol.TimeInForce;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(30)
class TradingTest {
    private static final Decimal ONE = Decimal.parse("1");
    private static final Decimal PRICE = Decimal.parse("617.50");

    private final Fixture fixture = new Fixture();
    private final Outcry outcry = fixture.builder().start();
    private final Peer peer = fixture.server.welcomed();
    private final Trading trading = outcry.trading();

    TradingTest() {
        fixture.recorder.state(ConnectionState.Live.class);
    }

    @AfterEach
    void close() {
        fixture.close();
        outcry.close();
    }

    static Stream<Arguments> orders() {
        String sell = "\"side\":\"sell\"";
        return Stream.of(
                Arguments.of(
                        NewOrder.limit("BTC-USD", Side.SELL, ONE, PRICE),
                        sell
                                + ",\"kind\":\"limit\",\"tif\":\"gtc\",\"stp\":\"cancelNewest\","
                                + "\"qty\":\"1\",\"price\":\"617.50\",\"key\":\"k\""),
                Arguments.of(
                        NewOrder.limit("BTC-USD", Side.SELL, ONE, PRICE)
                                .goodTill(Instant.ofEpochMilli(5))
                                .postOnly()
                                .display(Decimal.parse("0.1"))
                                .selfTrade(SelfTrade.DECREMENT)
                                .client("mine"),
                        sell
                                + ",\"kind\":\"limit\",\"tif\":\"gtd\",\"stp\":\"decrement\","
                                + "\"qty\":\"1\",\"price\":\"617.50\",\"expiresAt\":5,"
                                + "\"postOnly\":true,\"display\":\"0.1\",\"client\":\"mine\","
                                + "\"key\":\"k\""),
                Arguments.of(
                        NewOrder.market("BTC-USD", Side.SELL, ONE),
                        sell
                                + ",\"kind\":\"market\",\"tif\":\"gtc\",\"stp\":\"cancelNewest\","
                                + "\"qty\":\"1\",\"key\":\"k\""),
                Arguments.of(
                        NewOrder.buyFor("BTC-USD", Decimal.parse("250.00"))
                                .goodTill(Instant.EPOCH)
                                .tif(TimeInForce.FOK),
                        "\"side\":\"buy\",\"kind\":\"market\",\"tif\":\"fok\","
                                + "\"stp\":\"cancelNewest\",\"quoteQty\":\"250.00\",\"key\":\"k\""),
                Arguments.of(
                        NewOrder.stop("BTC-USD", Side.SELL, ONE, PRICE),
                        sell
                                + ",\"kind\":\"stop\",\"tif\":\"gtc\",\"stp\":\"cancelNewest\","
                                + "\"qty\":\"1\",\"stop\":\"617.50\",\"key\":\"k\""),
                Arguments.of(
                        NewOrder.stopLimit("BTC-USD", Side.SELL, ONE, PRICE, ONE),
                        sell
                                + ",\"kind\":\"stopLimit\",\"tif\":\"gtc\","
                                + "\"stp\":\"cancelNewest\",\"qty\":\"1\",\"price\":\"1\","
                                + "\"stop\":\"617.50\",\"key\":\"k\""));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void sendsAllThatIsWanted(NewOrder.Builder order, String fields) {
        CompletableFuture<Execution> placed = trading.place(order.key("k").build());

        JsonObject command = peer.command("order");

        assertThat(command.toString())
                .isEqualTo(
                        "{\"type\":\"order\",\"id\":%d,\"symbol\":\"BTC-USD\",%s}"
                                .formatted(command.getInt("id"), fields));
        assertThat(placed).isNotDone();
    }

    @Test
    void tellsTheOrderAndWhatItTraded() {
        CompletableFuture<Execution> placed = trading.place(buy());
        JsonObject command = peer.command("order");
        peer.send(ordered(command, order("partial"), fill(7)));

        Execution execution = placed.join();

        assertThat(execution.order().status()).isEqualTo(OrderInfo.Status.PARTIAL);
        assertThat(execution.order().client()).contains("mine");
        assertThat(execution.fills())
                .singleElement()
                .satisfies(fill -> assertThat(fill.trade()).isEqualTo(7));
        assertThat(execution.pos()).isEqualTo(99);
        assertThat(command.getString("key")).hasSize(36);
    }

    @Test
    void onlyAsksWithoutTakingTheKey() {
        CompletableFuture<OrderInfo> validated = trading.validate(buy());
        JsonObject command = peer.command("order");
        peer.send(ordered(command, order("open"), ""));

        assertThat(validated.join().qty()).isEqualTo(ONE);
        assertThat(command.getBoolean("validate")).isTrue();
        assertThat(command).doesNotContainKey("key");
    }

    @Test
    void tellsTheOrderThatHasTheName() {
        CompletableFuture<Execution> placed = trading.place(buy());
        peer.send(
                ("{\"type\":\"error\",\"id\":%d,\"code\":\"order.duplicate\",\"message\":\"used\","
                                + "\"temporary\":false,\"order\":%s}")
                        .formatted(peer.command("order").getInt("id"), order("open")));

        OutcryException refused = failure(placed);

        assertThat(refused.code()).isEqualTo(ErrorCode.ORDER_DUPLICATE);
        assertThat(refused.order().map(OrderInfo::order)).contains(17L);
    }

    @Test
    void placesOnceWhenTheConnectionDiesBeforeTheAnswer() {
        CompletableFuture<Execution> placed = trading.place(buy());
        CompletableFuture<Execution> amended =
                trading.amend(Amendment.of("mine").qty(ONE).price(PRICE));
        CompletableFuture<Canceled> canceled = trading.cancel(17);
        List<JsonObject> first =
                List.of(peer.command("order"), peer.command("amend"), peer.command("cancel"));
        peer.vanish();

        Peer again = fixture.server.welcomed();
        List<JsonObject> second =
                List.of(again.command("order"), again.command("amend"), again.command("cancel"));
        again.send(ordered(second.get(0), order("open"), ""));
        again.send(ordered(second.get(1), order("open"), ""));
        again.send(canceled(second.get(2), 1));

        assertThat(second).isEqualTo(first).allMatch(command -> command.containsKey("key"));
        assertThat(placed.join().order().order()).isEqualTo(17);
        assertThat(amended.join().order().order()).isEqualTo(17);
        assertThat(canceled.join()).isEqualTo(new Canceled(1, 99));
    }

    @Test
    void leavesTheOutcomeOpenWhenClosedWithoutAnAnswer() {
        CompletableFuture<Execution> placed = trading.place(buy());
        peer.command("order");

        outcry.close();

        assertThat(failure(placed).code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
        assertThat(failure(trading.place(buy())).code()).isEqualTo(ErrorCode.UNAVAILABLE);
    }

    @Test
    void mayBePlacedAgainUnderTheSameKey() {
        NewOrder order = buy();
        assertThat(trading.place(order)).isNotDone();
        assertThat(trading.place(order)).isNotDone();

        assertThat(peer.command("order").getString("key"))
                .isEqualTo(peer.command("order").getString("key"));
    }

    @Test
    void saysWhichOrdersToChange() {
        assertThat(trading.amend(Amendment.of(17).qty(ONE).key("k"))).isNotDone();
        assertThat(trading.amend(Amendment.of("mine").price(PRICE).key("k"))).isNotDone();
        assertThat(trading.cancel("mine")).isNotDone();
        assertThat(trading.cancelAll(OrderScope.all())).isNotDone();
        assertThat(trading.cancelAll(OrderScope.all().in("BTC-USD").side(Side.SELL))).isNotDone();

        assertThat(fields("amend")).isEqualTo("\"order\":17,\"qty\":\"1\",\"key\":\"k\"");
        assertThat(fields("amend"))
                .isEqualTo("\"client\":\"mine\",\"price\":\"617.50\",\"key\":\"k\"");
        assertThat(fields("cancel")).startsWith("\"client\":\"mine\",\"key\":");
        assertThat(fields("cancelAll")).startsWith("\"key\":");
        assertThat(fields("cancelAll"))
                .startsWith("\"symbol\":\"BTC-USD\",\"side\":\"sell\",\"key\":");
    }

    private String fields(String type) {
        JsonObject command = peer.command(type);
        String id = "\"id\":" + command.getInt("id") + ",";
        String json = command.toString();
        return json.substring(json.indexOf(id) + id.length(), json.length() - 1);
    }

    @Test
    void armsEachNewConnectionBeforeItOrdersAnything() {
        CompletableFuture<Void> armed = trading.cancelOnDisconnect(Duration.ofSeconds(2));
        JsonObject first = peer.command("cancelOnDisconnect");
        peer.send(ok(first));
        armed.join();
        assertThat(trading.place(buy())).isNotDone();
        peer.command("order");
        peer.vanish();

        Peer again = fixture.server.welcomed();
        JsonObject second = again.command("cancelOnDisconnect");
        again.command("order");

        assertThat(first.getBoolean("on")).isTrue();
        assertThat(first.getInt("grace")).isEqualTo(2000);
        assertThat(second.getBoolean("on")).isTrue();
        assertThat(second.getInt("grace")).isEqualTo(2000);
    }

    @Test
    void armsAgainLaterWhereTheServerCanNotJustThen() {
        CompletableFuture<Void> armed = trading.cancelOnDisconnect(Duration.ZERO);
        peer.send(ok(peer.command("cancelOnDisconnect")));
        armed.join();
        peer.vanish();
        Peer again = fixture.server.welcomed();

        again.send(
                ("{\"type\":\"error\",\"id\":%d,\"code\":\"busy\",\"message\":\"\","
                                + "\"temporary\":true,\"retryAfter\":1}")
                        .formatted(again.command("cancelOnDisconnect").getInt("id")));

        assertThat(again.command("cancelOnDisconnect").getBoolean("on")).isTrue();
    }

    @Test
    void armsNothingOnceOrdersMayStay() {
        CompletableFuture<Void> armed = trading.cancelOnDisconnect(Duration.ZERO);
        peer.send(ok(peer.command("cancelOnDisconnect")));
        armed.join();
        CompletableFuture<Void> disarmed = trading.stayOnDisconnect();
        JsonObject command = peer.command("cancelOnDisconnect");
        peer.send(ok(command));
        disarmed.join();
        assertThat(trading.place(buy())).isNotDone();
        peer.command("order");
        peer.vanish();

        assertThat(fixture.server.welcomed().command("order")).isNotNull();
        assertThat(command.getBoolean("on")).isFalse();
    }

    @Test
    void neverFiresTheDeadMansSwitchLate() {
        CompletableFuture<Void> set = trading.cancelAllAfter(Duration.ofSeconds(5));
        assertThat(peer.command("cancelAllAfter").getInt("ms")).isEqualTo(5000);
        peer.vanish();

        assertThat(failure(set).code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
    }

    @Test
    void followsOnesAccountWithoutAHole() {
        Recorder recorder = fixture.recorder;
        trading.follow(new Ledger(recorder));
        peer.subscribed(
                "\"epoch\":\"e\",\"seq\":5,\"recovered\":false,\"snapshot\":{\"orders\":[%s],"
                                .formatted(order("open"))
                        + "\"balances\":[{\"asset\":\"USD\",\"available\":\"9\","
                        + "\"reserved\":\"1\"}]}");
        peer.send(me("fill", 6, fill(7)));
        assertThat(recorder.next()).isEqualTo("reset 17 USD 9 1");
        assertThat(recorder.next()).isEqualTo("fill 7");
        peer.vanish();

        Peer again = fixture.server.welcomed();
        JsonObject since = again.subscribed(recovered("e", 6)).getJsonObject("since");
        again.send(me("fill", 6, fill(7)));
        again.send(me("order", 7, order("partial")));
        again.send(
                me("balance", 8, "{\"asset\":\"USD\",\"available\":\"8.5\",\"reserved\":\"0\"}"));

        assertThat(since.getInt("seq")).isEqualTo(6);
        assertThat(recorder.next()).isEqualTo("order 17 partial");
        assertThat(recorder.next()).isEqualTo("USD 8.5 0");
    }

    @Test
    void tellsAnAnonymousUserThatThereIsNoAccount() {
        trading.follow(new Ledger(fixture.recorder));
        peer.send(
                "{\"type\":\"error\",\"id\":%d,\"code\":\"unauthenticated\",\"message\":\"who?\"}"
                        .formatted(peer.command("subscribe").getInt("id")));

        assertThat(fixture.recorder.next()).isEqualTo("ended UNAUTHENTICATED");
    }

    @Test
    void refusesAnotherChannelThanOnesOwn() {
        assertThatThrownBy(() -> trading.follow(Follow.tickers(), new Ledger(fixture.recorder)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static NewOrder buy() {
        return NewOrder.limit("BTC-USD", Side.BUY, ONE, PRICE).client("mine").build();
    }

    private static String order(String status) {
        return ("{\"order\":17,\"client\":\"mine\",\"symbol\":\"BTC-USD\",\"side\":\"buy\","
                        + "\"kind\":\"limit\",\"tif\":\"gtc\",\"status\":\"%s\","
                        + "\"price\":\"617.50\",\"stop\":null,\"qty\":\"1\",\"filled\":\"0\","
                        + "\"remaining\":\"1\",\"average\":null,\"at\":1}")
                .formatted(status);
    }

    private static String fill(long trade) {
        return ("{\"trade\":%d,\"order\":17,\"client\":\"mine\",\"symbol\":\"BTC-USD\","
                        + "\"side\":\"buy\",\"price\":\"617.50\",\"qty\":\"0.5\",\"fee\":\"0\","
                        + "\"feeAsset\":\"USD\",\"liquidity\":\"taker\",\"filled\":\"0.5\","
                        + "\"remaining\":\"0.5\",\"at\":1}")
                .formatted(trade);
    }

    private static String ordered(JsonObject command, String order, String fills) {
        return "{\"type\":\"ok\",\"id\":%d,\"order\":%s,\"fills\":[%s],\"pos\":99}"
                .formatted(command.getInt("id"), order, fills);
    }

    private static String canceled(JsonObject command, int count) {
        return "{\"type\":\"ok\",\"id\":%d,\"canceled\":%d,\"pos\":99}"
                .formatted(command.getInt("id"), count);
    }

    private static String ok(JsonObject command) {
        return "{\"type\":\"ok\",\"id\":%d}".formatted(command.getInt("id"));
    }

    /// An event on `me`, of the fields of an object.
    private static String me(String type, long seq, String fields) {
        return "{\"type\":\"%s\",\"channel\":\"me\",\"seq\":%d,\"pos\":%d,\"at\":1,%s"
                .formatted(type, seq, seq + 1000, fields.substring(1).replace(",\"at\":1}", "}"));
    }
}
