package dev.outcry.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FollowerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String WELCOME = "{\"type\":\"welcome\",\"session\":\"s-1\"}";
    private static final String LIVE = "{\"type\":\"live\",\"channel\":\"room:lobby\",\"seq\":0}";

    private final Tally tally = new Tally();
    private final Follower.Shared shared = new Follower.Shared(Dialect.OUTCRY, tally);
    private final Follower follower = new Follower(shared, "lobby");

    @Test
    void findsNothingWrongWithNumbersWithoutHoles() throws Exception {
        follow(8, 9, 10, 11);

        assertThat(tally.holes).isZero();
        assertThat(tally.repeats).isZero();
        assertThat(tally.latency.getTotalCount()).isEqualTo(4);
        assertThatCode(tally::requireWhole).doesNotThrowAnyException();
    }

    @Test
    void countsWhatIsMissing() throws Exception {
        follow(8, 10, 99, 100);

        assertThat(tally.holes).isEqualTo(1 + 88);
        assertThatThrownBy(tally::requireWhole).hasMessageContaining("89 events missing");
    }

    @Test
    void missesTheFirstAfterItsSubscription() throws Exception {
        follow(9, 10);

        assertThat(tally.holes).isEqualTo(1);
    }

    @Test
    void countsWhatComesTwiceOrLate() throws Exception {
        follow(8, 9, 9, 8, 10);

        assertThat(tally.repeats).isEqualTo(2);
        assertThat(tally.holes).isZero();
        assertThatThrownBy(tally::requireWhole).hasMessageContaining("2 repeated");
    }

    @Test
    void resumesBehindWhatItHasSeen() throws Exception {
        byte[] first = ScriptedServer.webSocket(WELCOME, subscribed(7, false), LIVE, message(8));
        byte[] second =
                ScriptedServer.webSocket(
                        WELCOME, subscribed(10, true), message(9), message(10), LIVE, message(12));
        try (ScriptedServer server = new ScriptedServer(first, second);
                Loop loop = new Loop(server.address())) {
            follower.open(loop);
            loop.until(() -> tally.delivered == 1, PATIENCE);
            follower.reset();
            assertThat(shared.liveCount()).isZero();
            follower.resume(loop);
            loop.until(() -> tally.delivered == 4, PATIENCE);

            assertThat(server.head()).startsWith("GET /ws/rooms/lobby?history=0 HTTP/1.1\r\n");
            assertThat(server.head()).startsWith("GET /ws/rooms/lobby?epoch=k3&seq=8 HTTP/1.1\r\n");
            assertThat(tally.replayed).isEqualTo(2);
            assertThat(tally.holes).isEqualTo(1);
            assertThat(shared.liveCount()).isEqualTo(1);
        }
    }

    @Test
    void holdsASnapshotInPlaceOfAReplayAgainstTheServer() throws Exception {
        byte[] first = ScriptedServer.webSocket(WELCOME, subscribed(7, false), LIVE);
        byte[] second = ScriptedServer.webSocket(WELCOME, subscribed(7, false), LIVE);
        try (ScriptedServer server = new ScriptedServer(first, second);
                Loop loop = new Loop(server.address())) {
            follower.open(loop);
            loop.until(follower::isLive, PATIENCE);
            follower.resume(loop);
            loop.until(follower::isLive, PATIENCE);

            assertThat(tally.unrecovered).isEqualTo(1);
            assertThatThrownBy(tally::requireWhole).isInstanceOf(IOException.class);
        }
    }

    private void follow(int... numbers) throws Exception {
        String[] texts = new String[numbers.length + 3];
        texts[0] = WELCOME;
        texts[1] = subscribed(7, false);
        texts[2] = LIVE;
        for (int i = 0; i < numbers.length; i++) {
            texts[i + 3] = message(numbers[i]);
        }
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.webSocket(texts));
                Loop loop = new Loop(server.address())) {
            follower.open(loop);
            loop.until(() -> tally.delivered == numbers.length, PATIENCE);
        }
    }

    private static String subscribed(long seq, boolean recovered) {
        return "{\"type\":\"subscribed\",\"channel\":\"room:lobby\",\"epoch\":\"k3\",\"seq\":"
                + seq
                + ",\"recovered\":"
                + recovered
                + "}";
    }

    private static String message(long seq) {
        return "{\"type\":\"message\",\"channel\":\"room:lobby\",\"seq\":"
                + seq
                + ",\"pos\":1,\"at\":2,\"from\":{\"id\":\"a\",\"name\":\"A\"},\"text\":\""
                + Text.of(System.nanoTime(), Text.LENGTH)
                + "\"}";
    }
}
