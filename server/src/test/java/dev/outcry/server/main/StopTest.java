package dev.outcry.server.main;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.server.journal.Entry;
import dev.outcry.server.journal.Journal;
import dev.outcry.server.journal.WrappedJournal;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Phaser;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// How a server goes.
@Timeout(30)
class StopTest {
    @TempDir private Path data;

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
    void answersWhatItTookBeforeItSaysGoodbyeAndRefusesTheRest() {
        HeldJournal journal = new HeldJournal();
        TestFloor floor = TestFloor.in(data, journal.hooks());
        String token = floor.token("Bob");
        Client ada = floor.guest("Ada");
        ada.send("{'type':'say','room':'lobby','text':'warm','id':1}");
        ada.reply(1);
        journal.hold();
        ada.send("{'type':'say','room':'lobby','text':'one','id':2}");
        TestFloor.await("it is being written", journal::isHeld);
        ada.send("{'type':'say','room':'lobby','text':'two','id':3}");
        TestFloor.await("it is queued", () -> floor.server().sequencer().queued() > 0);

        Thread stopping = Thread.ofVirtual().start(floor.server()::close);
        TestFloor.await(
                "it takes no more",
                () -> floor.post(SAY, token, "{'text':'late'}").statusCode() == 503);
        ada.send("{'type':'say','room':'lobby','text':'late','id':4}");
        journal.release();

        assertThat(ada.next("ok").getInt("id")).isEqualTo(2);
        assertThat(ada.next("ok").getInt("id")).isEqualTo(3);
        JsonObject refused = ada.next();
        if (refused.getString("type").equals("error")) { // else it came behind the goodbye
            assertThat(refused.getInt("id")).isEqualTo(4);
            assertThat(refused.getString("code")).isEqualTo("unavailable");
            refused = ada.next();
        }
        assertThat(refused.getString("type")).isEqualTo("goodbye");
        ada.expectClose(1001);
        ada.close();
        join(stopping);
        floor.close();
        try (TestFloor again = TestFloor.in(data, Hooks.NONE)) {
            assertThat(again.get(SAY).body()).contains("one", "two").doesNotContain("late");
        }
    }

    private static final String SAY = "/api/v1/rooms/lobby/messages";

    /// A log whose appends can be held up.
    private static final class HeldJournal {
        private final Phaser gate = new Phaser(1);
        private volatile boolean holding;
        private volatile boolean held;

        Hooks hooks() {
            return new Hooks(Held::new, () -> {}, UnaryOperator.identity());
        }

        void hold() {
            holding = true;
        }

        boolean isHeld() {
            return held;
        }

        void release() {
            holding = false;
            gate.arrive();
        }

        private final class Held extends WrappedJournal {
            Held(Journal journal) {
                super(journal);
            }

            @Override
            public void append(List<Entry> batch) {
                if (holding) {
                    int phase = gate.getPhase();
                    held = true;
                    gate.awaitAdvance(phase);
                }
                super.append(batch);
            }
        }
    }

    @Test
    void goesInTimeThoughSomeoneDoesNotReadWhatItAskedFor() {
        TestFloor floor = TestFloor.open();
        try (Client ada = floor.guest("Ada")) {
            String filler = "x".repeat(4_000);
            for (int i = 0; i < 300; i++) {
                ada.say(filler);
            }
        }
        Client greedy = Client.narrow(floor.port(), "/ws");
        for (int i = 0; i < 1_500; i++) {
            greedy.send("{'type':'subscribe','id':1,'channel':'room:lobby','history':300}");
        }
        TestFloor.await("it is served", () -> floor.server().hubStats().subscriptions() == 1);
        long start = System.nanoTime();

        floor.close();

        assertThat(System.nanoTime() - start).isLessThan(10_000_000_000L);
        greedy.reset();
    }

    @Test
    void goesInTimeThoughTheLogStandsStill() {
        HeldJournal journal = new HeldJournal();
        TestFloor floor = TestFloor.in(data, journal.hooks());
        Client ada = floor.guest("Ada");
        journal.hold();
        ada.send("{'type':'say','room':'lobby','text':'one','id':1}");
        TestFloor.await("it is being written", journal::isHeld);
        Thread stopping = Thread.ofVirtual().start(floor::close);

        ada.next("goodbye"); // though it has no answer
        ada.expectClose(1001);

        ada.close();
        journal.release();
        join(stopping);
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
