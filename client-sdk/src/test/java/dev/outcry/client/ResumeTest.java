package dev.outcry.client;

import static dev.outcry.client.Fixture.message;
import static dev.outcry.client.Fixture.recovered;
import static dev.outcry.client.Fixture.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.Position;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ResumeTest {
    private final Fixture fixture = new Fixture();
    private final Recorder recorder = fixture.recorder;
    private Outcry outcry = fixture.builder().start();
    private Peer peer = fixture.server.welcomed();

    private Subscription lobby = outcry.follow(Follow.room("lobby"), recorder);

    @BeforeEach
    void follow() {
        peer.subscribed(snapshot("k3v9", 5));
        peer.send("{\"type\":\"live\",\"channel\":\"room:lobby\",\"seq\":5}");
        assertThat(recorder.next()).isEqualTo("snapshot");
        assertThat(recorder.next()).isEqualTo("live");
    }

    @AfterEach
    void close() {
        fixture.close();
        outcry.close();
    }

    @Test
    void tellsEventsInOrderAndEachOnce() {
        peer.send(message(6, "a")).send(message(6, "a")).send(message(5, "old"));
        peer.send(message(7, "b"));

        assertThat(recorder.next()).isEqualTo("6 a");
        assertThat(recorder.next()).isEqualTo("7 b");
    }

    @Test
    void goesOnWhereItStoodAfterAReset() {
        peer.send(message(6, "a"));
        assertThat(recorder.next()).isEqualTo("6 a");
        peer.vanish();

        Peer again = fixture.server.welcomed();
        JsonObject since = again.subscribed(recovered("k3v9", 6)).getJsonObject("since");
        again.send(message(7, "missed")).send(message(8, "new"));

        assertThat(since.getString("epoch")).isEqualTo("k3v9");
        assertThat(since.getInt("seq")).isEqualTo(6);
        assertThat(recorder.next()).isEqualTo("7 missed");
        assertThat(recorder.next()).isEqualTo("8 new");
    }

    @Test
    void beginsAnewWhenTheServerCanNotReplay() {
        peer.hangUp();

        Peer again = fixture.server.welcomed();
        again.subscribed("\"reason\":\"epoch_changed\"," + snapshot("new1", 2));
        again.send(message(3, "there"));

        assertThat(recorder.next()).isEqualTo("snapshot EPOCH_CHANGED");
        assertThat(recorder.next()).isEqualTo("3 there");
        assertThat(lobby.position().map(Position::epoch)).contains("new1");
    }

    @Test
    void asksForWhatIsMissingWhenItSeesAHole() {
        peer.send(message(6, "a")).send(message(8, "c"));

        JsonObject since = peer.subscribed(recovered("k3v9", 6)).getJsonObject("since");
        peer.send(message(7, "b")).send(message(8, "c"));

        assertThat(since.getInt("seq")).isEqualTo(6);
        assertThat(recorder.next()).isEqualTo("6 a");
        assertThat(recorder.next()).isEqualTo("7 b");
        assertThat(recorder.next()).isEqualTo("8 c");
    }

    @Test
    void beginsAnewWhenTheReplayHasTheSameHole() {
        peer.send(message(7, "b"));
        peer.subscribed(recovered("k3v9", 5));
        peer.send(message(7, "b"));

        JsonObject third = peer.subscribed(snapshot("k3v9", 7));
        peer.send(message(8, "c"));

        assertThat(third).doesNotContainKey("since");
        assertThat(recorder.next()).isEqualTo("snapshot TOO_OLD");
        assertThat(recorder.next()).isEqualTo("8 c");
    }

    @Test
    void countsEventsOfALaterVersion() {
        peer.send(
                "{\"type\":\"sparkled\",\"channel\":\"room:lobby\",\"seq\":6,\"pos\":9,\"at\":1}");
        peer.send(message(7, "b"));

        assertThat(recorder.next()).isEqualTo("7 b");
    }

    @Test
    void goesOnAfterAListenerThrew() {
        Subscription failing =
                outcry.follow(
                        Follow.room("other"),
                        event -> {
                            recorder.add("threw");
                            throw new IllegalStateException("of the test's");
                        });
        peer.subscribed(snapshot("o1", 0));
        peer.send(message(1, "x").replace("room:lobby", "room:other"));
        peer.send(message(2, "y").replace("room:lobby", "room:other"));
        peer.send(message(6, "a"));

        assertThat(recorder.next()).isEqualTo("threw");
        assertThat(recorder.next()).isEqualTo("threw");
        assertThat(recorder.next()).isEqualTo("6 a");
        assertThat(failing.position()).contains(new Position("o1", 2));
    }

    @Test
    void tellsWhyTheServerEndedIt() {
        peer.send(
                "{\"type\":\"unsubscribed\",\"channel\":\"room:lobby\",\"code\":\"room.banned\"}");
        assertThat(recorder.next()).isEqualTo("ended ROOM_BANNED");
        assertThat(lobby.isOpen()).isFalse();

        lobby = outcry.follow(Follow.room("lobby"), recorder);
        peer.subscribed(snapshot("k3v9", 9));

        assertThat(recorder.next()).isEqualTo("snapshot");
    }

    @Test
    void tellsWhyTheServerRefusedIt() {
        Subscription nowhere = outcry.follow(Follow.room("nowhere"), recorder);
        int id = peer.command("subscribe").getInt("id");
        peer.send(
                "{\"type\":\"error\",\"id\":%d,\"code\":\"channel.unknown\",\"message\":\"no\"}"
                        .formatted(id));

        assertThat(recorder.next()).isEqualTo("ended CHANNEL_UNKNOWN");
        assertThatThrownBy(() -> nowhere.ready().join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        OutcryException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.CHANNEL_UNKNOWN));
    }

    @Test
    void asksAgainWhereTheServerIsBusy() {
        outcry.follow(Follow.room("later"), recorder);
        int id = peer.command("subscribe").getInt("id");
        peer.send(
                ("{\"type\":\"error\",\"id\":%d,\"code\":\"busy\",\"message\":\"\","
                                + "\"retryAfter\":1}")
                        .formatted(id));

        JsonObject second = peer.subscribed(snapshot("l1", 0));

        assertThat(second.getString("channel")).isEqualTo("room:later");
        assertThat(recorder.next()).isEqualTo("snapshot");
    }

    @Test
    void tellsNothingOnceClosed() {
        lobby.close();
        assertThat(peer.command("unsubscribe").getString("channel")).isEqualTo("room:lobby");
        Subscription other = outcry.follow(Follow.room("lobby"), recorder);

        peer.send(message(6, "between"));
        peer.subscribed(snapshot("k3v9", 6));
        peer.send(message(7, "after"));

        assertThat(recorder.next()).isEqualTo("snapshot");
        assertThat(recorder.next()).isEqualTo("7 after");
        assertThat(other.isOpen()).isTrue();
    }

    @Test
    void refusesToFollowTheSameTwice() {
        assertThatThrownBy(() -> outcry.follow(Follow.room("lobby"), recorder))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("room:lobby");
    }

    @Test
    void readsFragmentsThatSplitACharacterAndAnswersAPingBetween() {
        byte[] whole = message(6, "ä€👍").getBytes(StandardCharsets.UTF_8);
        int middle = new String(whole, StandardCharsets.ISO_8859_1).indexOf('\u00e2') + 1;
        peer.frame(false, Peer.TEXT, Arrays.copyOf(whole, middle));
        peer.frame(true, Peer.PING, new byte[] {1, 2, 3});
        peer.frame(false, Peer.CONTINUATION, Arrays.copyOfRange(whole, middle, middle + 5));
        peer.frame(true, Peer.CONTINUATION, Arrays.copyOfRange(whole, middle + 5, whole.length));

        Peer.Frame pong = peer.next();

        assertThat(pong.opcode()).isEqualTo(Peer.PONG);
        assertThat(pong.payload()).isEqualTo("\1\2\3");
        assertThat(recorder.next()).isEqualTo("6 ä€👍");
    }

    @Test
    void comesBackWhenTheServerSendsRubbish() {
        peer.frame(true, Peer.TEXT, new byte[] {(byte) 0xff});
        assertThat(peer.next().opcode()).isEqualTo(Peer.CLOSE);

        Peer again = fixture.server.welcomed();
        again.subscribed(recovered("k3v9", 5));
        again.send(message(6, "a"));

        assertThat(recorder.next()).isEqualTo("6 a");
    }

    @Test
    void appliesABooksDeltaOnlyToWhatItFollows() {
        outcry.follow(Follow.book("BTC-USD"), recorder);
        peer.subscribed(
                "\"epoch\":\"b\",\"seq\":10,\"recovered\":false,\"snapshot\":"
                        + "{\"type\":\"book\",\"channel\":\"book:BTC-USD\",\"seq\":10,\"pos\":1,"
                        + "\"at\":1,\"bids\":[],\"asks\":[],\"checksum\":0}");
        peer.send(delta(11, ""));
        peer.send(delta(15, "\"prev\":11,"));
        peer.send(delta(18, "\"prev\":16,"));

        JsonObject again = peer.command("subscribe");

        assertThat(again.getJsonObject("since").getInt("seq")).isEqualTo(15);
        assertThat(recorder.next()).isEqualTo("snapshot");
        assertThat(recorder.next()).isEqualTo("BookDelta 11");
        assertThat(recorder.next()).isEqualTo("BookDelta 15");
        assertThat(recorder.isEmpty()).isTrue();
    }

    private static String delta(long seq, String prev) {
        return ("{\"type\":\"book.delta\",\"channel\":\"book:BTC-USD\",\"seq\":%d,\"pos\":1,"
                        + "\"at\":1,%s\"changes\":[[\"bid\",\"1.00\",\"2\"]],\"checksum\":0}")
                .formatted(seq, prev);
    }

    @Test
    void startsFromAPositionKeptElsewhere() {
        outcry.follow(Follow.room("kept").since(new Position("e7", 41)).history(0), recorder);

        JsonObject command = peer.subscribed(recovered("e7", 41));
        peer.send(message(42, "next").replace("room:lobby", "room:kept"));

        assertThat(command.getJsonObject("since").getInt("seq")).isEqualTo(41);
        assertThat(command.getInt("history")).isZero();
        assertThat(recorder.next()).isEqualTo("42 next");
    }
}
