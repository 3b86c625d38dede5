package dev.outcry.server.main;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.RoomInfo.Visibility;
import dev.outcry.server.socket.RawSocket;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A private room, seen from outside, is no room: at every door.
@Timeout(60)
class RoomPrivacyTest {
    private static final String SECRET = "Xylophonquartett";
    private static RoomScene scene;
    private static String room = "";
    private static String direct = "";
    private static long message;

    @BeforeAll
    static void open() {
        scene = new RoomScene();
        RoomScene.Room made = scene.open(Visibility.PRIVATE);
        room = made.id().name();
        message = made.said().get("target");
        scene.client("owner")
                .answered(
                        "{'type':'say','room':'%s','text':'%s @stranger @admin'}"
                                .formatted(room, SECRET),
                        "ok");
        direct =
                scene.floor
                        .call(200, "PUT", "/direct/target", scene.token("owner"), "")
                        .getString("room");
        scene.client("owner")
                .answered("{'type':'say','room':'%s','text':'%s'}".formatted(direct, SECRET), "ok");
    }

    @AfterAll
    static void close() {
        scene.close();
    }

    /// Those from whom it is hidden.
    static Stream<String> outsiders() {
        return Stream.of("stranger", "banned", "admin", "anonymous");
    }

    private static HttpResponse<String> get(String user, String path) {
        return scene.floor.send("GET", path, scene.token(user), "");
    }

    /// Makes sure that a path says of the room what it says of one that isn't there.
    private static void isAsIfItWereNot(String user, String path) {
        for (String id : List.of(room, direct)) {
            HttpResponse<String> hidden = get(user, path.replace("{room}", id));
            HttpResponse<String> missing = get(user, path.replace("{room}", "no-such-room"));

            TestFloor.expect(404, hidden);
            assertThat(hidden.body()).isEqualTo(missing.body());
        }
    }

    @ParameterizedTest
    @MethodSource("outsiders")
    void hasNoDescription(String user) {
        isAsIfItWereNot(user, "/rooms/{room}");
    }

    @ParameterizedTest
    @MethodSource("outsiders")
    void hasNoHistory(String user) {
        isAsIfItWereNot(user, "/rooms/{room}/messages");
        isAsIfItWereNot(user, "/rooms/{room}/messages?replyTo=" + message);
        isAsIfItWereNot(user, "/rooms/{room}/pins");
    }

    @ParameterizedTest
    @MethodSource("outsiders")
    void hasNoMembers(String user) {
        isAsIfItWereNot(user, "/rooms/{room}/members");
    }

    @ParameterizedTest
    @MethodSource("outsiders")
    void hasNoPresence(String user) {
        isAsIfItWereNot(user, "/rooms/{room}/presence");
        isAsIfItWereNot(user, "/leaderboard?room={room}");
    }

    @ParameterizedTest
    @MethodSource("outsiders")
    void hasNoWebhooks(String user) {
        if (!user.equals("anonymous")) { // needs a user for that anywhere
            isAsIfItWereNot(user, "/rooms/{room}/hooks");
            isAsIfItWereNot(user, "/rooms/{room}/hooks/0123456789ab");
        }
        for (String id : List.of(room, direct)) {
            for (String method : List.of("POST", "DELETE")) {
                String path =
                        "/rooms/{room}/hooks/0123456789ab"
                                + (method.equals("POST") ? "/token" : "");
                HttpResponse<String> hidden = knock(method, user, path.replace("{room}", id));
                HttpResponse<String> missing =
                        knock(method, user, path.replace("{room}", "no-such-room"));

                assertThat(hidden.statusCode()).isEqualTo(missing.statusCode());
                assertThat(hidden.body()).isEqualTo(missing.body());
            }
        }
    }

    private static HttpResponse<String> knock(String method, String user, String path) {
        String body = method.equals("POST") ? "{'text':'x'}" : "";
        return scene.floor.send(method, path, scene.token(user), body);
    }

