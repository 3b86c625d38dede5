package dev.outcry.server.api;

import static dev.outcry.server.api.TestServer.json;
import static dev.outcry.server.api.TestServer.problem;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ApiTest {
    private static final String MESSAGES = "/api/v1/rooms/lobby/messages";

    private final TestServer server = new TestServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void letsAGuestIn() {
        HttpResponse<String> response = server.post("/api/v1/guests", "{\"name\":\" Ada L \"}");

        assertThat(response.statusCode()).isEqualTo(201);
        JsonObject user = json(response).getJsonObject("user");
        assertThat(user.getString("id")).matches("ada-l-[a-z0-9]{5}");
        assertThat(user.getString("name")).isEqualTo("Ada L");
        assertThat(user.getString("role")).isEqualTo("guest");
        assertThat(user.getBoolean("guest")).isTrue();
        assertThat(json(response).getJsonNumber("expiresAt").longValue())
                .isGreaterThan(System.currentTimeMillis());
        assertThat(json(me(json(response).getString("token"))))
                .containsAllEntriesOf(user)
                .containsEntry("ranked", JsonValue.TRUE);
    }

    @Test
    void letsTwentyGuestsInAnHourIn() {
        for (int i = 0; i < 20; i++) {
            assertThat(server.post("/api/v1/guests", "{\"name\":\"x\"}").statusCode())
                    .isEqualTo(201);
        }

        HttpResponse<String> response = server.post("/api/v1/guests", "{\"name\":\"x\"}");

        problem(response, 429, "rate_limited");
        assertThat(response.headers().firstValue("Retry-After")).contains("180");
        assertThat(json(response).getBoolean("temporary")).isTrue();
        assertThat(json(response).getInt("retryAfter")).isBetween(170_000, 180_001);
        HttpRequest.Builder elsewhere =
                server.request("/api/v1/guests")
                        .header("X-Forwarded-For", "203.0.113.9")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"x\"}"));
        assertThat(server.send(elsewhere).statusCode()).isEqualTo(201);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|name: is missing",
                "{\"name\":null}|name: is missing",
                "{\"name\":\" \"}|name: ",
                "{\"name\":5}|name: is a JSON number; send a string",
                "{\"name\":[]}|name: must be a string",
                "[]|not a JSON object",
                "{\"name\"|not JSON",
                "''|not JSON",
                "{\"name\":\"a\"} x|not JSON",
                "{\"name\":\"a\"}{}|not JSON",
            })
    void saysWhatIsWrongWithABody(String body, String detail) {
        HttpResponse<String> response = server.post("/api/v1/guests", body);

        problem(response, 400, "bad_request");
        assertThat(json(response).getString("detail")).contains(detail);
    }

    @Test
    void refusesBodiesThatAreNestedWithoutEnd() {
        problem(server.post("/api/v1/guests", "[".repeat(60_000)), 400, "bad_request");
        problem(
                server.post("/api/v1/guests", "{\"name\":".repeat(8_000) + "1" + "}".repeat(500)),
                400,
                "bad_request");
    }

    @Test
    void refusesBodiesThatAreNoText() {
        HttpRequest.Builder latin1 =
                server.request("/api/v1/guests")
                        .POST(
                                HttpRequest.BodyPublishers.ofByteArray(
                                        new byte[] {'"', (byte) 0xe9}));

        problem(server.send(latin1), 400, "bad_request");
    }

    @Test
    void refusesLargeBodies() {
        String body = "{\"name\":\"Ada\",\"x\":\"" + "x".repeat(70_000) + "\"}";

        problem(server.post("/api/v1/guests", body), 413, "too_large");
        HttpRequest.Builder chunked =
                server.request("/api/v1/guests")
                        .POST(
                                HttpRequest.BodyPublishers.fromPublisher(
                                        HttpRequest.BodyPublishers.ofString(body)));
        problem(server.send(chunked), 413, "too_large");
        problem(server.post("/api/v1/guests", "x".repeat(Api.MAX_RECEIVED)), 413, "too_large");
    }

    @Test
    void refreshesATokenOnce() {
        String refresh = "{\"refresh\":\"" + server.guest("Ada").getString("refresh") + "\"}";

        HttpResponse<String> first = server.post("/api/v1/tokens", refresh);

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(me(json(first).getString("token")).statusCode()).isEqualTo(200);
        problem(server.post("/api/v1/tokens", refresh), 401, "unauthenticated");
    }

    @Test
    void logsTheAdministratorIn() {
        assertThat(json(me(server.admin())).getString("role")).isEqualTo("admin");
        HttpResponse<String> wrong =
                server.post("/api/v1/tokens", "{\"name\":\"admin\",\"password\":\"guess\"}");
        problem(wrong, 401, "unauthenticated");
        HttpResponse<String> nobody =
                server.post("/api/v1/tokens", "{\"name\":\"nobody\",\"password\":\"guess\"}");
        assertThat(nobody.body()).isEqualTo(wrong.body());
    }

    @Test
    void countsAttemptsToLogIn() {
        String guess = "{\"name\":\"admin\",\"password\":\"guess\"}";
        for (int i = 0; i < 10; i++) {
            problem(server.post("/api/v1/tokens", guess), 401, "unauthenticated");
        }

        problem(server.post("/api/v1/tokens", guess), 429, "rate_limited");
    }

    @Test
    void logsOutEverywhere() {
        JsonObject guest = server.guest("Ada");

        HttpResponse<String> response =
                server.send(as(guest.getString("token"), "/api/v1/tokens").DELETE());

        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.body()).isEmpty();
        problem(me(guest.getString("token")), 401, "unauthenticated");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "", "a.b.c"})
    void saysThatATokenIsNotGood(String token) {
        HttpResponse<String> response = me(token);

        problem(response, 401, "unauthenticated");
        assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    }

    @Test
    void keepsWhatOpensAWebhookOutOfTheLog() {
        assertThat(Api.withoutToken("/api/v1/rooms/den/hooks/0123456789ab/s3cret"))
                .isEqualTo("/api/v1/rooms/den/hooks/0123456789ab/…");
        assertThat(Api.withoutToken("/api/v1/rooms/den/hooks/0123456789ab/s3/cr\net"))
                .doesNotContain("s3")
                .doesNotContain("net");
        assertThat(Api.withoutToken("/api/v1/rooms/den/hooks"))
                .isEqualTo("/api/v1/rooms/den/hooks");
    }

    @Test
    void listsRoomsThatEverybodyMayKnow() {
        assertThat(server.get("/api/v1/rooms").body())
                .isEqualTo(
                        "{\"items\":[{\"room\":\"lobby\",\"name\":\"Lobby\",\"topic\":\"Welcome\","
                                + "\"visibility\":\"public\",\"slow\":0,\"members\":0,\"seq\":0}]}");
        assertThat(json(server.get("/api/v1/rooms/lobby")).getString("name")).isEqualTo("Lobby");
        problem(server.get("/api/v1/rooms/hidden"), 404, "room.not_found");
        problem(server.get("/api/v1/rooms/none"), 404, "room.not_found");
        problem(server.get("/api/v1/rooms/NONE"), 404, "room.not_found");
        problem(server.get("/api/v1/rooms/hidden/messages"), 404, "room.not_found");
        problem(server.get("/api/v1/rooms/hidden/presence"), 404, "room.not_found");
    }

    @Test
    void opensARoom() {
        String token = server.guest("Ada").getString("token");
        String body = "{\"room\":\"desk\",\"name\":\"The Desk\",\"topic\":\"t\",\"more\":1}";

        HttpResponse<String> response = server.post("/api/v1/rooms", token, body);

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(json(response).getString("room")).isEqualTo("desk");
        assertThat(json(server.get("/api/v1/rooms/desk"))).isEqualTo(json(response));
        problem(server.post("/api/v1/rooms", token, body), 409, "room.exists");
        problem(
                server.post("/api/v1/rooms", token, "{\"room\":\"here\",\"name\":\"x\"}"),
                409,
                "room.exists");
        problem(
                server.post("/api/v1/rooms", token, "{\"room\":\"A B\",\"name\":\"x\"}"),
                400,
                "bad_request");
        problem(server.post("/api/v1/rooms", body), 401, "unauthenticated");
    }

    @Test
    void speaksOnceUnderOneKey() {
        String token = server.guest("Ada").getString("token");
        HttpRequest.Builder say =
                as(token, MESSAGES)
                        .header("Idempotency-Key", "k1")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"text\":\"hello\"}"));

        HttpResponse<String> first = server.send(say);

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(json(first).getInt("seq")).isEqualTo(1);
        assertThat(json(first).getInt("pos")).isEqualTo(4);
        HttpResponse<String> again =
                server.post(MESSAGES, token, "{\"text\":\" hello \",\"key\":\"k1\"}");
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        problem(
                server.post(MESSAGES, token, "{\"text\":\"other\",\"key\":\"k1\"}"),
                409,
                "idempotency.conflict");
        assertThat(json(server.get(MESSAGES)).getJsonArray("items")).hasSize(1);
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"text\":\" \"}|422|message.empty",
                "{}|400|bad_request",
                "{\"text\":7}|400|bad_request",
                "{\"text\":\"a\\u0000\"}|400|bad_request",
                "{\"text\":\"a\\ud800\"}|400|bad_request",
                "{\"text\":\"a\",\"replyTo\":99}|404|message.not_found",
                "{\"text\":\"a\",\"replyTo\":\"1\"}|400|bad_request",
                "{\"text\":\"a\",\"replyTo\":1.5}|400|bad_request",
                "{\"text\":\"a\",\"replyTo\":1e999999999}|400|bad_request",
                "{\"text\":\"a\",\"key\":\"é\"}|400|bad_request",
            })
    void refusesWhatCannotBeSaid(String body, int status, String code) {
        String token = server.guest("Ada").getString("token");

        problem(server.post(MESSAGES, token, body), status, code);
    }

    @Test
    void refusesTextsThatAreTooLong() {
        String token = server.guest("Ada").getString("token");

        problem(
                server.post(MESSAGES, token, "{\"text\":\"" + "x".repeat(4_001) + "\"}"),
                422,
                "message.too_long");
        problem(server.post(MESSAGES, "{\"text\":\"x\"}"), 401, "unauthenticated");
        problem(
                server.post("/api/v1/rooms/none/messages", token, "{\"text\":\"x\"}"),
                404,
                "room.not_found");
    }

    @Test
    void readsMessagesPageByPage() {
        String token = server.guest("Ada").getString("token");
        for (int i = 1; i <= 7; i++) {
            server.post(MESSAGES, token, "{\"text\":\"m" + i + "\"}");
        }

        assertThat(texts(MESSAGES)).containsExactly("m1", "m2", "m3", "m4", "m5", "m6", "m7");
        assertThat(texts(MESSAGES + "?limit=2")).containsExactly("m6", "m7");
        assertThat(texts(MESSAGES + "?before=6&limit=2")).containsExactly("m4", "m5");
        assertThat(texts(MESSAGES + "?after=2&limit=3")).containsExactly("m3", "m4", "m5");
        assertThat(texts(MESSAGES + "?after=7")).isEmpty();
        for (String bad :
                List.of("limit=0", "limit=301", "limit=x", "before=-1", "before=1&after=1")) {
            HttpResponse<String> response = server.get(MESSAGES + "?" + bad);
            problem(response, 400, "bad_request");
            assertThat(json(response).getString("detail"))
                    .startsWith(bad.substring(0, bad.indexOf('=')) + ": ");
        }
    }

    @Test
    void tellsWhoIsThere() {
        assertThat(server.get("/api/v1/rooms/lobby/presence").body())
                .isEqualTo(
                        "{\"count\":2,\"people\":[{\"id\":\"ada-1x2y3\",\"name\":\"Ada\","
                                + "\"guest\":true},{\"id\":\"bob\",\"name\":\"Bob\"}]}");
    }

    @Test
    void saysThatItIsBusyWhenTheLogIsFull() {
        String token = server.guest("Ada").getString("token");
        server.floor.full = true;

        HttpResponse<String> response = server.post(MESSAGES, token, "{\"text\":\"x\"}");

        problem(response, 503, "busy");
        assertThat(response.headers().firstValue("Retry-After")).contains("1");
        problem(server.send(as(token, "/api/v1/portfolio")), 503, "busy");
        problem(server.send(as(token, "/api/v1/orders").DELETE()), 503, "busy");
    }

    @Test
    void keepsItsOwnFaultsToItself() {
        server.floor.failing = true;

        HttpResponse<String> response = server.get("/api/v1/rooms");

        problem(response, 500, "internal");
        assertThat(response.body()).doesNotContain("secret", "Exception");
    }

    private List<String> texts(String path) {
        return json(server.get(path)).getJsonArray("items").getValuesAs(JsonObject.class).stream()
                .map(message -> message.getString("text"))
                .toList();
    }

    private HttpResponse<String> me(String token) {
        return server.send(as(token, "/api/v1/me"));
    }

    private HttpRequest.Builder as(String token, String path) {
        return server.request(path).header("Authorization", "Bearer " + token);
    }
}
