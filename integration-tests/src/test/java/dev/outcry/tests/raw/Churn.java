package dev.outcry.tests.raw;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/// People who come and go, so many a second, each following a room, who is in it, and the markets.
/// One says something in ten; all leave by a close, by ending the TCP connection, by a reset, or by
/// falling silent until the server closes.
final class Churn {
    private static final int PER_SECOND = 200;
    private static final int NOTHING_HEARD = 4009;

    /// Where the server is slower than they come, they wait until there are so few.
    private static final int MOST_AT_ONCE = 150;

    /// For an answer, on a machine that has more to do than it can.
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private final RunningServer server;
    private final List<Guest> guests;
    private final Semaphore active = new Semaphore(MOST_AT_ONCE);
    private final AtomicLong inside = new AtomicLong();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final LongAdder cut = new LongAdder();
    private long visits;

    /// Makes one.
    ///
    /// @param guests who come
    Churn(RunningServer server, List<Guest> guests) {
        this.server = server;
        this.guests = List.copyOf(guests);
    }

    /// How they leave.
    private enum End {
        CLOSE,
        FIN,
        RESET,
        SILENCE
    }

    /// Goes on for a time, and doesn't wait for those who are there in the end.
    ///
    /// @param silentFor how long from now on some may fall silent
    /// @return how many came
    long run(Duration time, Duration silentFor) throws InterruptedException {
        long begin = System.nanoTime();
        long each = TimeUnit.SECONDS.toNanos(1) / PER_SECOND;
        long before = visits;
        for (long next = begin; next < begin + time.toNanos(); next += each) {
            LockSupport.parkNanos(next - System.nanoTime());
            active.acquire();
            inside.incrementAndGet();
            long number = visits++;
            boolean maySilence = System.nanoTime() - begin < silentFor.toNanos();
            Thread.ofPlatform()
                    .daemon()
                    .start(() -> {
                        try {
                            visit(new Random(number), number, maySilence);
                        } catch (IOException | RuntimeException | AssertionError e) {
                            failures.add(new AssertionError("visit " + number, e));
                        } finally {
                            inside.decrementAndGet();
                        }
                    });
        }
        return visits - before;
    }

    /// Waits until all have left, and makes sure that nothing went wrong for them.
    void awaitEnd() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (inside.get() > 0) {
            assertThat(System.nanoTime()).as("%s are still there", inside).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        assertThat(failures).isEmpty();
    }

    private void visit(Random random, long number, boolean maySilence) throws IOException {
        try (Peer peer = Peer.plain(server.port(), Loopback.nth(number), 0)) {
            End end;
            try {
                peer.patience(PATIENCE);
                stay(peer, random, number);
                end = end(random, maySilence);
            } finally {
                active.release(); // the silent ones are no work
            }
            switch (end) {
                case CLOSE -> {
                    peer.send(Frame.close(1000, ""));
                    expectClose(peer, 1000);
                }
                case FIN -> {
                    // As it is when the socket is closed below.
                }
                case RESET -> peer.reset();
                case SILENCE -> expectClose(peer, NOTHING_HEARD);
            }
        }
    }

    private void stay(Peer peer, Random random, long number) throws IOException {
        String token = guests.get((int) (number % guests.size())).token();
        assertThat(peer.upgrade("/ws", "Authorization: Bearer " + token))
                .startsWith("HTTP/1.1 101 ");
        peer.send(
                Frame.text(
                        """
                        {"type":"subscribe","id":1,"channels":\
                        ["room:lobby","ticker:*","presence:lobby"]}\
                        """));
        peer.await("ok");
        if (random.nextInt(10) == 0) {
            peer.send(Frame.text(Talker.say(2, "I was number " + number)));
            peer.await("ok");
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(1_000)));
    }

    private static End end(Random random, boolean maySilence) {
        return maySilence && random.nextInt(20) == 0
                ? End.SILENCE
                : List.of(End.CLOSE, End.FIN, End.RESET).get(random.nextInt(3));
    }

    /// Reads up to the server's close. It takes three seconds for it at most, and on a machine that
    /// has more to do than it can, those pass before the frame is written.
    private void expectClose(Peer peer, int code) throws IOException {
        try {
            Frame frame = peer.read();
            while (frame.head() != (Frame.FIN | Frame.CLOSE)) {
                frame = peer.read();
            }
            assertThat(frame.closeCode()).isEqualTo(code);
        } catch (EOFException | SocketException _) {
            cut.increment();
        }
    }

    /// {@return how many connections ended without the close that was due}
    long cut() {
        return cut.sum();
    }
}
