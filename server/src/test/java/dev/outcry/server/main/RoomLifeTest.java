package dev.outcry.server.main;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.RoomInfo.Visibility;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Protocol §5 and §8: what becomes of messages, members and rooms.
@Timeout(60)
class RoomLifeTest {
    private static RoomScene scene;

    private String room = "";
    private long target;

    @BeforeAll
    static void start() {
        scene = new RoomScene();
    }

    @AfterAll
    static void stop() {
        scene.close();
    }

    @BeforeEach
    void open() {
        enter(Visibility.PUBLIC);
    }

    private void enter(Visibility visibility) {
        RoomScene.Room made = scene.open(visibility);
        room = made.id().name();
        target = made.said().get("target");
    }

    private JsonObject ask(String user, String type, String more) {
        JsonObject reply =
                scene.client(user).ask("{'type':'%s','room':'%s'%s}".formatted(type, room, more));
        assertThat(reply.getString("type")).as("%s", reply).isEqualTo("ok");
        return reply;
    }

    private JsonObject call(int status, String method, String path, String user, String body) {
        return scene.floor.call(status, method, "/rooms/" + room + path, scene.token(user), body);
    }

    private void done(String method, String path, String user) {
        TestFloor.expect(
                204, scene.floor.send(method, "/rooms/" + room + path, scene.token(user), ""));
    }

    private static List<JsonObject> items(JsonObject list) {
        return list.getJsonArray("items").getValuesAs(JsonObject.class);
    }

    private JsonObject message(long seq) {
        String path = "/messages?limit=1&before=" + (seq + 1);
        return items(call(200, "GET", path, "target", "")).getFirst();
    }

    private void edit(String text) {
        ask("target", "edit", ",'message':" + target + ",'text':'" + text + "'");
    }

    @Test
    void showsATextAsLastEdited() {
        edit("second");
        edit("third");

        JsonObject message = message(target);
        assertThat(message.getString("text")).isEqualTo("third");
        assertThat(message.getBoolean("edited")).isTrue();
        assertThat(search("third")).containsExactly(target);
        assertThat(search("second")).isEmpty();
        assertThat(items(call(200, "GET", "/messages/" + target + "/edits", "moderator", "")))
                .extracting(edit -> edit.getString("text"))
                .containsExactly("by target", "second", "third");
    }

    private List<Long> search(String word) {
        return items(
                        scene.floor.call(
                                200,
                                "GET",
                                "/search?room=" + room + "&q=" + word,
                                scene.token("target"),
                                ""))
                .stream()
                .map(found -> found.getJsonNumber("seq").longValue())
                .toList();
    }

    @Test
    void tellsOfAnEditAndReplaysIt() {
        try (Client client = scene.connect("member")) {
            JsonObject subscribed = client.follow("room:" + room);

            edit("second");

            JsonObject edited = client.next("edited");
            assertThat(edited.keySet())
                    .containsExactly(
                            "type", "channel", "seq", "pos", "at", "from", "message", "text");
            try (Client late = scene.connect("member")) {
                late.answered(since(subscribed), "subscribed");
                assertThat(late.next("edited")).isEqualTo(edited);
            }
        }
    }

    private static String since(JsonObject position) {
        return "{'type':'subscribe','channel':'%s','since':{'epoch':'%s','seq':%d}}"
                .formatted(
                        position.getString("channel"),
                        position.getString("epoch"),
                        position.getInt("seq"));
    }

    @Test
    void blanksADeletedMessageWithItsEdits() {
        JsonObject before;
        try (Client client = scene.connect("member")) {
            before = client.follow("room:" + room);
        }
        edit("Xylophon");
        ask("moderator", "delete", ",'message':" + target);

        try (Client late = scene.connect("member")) {
            late.answered(since(before), "subscribed");
            JsonObject edited = late.next("edited");
            assertThat(edited.containsKey("text")).isFalse();
            assertThat(edited.getBoolean("deleted")).isTrue();
            late.next("deleted");
            late.next("live");
            assertThat(late.follow("room:" + room).toString()).doesNotContain("Xylophon");
        }
        assertThat(search("Xylophon")).isEmpty();
        JsonObject gone = call(404, "GET", "/messages/" + target + "/edits", "moderator", "");
        assertThat(gone.getString("code")).isEqualTo("message.not_found");
    }

