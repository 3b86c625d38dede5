package dev.outcry.server.main;

import static dev.outcry.server.main.PeopleScene.PASSWORD;
import static dev.outcry.server.main.PeopleScene.account;
import static dev.outcry.server.main.PeopleScene.refused;
import static dev.outcry.server.main.PeopleScene.token;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Accounts over HTTP, on a running server: to register, to log in, and what one is called.
@Timeout(60)
class AccountsTest {
    private TestFloor floor;
    private PeopleScene people;

    @BeforeEach
    void start() {
        floor = TestFloor.open();
        people = new PeopleScene(floor);
    }

    @AfterEach
    void stop() {
        floor.close();
    }

    @Test
    void anAccountIsItsName() {
        JsonObject issued = people.register("ada");

        JsonObject user = issued.getJsonObject("user");
        assertThat(user.getString("id")).isEqualTo("ada");
        assertThat(user.getString("name")).isEqualTo("ada");
        assertThat(user.getString("role")).isEqualTo("member");
        assertThat(user.getBoolean("guest")).isFalse();
        assertThat(issued.getJsonNumber("expiresAt").longValue())
                .isGreaterThan(floor.now().toEpochMilli());
        assertThat(people.me(token(people.logIn("ada"))).getString("id")).isEqualTo("ada");
    }

