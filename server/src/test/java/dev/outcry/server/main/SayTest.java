package dev.outcry.server.main;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.Side;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Protocol §5: what is said, once, and what becomes of its text.
@Timeout(30)
class SayTest {
    private static final String MESSAGES = "/api/v1/rooms/lobby/messages";

    private static TestFloor floor;

    private String token = "";
    private Client ada = connect();

    @BeforeAll
    static void start() {
        floor = TestFloor.open();
        floor.market("SAY-USD");
    }

    @AfterAll
    static void stop() {
        floor.close();
    }

    private static Client connect() {
        return floor.anonymous();
    }

    @BeforeEach
    void enter() {
        ada.close();
        token = floor.token("Ada");
        ada = floor.as(token);
        ada.follow("room:lobby");
    }

    @AfterEach
    void leave() {
        ada.close();
    }

    private static String say(String text, String key) {
        return "{'type':'say','room':'lobby','text':'" + text + "','key':'" + key + "'}";
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private JsonObject message(String text) {
        assertThat(ada.say(text).getString("type")).isEqualTo("ok");
        return ada.next("message");
    }

    private String code(String text) {
        JsonObject error = ada.say(text);
        assertThat(error.getString("type")).isEqualTo("error");
        return error.getString("code");
    }

    @Test
    void carriesExactlyItsFields() {
        JsonObject message = message("hello");

        assertThat(message.keySet())
                .containsExactly("type", "channel", "seq", "pos", "at", "from", "text");
        assertThat(message.getJsonObject("from").keySet()).containsExactly("id", "name", "guest");
        assertThat(message.getString("channel")).isEqualTo("room:lobby");
    }

    @Test
    void happensOnceUnderAKey() {
        String key = key();
        JsonObject first = ada.answered(say("once", key), "ok");
        ada.next("message");

        JsonObject second = ada.answered(say("once", key), "ok");

        assertThat(second.get("seq")).isEqualTo(first.get("seq"));
        assertThat(second.get("pos")).isEqualTo(first.get("pos"));
        ada.expectNothing();
    }

    @Test
    void happensOnceUnderAKeyOverBothWays() {
        String key = key();
        JsonObject first = ada.answered(say("once", key), "ok");
        ada.next("message");

        HttpResponse<String> header =
                floor.post(MESSAGES, token, "{'text':'once'}", "Idempotency-Key", key);
        HttpResponse<String> field =
                floor.post(MESSAGES, token, "{'text':'once','key':'" + key + "'}");

        for (HttpResponse<String> response : List.of(header, field)) {
            JsonObject again = Client.parse(TestFloor.expect(201, response).body());
            assertThat(again.get("seq")).isEqualTo(first.get("seq"));
            assertThat(again.get("pos")).isEqualTo(first.get("pos"));
        }
        ada.expectNothing();
    }

    @Test
    void refusesAKeyForSomethingElse() {
        String key = key();
        ada.answered(say("once", key), "ok");
        ada.next("message");

        ada.refused(say("twice", key), "idempotency.conflict");

        HttpResponse<String> response =
                floor.post(MESSAGES, token, "{'text':'twice'}", "Idempotency-Key", key);
        TestFloor.expect(409, response);
        assertThat(Client.parse(response.body()).getString("code"))
                .isEqualTo("idempotency.conflict");
        assertThat(response.headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/problem+json");
        ada.expectNothing();
    }

    @Test
    void keepsKeysOfDifferentPeopleApart() {
        String key = key();
        int first = ada.answered(say("mine", key), "ok").getInt("seq");
        try (Client bob = floor.guest("Bob")) {
            assertThat(bob.answered(say("mine", key), "ok").getInt("seq")).isEqualTo(first + 1);
        }
    }

    @Test
    void doesNotRememberErrors() {
        String key = key();
        ada.refused(
                "{'type':'say','room':'nowhere','text':'x','key':'" + key + "'}", "room.not_found");

        ada.answered(say("x", key), "ok");
    }

    @Test
    void answersAMessageOfTheRoom() {
        int seq = message("question").getInt("seq");

        ada.answered("{'type':'say','room':'lobby','text':'answer','replyTo':" + seq + "}", "ok");

        assertThat(ada.next("message").getInt("replyTo")).isEqualTo(seq);
        ada.refused(
                "{'type':'say','room':'lobby','text':'x','replyTo':999999}", "message.not_found");
        ada.refused("{'type':'say','room':'lobby','text':'x','replyTo':0}", "message.not_found");
    }

    @Test
    void mentionsAtMostTen() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            text.append("@user").append(i).append(' ');
        }

        assertThat(message(text.toString()).getJsonArray("mentions")).hasSize(10);
        assertThat(message("mail a@b.example").containsKey("mentions")).isFalse();
    }

