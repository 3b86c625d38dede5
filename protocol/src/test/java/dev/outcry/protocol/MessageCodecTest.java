package dev.outcry.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.ServerMessage.Reason;
import dev.outcry.protocol.ServerMessage.Snapshot;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MessageCodecTest {
    private static final OptionalLong NONE = OptionalLong.empty();
    private static final OptionalLong ID = OptionalLong.of(1);
    private static final RoomId LOBBY = new RoomId("lobby");
    private static final Symbol BTC = new Symbol("BTC-USD");
    private static final Person ADA = new Person("ada", "Ada", false);
    private static final String BTC_BOOK =
            "{\"type\":\"book\",\"channel\":\"book:BTC-USD\",\"seq\":4,\"pos\":9,\"at\":5,"
                    + "\"bids\":[[\"100.50\",\"2\"]],\"asks\":[[\"101.00\",\"0.5\"]],"
                    + "\"checksum\":4294967295}";
    private static final String ADA_SAYS =
            "{\"type\":\"message\",\"channel\":\"room:lobby\",\"seq\":1046,\"pos\":88123,"
                    + "\"at\":1763867046007,\"from\":{\"id\":\"ada\",\"name\":\"Ada\"},"
                    + "\"text\":\"$BTC-USD looks heavy\",\"prices\":{\"BTC-USD\":\"61250.00\"}}";

    static Stream<Arguments> messages() {
        return Stream.of(replies(), unprompted(), events()).flatMap(all -> all);
    }

    private static Stream<Arguments> replies() {
        Map<Channel, Position> positions = new LinkedHashMap<>();
        positions.put(Channel.parse("room:lobby"), new Position("k3v9", 5));
        positions.put(Channel.parse("ticker:*"), new Position("t", 0));
        return Stream.of(
                Arguments.of(new Reply.Ok(ID), "{\"type\":\"ok\",\"id\":1}"),
                Arguments.of(
                        new Reply.Placed(OptionalLong.of(2), 1046, 88123),
                        "{\"type\":\"ok\",\"id\":2,\"seq\":1046,\"pos\":88123}"),
                Arguments.of(
                        new Reply.Authenticated(
                                ID,
                                new ServerMessage.User("ada-x", "Ada", "guest"),
                                OptionalLong.of(77)),
                        "{\"type\":\"ok\",\"id\":1,\"user\":{\"id\":\"ada-x\",\"name\":\"Ada\","
                                + "\"role\":\"guest\",\"guest\":true},\"expiresAt\":77}"),
                Arguments.of(
                        new Reply.Authenticated(
                                ID,
                                new ServerMessage.User("bot", "Bot", "member"),
                                OptionalLong.empty()),
                        "{\"type\":\"ok\",\"id\":1,\"user\":{\"id\":\"bot\",\"name\":\"Bot\","
                                + "\"role\":\"member\",\"guest\":false}}"),
                Arguments.of(
                        new Reply.Pong(ID, 5, Optional.empty()),
                        "{\"type\":\"pong\",\"id\":1,\"at\":5}"),
                Arguments.of(
                        new Reply.Pong(ID, 5, Optional.of(positions)),
                        "{\"type\":\"pong\",\"id\":1,\"at\":5,\"positions\":{"
                                + "\"room:lobby\":{\"epoch\":\"k3v9\",\"seq\":5},"
                                + "\"ticker:*\":{\"epoch\":\"t\",\"seq\":0}}}"),
                Arguments.of(
                        new Reply.Error(
                                OptionalLong.of(7), ErrorCode.BUSY, "later", OptionalLong.of(250)),
                        "{\"type\":\"error\",\"id\":7,\"code\":\"busy\",\"message\":\"later\","
                                + "\"temporary\":true,\"retryAfter\":250}"),
                Arguments.of(
                        new Reply.Error(NONE, ErrorCode.IDEMPOTENCY_CONFLICT, "key: used"),
                        "{\"type\":\"error\",\"code\":\"idempotency.conflict\","
                                + "\"message\":\"key: used\",\"temporary\":false}"),
                Arguments.of(
                        new ServerMessage.Subscribed(
                                ID,
                                Channel.parse("room:lobby"),
                                new Position("k3v9", 1045),
                                true,
                                Optional.empty(),
                                Optional.empty()),
                        "{\"type\":\"subscribed\",\"id\":1,\"channel\":\"room:lobby\","
                                + "\"epoch\":\"k3v9\",\"seq\":1045,\"recovered\":true}"),
                Arguments.of(
                        new ServerMessage.Subscribed(
                                NONE,
                                Channel.parse("room:lobby"),
                                new Position("k3v9", 1046),
                                false,
                                Optional.of(Reason.TOO_MANY),
                                Optional.of(
                                        new Snapshot.OfRoom(
                                                new RoomInfo(
                                                        LOBBY,
                                                        "Lobby",
                                                        "All of it",
                                                        RoomInfo.Visibility.PUBLIC,
                                                        5,
                                                        12,
                                                        1046),
                                                List.of(adaSays()),
                                                List.of()))),
                        "{\"type\":\"subscribed\",\"channel\":\"room:lobby\",\"epoch\":\"k3v9\","
                                + "\"seq\":1046,\"recovered\":false,\"reason\":\"too_many\","
                                + "\"snapshot\":{\"room\":{\"room\":\"lobby\",\"name\":\"Lobby\","
                                + "\"topic\":\"All of it\",\"visibility\":\"public\",\"slow\":5,"
                                + "\"members\":12,\"seq\":1046},\"events\":["
                                + ADA_SAYS
                                + "],\"pins\":[]}}"),
                Arguments.of(
                        new ServerMessage.Subscribed(
                                ID,
                                Channel.parse("presence:lobby"),
                                new Position("p", 0),
                                false,
                                Optional.empty(),
                                Optional.of(new Snapshot.OfPresence(1, List.of(ADA)))),
                        "{\"type\":\"subscribed\",\"id\":1,\"channel\":\"presence:lobby\","
                                + "\"epoch\":\"p\",\"seq\":0,\"recovered\":false,"
                                + "\"snapshot\":{\"count\":1,\"people\":"
                                + "[{\"id\":\"ada\",\"name\":\"Ada\"}]}}"),
                Arguments.of(
                        new ServerMessage.Subscribed(
                                ID,
                                Channel.parse("book:BTC-USD"),
                                new Position("b", 4),
                                false,
                                Optional.empty(),
                                Optional.of(new Snapshot.One(book()))),
                        "{\"type\":\"subscribed\",\"id\":1,\"channel\":\"book:BTC-USD\","
                                + "\"epoch\":\"b\",\"seq\":4,\"recovered\":false,\"snapshot\":"
                                + BTC_BOOK
                                + "}"),
                Arguments.of(
                        new ServerMessage.Subscribed(
                                ID,
                                Channel.parse("ticker:*"),
                                new Position("t", 0),
                                false,
                                Optional.empty(),
                                Optional.of(new Snapshot.Items(List.of()))),
                        "{\"type\":\"subscribed\",\"id\":1,\"channel\":\"ticker:*\","
                                + "\"epoch\":\"t\",\"seq\":0,\"recovered\":false,"
                                + "\"snapshot\":{\"items\":[]}}"));
    }

    private static Stream<Arguments> unprompted() {
        Map<String, Long> limits = new LinkedHashMap<>();
        limits.put("message", 65_536L);
        limits.put("text", 4_000L);
        return Stream.of(
                Arguments.of(
                        new ServerMessage.Welcome(
                                "s-8fk2",
                                "outcry/1.0.0",
                                1763867045123L,
                                20_000,
                                Optional.empty(),
                                limits),
                        "{\"type\":\"welcome\",\"session\":\"s-8fk2\",\"server\":\"outcry/1.0.0\","
                                + "\"at\":1763867045123,\"heartbeat\":20000,\"user\":null,"
                                + "\"limits\":{\"message\":65536,\"text\":4000}}"),
                Arguments.of(
                        new ServerMessage.Goodbye(1500),
                        "{\"type\":\"goodbye\",\"retryAfter\":1500}"),
                Arguments.of(
                        new ServerMessage.Notice("</script>"),
                        "{\"type\":\"notice\",\"text\":\"</script>\"}"),
                Arguments.of(
                        new ServerMessage.Live(Channel.parse("room:lobby"), 1045),
                        "{\"type\":\"live\",\"channel\":\"room:lobby\",\"seq\":1045}"),
                Arguments.of(
                        new ServerMessage.Unsubscribed(
                                Channel.parse("room:lobby"), ErrorCode.ROOM_BANNED),
                        "{\"type\":\"unsubscribed\",\"channel\":\"room:lobby\","
                                + "\"code\":\"room.banned\"}"));
    }

    private static Stream<Arguments> events() {
        Decimal half = Decimal.parse("0.5");
        return Stream.of(
                Arguments.of(adaSays(), ADA_SAYS),
                Arguments.of(
                        new Event.Message(
                                LOBBY,
                                2,
                                3,
                                4,
                                new Person("bo-1x", "Bo", true),
                                Optional.of("@ada yes"),
                                OptionalLong.of(1),
                                List.of("ada"),
                                Map.of(),
                                false),
                        "{\"type\":\"message\",\"channel\":\"room:lobby\",\"seq\":2,\"pos\":3,"
                                + "\"at\":4,\"from\":{\"id\":\"bo-1x\",\"name\":\"Bo\","
                                + "\"guest\":true},\"text\":\"@ada yes\",\"replyTo\":1,"
                                + "\"mentions\":[\"ada\"]}"),
                Arguments.of(
                        new Event.Message(
                                LOBBY,
                                2,
                                3,
                                4,
                                ADA,
                                Optional.empty(),
                                NONE,
                                List.of(),
                                Map.of(),
                                true),
                        "{\"type\":\"message\",\"channel\":\"room:lobby\",\"seq\":2,\"pos\":3,"
                                + "\"at\":4,\"from\":{\"id\":\"ada\",\"name\":\"Ada\"},"
                                + "\"deleted\":true}"),
                Arguments.of(
                        new Event.Deleted(LOBBY, 3, 5, 6, ADA, 2),
                        "{\"type\":\"deleted\",\"channel\":\"room:lobby\",\"seq\":3,\"pos\":5,"
                                + "\"at\":6,\"from\":{\"id\":\"ada\",\"name\":\"Ada\"},"
                                + "\"message\":2}"),
                Arguments.of(
                        new Event.PresenceChanged(LOBBY, 2, List.of(ADA), List.of("bo-1x")),
                        "{\"type\":\"presence.changed\",\"channel\":\"presence:lobby\",\"count\":2,"
                                + "\"joined\":[{\"id\":\"ada\",\"name\":\"Ada\"}],"
                                + "\"left\":[\"bo-1x\"]}"),
                Arguments.of(
                        new Event.Typing(LOBBY, ADA, true),
                        "{\"type\":\"typing\",\"channel\":\"presence:lobby\","
                                + "\"from\":{\"id\":\"ada\",\"name\":\"Ada\"},\"on\":true}"),
                Arguments.of(
                        new Event.Ticker(
                                new Channel.Tickers(),
                                BTC,
                                Optional.of(Decimal.parse("61250.00")),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(Decimal.parse("61250.50")),
                                Optional.of(half),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Decimal.ZERO,
                                Optional.of(Decimal.parse("-1.25")),
                                9),
                        "{\"type\":\"ticker\",\"channel\":\"ticker:*\",\"symbol\":\"BTC-USD\","
                                + "\"last\":\"61250.00\",\"bid\":null,\"bidQty\":null,"
                                + "\"ask\":\"61250.50\",\"askQty\":\"0.5\",\"open24h\":null,"
                                + "\"high24h\":null,\"low24h\":null,\"volume24h\":\"0\","
                                + "\"change24h\":\"-1.25\",\"at\":9}"),
                Arguments.of(
                        new Event.Trade(
                                BTC, 1, 2, 3, 4, Decimal.parse("61250.00"), half, Side.SELL),
                        "{\"type\":\"trade\",\"channel\":\"trades:BTC-USD\",\"seq\":1,\"pos\":2,"
                                + "\"at\":3,\"trade\":4,\"price\":\"61250.00\",\"qty\":\"0.5\","
                                + "\"side\":\"sell\"}"),
                Arguments.of(book(), BTC_BOOK),
                Arguments.of(
                        new Event.BookDelta(
                                BTC,
                                8,
                                9,
                                5,
                                OptionalLong.of(4),
                                List.of(
                                        new Event.Change(
                                                Side.BUY,
                                                new Event.Level(
                                                        Decimal.parse("100.50"), Decimal.ZERO)),
                                        new Event.Change(
                                                Side.SELL,
                                                new Event.Level(Decimal.parse("101.00"), half))),
                                0),
                        "{\"type\":\"book.delta\",\"channel\":\"book:BTC-USD\",\"seq\":8,\"pos\":9,"
                                + "\"at\":5,\"prev\":4,\"changes\":[[\"bid\",\"100.50\",\"0\"],"
                                + "[\"ask\",\"101.00\",\"0.5\"]],\"checksum\":0}"),
                Arguments.of(
                        new Event.Candle(
                                BTC,
                                Interval.M15,
                                900_000,
                                Decimal.parse("1.00"),
                                Decimal.parse("3.00"),
                                Decimal.parse("0.50"),
                                Decimal.parse("2.00"),
                                half,
                                17,
                                false),
                        "{\"type\":\"candle\",\"channel\":\"candles:BTC-USD:15m\","
                                + "\"symbol\":\"BTC-USD\",\"interval\":\"15m\",\"start\":900000,"
                                + "\"open\":\"1.00\",\"high\":\"3.00\",\"low\":\"0.50\","
                                + "\"close\":\"2.00\",\"volume\":\"0.5\",\"trades\":17,"
                                + "\"closed\":false}"));
    }

    private static Event.Message adaSays() {
        return new Event.Message(
                LOBBY,
                1046,
                88123,
                1763867046007L,
                ADA,
                Optional.of("$BTC-USD looks heavy"),
                NONE,
                List.of(),
                Map.of(BTC, Decimal.parse("61250.00")),
                false);
    }

    private static Event.Book book() {
        return new Event.Book(
                BTC,
                4,
                9,
                5,
                List.of(new Event.Level(Decimal.parse("100.50"), Decimal.parse("2"))),
                List.of(new Event.Level(Decimal.parse("101.00"), Decimal.parse("0.5"))),
                4_294_967_295L);
    }

    @ParameterizedTest
    @MethodSource("messages")
    void writesAndReadsEachMessage(ServerMessage message, String json) {
        assertThat(new String(Codec.encode(message), StandardCharsets.UTF_8)).isEqualTo(json);
        assertThat(Codec.decodeMessage(json)).isEqualTo(message);
    }

    @Test
    void ignoresFieldsItDoesNotKnow() {
        String later = ADA_SAYS.replace("{\"type\"", "{\"mood\":{\"kind\":\"fill\"},\"type\"");

        assertThat(Codec.decodeMessage(later)).isEqualTo(adaSays());
    }

    @Test
    void tellsATypeOfALaterVersion() {
        assertThat(
                        org.assertj.core.api.Assertions.catchThrowableOfType(
                                        ProtocolException.class,
                                        () -> Codec.decodeMessage("{\"type\":\"sparkled\"}"))
                                .code())
                .isEqualTo(ErrorCode.UNKNOWN_TYPE);
    }

    @Test
    void leavesEventsOfALaterVersionOutOfASnapshot() {
        String json =
                "{\"type\":\"subscribed\",\"channel\":\"room:lobby\",\"epoch\":\"e\",\"seq\":9,"
                        + "\"recovered\":false,\"reason\":\"moon_phase\",\"snapshot\":{\"room\":"
                        + "{\"room\":\"lobby\",\"name\":\"L\",\"topic\":\"\","
                        + "\"visibility\":\"public\",\"slow\":0,\"members\":0,\"seq\":9},"
                        + "\"events\":[{\"type\":\"sparkled\",\"channel\":\"room:lobby\",\"seq\":8},"
                        + ADA_SAYS
                        + "],\"pins\":[]}}";

        ServerMessage.Subscribed subscribed = (ServerMessage.Subscribed) Codec.decodeMessage(json);

        assertThat(subscribed.reason()).isEmpty();
        assertThat(subscribed.snapshot())
                .get()
                .isInstanceOfSatisfying(
                        Snapshot.OfRoom.class,
                        room -> assertThat(room.events()).hasSize(1).first().isEqualTo(adaSays()));
    }

    @Test
    void readsACodeOfALaterVersionAsInternal() {
        assertThat(Codec.decodeMessage("{\"type\":\"error\",\"id\":1,\"code\":\"new.one\"}"))
                .isEqualTo(new Reply.Error(ID, ErrorCode.INTERNAL, ""));
    }

    @Test
    void escapesWhatJsonAsksFor() {
        ServerMessage.Notice notice =
                new ServerMessage.Notice("\0\b\f\n\r\t\u001f\u007f\u0080\"\\/\u2028😀");

        String json = new String(Codec.encode(notice), StandardCharsets.UTF_8);

        assertThat(json)
                .isEqualTo(
                        "{\"type\":\"notice\",\"text\":\"\\u0000\\u0008\\u000c\\n\\r\\t\\u001f"
                                + "\\u007f\u0080\\\"\\\\/\u2028😀\"}");
        assertThat(Codec.decodeMessage(json)).isEqualTo(notice);
    }

    @Test
    void writesRoomsMarketsAndUsersForHttp() {
        MarketInfo market =
                new MarketInfo(
                        BTC,
                        "BTC",
                        "USD",
                        Decimal.parse("0.01"),
                        Decimal.parse("0.0001"),
                        Decimal.parse("0.0001"),
                        Optional.empty(),
                        10,
                        20,
                        MarketInfo.Source.REPLAY,
                        true);

        assertThat(new String(Codec.encode(market), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"symbol\":\"BTC-USD\",\"base\":\"BTC\",\"quote\":\"USD\","
                                + "\"tick\":\"0.01\",\"lot\":\"0.0001\",\"minQty\":\"0.0001\","
                                + "\"band\":null,\"makerFee\":10,\"takerFee\":20,"
                                + "\"source\":\"replay\",\"status\":\"halted\"}");
        assertThat(
                        new String(
                                Codec.encode(new ServerMessage.User("ada", "Ada", "admin")),
                                StandardCharsets.UTF_8))
                .isEqualTo("{\"id\":\"ada\",\"name\":\"Ada\",\"role\":\"admin\",\"guest\":false}");
    }
}
