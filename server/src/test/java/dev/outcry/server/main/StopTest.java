package dev.outcry.server.main;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// How a server goes.
@Timeout(30)
class StopTest {
    @Test
    void saysGoodbyeToEverybodyAndWhenToComeBack() {
        TestFloor floor = TestFloor.open();
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            clients.add(floor.anonymous());
            clients.getLast().follow("room:lobby");
        }
        Thread stopping = Thread.ofVirtual().start(floor::close);

        List<Integer> waits = new ArrayList<>();
        for (Client client : clients) {
            JsonObject goodbye = client.next("goodbye");
            assertThat(goodbye.keySet()).containsExactly("type", "retryAfter");
            waits.add(goodbye.getInt("retryAfter"));
            client.expectClose(1001);
            client.socket().close(1001, "");
            client.socket().expectEnd();
        }

        join(stopping);
        assertThat(waits).allMatch(wait -> wait >= 0 && wait <= 60_000);
        assertThat(waits.stream().distinct().count()).as("different waits").isGreaterThan(5);
    }

    @Test
    void tellsAllThatItHasAnswered() {
        TestFloor floor = TestFloor.open();
        Client ada = floor.guest("Ada");
        ada.follow("room:lobby");
        int count = 2_000;
        Thread speaking =
                Thread.ofVirtual()
                        .start(() -> {
                            for (int i = 1; i <= count; i++) {
                                ada.send("{'type':'say','room':'lobby','text':'x','id':" + i + "}");
                            }
                        });
        assertThat(ada.reply(1).getInt("seq")).isEqualTo(1);
        Thread stopping = Thread.ofVirtual().start(floor::close);

        int answered = 1;
        int told = 0;
        for (JsonObject next = ada.next();
                !next.getString("type").equals("goodbye");
                next = ada.next()) {
            switch (next.getString("type")) {
                case "ok" -> assertThat(next.getInt("seq")).isEqualTo(++answered);
                case "message" -> assertThat(next.getInt("seq")).isEqualTo(++told);
                default -> throw new AssertionError(next);
            }
        }

        assertThat(told).isBetween(answered - 1, answered);
        ada.close();
        join(stopping);
        join(speaking);
    }

    @Test
    void goesEvenIfNobodyAnswersItsClose() {
        TestFloor floor = TestFloor.open();
        Client silent = floor.anonymous();
        long start = System.nanoTime();

        floor.close();

        assertThat(System.nanoTime() - start).isLessThan(10_000_000_000L);
        silent.next("goodbye");
        silent.close();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
