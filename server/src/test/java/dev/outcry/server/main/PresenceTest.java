package dev.outcry.server.main;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Protocol §5: who is there, and who types.
@Timeout(30)
class PresenceTest {
    private TestFloor floor;
    private Client watcher;

    @BeforeEach
    void start() {
        floor = TestFloor.open();
        watcher = floor.anonymous();
    }

    @AfterEach
    void stop() {
        watcher.close();
        floor.close();
    }

    private int count() {
        return floor.json("/api/v1/rooms/lobby/presence").getInt("count");
    }

    @Test
    void tellsAtOnceWhoCame() {
        JsonObject snapshot = watcher.follow("presence:lobby").getJsonObject("snapshot");
        assertThat(snapshot).hasToString("{\"count\":0,\"people\":[]}");
        try (Client ada = floor.guest("Ada")) {
            ada.follow("room:lobby");

            JsonObject changed = watcher.next("presence.changed");

            assertThat(changed.keySet())
                    .containsExactly("type", "channel", "count", "joined", "left");
            assertThat(changed.getString("channel")).isEqualTo("presence:lobby");
            assertThat(changed.getInt("count")).isEqualTo(1);
            assertThat(changed.getJsonArray("joined").getJsonObject(0).getString("name"))
                    .isEqualTo("Ada");
            assertThat(changed.getJsonArray("left")).isEmpty();
            assertThat(count()).isEqualTo(1);
        }
    }

    @Test
    void doesNotCountTheAnonymousNorWhoOnlyWatchesPresence() {
        watcher.follow("room:lobby");
        try (Client ada = floor.guest("Ada")) {
            ada.follow("presence:lobby");

            ada.expectNothing();
            assertThat(count()).isZero();
        }
    }

    @Test
    void countsAUserOnceAndUntilTheLastConnectionIsGone() {
        String token = floor.token("Ada");
        Client one = floor.as(token);
        Client two = floor.as(token);
        one.follow("room:lobby");
        two.follow("room:lobby");
        assertThat(count()).isEqualTo(1);

        one.reset();
        TestFloor.await("one is gone", () -> floor.server().hubStats().sessions() == 2);
        assertThat(count()).isEqualTo(1);

        watcher.follow("presence:lobby");
        two.reset();

        JsonObject changed = watcher.take(message -> message.getInt("count", -1) == 0);
        assertThat(changed.getJsonArray("left").getString(0)).startsWith("ada-");
        assertThat(count()).isZero();
    }

    @Test
    void tellsAtOnceWhoVanished() {
        Client ada = floor.guest("Ada");
        ada.follow("room:lobby");
        watcher.follow("presence:lobby");
        long start = System.nanoTime();

        ada.reset();

        watcher.take(message -> message.getInt("count", -1) == 0);
        assertThat(System.nanoTime() - start).isLessThan(3_000_000_000L);
    }

    @Test
    void leavesOnUnsubscribing() {
        try (Client ada = floor.guest("Ada")) {
            ada.follow("room:lobby");
            assertThat(count()).isEqualTo(1);

            ada.answered("{'type':'unsubscribe','channel':'room:lobby'}", "ok");

            assertThat(count()).isZero();
        }
    }

    @Test
    void comesWhenTheAnonymousBecomesAUser() {
        watcher.follow("room:lobby");
        assertThat(count()).isZero();

        watcher.answered("{'type':'authenticate','token':'" + floor.token("Ada") + "'}", "ok");

        assertThat(count()).isEqualTo(1);
    }

    @Test
    void tellsWhoTypes() {
        watcher.follow("presence:lobby");
        try (Client ada = floor.guest("Ada")) {
            ada.answered("{'type':'typing','room':'lobby','on':true}", "ok");
            ada.answered("{'type':'typing','room':'lobby','on':false}", "ok");

            JsonObject on = watcher.next("typing");
            assertThat(on.keySet()).containsExactly("type", "channel", "from", "on");
            assertThat(on.getJsonObject("from").getString("name")).isEqualTo("Ada");
            assertThat(on.getBoolean("on")).isTrue();
            assertThat(watcher.next("typing").getBoolean("on")).isFalse();
        }
    }
}