    @Test
    void listsWhoReactedInOrder() {
        ask("member", "react", ",'message':" + target + ",'emoji':'🎉'");
        ask("owner", "react", ",'message':" + target + ",'emoji':'👍'");
        ask("stranger", "react", ",'message':" + target + ",'emoji':'🎉'");
        ask("owner", "react", ",'message':" + target + ",'emoji':'🎉'");
        ask("owner", "unreact", ",'message':" + target + ",'emoji':'👍'");

        JsonObject reactions = message(target).getJsonObject("reactions");
        assertThat(reactions.keySet()).containsExactly("🎉");
        assertThat(reactions.getJsonArray("🎉")).hasToString("[\"member\",\"stranger\",\"owner\"]");
    }

    @Test
    void answersTheSameReactionWithTheFirst() {
        JsonObject first = ask("member", "react", ",'message':" + target + ",'emoji':'👍'");

        JsonObject second = ask("member", "react", ",'message':" + target + ",'emoji':'👍'");

        assertThat(second.get("seq")).isEqualTo(first.get("seq"));
        assertThat(second.get("pos")).isEqualTo(first.get("pos"));
    }

    @ParameterizedTest
    @CsvSource({"''", "' '", "'two words'", "'\u200b'", "'\u202e👍'"})
    void refusesWhatIsNoEmoji(String emoji) {
        JsonObject command =
                Json.createObjectBuilder()
                        .add("type", "react")
                        .add("room", room)
                        .add("message", target)
                        .add("emoji", emoji)
                        .build();

        assertThat(scene.connect("member").ask(command).getString("code")).isEqualTo("bad_request");
    }

    @Test
    void listsRepliesAsAThread() {
        long one = ask("owner", "say", ",'text':'one','replyTo':" + target).getInt("seq");
        ask("owner", "say", ",'text':'other'");
        long two = ask("member", "say", ",'text':'two','replyTo':" + target).getInt("seq");
        ask("member", "edit", ",'text':'Two','message':" + two);

        String path = "/messages?replyTo=" + target;
        List<JsonObject> thread = items(call(200, "GET", path, "", ""));
        assertThat(thread)
                .extracting(reply -> reply.getString("text"))
                .containsExactly("one", "Two");
        assertThat(items(call(200, "GET", path + "&after=" + one, "", ""))).hasSize(1);
        assertThat(items(call(200, "GET", path + "&limit=1", "", "")))
                .extracting(reply -> reply.getString("text"))
                .containsExactly("Two");
    }

    @Test
    void showsPinsAsTheyWereLastEdited() {
        ask("owner", "pin", ",'message':" + target);
        edit("pinned and edited");
        long second = ask("owner", "say", ",'text':'second'").getInt("seq");
        ask("moderator", "pin", ",'message':" + second);

        List<JsonObject> pins = items(call(200, "GET", "/pins", "", ""));
        assertThat(pins)
                .extracting(pin -> pin.getString("text"))
                .containsExactly("pinned and edited", "second");
        JsonArray shown;
        try (Client client = scene.connect("stranger")) {
            shown = client.follow("room:" + room).getJsonObject("snapshot").getJsonArray("pins");
        }
        assertThat(shown).hasSize(2);
        assertThat(shown.getJsonObject(0).getString("text")).isEqualTo("pinned and edited");

        ask("target", "delete", ",'message':" + target);
        assertThat(items(call(200, "GET", "/pins", "", ""))).hasSize(1);
    }

    @Test
    void countsWhatOneHasNotRead() {
        long first = ask("owner", "say", ",'text':'first'").getInt("seq");
        TestFloor.expect(
                204,
                scene.floor.send(
                        "PUT",
                        "/rooms/" + room + "/read",
                        scene.token("member"),
                        "{'seq':" + first + "}"));
        assertThat(own("member").getInt("unread")).isZero();

        ask("owner", "say", ",'text':'second'");
        ask("member", "say", ",'text':'my own'");
        ask("owner", "react", ",'emoji':'👍','message':" + first);

        JsonObject own = own("member");
        assertThat(own.getInt("unread")).isEqualTo(1);
        assertThat(own.getJsonNumber("read").longValue()).isEqualTo(first);
        assertThat(own.getString("role")).isEqualTo("member");
        assertThat(own("stranger").keySet()).doesNotContain("unread", "read", "role");
    }

