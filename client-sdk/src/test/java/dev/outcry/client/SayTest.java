package dev.outcry.client;

import static dev.outcry.client.Fixture.message;
import static dev.outcry.client.Fixture.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.Event;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SayTest {
    private final Fixture fixture = new Fixture();
    private final Outcry outcry = fixture.builder().start();
    private final Peer peer = fixture.server.welcomed();
    private final Room lobby = outcry.room("lobby");

    SayTest() {
        fixture.recorder.state(ConnectionState.Live.class);
    }

    @AfterEach
    void close() {
        fixture.close();
        outcry.close();
    }

    @Test
    void tellsWhereTheMessageTookItsPlace() {
        CompletableFuture<Placed> said = lobby.say(Say.text("hi").replyTo(3));

        JsonObject command = peer.command("say");
        placed(peer, command, 6);

        assertThat(said.join()).isEqualTo(new Placed(6, 1006));
        assertThat(command.getString("room")).isEqualTo("lobby");
        assertThat(command.getString("text")).isEqualTo("hi");
        assertThat(command.getInt("replyTo")).isEqualTo(3);
        assertThat(command.getString("key")).hasSize(36);
    }

    @Test
    void tellsARefusalWithItsCode() {
        CompletableFuture<Placed> said = lobby.say("again");
        peer.send(
                ("{\"type\":\"error\",\"id\":%d,\"code\":\"room.slow_mode\",\"message\":\"wait\","
                                + "\"temporary\":true,\"retryAfter\":1500}")
                        .formatted(peer.command("say").getInt("id")));

        OutcryException refused = failure(said);

        assertThat(refused.code()).isEqualTo(ErrorCode.ROOM_SLOW_MODE);
        assertThat(refused).hasMessage("wait");
        assertThat(refused.temporary()).isTrue();
        assertThat(refused.retryAfter()).contains(Duration.ofMillis(1500));
    }

    @Test
    void repeatsWhatWasNotAnsweredInOrderAndUnderTheSameKeys() {
        CompletableFuture<Placed> first = lobby.say("1");
        CompletableFuture<Placed> second = lobby.say("2");
        CompletableFuture<Placed> third = lobby.say("3");
        List<String> keys = new ArrayList<>();
        List<JsonObject> before = List.of(say(keys), say(keys), say(keys));
        placed(peer, before.get(1), 7);
        assertThat(second.join().seq()).isEqualTo(7);
        peer.vanish();

        Peer again = fixture.server.welcomed();
        JsonObject repeatedFirst = again.command("say");
        JsonObject repeatedThird = again.command("say");
        placed(again, repeatedFirst, 6);
        placed(again, repeatedThird, 8);

        assertThat(repeatedFirst.getString("key")).isEqualTo(keys.get(0));
        assertThat(repeatedFirst.getString("text")).isEqualTo("1");
        assertThat(repeatedThird.getString("key")).isEqualTo(keys.get(2));
        assertThat(first.join().seq()).isEqualTo(6);
        assertThat(third.join().seq()).isEqualTo(8);
    }

    private JsonObject say(List<String> keys) {
        JsonObject command = peer.command("say");
        keys.add(command.getString("key"));
        return command;
    }

    @Test
    void repeatsWhereTheServerDoesNotKnowTheOutcome() {
        CompletableFuture<Placed> said = lobby.say("hi");
        JsonObject command = peer.command("say");
        peer.send(
                ("{\"type\":\"error\",\"id\":%d,\"code\":\"outcome_unknown\",\"message\":\"\","
                                + "\"retryAfter\":1}")
                        .formatted(command.getInt("id")));

        JsonObject repeated = peer.command("say");
        placed(peer, repeated, 6);

        assertThat(repeated).isEqualTo(command);
        assertThat(said.join().seq()).isEqualTo(6);
    }

    @Test
    void isTakenBackOnceHoweverOftenThatIsSent() {
        CompletableFuture<Placed> deleted = lobby.delete(6);
        JsonObject command = peer.command("delete");
        peer.vanish();
        Peer again = fixture.server.welcomed();

        JsonObject repeated = again.command("delete");
        placed(again, repeated, 7);

        assertThat(command.getString("room")).isEqualTo("lobby");
        assertThat(command.getInt("message")).isEqualTo(6);
        assertThat(repeated.getString("key")).isEqualTo(command.getString("key"));
        assertThat(deleted.join()).isEqualTo(new Placed(7, 1007));
    }

    @Test
    void isToldToBeTakenBack() {
        Recorder recorder = new Recorder();
        lobby.follow(
                new RoomListener() {
                    @Override
                    public void onMessage(Event.Message message) {
                        recorder.add("said " + message.seq());
                    }

                    @Override
                    public void onDeleted(Event.Deleted deleted) {
                        recorder.add(deleted.from().id() + " deleted " + deleted.message());
                    }
                });
        peer.subscribed(snapshot("e", 5));

        peer.send(message(6, "hi"))
                .send(
                        "{\"type\":\"deleted\",\"channel\":\"room:lobby\",\"seq\":7,\"pos\":1007,"
                                + "\"at\":1,\"from\":{\"id\":\"ada\",\"name\":\"Ada\"},\"message\":6}");

        assertThat(recorder.next()).isEqualTo("said 6");
        assertThat(recorder.next()).isEqualTo("ada deleted 6");
    }

    @Test
    void isSaidOnceConnectedAgain() {
        peer.hangUp();
        fixture.recorder.state(ConnectionState.Reconnecting.class);

        CompletableFuture<Placed> said = lobby.say("hi");
        Peer again = fixture.server.welcomed();
        placed(again, again.command("say"), 6);

        assertThat(said.join().seq()).isEqualTo(6);
    }

    @Test
    void leavesTheOutcomeOpenWhenClosedWithoutAnAnswer() {
        CompletableFuture<Placed> said = lobby.say("hi");
        peer.command("say");

        outcry.close();

        assertThat(failure(said).code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
        assertThat(failure(lobby.say("late")).code()).isEqualTo(ErrorCode.UNAVAILABLE);
    }

    @Test
    void givesUpWhenNoAnswerComesInTime() {
        try (Fixture other = new Fixture();
                Outcry hasty = other.builder().answerTimeout(Duration.ofMillis(50)).start()) {
            Peer silent = other.server.welcomed();
            CompletableFuture<Placed> said = hasty.room("lobby").say("hi");
            silent.command("say");

            assertThat(failure(said).code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
            silent.hangUp();
        }
    }

    @Test
    void failsWhatCanNotBeRepeatedWhenTheConnectionEnds() {
        CompletableFuture<Void> typing = lobby.typing(true);
        assertThat(peer.command("typing").getBoolean("on")).isTrue();
        peer.vanish();

        assertThat(failure(typing).code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
    }

    @Test
    void refusesOneCommandOverTheLimit() {
        for (int i = 0; i < Dialogue.MAX_OUTSTANDING; i++) {
            assertThat(lobby.say("x")).isNotDone();
        }

        assertThat(failure(lobby.say("one more")).code()).isEqualTo(ErrorCode.BUSY);
    }

    @Test
    void doesNotSendWhatTheServerWouldNotRead() {
        CompletableFuture<Placed> huge = lobby.say("x".repeat(70_000));

        assertThat(failure(huge).code()).isEqualTo(ErrorCode.TOO_LARGE);
    }

    @Test
    void doesNotRepeatWhatWasTooLarge() {
        CompletableFuture<Placed> small = lobby.say("small");
        CompletableFuture<Placed> large = lobby.say("large".repeat(100));
        peer.command("say");
        peer.command("say");
        peer.close(1009, "too large");

        Peer again = fixture.server.welcomed();
        placed(again, again.command("say"), 6);

        assertThat(failure(large).code()).isEqualTo(ErrorCode.TOO_LARGE);
        assertThat(small.join().seq()).isEqualTo(6);
    }

    @Test
    void mayBeWaitedForInAListener() {
        lobby.follow(heard ->
                fixture.recorder.add("said " + lobby.say("echo " + heard.seq()).join().seq()));
        peer.subscribed(snapshot("e", 0));
        peer.send(message(1, "hello"));

        placed(peer, peer.command("say"), 2);

        assertThat(fixture.recorder.next()).isEqualTo("said 2");
    }

    @Test
    void keepsTheOrderOfOneCallerUnderManyCallers() {
        int callers = 8;
        int each = 50;
        for (int i = 0; i < callers; i++) {
            int caller = i;
            Thread.startVirtualThread(() -> {
                for (int n = 0; n < each; n++) {
                    assertThat(lobby.say(caller + " " + n)).isNotNull();
                }
            });
        }

        AtomicInteger[] next = new AtomicInteger[callers];
        for (int i = 0; i < callers * each; i++) {
            String[] parts = peer.command("say").getString("text").split(" ", 2);
            int caller = Integer.parseInt(parts[0]);
            next[caller] = next[caller] == null ? new AtomicInteger() : next[caller];
            assertThat(Integer.parseInt(parts[1])).isEqualTo(next[caller].getAndIncrement());
        }
    }

    @Test
    void tellsTheServersTime() {
        var time = outcry.ping();
        peer.send(
                "{\"type\":\"pong\",\"id\":%d,\"at\":1763867045123}"
                        .formatted(peer.command("ping").getInt("id")));

        assertThat(time.join().toEpochMilli()).isEqualTo(1763867045123L);
    }

    @Test
    void refusesIdsThatCanNotBe() {
        assertThatThrownBy(() -> outcry.room("No Room"))
                .isInstanceOfSatisfying(
                        OutcryException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.ROOM_NOT_FOUND));
    }

    private static void placed(Peer peer, JsonObject command, long seq) {
        peer.send(
                "{\"type\":\"ok\",\"id\":%d,\"seq\":%d,\"pos\":%d}"
                        .formatted(command.getInt("id"), seq, seq + 1000));
    }

    static OutcryException failure(CompletableFuture<?> future) {
        try {
            future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof OutcryException cause) {
                return cause;
            }
        }
        throw new AssertionError("didn't fail as documented: " + future);
    }
}
