package dev.outcry.server.main;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Peers that vanish, or read no more, leave nothing behind.
@Timeout(60)
class VanishingPeerTest {
    private static final long MEBIBYTE = 1 << 20;

    private TestFloor floor;

    @BeforeEach
    void start() {
        floor = TestFloor.open();
    }

    @AfterEach
    void stop() {
        floor.close();
    }

    private void comeAndVanish(int times, String token) throws Exception {
        int batch = 20;
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int done = 0; done < times; done += 4 * batch) {
                List<Callable<Integer>> work = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    work.add(() -> comeAndVanishOnce(batch, token));
                }
                for (Future<Integer> each : threads.invokeAll(work)) {
                    assertThat(each.get()).isEqualTo(batch);
                }
            }
        }
    }

    private int comeAndVanishOnce(int count, String token) {
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Client client =
                    i % 2 == 0
                            ? Client.connect(floor.port(), "/ws/rooms/lobby")
                            : Client.connect(
                                    floor.port(),
                                    "/ws/rooms/lobby",
                                    "Authorization: Bearer " + token);
            if (i % 5 == 0) {
                client.send("{'type':'subscribe','channels':['presence:lobby','ticker:*']}");
            }
            clients.add(client);
        }
        clients.forEach(Client::reset);
        return clients.size();
    }

    private void expectNobody() {
        TestFloor.await("nobody is left", () -> floor.server().sessions() == 0);
        TestFloor.await(
                "nothing is followed", () -> floor.server().hubStats().subscriptions() == 0);
        assertThat(floor.server().hubStats().sessions()).isZero();
        assertThat(floor.json("/api/v1/rooms/lobby/presence").getInt("count")).isZero();
    }

    private static long usedHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Test
    void leavesNothingBehindAfter10000Resets() throws Exception {
        String token = floor.token("Ada");
        comeAndVanish(800, token);
        expectNobody();
        long before = usedHeap();

        comeAndVanish(10_000, token);

        expectNobody();
        assertThat(usedHeap() - before).as("bytes of heap more").isLessThan(4 * MEBIBYTE);
        assertThat(floor.get("/observe/metrics").body()).contains("outcry_sessions 0.0");
    }

    @Test
    void leavesNothingBehindWhenAPeerVanishesWithMuchOutstanding() {
        String filler = "x".repeat(4_000);
        try (Client ada = floor.guest("Ada")) {
            for (int i = 0; i < 300; i++) {
                ada.say(filler);
            }
        }
        Client greedy = Client.narrow(floor.port(), "/ws");
        for (int i = 0; i < 3_000; i++) {
            greedy.send("{'type':'subscribe','id':1,'channel':'room:lobby','history':300}");
        }
        TestFloor.await("it is served", () -> floor.server().hubStats().subscriptions() == 1);

        greedy.reset();

        expectNobody();
    }

    @Test
    void leavesNothingBehindWhenAPeerVanishesInAReplay() {
        String filler = "x".repeat(4_000);
        String epoch;
        try (Client ada = floor.guest("Ada")) {
            epoch = ada.follow("room:lobby").getString("epoch");
            for (int i = 0; i < 2_000; i++) {
                ada.say(filler);
                ada.next("message");
            }
        }
        Client reading = Client.narrow(floor.port(), "/ws/rooms/lobby?seq=0&epoch=" + epoch);
        reading.next("subscribed");
        reading.next("message");

        reading.reset();

        expectNobody();
    }

    @Test
    void closesWhoDoesNotReadAndLosesNothing() {
        String filler = "\uD83D\uDE00".repeat(3_900);
        try (Client slow = Client.narrow(floor.port(), "/ws/rooms/lobby");
                Client ada = floor.guest("Ada");
                Client fast = floor.anonymous()) {
            String epoch = slow.next("subscribed").getString("epoch");
            slow.next("live");
            fast.follow("room:lobby");
            List<String> told = new ArrayList<>();
            while (floor.server().hubStats().tooSlow() == 0 || told.size() < 140) {
                assertThat(told).as("messages that fit").hasSizeLessThan(1_000);
                ada.say(filler + told.size());
                told.add(fast.nextText());
            }

            List<String> seen = slow.upToClose(4008);

            assertThat(seen).hasSizeLessThan(told.size());
            assertThat(seen).isEqualTo(told.subList(0, seen.size()));
            try (Client again =
                    Client.connect(
                            floor.port(),
                            "/ws/rooms/lobby?seq=" + seen.size() + "&epoch=" + epoch)) {
                assertThat(again.next("subscribed").getBoolean("recovered")).isTrue();
                assertThat(again.upTo("live")).isEqualTo(told.subList(seen.size(), told.size()));
            }
            fast.expectNothing();
        }
    }
}