    @Test
    void aNameIsTakenInAnyCase() {
        people.register("Ada");

        refused(409, "user.exists", floor.send("POST", "/accounts", "", account("aDa", PASSWORD)));
        assertThat(people.logIn("ADA").getJsonObject("user").getString("name")).isEqualTo("Ada");
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource({
        "'Ada Lovelace',400,bad_request",
        "'Дмитрий',400,bad_request",
        "'-ada',400,bad_request",
        "'ada-1x2y3',400,bad_request",
        "'',400,bad_request",
        "'aaaaaaaaaabbbbbbbbbbccccccccccddddddddddd',400,bad_request",
        "'admin',409,user.exists",
        "'HOUSE',409,user.exists",
        "'adrnin',409,user.exists",
        "'jean-marie',201,''",
    })
    void someNamesNobodyCanHave(String name, int status, String code) {
        HttpResponse<String> answer = floor.send("POST", "/accounts", "", account(name, PASSWORD));

        if (status == 201) {
            TestFloor.expect(201, answer);
        } else {
            refused(status, code, answer);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7 chars"})
    void aPasswordIsNotTooShort(String password) {
        refused(400, "bad_request", floor.send("POST", "/accounts", "", account("ada", password)));
    }

    @Test
    void twoAccountsNeverLookAlike() {
        JsonObject bob = people.register("bob1");
        people.register("paypal");

        for (String alike : List.of("paypa1", "PAYPAL", "bobl")) {
            refused(
                    409,
                    "user.exists",
                    floor.send("POST", "/accounts", "", account(alike, PASSWORD)));
        }
        for (String alike : List.of("PayPaI", "ρауραӏ", "раураl", "Ｐａｙｐａｌ", "páypal")) {
            HttpResponse<String> answer =
                    floor.send("PATCH", "/me", token(bob), "{'name':'" + alike + "'}");
            assertThat(answer.statusCode()).as("%s: %s", alike, answer.body()).isIn(400, 409);
        }
        TestFloor.expect(200, floor.send("PATCH", "/me", token(bob), "{'name':'Пётр'}"));
        assertThat(people.me(token(bob)).getString("name")).isEqualTo("Пётр");
    }

    @Test
    void nobodyLearnsWhetherANameExists() {
        people.register("ada");

        HttpResponse<String> known = people.logIn("ada", "wrong horse");
        HttpResponse<String> unknown = people.logIn("bob", "wrong horse");
        HttpResponse<String> admin = people.logIn("admin", "wrong horse");

        refused(401, "unauthenticated", known);
        assertThat(unknown.statusCode()).isEqualTo(401);
        assertThat(List.of(unknown.body(), admin.body())).containsOnly(known.body());
        assertThat(unknown.headers().map().keySet()).isEqualTo(known.headers().map().keySet());
    }

    @Test
    void logInsAreLimitedByNameAndAddressWhetherOrNotTheNameExists() {
        try (TestFloor limited = TestFloor.limited(() -> 0)) { // no token comes back
            PeopleScene there = new PeopleScene(limited);
            there.register("ada");

            List<Integer> statuses = new ArrayList<>();
            for (int i = 0; i < 11; i++) {
                statuses.add(
                        there.logIn(i % 2 == 0 ? "ada" : "nobody", "wrong horse").statusCode());
            }
            HttpResponse<String> known = there.logIn("ada", PASSWORD);
            HttpResponse<String> unknown = there.logIn("nobody", PASSWORD);

            assertThat(statuses)
                    .containsExactly(401, 401, 401, 401, 401, 401, 401, 401, 401, 401, 429);
            refused(429, "rate_limited", known);
            assertThat(known.headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();
            assertThat(unknown.body()).isEqualTo(known.body());
        }
    }

    @Test
    void registeringIsLimitedByAddress() {
        try (TestFloor limited = TestFloor.limited(() -> 0)) {
            PeopleScene there = new PeopleScene(limited);
            for (int i = 0; i < 20; i++) {
                there.register("user-" + (char) ('a' + i));
            }

            HttpResponse<String> answer =
                    limited.send("POST", "/accounts", "", account("another", PASSWORD));

            refused(429, "rate_limited", answer);
            assertThat(answer.headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();
        }
    }

    @Test
    void aProfileIsShownToOthers() {
        JsonObject ada = people.register("ada");

        JsonObject changed =
                floor.call(
                        200,
                        "PATCH",
                        "/me",
                        token(ada),
                        "{'name':'Ada L.','colour':'#00FF7F','initials':'AL','ranked':false}");
        assertThat(changed.getBoolean("ranked")).isFalse();
        JsonObject seen = floor.json("/api/v1/users/ada");

        assertThat(seen.getString("name")).isEqualTo("Ada L.");
        assertThat(seen.getString("colour")).isEqualTo("#00ff7f");
        assertThat(seen.getString("initials")).isEqualTo("AL");
        floor.call(200, "PATCH", "/me", token(ada), "{'colour':'','initials':''}");
        assertThat(floor.json("/api/v1/users/ada").keySet())
                .containsExactlyInAnyOrder("id", "name", "role", "guest");
        for (String bad :
                List.of("'colour':'red'", "'initials':'ABCD'", "'name':'a\\u202eb'", "'x':1")) {
            refused(400, "bad_request", floor.send("PATCH", "/me", token(ada), "{" + bad + "}"));
        }
    }

    @Test
    void anotherNameHoldsOnOpenConnectionsAtOnce() {
        JsonObject ada = people.register("ada");
        try (Client client = floor.as(token(ada))) {
            client.follow("room:lobby");
            client.say("one");
            assertThat(client.next("message").getJsonObject("from").getString("name"))
                    .isEqualTo("ada");

            floor.call(200, "PATCH", "/me", token(ada), "{'name':'Countess'}");
            client.say("two");

            assertThat(client.next("message").getJsonObject("from").getString("name"))
                    .isEqualTo("Countess");
        }
    }

    @Test
    void somebodyWhoIsNotThereIsNotFound() {
        refused(404, "user.not_found", floor.get("/api/v1/users/nobody"));
        JsonObject guest = floor.newGuest("Gus");
        String id = guest.getJsonObject("user").getString("id");
        refused(404, "user.not_found", floor.get("/api/v1/users/" + id));

        try (Client client = floor.as(token(guest))) {
            client.say("here I am");
        }

        JsonObject seen = floor.json("/api/v1/users/" + id);
        assertThat(seen.getString("name")).isEqualTo("Gus");
        assertThat(seen.getBoolean("guest")).isTrue();
        assertThat(floor.json("/api/v1/users/admin").getString("role")).isEqualTo("admin");
    }

    @Test
    void aRoleHoldsAtOnce() {
        floor.market("ROL-USD");
        JsonObject ada = people.register("ada");
        String deposit = "{'user':'ada','asset':'USD','amount':'1'}";
        refused(403, "forbidden", floor.send("POST", "/admin/deposits", token(ada), deposit));

        JsonObject made =
                floor.call(200, "PUT", "/admin/users/ada", floor.admin(), "{'role':'admin'}");

        assertThat(made.getString("role")).isEqualTo("admin");
        floor.call(201, "POST", "/admin/deposits", token(ada), deposit);
        refused(
                403,
                "forbidden",
                floor.send("PUT", "/admin/users/ada", token(ada), "{'role':'member'}"));
        floor.call(200, "PUT", "/admin/users/ada", floor.admin(), "{'role':'member'}");
        refused(403, "forbidden", floor.send("POST", "/admin/deposits", token(ada), deposit));
        refused(
                404,
                "user.not_found",
                floor.send("PUT", "/admin/users/nobody", floor.admin(), "{'role':'member'}"));
        refused(
                400,
                "bad_request",
                floor.send("PUT", "/admin/users/ada", floor.admin(), "{'role':'guest'}"));
    }

    @Test
    void anotherPasswordEndsAllTokens() {
        JsonObject ada = people.register("ada");
        String change = "{'password':'battery staple','oldPassword':'%s'}";
        try (Client client = floor.as(token(ada))) {
            refused(
                    403,
                    "forbidden",
                    floor.send("PATCH", "/me", token(ada), change.formatted("wrong horse")));
            client.expectNothing();

            JsonObject issued =
                    floor.call(200, "PATCH", "/me", token(ada), change.formatted(PASSWORD));

            client.expectClose(4401);
            assertThat(people.me(token(issued)).getString("id")).isEqualTo("ada");
        }
        refused(401, "unauthenticated", floor.send("GET", "/me", token(ada), ""));
        refused(401, "unauthenticated", people.logIn("ada", PASSWORD));
        TestFloor.expect(200, people.logIn("ada", "battery staple"));
    }

    @Test
    void whoLeavesIsGoneAndTheNameStaysTaken() {
        JsonObject ada = people.register("ada");
        String key = people.key(token(ada), "'read'").getString("key");
        try (Client client = floor.as(token(ada));
                Client bot = floor.as(key)) {
            TestFloor.expect(204, floor.send("DELETE", "/me", token(ada), ""));

            client.expectClose(4401);
            bot.expectClose(4401);
        }
        for (String credential : List.of(token(ada), key)) {
            refused(401, "unauthenticated", floor.send("GET", "/me", credential, ""));
        }
        refused(401, "unauthenticated", people.logIn("ada", PASSWORD));
        refused(401, "unauthenticated", people.refresh(ada));
        refused(404, "user.not_found", floor.get("/api/v1/users/ada"));
        refused(409, "user.exists", floor.send("POST", "/accounts", "", account("ada", PASSWORD)));
    }

    @Test
    void theAdministratorIsSetUpByTheOperatorAlone() {
        refused(403, "forbidden", floor.send("DELETE", "/me", floor.admin(), ""));
        refused(403, "forbidden", floor.send("PATCH", "/me", floor.admin(), "{'name':'x'}"));
    }

    @Test
    void aRepeatedRegistrationUnderItsKeyIsAnsweredAgain() {
        String[] key = {"Idempotency-Key", "reg-1"};
        String body = account("ada", PASSWORD);
        TestFloor.expect(201, floor.send("POST", "/accounts", "", body, key));

        HttpResponse<String> again = floor.send("POST", "/accounts", "", body, key);
        HttpResponse<String> other =
                floor.send("POST", "/accounts", "", account("ada", "another one"), key);

        assertThat(Client.parse(TestFloor.expect(201, again).body()).getJsonObject("user"))
                .isEqualTo(people.logIn("ada").getJsonObject("user"));
        refused(409, "idempotency.conflict", other);
    }
}
