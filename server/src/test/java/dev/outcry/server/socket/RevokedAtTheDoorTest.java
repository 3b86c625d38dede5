package dev.outcry.server.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.Channel;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.ServerMessage;
import dev.outcry.server.apply.Outcomes;
import dev.outcry.server.apply.Sequencer;
import dev.outcry.server.auth.Addresses;
import dev.outcry.server.auth.Directory;
import dev.outcry.server.auth.Limits;
import dev.outcry.server.auth.Origins;
import dev.outcry.server.auth.TokenKeys;
import dev.outcry.server.auth.Tokens;
import dev.outcry.server.config.Secret;
import dev.outcry.server.floor.Floor;
import dev.outcry.server.floor.PeopleEffect;
import dev.outcry.server.floor.Result;
import dev.outcry.server.hub.Applied;
import dev.outcry.server.hub.FrameWriter;
import dev.outcry.server.hub.History;
import dev.outcry.server.hub.Hub;
import dev.outcry.server.hub.Origin;
import dev.outcry.server.hub.Outbox;
import dev.outcry.server.journal.MemoryJournal;
import dev.outcry.server.session.PeopleFeed;
import dev.outcry.server.session.Persons;
import dev.outcry.server.session.Sessions;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Tokens that are revoked in the moment after they were checked, when no session is known yet that
/// a revocation could close.
@Timeout(30)
class RevokedAtTheDoorTest {
    private static final ServerMessage.User ADA = new ServerMessage.User("ada", "Ada", "member");

    private final Interrupting clock = new Interrupting();
    private final Directory directory = new Directory(OptionalLong.empty());
    private final Tokens tokens =
            new Tokens(
                    TokenKeys.of(List.of(new Secret("a key of at least thirty-two bytes"))),
                    clock,
                    new Random(1),
                    directory);
    private final Limits limits = new Limits(true, System::nanoTime);
    private final Hub hub = new Hub(1, new NoHistory(), clock);
    private final Sequencer sequencer =
            new Sequencer(new MemoryJournal(10), new Floor(), clock, new NoOutcomes());
    private final Sessions sessions =
            new Sessions(
                    sequencer,
                    hub,
                    new Persons(directory, hub),
                    tokens,
                    limits,
                    clock,
                    new Random(2));
    private final Endpoint endpoint =
            new FloorEndpoint(
                    sessions,
                    hub,
                    tokens,
                    limits,
                    new Origins("localhost", List.of()),
                    new Addresses(List.of()));
    private final Written written = new Written();

    /// Has something done at the next look at the time: verifying a token looks at it last.
    private static final class Interrupting extends Clock {
        private Runnable next = () -> {};

        @Override
        public long millis() {
            Runnable now = next;
            next = () -> {};
            now.run();
            return System.currentTimeMillis();
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis());
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private static final class NoHistory implements History {
        @Override
        public long oldest(Channel channel) {
            return 1;
        }

        @Override
        public List<Event.Sequenced> read(Channel channel, long after, int limit) {
            return List.of();
        }
    }

    private static final class NoOutcomes implements Outcomes {
        @Override
        public void applied(List<Applied> batch) {}

        @Override
        public void refused(List<Origin> origins, Result.Refused why) {}

        @Override
        public void failed(Throwable why) {}
    }

    private static final class Written implements FrameWriter {
        private final BlockingQueue<byte[]> frames = new LinkedBlockingQueue<>();

        @Override
        public void write(byte[][] batch, int count) {
            frames.addAll(List.of(batch).subList(0, count));
        }

        @Override
        public void abort() {}

        byte[] next() throws InterruptedException {
            byte[] frame = frames.poll(10, TimeUnit.SECONDS);
            assertThat(frame).as("a frame in time").isNotNull();
            return frame;
        }

        void expectText(String type) throws InterruptedException {
            assertThat(new String(next(), StandardCharsets.UTF_8))
                    .contains("{\"type\":\"" + type + "\"");
        }

        void expectClose(int code) throws InterruptedException {
            byte[] frame = next();
            assertThat(frame[0] & 0xFF).isEqualTo(0x88);
            assertThat(ByteBuffer.wrap(frame).getShort(2)).isEqualTo((short) code);
        }
    }

    @BeforeEach
    void register() {
        directory.put(new Directory.Entry(ADA, Optional.of("a hash"), Optional.empty(), List.of()));
    }

    @AfterEach
    void stop() {
        sessions.close();
        hub.close();
    }

    private void logOutEverywhere() {
        new PeopleFeed(directory, sessions)
                .applied(
                        List.of(
                                new Applied(
                                        1,
                                        1,
                                        new Origin.None(),
                                        new Result.Applied(),
                                        List.of(
                                                new PeopleEffect.TokensChanged(
                                                        ADA.id(), 1, Map.of())))));
    }

    private Endpoint.Accept knock(Map<String, List<String>> headers) {
        Handshake handshake =
                new Handshake(
                        "/ws",
                        Map.of(),
                        headers,
                        List.of(),
                        InetAddress.getLoopbackAddress(),
                        false);
        return (Endpoint.Accept) endpoint.decide(handshake);
    }

    @Test
    void aTokenRevokedBetweenItsCheckAndTheOpeningDoesNotLetIn() throws InterruptedException {
        String token = tokens.issue(ADA, 0).access();
        Endpoint.Accept accept =
                knock(
                        Map.of(
                                "Host", List.of("localhost"),
                                "Authorization", List.of("Bearer " + token)));

        logOutEverywhere();
        TextListener listener = accept.open().apply(new Outbox(written, false));

        written.expectText("welcome");
        written.expectClose(4401);
        listener.onClosed();
        assertThat(sessions.count()).isZero();
        assertThat(limits.holders(Limits.Count.CONNECTIONS_BY_USER)).isZero();
    }

    @Test
    void aTokenRevokedWhileItIsCheckedOnAnOpenConnectionPutsOut() throws InterruptedException {
        String token = tokens.issue(ADA, 0).access();
        TextListener listener =
                knock(Map.of("Host", List.of("localhost")))
                        .open()
                        .apply(new Outbox(written, false));
        written.expectText("welcome");

        clock.next = // the rate is asked first, and doesn't look at this clock
                this::logOutEverywhere;
        listener.onText("{\"type\":\"authenticate\",\"id\":1,\"token\":\"" + token + "\"}");

        written.expectClose(4401);
        listener.onClosed();
        assertThat(limits.holders(Limits.Count.CONNECTIONS_BY_USER)).isZero();
    }

    @Test
    void aTokenThatIsGoodLetsIn() throws InterruptedException {
        String token = tokens.issue(ADA, 0).access();
        TextListener listener =
                knock(Map.of("Host", List.of("localhost")))
                        .open()
                        .apply(new Outbox(written, false));
        written.expectText("welcome");

        listener.onText("{\"type\":\"authenticate\",\"id\":1,\"token\":\"" + token + "\"}");

        written.expectText("ok");
        listener.onClosed();
        assertThat(limits.holders(Limits.Count.CONNECTIONS_BY_USER)).isZero();
    }
}
