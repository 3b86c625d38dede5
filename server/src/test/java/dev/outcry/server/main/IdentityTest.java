package dev.outcry.server.main;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Protocol §3: who one is, and for how long.
@Timeout(30)
class IdentityTest {
    private TestFloor floor;

    @BeforeEach
    void start() {
        floor = TestFloor.open();
    }

    @AfterEach
    void stop() {
        floor.close();
    }

    private static String authenticate(String token) {
        return "{'type':'authenticate','token':'" + token + "'}";
    }

    private JsonObject refresh(JsonObject guest) {
        String body = "{'refresh':'" + guest.getString("refresh") + "'}";
        return Client.parse(TestFloor.expect(200, floor.post("/api/v1/tokens", "", body)).body());
    }

    @Test
    void keepsSubscriptionsWhenTheSameUserIsRefreshed() {
        JsonObject ada = floor.newGuest("Ada");
        try (Client client = floor.as(ada.getString("token"))) {
            client.follow("room:lobby");
            floor.jump(Duration.ofMinutes(5));

            JsonObject ok = client.answered(authenticate(refresh(ada).getString("token")), "ok");

            assertThat(ok.getJsonNumber("expiresAt").longValue())
                    .isGreaterThan(ada.getJsonNumber("expiresAt").longValue());
            client.say("still here");
            assertThat(client.next("message").getString("text")).isEqualTo("still here");
        }
    }

    @Test
    void keepsSubscriptionsWhenTheAnonymousBecomesAUser() {
        try (Client client = floor.anonymous();
                Client bob = floor.guest("Bob")) {
            client.follow("room:lobby");

            client.answered(authenticate(floor.token("Ada")), "ok");

            bob.say("hello");
            client.next("message");
        }
    }

    @Test
    void doesNotBecomeSomebodyElse() {
        try (Client client = floor.guest("Ada")) {
            client.follow("room:lobby");

            client.refused(authenticate(floor.token("Bob")), "forbidden");

            client.say("still Ada");
            assertThat(client.next("message").getJsonObject("from").getString("name"))
                    .isEqualTo("Ada");
        }
    }

    @Test
    void changesNothingOnABadToken() {
        try (Client client = floor.guest("Ada");
                Client nobody = floor.anonymous()) {
            client.refused(authenticate("nonsense"), "unauthenticated");
            nobody.refused(authenticate("nonsense"), "unauthenticated");

            assertThat(client.say("still Ada").getString("type")).isEqualTo("ok");
            nobody.refused("{'type':'say','room':'lobby','text':'x'}", "unauthenticated");
        }
    }

    @Test
    void saysThatATokenHasExpired() {
        String token = floor.token("Ada");
        floor.jump(Duration.ofMinutes(61));
        try (Client client = floor.anonymous()) {
            client.refused(authenticate(token), "token_expired");
        }
    }

    @Test
    void closes25SecondsAfterTheTokenHasExpired() {
        JsonObject ada = floor.newGuest("Ada");
        try (Client late = floor.as(ada.getString("token"));
                Client refreshed = floor.as(ada.getString("token"));
                Client anonymous = floor.anonymous()) {
            floor.jump(Duration.ofMinutes(60).plusSeconds(15));
            JsonObject fresh = refresh(ada);
            assertThat(refreshed.ask(authenticate(fresh.getString("token"))).getString("type"))
                    .isEqualTo("ok");
            assertThat(late.ask("{'type':'ping'}").getString("type")).isEqualTo("pong");

            floor.jump(Duration.ofSeconds(12));

            late.expectClose(4401);
            refreshed.expectNothing();
            anonymous.expectNothing();
        }
    }

    @Test
    void closesAllOfAUsersConnectionsWhenTheUserLogsOut() {
        JsonObject ada = floor.newGuest("Ada");
        String token = ada.getString("token");
        try (Client one = floor.as(token);
                Client two = floor.anonymous();
                Client bob = floor.guest("Bob")) {
            two.answered(authenticate(token), "ok");

            TestFloor.expect(204, floor.delete("/api/v1/tokens", token));

            one.expectClose(4401);
            two.expectClose(4401);
            bob.expectNothing();
            bob.refused(authenticate(token), "unauthenticated");
        }
    }

    @Test
    void warnsThenClosesWhoKeepsSendingTooOften() {
        try (TestFloor limited = TestFloor.limited();
                Client client = limited.guest("Ada")) {
            for (int i = 1; i <= 450; i++) {
                client.send("{'type':'ping','id':" + i + "}");
            }

            JsonObject error = client.take(message -> message.getString("type").equals("error"));

            assertThat(error.getString("code")).isEqualTo("rate_limited");
            assertThat(error.getBoolean("temporary")).isTrue();
            assertThat(error.getInt("retryAfter")).isBetween(1, 1_000);
            assertThat(error.getInt("id")).isGreaterThan(100);
            client.upToClose(4029);
        }
    }

    @Test
    void limitsNothingWhenTheyAreOff() {
        try (Client client = floor.guest("Ada")) {
            for (int i = 1; i <= 3_000; i++) {
                client.send("{'type':'ping','id':" + i + "}");
            }
            for (int i = 1; i <= 3_000; i++) {
                assertThat(client.next("pong").getInt("id")).isEqualTo(i);
            }
        }
    }
}
