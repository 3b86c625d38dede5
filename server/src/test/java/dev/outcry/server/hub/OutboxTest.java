package dev.outcry.server.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class OutboxTest {
    private final Wire wire = new Wire();
    private final Outbox outbox = new Outbox(wire, false);

    private static byte[] text(String text) {
        return Frames.text(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] sized(int bytes) {
        return new byte[bytes];
    }

    /// Makes the drain block in a write that holds one frame.
    private void stall() throws InterruptedException {
        wire.stall();
        assertThat(outbox.send(text("stalled"))).isTrue();
        wire.awaitWrite();
    }

    @Test
    void writesWhatIsSentInOrder() throws InterruptedException {
        for (int i = 0; i < 1000; i++) {
            assertThat(i % 2 == 0 ? outbox.send(text("" + i)) : outbox.sendUncounted(text("" + i)))
                    .isTrue();
        }

        for (int i = 0; i < 1000; i++) {
            assertThat(wire.next()).isEqualTo("" + i);
        }
    }

    @Test
    void writesWhatWaitsAtOnce() throws InterruptedException {
        stall();
        for (int i = 0; i < 100; i++) {
            outbox.send(text("frame"));
        }

        wire.go();

        wire.skip(101);
        assertThat(wire.writes).hasValue(2);
    }

    @Test
    void boundsWhatIsWrittenAtOnce() throws InterruptedException {
        stall();
        for (int i = 0; i < 10; i++) {
            outbox.send(sized(40 << 10));
        }

        wire.go();

        wire.skip(11);
        assertThat(wire.writes).hasValue(11);
    }

    @Test
    void keepsTheOrderOfEachOfManySenders() throws InterruptedException {
        int senders = 8;
        int frames = 5_000;
        CountDownLatch start = new CountDownLatch(1);
        for (int s = 0; s < senders; s++) {
            int sender = s;
            Thread.startVirtualThread(() -> {
                await(start);
                for (int i = 0; i < frames; i++) {
                    outbox.send(text(sender + ":" + i));
                }
            });
        }

        start.countDown();

        int[] expected = new int[senders];
        for (int i = 0; i < senders * frames; i++) {
            String[] parts = wire.next().split(":", -1);
            int sender = Integer.parseInt(parts[0]);
            assertThat(parts[1]).isEqualTo("" + expected[sender]++);
        }
        assertThat(wire.overlaps).hasValue(0);
    }

    @Test
    void closesAPeerThatIsTooSlow() throws InterruptedException {
        stall();
        byte[] frame = sized(Outbox.BUDGET_BYTES - text("stalled").length);

        assertThat(outbox.send(frame)).isTrue();
        assertThat(outbox.isClosed()).isFalse();
        assertThat(outbox.send(sized(1))).isFalse();

        assertThat(outbox.isClosed()).isTrue();
        wire.go();
        assertThat(wire.next()).isEqualTo("stalled");
        assertThat(wire.next()).isEqualTo("close 4008");
        assertThat(outbox.send(text("late"))).isFalse();
        assertThat(outbox.sendUncounted(text("late"))).isFalse();
    }

    @Test
    void countsNoSnapshotsAgainstTheBudget() throws InterruptedException {
        stall();

        for (int i = 0; i < 8; i++) {
            assertThat(outbox.sendUncounted(sized(Outbox.BUDGET_BYTES))).isTrue();
        }

        assertThat(outbox.send(sized(1000))).isTrue();
        assertThat(outbox.queuedBytes()).isGreaterThan(8L * Outbox.BUDGET_BYTES);
    }

    @Test
    void letsControlFramesPass() throws InterruptedException {
        stall();
        outbox.send(text("one"));
        outbox.control(Frames.pong(new byte[] {'a'}));
        outbox.control(Frames.ping(new byte[] {'b'}));

        wire.go();

        assertThat(wire.next()).isEqualTo("stalled");
        assertThat(wire.next()).isEqualTo("pong a");
        assertThat(wire.next()).isEqualTo("ping b");
        assertThat(wire.next()).isEqualTo("one");
    }

    @Test
    void keepsTheNewestOfTooManyControlFrames() throws InterruptedException {
        stall();
        byte[] pong = Frames.pong(sized(98));
        int fit = Outbox.CONTROL_BYTES / pong.length;

        for (int i = 0; i < 3 * fit; i++) {
            outbox.control(pong);
        }
        outbox.control(Frames.pong(new byte[] {'z'}));

        wire.go();
        wire.skip(1);
        int pongs = 0;
        while (!wire.next().equals("pong z")) {
            pongs++;
        }
        assertThat(pongs).isBetween(fit - 1, fit);
    }

    @Test
    void isBehindUntilThereIsRoomAgain() throws InterruptedException {
        CountDownLatch woken = new CountDownLatch(1);
        outbox.onRoom(woken::countDown);
        stall();

        assertThat(outbox.behind()).isFalse();
        outbox.sendUncounted(sized(Outbox.BEHIND_BYTES));
        assertThat(outbox.behind()).isTrue();
        assertThat(woken.getCount()).isOne();

        wire.go();
        woken.await();
        assertThat(outbox.behind()).isFalse();
        assertThat(outbox.queuedBytes()).isZero();
        assertThat(outbox.send(sized(Outbox.BUDGET_BYTES))).isTrue();
    }

    @Test
    void wakesNobodyWhoDidNotAsk() throws InterruptedException {
        AtomicInteger wakes = new AtomicInteger();
        outbox.onRoom(wakes::incrementAndGet);
        stall();
        outbox.sendUncounted(sized(Outbox.BEHIND_BYTES));

        wire.go();
        wire.skip(2);
        outbox.send(text("after"));
        wire.skip(1);

        assertThat(wakes).hasValue(0);
    }

    /// A lane's loop: as long as the peer isn't behind it sends, else it waits to be woken. A lost
    /// wake hangs.
    @Test
    void neverLosesAWake() throws InterruptedException {
        Semaphore room = new Semaphore(0);
        outbox.onRoom(room::release);
        int sleeps = 0;
        for (int i = 0; i < 50_000; i++) {
            if (outbox.behind()) {
                room.acquire();
                sleeps++;
            }
            outbox.send(sized(1000));
        }

        wire.skip(50_000);
        assertThat(sleeps).isPositive();
    }

    @Test
    void sendsWhatWaitsBeforeItCloses() throws InterruptedException {
        stall();
        outbox.send(text("goodbye"));

        outbox.close(1001, "");
        outbox.close(4500, "");

        assertThat(outbox.isClosed()).isTrue();
        assertThat(outbox.send(text("late"))).isFalse();
        outbox.control(Frames.ping(new byte[0]));
        wire.go();
        assertThat(wire.next()).isEqualTo("stalled");
        assertThat(wire.next()).isEqualTo("goodbye");
        assertThat(wire.next()).isEqualTo("close 1001");
        outbox.end();
        assertThat(wire.nothingMore()).isTrue();
    }

    @Test
    void abortsAPeerThatDoesNotEndInTime() throws InterruptedException {
        Outbox impatient = new Outbox(wire, false, 50);
        wire.stall();
        impatient.send(text("stalled"));

        impatient.close(1001, "");

        wire.awaitAbort();
    }

    @Test
    void isPatientNoLongerThanTheTransport() throws InterruptedException {
        Outbox ended = new Outbox(wire, false, 50);
        Wire other = new Wire();
        Outbox later = new Outbox(other, false, 200);

        ended.close(1000, "");
        ended.end();
        later.close(1000, "");

        other.awaitAbort();
        assertThat(wire.aborts).hasValue(0);
    }

    @Test
    void dropsEverythingWhenThePeerIsGone() throws InterruptedException {
        stall();
        outbox.send(text("lost"));

        wire.breakDown();

        wire.awaitAbort();
        assertThat(outbox.isClosed()).isTrue();
        assertThat(outbox.send(text("late"))).isFalse();
        assertThat(outbox.behind()).isFalse();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Records frames as texts; can be made to block, and to break.
    private static final class Wire implements FrameWriter {
        final AtomicInteger writes = new AtomicInteger();
        final AtomicInteger overlaps = new AtomicInteger();
        final AtomicInteger aborts = new AtomicInteger();
        private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
        private final Semaphore writing = new Semaphore(0);
        private final Semaphore aborted = new Semaphore(0);
        private final AtomicInteger inside = new AtomicInteger();
        private volatile CountDownLatch gate = new CountDownLatch(0);
        private volatile boolean broken;

        void stall() {
            gate = new CountDownLatch(1);
            writing.drainPermits();
        }

        void go() {
            gate.countDown();
        }

        void breakDown() {
            broken = true;
            go();
        }

        void awaitWrite() throws InterruptedException {
            assertThat(writing.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
        }

        void awaitAbort() throws InterruptedException {
            assertThat(aborted.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
        }

        String next() throws InterruptedException {
            return String.valueOf(frames.poll(10, TimeUnit.SECONDS));
        }

        void skip(int count) throws InterruptedException {
            for (int i = 0; i < count; i++) {
                assertThat(next()).isNotEqualTo("null");
            }
        }

        boolean nothingMore() {
            return frames.isEmpty();
        }

        @Override
        public void write(byte[][] batch, int count) {
            if (inside.incrementAndGet() != 1) {
                overlaps.incrementAndGet();
            }
            writes.incrementAndGet();
            writing.release();
            OutboxTest.await(gate);
            inside.decrementAndGet();
            if (broken) {
                throw new UncheckedIOException(new IOException("broken pipe"));
            }
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                texts.add(describe(batch[i]));
            }
            frames.addAll(texts);
        }

        @Override
        public void abort() {
            aborts.incrementAndGet();
            aborted.release();
            go();
        }

        private static String describe(byte[] frame) {
            int offset = Frames.payloadOffset(frame);
            String payload =
                    new String(frame, offset, frame.length - offset, StandardCharsets.UTF_8);
            return switch (frame[0] & 0xFF) {
                case 0x88 -> "close " + ByteBuffer.wrap(frame, offset, 2).getShort();
                case 0x89 -> "ping " + payload;
                case 0x8A -> "pong " + payload;
                default -> payload;
            };
        }
    }
}
