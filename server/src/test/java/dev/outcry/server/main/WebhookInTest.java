package dev.outcry.server.main;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Webhooks into a room: whoever has the URL may speak, and nothing more.
@Timeout(60)
class WebhookInTest {
    private static TestFloor floor;
    private static String owner;
    private static int rooms;

    private String room = "";
    private JsonObject hook;
    private String path = "";

    @BeforeAll
    static void start() {
        floor = TestFloor.open();
        owner = floor.of("owner", "member");
    }

    @AfterAll
    static void stop() {
        floor.close();
    }

    @BeforeEach
    void open() {
        room = "into-" + rooms++;
        floor.call(
                201,
                "POST",
                "/rooms",
                owner,
                "{'room':'" + room + "','name':'Into','visibility':'private'}");
        hook = floor.call(201, "POST", "/rooms/" + room + "/hooks", owner, "{'name':'Build'}");
        path = hook.getString("path").substring("/api/v1".length());
    }

    private JsonObject post(int status, String body) {
        return floor.call(status, "POST", path, "", body);
    }

    private void refused(int status, String code, String body) {
        PeopleScene.refused(status, code, floor.send("POST", path, "", body));
    }

    @Test
    void saysWhatIsPostedAsItself() {
        String zoe = floor.of("zoe", "member");
        floor.call(200, "PUT", "/rooms/" + room + "/members/zoe", owner, "{'role':'member'}");
        try (Client listener = floor.as(zoe)) {
            listener.follow("room:" + room);
            listener.follow("me");

            JsonObject placed = post(201, "{'text':'  build 7 failed, @zoe @here  '}");

            JsonObject message = listener.next("message");
            assertThat(message.getInt("seq")).isEqualTo(placed.getInt("seq"));
            assertThat(message.getString("text")).isEqualTo("build 7 failed, @zoe @here");
            assertThat(message.getJsonArray("mentions").getValuesAs(Object::toString))
                    .containsExactly("\"zoe\"");
            assertThat(message.getJsonObject("from").getString("id"))
                    .isEqualTo("hook:" + hook.getString("hook"));
            assertThat(message.getJsonObject("from").getString("name")).isEqualTo("Build");
            assertThat(listener.next("mention").getInt("message")).isEqualTo(placed.getInt("seq"));
        }
        JsonObject found =
                floor.call(200, "GET", "/search?q=build&room=" + room, owner, "")
                        .getJsonArray("items")
                        .getJsonObject(0);
        assertThat(found.toString()).contains("build 7 failed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/help", "/buy 1 BTC-USD", "/topic mine", "//x"})
    void saysACommandAsText(String text) {
        post(201, "{'text':'" + text + "'}");

        JsonObject said =
                floor.call(200, "GET", "/rooms/" + room + "/messages", owner, "")
                        .getJsonArray("items")
                        .getJsonObject(0);
        assertThat(said.getString("text")).isEqualTo(text);
    }

    @Test
    void answersAndIsRepeatedOnce() {
        int question = post(201, "{'text':'question'}").getInt("seq");
        String body = "{'text':'answer','replyTo':" + question + ",'key':'k'}";
        JsonObject answer = post(201, body);
        JsonObject again = post(201, body);

        assertThat(again).isEqualTo(answer);
        refused(409, "idempotency.conflict", "{'text':'other','key':'k'}");
        refused(404, "message.not_found", "{'text':'answer','replyTo':99}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|400|bad_request",
                "{'text':7}|400|bad_request",
                "{'text':'  '}|422|message.empty",
                "{'text':'a\\u202eb'}|400|bad_request",
                "nonsense|400|bad_request"
            })
    void refusesWhatIsNoText(String body, int status, String code) {
        refused(status, code, body);
    }

    @Test
    void keepsToTheRoomsRules() {
        floor.call(200, "PUT", "/rooms/" + room + "/filter", owner, "{'words':['spam']}");
        floor.call(200, "PATCH", "/rooms/" + room, owner, "{'readOnly':true,'slow':60}");
        refused(403, "room.forbidden", "{'text':'spam spam'}");
        post(201, "{'text':'an announcement'}");
        post(201, "{'text':'another'}");
        floor.call(200, "PATCH", "/rooms/" + room, owner, "{'archived':true}");
        refused(403, "room.forbidden", "{'text':'too late'}");
    }

    @Test
    void isModeratedLikeAnybody() {
        JsonObject placed = post(201, "{'text':'oops'}");
        String message = "/rooms/" + room + "/messages/" + placed.getInt("seq");

        floor.call(200, "DELETE", message, owner, "");

        JsonObject deed =
                floor.call(200, "GET", "/rooms/" + room + "/actions", owner, "")
                        .getJsonArray("items")
                        .getJsonObject(1);
        assertThat(deed.getString("action")).isEqualTo("delete");
        assertThat(deed.getString("user")).isEqualTo("hook:" + hook.getString("hook"));
    }

    @Test
    void opensNothingWithoutItsToken() {
        String id = hook.getString("hook");
        String token = path.substring(path.lastIndexOf('/') + 1);
        for (String wrong :
                new String[] {
                    "/rooms/"
                            + room
                            + "/hooks/"
                            + id
                            + "/"
                            + token.toUpperCase(java.util.Locale.ROOT),
                    "/rooms/" + room + "/hooks/0123456789ab/" + token,
                    "/rooms/lobby/hooks/" + id + "/" + token,
                    "/rooms/no-such-room/hooks/" + id + "/" + token,
                    "/rooms/NO SUCH/hooks/".replace(" ", "%20") + id + "/" + token
                }) {
            PeopleScene.refused(
                    404, "hook.not_found", floor.send("POST", wrong, "", "{'text':'x'}"));
        }
        TestFloor.expect(204, floor.send("DELETE", "/rooms/" + room + "/hooks/" + id, owner, ""));
        refused(404, "hook.not_found", "{'text':'x'}");
    }

    @Test
    void isShownWithoutItsToken() {
        String listed = floor.send("GET", "/rooms/" + room + "/hooks", owner, "").body();

        assertThat(listed)
                .contains("Build")
                .doesNotContain(path.substring(path.lastIndexOf('/') + 1));
    }

    @Test
    void isLimitedByItself() {
        try (TestFloor limited = TestFloor.limited(() -> 0)) {
            String token = limited.of("owner", "member");
            limited.call(201, "POST", "/rooms", token, "{'room':'den','name':'Den'}");
            String in =
                    limited.call(201, "POST", "/rooms/den/hooks", token, "{'name':'Flood'}")
                            .getString("path")
                            .substring("/api/v1".length());
            int status = 201;
            int said = 0;
            while (status == 201 && said < 10_000) {
                status = limited.send("POST", in, "", "{'text':'x'}").statusCode();
                said++;
            }

            assertThat(status).isEqualTo(429);
        }
    }
}
