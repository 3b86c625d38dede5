package dev.outcry.server.main;

import static dev.outcry.server.main.PeopleScene.refused;
import static dev.outcry.server.main.PeopleScene.token;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Whom others can find: Bob has an account, and has never done anything with it.
@Timeout(60)
class KnownPeopleTest {
    private final TestFloor floor = TestFloor.open();
    private final PeopleScene people = new PeopleScene(floor);
    private String ada = "";
    private JsonObject bob = JsonObject.EMPTY_JSON_OBJECT;

    @BeforeEach
    void register() {
        ada = token(people.register("ada"));
        bob = people.register("bob");
        floor.call(201, "POST", "/rooms", ada, "{'room':'desk','name':'Desk'}");
    }

    @AfterEach
    void stop() {
        floor.close();
    }

    @Test
    void isTalkedToAddedAndMuted() {
        JsonObject both = floor.call(200, "PUT", "/direct/bob", ada, "");
        assertThat(both.getString("name")).isEqualTo("bob");
        assertThat(floor.call(200, "PUT", "/direct/ada", token(bob), "").getString("room"))
                .isEqualTo(both.getString("room"));

        JsonObject added = floor.call(200, "PUT", "/rooms/desk/members/bob", ada, "");
        assertThat(added.getString("role")).isEqualTo("member");

        try (Client client = floor.as(ada)) {
            JsonObject muted = client.ask("{'type':'say','room':'desk','text':'/mute bob 10m'}");
            assertThat(muted.getString("type")).as("%s", muted).isEqualTo("ok");
        }
    }

    @Test
    void isToldOfAMention() {
        try (Client client = floor.as(token(bob))) {
            client.follow("me");

            floor.call(201, "POST", "/rooms/lobby/messages", ada, "{'text':'@bob and @nobody'}");

            JsonObject mention = client.next("mention");
            assertThat(mention.getString("room")).isEqualTo("lobby");
            assertThat(mention.getInt("seq")).isEqualTo(1);
        }
    }

    @Test
    void isToldOfRoomsThatOthersBringThemTo() {
        try (Client client = floor.as(token(bob))) {
            client.follow("me");

            String room = floor.call(200, "PUT", "/direct/bob", ada, "").getString("room");
            floor.call(200, "PUT", "/direct/bob", ada, "");
            floor.call(200, "PUT", "/rooms/desk/members/bob", ada, "");
            floor.call(200, "PUT", "/rooms/desk/members/bob", ada, "{'role':'moderator'}");

            JsonObject first = client.next("added");
            assertThat(first.getString("room")).isEqualTo(room);
            assertThat(first.getJsonObject("from").getString("id")).isEqualTo("ada");
            JsonObject second = client.next("added");
            assertThat(second.getString("room")).isEqualTo("desk");
            assertThat(second.getInt("seq")).isEqualTo(2);
            client.answered("{'type':'ping'}", "pong");
        }
    }

    @Test
    void isWhatTheGuestHasBecome() {
        JsonObject guest = floor.newGuest("Gus");
        String id = guest.getJsonObject("user").getString("id");
        floor.call(201, "POST", "/rooms/lobby/messages", token(guest), "{'text':'hello'}");
        people.registerAs(token(guest), "gus");

        JsonObject added = floor.call(200, "PUT", "/rooms/desk/members/" + id, ada, "");

        assertThat(added.getString("user")).isEqualTo("gus");
        assertThat(added.getString("role")).isEqualTo("member");
    }

    @Test
    void isInTheRoomOfTwoThatTheGuestWasIn() {
        JsonObject guest = floor.newGuest("Gus");
        String id = guest.getJsonObject("user").getString("id");
        floor.call(201, "POST", "/rooms/lobby/messages", token(guest), "{'text':'hello'}");
        String room = floor.call(200, "PUT", "/direct/" + id, ada, "").getString("room");

        String gus = token(people.registerAs(token(guest), "gus"));

        for (String other : List.of(id, "gus")) {
            assertThat(floor.call(200, "PUT", "/direct/" + other, ada, "").getString("room"))
                    .isEqualTo(room);
        }
        assertThat(floor.call(200, "PUT", "/direct/ada", gus, "").getString("room"))
                .isEqualTo(room);
    }

    @Test
    void isNobodyAfterwards() {
        floor.call(201, "POST", "/rooms/lobby/messages", token(bob), "{'text':'hello'}");
        TestFloor.expect(204, floor.send("DELETE", "/me", token(bob), ""));

        refused(404, "user.not_found", floor.send("PUT", "/direct/bob", ada, ""));
        refused(404, "user.not_found", floor.send("PUT", "/rooms/desk/members/bob", ada, ""));
    }
}