    @ParameterizedTest
    @MethodSource("outsiders")
    void isNotFoundBySearching(String user) {
        isAsIfItWereNot(user, "/search?q=" + SECRET + "&room={room}");

        assertThat(get(user, "/search?q=" + SECRET).body()).isEqualTo("{\"items\":[]}");
    }

    @Test
    void isFoundByItsMembersSearching() {
        assertThat(Client.parse(get("member", "/search?q=" + SECRET).body()).getJsonArray("items"))
                .hasSize(1);
        assertThat(Client.parse(get("target", "/search?q=" + SECRET).body()).getJsonArray("items"))
                .hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("outsiders")
    void isOnNoList(String user) {
        assertThat(get(user, "/rooms").body()).doesNotContain(room).doesNotContain(direct);
        assertThat(get("member", "/rooms").body()).contains(room).doesNotContain(direct);
        assertThat(get("target", "/rooms").body()).contains(room).contains(direct);
    }

    @ParameterizedTest
    @MethodSource("outsiders")
    void cannotBeFollowed(String user) {
        for (String kind : List.of("room", "presence")) {
            for (String id : List.of(room, direct)) {
                JsonObject hidden = refused(user, kind + ":" + id);
                JsonObject missing = refused(user, kind + ":no-such-room");

                assertThat(hidden.getString("message").replace(id, "no-such-room"))
                        .isEqualTo(missing.getString("message"));
            }
        }
    }

    private static JsonObject refused(String user, String channel) {
        return scene.client(user)
                .refused("{'type':'subscribe','channel':'" + channel + "'}", "room.not_found");
    }

    @ParameterizedTest
    @MethodSource("outsiders")
    void hasNoRoute(String user) {
        for (String id : List.of(room, direct, "no-such-room")) {
            String[] headers =
                    scene.token(user).isEmpty()
                            ? new String[0]
                            : new String[] {"Authorization: Bearer " + scene.token(user)};
            try (RawSocket socket = RawSocket.plain(scene.floor.port())) {
                RawSocket.Response response = socket.upgrade("/ws/rooms/" + id, headers);

                assertThat(response.status()).isEqualTo(404);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("outsiders")
    void tellsNobodyOutsideOfAMention(String user) {
        if (user.equals("anonymous")) {
            return; // has no me
        }
        try (Client client = scene.connect(user)) {
            client.follow("me");

            scene.client("owner")
                    .answered(
                            "{'type':'say','room':'%s','text':'@%s look'}".formatted(room, user),
                            "ok");

            client.expectNothing();
        }
    }

    @Test
    void tellsThoseInsideOfAMention() {
        try (Client client = scene.connect("member")) {
            client.follow("me");

            scene.client("owner")
                    .answered("{'type':'say','room':'" + room + "','text':'@member look'}", "ok");

            JsonObject mention = client.next("mention");
            assertThat(mention.getString("room")).isEqualTo(room);
            assertThat(mention.getJsonObject("from").getString("id")).isEqualTo("owner");
        }
    }

    @ParameterizedTest
    @MethodSource("outsiders")
    void tellsNobodyOutsideWhoTypes(String user) {
        if (user.equals("anonymous")) {
            return; // needs a user for that anywhere
        }
        scene.client(user)
                .refused("{'type':'typing','room':'" + room + "','on':true}", "room.not_found");
    }

    @Test
    void isLikeAnyOtherThatIsTakenToWhoMakesOne() {
        JsonObject problem =
                scene.floor.call(
                        409,
                        "POST",
                        "/rooms",
                        scene.token("stranger"),
                        "{'room':'" + room + "','name':'Mine'}");
        JsonObject reserved =
                scene.floor.call(
                        409,
                        "POST",
                        "/rooms",
                        scene.token("stranger"),
                        "{'room':'everyone','name':'Mine'}");

        assertThat(problem).isEqualTo(reserved);
    }
}
