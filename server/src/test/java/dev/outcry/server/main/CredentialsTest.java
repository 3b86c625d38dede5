package dev.outcry.server.main;

import static dev.outcry.server.main.PeopleScene.PASSWORD;
import static dev.outcry.server.main.PeopleScene.refused;
import static dev.outcry.server.main.PeopleScene.token;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Tokens and API keys on a running server: what ends them, at every door and over its death.
@Timeout(60)
class CredentialsTest {
    @TempDir private Path directory;

    private TestFloor floor;
    private PeopleScene people;

    @BeforeEach
    void start() {
        go(TestFloor.in(directory.resolve("data"), Hooks.NONE));
    }

    private void go(TestFloor next) {
        floor = next;
        people = new PeopleScene(floor);
    }

    @AfterEach
    void stop() {
        floor.close();
    }

    private static String authenticate(String token) {
        return "{'type':'authenticate','token':'" + token + "'}";
    }

    private HttpResponse<String> whoAmI(String credential) {
        return floor.send("GET", "/me", credential, "");
    }

    @Test
    void aRefreshTokenUsedTwiceEndsItsFamilyAndNoOther() {
        people.register("ada");
        JsonObject first = people.logIn("ada");
        JsonObject elsewhere = people.logIn("ada");
        JsonObject second = people.refreshed(first);
        JsonObject third = people.refreshed(second);
        try (Client thief = floor.as(token(third));
                Client other = floor.as(token(elsewhere))) {
            refused(401, "unauthenticated", people.refresh(second));

            thief.expectClose(4401);
            other.expectNothing();
        }
        refused(401, "unauthenticated", people.refresh(third));
        refused(401, "unauthenticated", whoAmI(token(third)));
        TestFloor.expect(200, whoAmI(token(elsewhere)));
        people.refreshed(elsewhere);
    }

    @Test
    void aRefreshIsRepeatedUnderItsKey() {
        JsonObject ada = people.register("ada");
        String body = "{'refresh':'" + ada.getString("refresh") + "'}";
        String[] key = {"Idempotency-Key", "r-1"};

        HttpResponse<String> first = floor.send("POST", "/tokens", "", body, key);
        HttpResponse<String> again = floor.send("POST", "/tokens", "", body, key);

        TestFloor.expect(200, first);
        JsonObject next = Client.parse(TestFloor.expect(200, again).body());
        people.refreshed(next);
        refused(401, "unauthenticated", floor.send("POST", "/tokens", "", body, key));
    }

    @Test
    void loggingOutClosesEveryConnectionButThoseOfKeys() {
        JsonObject ada = people.register("ada");
        String other = token(people.logIn("ada"));
        String key = people.key(token(ada), "'read','chat'").getString("key");
        try (Client one = floor.as(token(ada));
                Client two = floor.as(other);
                Client bot = floor.as(key);
                Client bob = floor.guest("Bob")) {
            TestFloor.expect(204, floor.delete("/api/v1/tokens", token(ada)));

            one.expectClose(4401);
            two.expectClose(4401);
            bot.expectNothing();
            bob.expectNothing();
        }
        refused(401, "unauthenticated", whoAmI(other));
        refused(401, "unauthenticated", people.refresh(ada));
        TestFloor.expect(200, people.logIn("ada", PASSWORD));
    }

    @Test
    void aKeyOpensEveryDoor() {
        String key = people.key(token(people.register("ada")), "'read','chat'").getString("key");

        assertThat(key).startsWith("ok_");
        assertThat(people.me(key).getString("id")).isEqualTo("ada");
        try (Client header = floor.as(key);
                Client subprotocol =
                        Client.connect(
                                floor.port(),
                                "/ws",
                                "Sec-WebSocket-Protocol: outcry.v1, bearer." + key);
                Client anonymous = floor.anonymous()) {
            assertThat(header.welcome().getJsonObject("user").getString("id")).isEqualTo("ada");
            assertThat(subprotocol.welcome().getJsonObject("user").getString("id"))
                    .isEqualTo("ada");
            JsonObject ok = anonymous.answered(authenticate(key), "ok");
            assertThat(ok.getJsonObject("user").getString("id")).isEqualTo("ada");
            assertThat(ok.containsKey("expiresAt")).isFalse();
            assertThat(anonymous.say("beep").getString("type")).isEqualTo("ok");
        }
    }

    @Test
    void aKeyIsShownOnceAndListedWithoutIt() {
        String ada = token(people.register("ada"));
        JsonObject made = people.key(ada, "'trade','read'");

        String listed = TestFloor.expect(200, floor.send("GET", "/keys", ada, "")).body();

        JsonArray items = Client.parse(listed).getJsonArray("items");
        assertThat(items).hasSize(1);
        assertThat(items.getJsonObject(0).getString("id")).isEqualTo(made.getString("id"));
        assertThat(items.getJsonObject(0).getJsonArray("scopes").toString())
                .isEqualTo("[\"read\",\"trade\"]");
        assertThat(listed).doesNotContain(made.getString("key"));
    }