    private JsonObject own(String user) {
        return items(scene.floor.call(200, "GET", "/rooms", scene.token(user), "")).stream()
                .filter(each -> each.getString("room").equals(room))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void tellsOtherDevicesHowFarOneHasRead() {
        try (Client phone = scene.connect("member");
                Client desk = scene.connect("member")) {
            phone.follow("me");

            for (int seq = 1; seq <= 5; seq++) {
                desk.answered("{'type':'read','room':'" + room + "','seq':" + seq + "}", "ok");
            }

            assertThat(phone.next("read").getInt("message")).isEqualTo(1);
            scene.floor.jump(Duration.ofSeconds(2));
            assertThat(phone.next("read").getInt("message")).isEqualTo(5);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PUBLIC, PUT, {'banned':true}, room.banned",
        "PUBLIC, DELETE, '', room.forbidden",
        "PRIVATE, PUT, {'banned':true}, room.not_found",
        "PRIVATE, DELETE, '', room.not_found"
    })
    void endsWhatTheRemovedFollow(Visibility visibility, String method, String body, String code) {
        enter(visibility);
        try (Client client = scene.connect("target")) {
            client.follow("room:" + room);
            client.follow("presence:" + room);

            TestFloor.expect(
                    method.equals("PUT") ? 200 : 204,
                    scene.floor.send(
                            method,
                            "/rooms/" + room + "/members/target",
                            scene.token("moderator"),
                            body.replace('\'', '"')));

            for (String channel : List.of("room:", "presence:")) {
                JsonObject ended = client.take(message -> isEnd(message, channel + room));
                assertThat(ended.keySet()).containsExactly("type", "channel", "code");
                assertThat(ended.getString("code")).isEqualTo(code);
            }
            client.taken();
            scene.client("owner")
                    .answered("{'type':'say','room':'" + room + "','text':'gone?'}", "ok");
            client.expectNothing();
        }
    }

    private static boolean isEnd(JsonObject message, String channel) {
        return message.getString("type").equals("unsubscribed")
                && message.getString("channel").equals(channel);
    }

    @Test
    void endsWhatALeaverFollowsOfAPrivateRoomOnly() {
        try (Client client = scene.connect("target")) {
            client.follow("room:" + room);
            ask("target", "leave", "");
            client.next("left");
            client.expectNothing();
        }
        enter(Visibility.PRIVATE);
        try (Client client = scene.connect("target")) {
            client.follow("room:" + room);
            ask("target", "leave", "");

            client.next("left");
            assertThat(client.next("unsubscribed").getString("code")).isEqualTo("room.not_found");
        }
    }

    @Test
    void endsWhatOutsidersFollowOfARoomThatIsHidden() {
        try (Client outside = scene.connect("stranger");
                Client inside = scene.connect("member")) {
            outside.follow("room:" + room);
            inside.follow("room:" + room);

            call(200, "PATCH", "", "owner", "{'visibility':'private'}");

            outside.next("settings");
            assertThat(outside.next("unsubscribed").getString("code")).isEqualTo("room.not_found");
            inside.next("settings");
            inside.expectNothing();
        }
    }

    @Test
    void endsWhatIsFollowedByWhoTurnsOutToBeBanned() {
        try (Client client = scene.floor.anonymous()) {
            client.follow("room:" + room);

            client.answered(
                    "{'type':'authenticate','token':'" + scene.token("banned") + "'}", "ok");

            assertThat(client.take(message -> isEnd(message, "room:" + room)).getString("code"))
                    .isEqualTo("room.banned");
        }
    }

    @Test
    void forgetsADeletedRoom() {
        JsonObject before;
        try (Client client = scene.connect("member")) {
            before = client.follow("room:" + room);

            done("DELETE", "", "owner");

            assertThat(client.next("unsubscribed").getString("code")).isEqualTo("room.not_found");
            client.refused(since(before), "room.not_found");
        }
        call(404, "GET", "/messages", "owner", "");

        scene.floor.call(
                201,
                "POST",
                "/rooms",
                scene.token("stranger"),
                "{'room':'" + room + "','name':'Again'}");
        assertThat(items(call(200, "GET", "/messages", "owner", ""))).isEmpty();
        try (Client client = scene.connect("member")) {
            JsonObject again = client.answered(since(before), "subscribed");
            assertThat(again.getBoolean("recovered")).isFalse();
            assertThat(again.getString("reason")).isEqualTo("epoch_changed");
        }
    }

    @Test
    void letsInWhoHasAnInvitation() {
        enter(Visibility.PRIVATE);
        JsonObject invite = call(201, "POST", "/invites", "moderator", "{'uses':1}");
        String token = invite.getString("token");
        assertThat(call(200, "GET", "/invites", "owner", "").toString())
                .contains(invite.getString("invite"))
                .doesNotContain(token);

        scene.client("newcomer")
                .refused("{'type':'join','room':'" + room + "','invite':'x'}", "room.not_found");
        ask("newcomer", "join", ",'invite':'" + token + "'");

        assertThat(items(call(200, "GET", "/messages", "newcomer", ""))).isNotEmpty();
        scene.client("stranger")
                .refused(
                        "{'type':'join','room':'" + room + "','invite':'" + token + "'}",
                        "room.not_found");
        assertThat(items(call(200, "GET", "/invites", "owner", ""))).isEmpty();
    }

    @Test
    void letsNobodyInAfterAnInvitationHasEnded() {
        enter(Visibility.PRIVATE);
        long soon = scene.floor.now().toEpochMilli() + 60_000;
        String expiring =
                call(201, "POST", "/invites", "owner", "{'expiresAt':" + soon + "}")
                        .getString("token");
        JsonObject revoked = call(201, "POST", "/invites", "owner", "");
        done("DELETE", "/invites/" + revoked.getString("invite"), "moderator");
        scene.floor.jump(Duration.ofMinutes(2));

        for (String token : List.of(expiring, revoked.getString("token"))) {
            JsonObject refused =
                    call(404, "PUT", "/members/newcomer", "newcomer", "{'invite':'" + token + "'}");
            assertThat(refused.getString("code")).isEqualTo("room.not_found");
        }
    }

    @Test
    void opensTheSameRoomForTwoWhoeverAsks() {
        JsonObject one = scene.floor.call(200, "PUT", "/direct/target", scene.token("member"), "");
        JsonObject two = scene.floor.call(200, "PUT", "/direct/member", scene.token("target"), "");

        assertThat(one.getString("room")).isEqualTo(two.getString("room"));
        assertThat(one.getString("visibility")).isEqualTo("direct");
        assertThat(one.getString("name")).isEqualTo("target");
        assertThat(two.getString("name")).isEqualTo("member");
        scene.floor.call(404, "PUT", "/direct/nobody", scene.token("member"), "");
        scene.floor.call(400, "PUT", "/direct/member", scene.token("member"), "");
    }

    @Test
    void listsMembersAndToModeratorsAlsoTheBanned() {
        assertThat(items(call(200, "GET", "/members", "", "")))
                .extracting(member -> member.getString("user"))
                .contains("owner", "member")
                .doesNotContain("banned");

        List<JsonObject> seen = items(call(200, "GET", "/members", "moderator", ""));
        assertThat(seen).anyMatch(member -> member.getBoolean("banned", false));
        assertThat(seen).anyMatch(member -> member.containsKey("mutedUntil"));
        JsonObject unknown = call(404, "PUT", "/members/nobody", "owner", "{'role':'member'}");
        assertThat(unknown.getString("code")).isEqualTo("user.not_found");
    }

    @Test
    void saysHowLongToWaitInASlowRoom() {
        call(200, "PATCH", "", "owner", "{'slow':30}");
        ask("member", "say", ",'text':'one'");

        JsonObject refused =
                scene.client("member")
                        .refused(
                                "{'type':'say','room':'" + room + "','text':'two'}",
                                "room.slow_mode");
        JsonObject problem = call(429, "POST", "/messages", "member", "{'text':'two'}");

        assertThat(refused.getInt("retryAfter")).isBetween(1, 30_000);
        assertThat(problem.getString("code")).isEqualTo("room.slow_mode");
        scene.floor.jump(Duration.ofSeconds(31));
        ask("member", "say", ",'text':'two'");
    }

    @Test
    void findsRoomsByWhatTheyAreCalled() {
        call(200, "PATCH", "", "owner", "{'name':'Zwiebelkuchen'}");

        JsonObject found = scene.floor.json("/api/v1/rooms?q=zwiebel");

        assertThat(items(found)).extracting(each -> each.getString("room")).containsExactly(room);
    }

    @Test
    void keepsEverythingOverWebSocketAndHttpOnceUnderAKey() {
        JsonObject first =
                ask(
                        "target",
                        "edit",
                        ",'message':" + target + ",'text':'a','key':'k-" + room + "'");
        JsonObject again =
                call(
                        200,
                        "PATCH",
                        "/messages/" + target,
                        "target",
                        "{'text':'a','key':'k-" + room + "'}");

        assertThat(again.get("seq")).isEqualTo(first.get("seq"));
        call(409, "PATCH", "/messages/" + target, "target", "{'text':'b','key':'k-" + room + "'}");
    }
}
