package dev.outcry.server.main;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.RoomInfo.Visibility;
import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Protocol §8: filter, reports, and the record of what moderators did.
@Timeout(60)
class RoomModerationTest {
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
        RoomScene.Room made = scene.open(Visibility.PUBLIC);
        room = made.id().name();
        target = made.said().get("target");
    }

    private JsonObject call(int status, String method, String path, String user, String body) {
        return scene.floor.call(status, method, "/rooms/" + room + path, scene.token(user), body);
    }

    private List<JsonObject> items(String path) {
        return call(200, "GET", path, "moderator", "")
                .getJsonArray("items")
                .getValuesAs(JsonObject.class);
    }

    private void report(String user, String reason) {
        call(201, "POST", "/reports", user, "{'message':" + target + ",'reason':'" + reason + "'}");
    }

    @Test
    void queuesReportsUntilTheyAreSettled() {
        report("member", "rude");
        report("stranger", "very rude");
        report("stranger", "twice is once");

        List<JsonObject> waiting = items("/reports");
        assertThat(waiting)
                .extracting(report -> report.getString("reason"))
                .containsExactly("rude", "very rude");
        assertThat(waiting.getFirst().getJsonNumber("message").longValue()).isEqualTo(target);
        assertThat(waiting.getFirst().getString("author")).isEqualTo("target");

        long id = waiting.getFirst().getJsonNumber("report").longValue();
        JsonObject settled =
                call(
                        200,
                        "PUT",
                        "/reports/" + id,
                        "moderator",
                        "{'settled':true,'note':'spoke to them'}");

        assertThat(settled.getBoolean("settled")).isTrue();
        assertThat(settled.getString("note")).isEqualTo("spoke to them");
        assertThat(items("/reports")).hasSize(1);
        assertThat(items("/reports?settled=true")).hasSize(2);
        call(404, "PUT", "/reports/99", "moderator", "{'settled':true}");
        call(404, "POST", "/reports", "member", "{'message':999,'reason':'none'}");
    }

    @Test
    void keepsARecordOfWhatModeratorsDid() {
        int before = items("/actions").size();
        call(200, "PUT", "/members/target", "moderator", "{'mutedUntil':9007199254740991}");
        call(200, "DELETE", "/messages/" + target, "moderator", "");
        call(200, "PATCH", "", "owner", "{'topic':'Order'}");
        call(200, "PATCH", "", "owner", "{'slow':3}");
        call(200, "PUT", "/members/target", "owner", "{'banned':true}");

        List<JsonObject> actions = items("/actions");
        List<JsonObject> done = actions.subList(before, actions.size());
        assertThat(done)
                .extracting(action -> action.getString("action"))
                .containsExactly("mute", "delete", "topic", "settings", "ban");
        assertThat(done.get(1).getJsonNumber("message").longValue()).isEqualTo(target);
        assertThat(done.get(1).getString("user")).isEqualTo("target");
        assertThat(done.get(1).getJsonObject("by").getString("id")).isEqualTo("moderator");
        long last = done.getLast().getJsonNumber("pos").longValue();
        assertThat(items("/actions?limit=1&before=" + last))
                .extracting(action -> action.getString("action"))
                .containsExactly("settings");
    }

    @Test
    void doesNotRecordWhatMembersDoToTheirOwn() {
        int before = items("/actions").size();

        call(200, "DELETE", "/messages/" + target, "target", "");

        assertThat(items("/actions")).hasSize(before);
    }

    @Test
    void takesAFilterAsAWhole() {
        JsonObject set = call(200, "PUT", "/filter", "owner", "{'words':['spam',' spam ','Eggs']}");

        assertThat(set.getJsonArray("words")).hasToString("[\"spam\",\"Eggs\"]");
        assertThat(call(200, "GET", "/filter", "moderator", "")).isEqualTo(set);
        call(403, "POST", "/messages", "member", "{'text':'EGGS'}");
        call(201, "POST", "/messages", "member", "{'text':'badword'}");

        call(200, "PUT", "/filter", "owner", "{'words':[]}");
        call(201, "POST", "/messages", "member", "{'text':'EGGS'}");
        call(400, "PUT", "/filter", "owner", "{'words':'spam'}");
        call(400, "PUT", "/filter", "owner", "{'words':['']}");
    }
}