    @Test
    void aRevokedKeyClosesItsConnectionsAndNoOthers() {
        String ada = token(people.register("ada"));
        JsonObject one = people.key(ada, "'read'");
        JsonObject two = people.key(ada, "'read'");
        try (Client first = floor.as(one.getString("key"));
                Client second = floor.as(two.getString("key"));
                Client herself = floor.as(ada)) {
            TestFloor.expect(204, floor.send("DELETE", "/keys/" + one.getString("id"), ada, ""));

            first.expectClose(4401);
            second.expectNothing();
            herself.expectNothing();
        }
        refused(401, "unauthenticated", whoAmI(one.getString("key")));
        TestFloor.expect(200, whoAmI(two.getString("key")));
    }

    @Test
    void anothersKeyIsNotFound() {
        JsonObject key = people.key(token(people.register("ada")), "'read'");
        String bob = token(people.register("bob"));

        HttpResponse<String> theirs = floor.send("DELETE", "/keys/" + key.getString("id"), bob, "");
        HttpResponse<String> nobodys = floor.send("DELETE", "/keys/abcdefghijkl", bob, "");

        refused(404, "key.not_found", theirs);
        assertThat(nobodys.body()).isEqualTo(theirs.body());
        TestFloor.expect(200, whoAmI(key.getString("key")));
        assertThat(floor.call(200, "GET", "/keys", bob, "").getJsonArray("items")).isEmpty();
    }

    @Test
    void keysAreForAccountsAndMadeWithTokens() {
        String body = "{'name':'bot','scopes':['read']}";
        refused(403, "forbidden", floor.send("POST", "/keys", floor.token("Gus"), body));
        refused(401, "unauthenticated", floor.send("POST", "/keys", "", body));
        String ada = token(people.register("ada"));
        for (String bad : List.of("[]", "['write']", "'read'", "[1]")) {
            refused(
                    400,
                    "bad_request",
                    floor.send("POST", "/keys", ada, "{'name':'bot','scopes':" + bad + "}"));
        }
        for (int i = 0; i < 50; i++) {
            people.key(ada, "'read'");
        }
        refused(403, "forbidden", floor.send("POST", "/keys", ada, body));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void whatWasGrantedAndEndedStaysSo(Restart restart) {
        JsonObject ada = people.register("ada");
        JsonObject bob = people.register("bob");
        JsonObject gus = floor.newGuest("Gus");
        JsonObject kept = people.key(token(ada), "'read','trade'");
        JsonObject dropped = people.key(token(ada), "'read'");
        floor.send("DELETE", "/keys/" + dropped.getString("id"), token(ada), "");
        JsonObject next = people.refreshed(ada);
        floor.delete("/api/v1/tokens", token(bob));
        floor.delete("/api/v1/tokens", token(gus));
        floor.call(200, "PATCH", "/me", token(next), "{'name':'Countess'}");
        floor.call(200, "PUT", "/admin/users/ada", floor.admin(), "{'role':'publisher'}");
        JsonObject stolen = people.refreshed(people.logIn("bob"));
        JsonObject thief = people.refreshed(stolen);
        people.refresh(stolen);

        go(restart.of(floor));

        JsonObject me = people.me(token(next));
        assertThat(me.getString("name")).isEqualTo("Countess");
        assertThat(me.getString("role")).isEqualTo("publisher");
        TestFloor.expect(200, whoAmI(kept.getString("key")));
        people.refreshed(next);
        TestFloor.expect(200, people.logIn("ada", PASSWORD));
        refused(401, "unauthenticated", people.logIn("ada", "wrong horse"));
        for (String ended :
                List.of(dropped.getString("key"), token(bob), token(gus), token(thief))) {
            refused(401, "unauthenticated", whoAmI(ended));
        }
        refused(401, "unauthenticated", people.refresh(ada));
        refused(401, "unauthenticated", people.refresh(thief));
    }

    @Test
    void noSecretIsInAnyFile() throws IOException {
        JsonObject ada = people.register("ada");
        String key = people.key(token(ada), "'read'").getString("key");
        JsonObject next = people.refreshed(ada);
        floor.close();

        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertThat(bytes)
                        .as("%s", file)
                        .doesNotContain(
                                PASSWORD,
                                key,
                                key.substring(3),
                                token(ada),
                                ada.getString("refresh"),
                                next.getString("refresh"));
            }
        }
        go(TestFloor.in(directory.resolve("data"), Hooks.NONE));
    }
}