    @Test
    void carriesThePriceOfItsOwnPlaceInTheLog() {
        assertThat(message("no trade yet in $SAY-USD").containsKey("prices")).isFalse();
        floor.order("maker", "SAY-USD", Side.SELL, 6_125_000, 1_000);
        floor.order("taker", "SAY-USD", Side.BUY, 6_125_000, 500);

        JsonObject message = message("$SAY-USD looks heavy, $NO-SUCH too");

        assertThat(message.getJsonObject("prices")).hasToString("{\"SAY-USD\":\"61250.00\"}");
        floor.order("taker", "SAY-USD", Side.BUY, 6_125_000, 500);
        floor.order("maker", "SAY-USD", Side.SELL, 6_125_001, 1_000);
    }

    @Test
    void trimsTheText() {
        assertThat(message(" \n\t hello \u00a0\u2003").getString("text")).isEqualTo("hello");
    }

    @Test
    void takes4000CodePointsHoweverWide() {
        String wide = "\uD83D\uDE00".repeat(4_000);

        assertThat(message(wide).getString("text")).isEqualTo(wide);
        assertThat(code(wide + "x")).isEqualTo("message.too_long");
        assertThat(code("x".repeat(4_001))).isEqualTo("message.too_long");
        assertThat(message("  " + "x".repeat(4_000) + "  ").getString("text")).hasSize(4_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0000",
                "a\u0007b",
                "a\u001bb",
                "a\rb",
                "a\u007fb",
                "a\u0085b",
                "a\u202eb",
                "a\u202ab",
                "a\u2066b",
                "a\u2069b"
            })
    void refusesControlAndDirectionCharacters(String text) {
        assertThat(code(text)).isEqualTo("bad_request");
        ada.expectNothing();
    }

    @Test
    void refusesHalfACharacter() {
        ada.socket()
                .text("{\"type\":\"say\",\"room\":\"lobby\",\"text\":\"a\\ud83d b\",\"id\":500}");

        assertThat(ada.reply(500).getString("code")).isEqualTo("bad_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t", "\u00a0\u2003"})
    void refusesAnEmptyText(String text) {
        assertThat(code(text)).isEqualTo("message.empty");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uD83D\uDC69\u200D\uD83D\uDCBB \uD83C\uDDEA\uD83C\uDDF8 \uD83D\uDE00",
                "\u0633\u0644\u0627\u0645 \u05e9\u05dc\u05d5\u05dd",
                "\u0928\u092e\u0938\u094d\u0924\u0947 \u4f60\u597d e\u0301",
                "line one\nline two\tand a tab",
                "<script>alert('x')</script> & <b>bold</b> \"quoted\" \\ back",
                "\u2028 and \u2029",
                "\u200e\u200f marks"
            })
    void passesAnyOtherTextAsItIs(String text) {
        JsonObject message = message("." + text + ".");

        assertThat(message.getString("text")).isEqualTo("." + text + ".");
        JsonObject newest =
                floor.json(MESSAGES + "?limit=1").getJsonArray("items").getJsonObject(0);
        assertThat(newest.getString("text")).isEqualTo("." + text + ".");
    }

    @Test
    void isSaidOverHttpAndSeenByAll() {
        JsonObject said =
                Client.parse(
                        TestFloor.expect(
                                        201,
                                        floor.post(
                                                MESSAGES,
                                                token,
                                                Json.createObjectBuilder()
                                                        .add("text", "from a backend")
                                                        .build()
                                                        .toString()))
                                .body());

        JsonObject message = ada.next("message");

        assertThat(said.keySet()).containsExactly("seq", "pos");
        assertThat(message.get("seq")).isEqualTo(said.get("seq"));
        assertThat(message.getString("text")).isEqualTo("from a backend");
    }

    @Test
    void isReadBackAsItWasTold() {
        String text = "{\"type\":\"say\",\"room\":\"lobby\",\"text\":\"back\",\"id\":9}";
        ada.socket().text(text);
        ada.reply(9);

        String told = ada.nextText();

        assertThat(floor.get(MESSAGES + "?limit=1").body()).isEqualTo("{\"items\":[" + told + "]}");
    }
}
