package dev.outcry.server.hub;

import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What one connection still has to be sent: bounded, in order, drained to its socket.
///
/// Thread-safe: lanes, the socket's reader and the heartbeat write; none of these methods blocks.
/// One virtual thread drains, and exists only while something is queued. No lock is held while it
/// writes.
public final class Outbox {
    /// How many bytes may wait of frames that count. One more closes the connection with 4008.
    public static final int BUDGET_BYTES = 1 << 20;

    /// How many bytes of any kind may wait before the peer is [#behind()].
    public static final int BEHIND_BYTES = 64 << 10;

    /// How long a close may take, from [#close] to the end of the transport.
    static final long CLOSE_MILLIS = 3_000;

    /// How many bytes of pings and pongs may wait.
    static final int CONTROL_BYTES = 64 << 10;

    private static final int TOO_SLOW = 4008;
    private static final Logger LOG = System.getLogger(Outbox.class.getName());

    private final FrameWriter writer;
    private final boolean takesCompressed;
    private final long closeMillis;
    private volatile Executor drains = Thread::startVirtualThread;
    private final Object lock = new Object();

    // All below is guarded by the lock; queuedBytes and state are also read without it.
    private final FrameQueue queue = new FrameQueue();
    private volatile long queuedBytes;
    private volatile State state = State.OPEN;
    private int closeCode;
    private boolean draining;
    private boolean asked;
    private @Nullable Runnable onRoom;
    private @Nullable CompletableFuture<Void> over;

    private enum State {
        OPEN,
        CLOSING,
        ENDED
    }

    /// Makes an empty outbox.
    ///
    /// @param writer where the frames go; aborted when a close takes too long or a write fails
    /// @param takesCompressed whether the peer has negotiated permessage-deflate
    public Outbox(FrameWriter writer, boolean takesCompressed) {
        this(writer, takesCompressed, CLOSE_MILLIS);
    }

    Outbox(FrameWriter writer, boolean takesCompressed, long closeMillis) {
        this.writer = writer;
        this.takesCompressed = takesCompressed;
        this.closeMillis = closeMillis;
    }

    /// Queues a frame. If it doesn't fit the budget the queue is dropped and the connection closes
    /// with 4008.
    ///
    /// @param frame a finished frame; shared, never changed
    /// @return false if nothing can be queued any more, this frame included
    public boolean send(byte[] frame) {
        boolean start;
        boolean fits;
        synchronized (lock) {
            if (state != State.OPEN) {
                return false;
            }
            fits = queue.countedBytes() + frame.length <= BUDGET_BYTES;
            if (fits) {
                queue.addCounted(frame);
            } else {
                queue.clear();
                queue.addUncounted(Frames.close(TOO_SLOW, "too slow"));
                beginClose(TOO_SLOW);
            }
            start = queued();
        }
        startDrain(start);
        return fits;
    }

    /// Queues a frame that doesn't count against the budget, but for [#behind()]: a snapshot, a
    /// chunk of a replay.
    ///
    /// @param frame a finished frame; shared, never changed
    /// @return false if nothing can be queued any more, this frame included
    public boolean sendUncounted(byte[] frame) {
        boolean start;
        synchronized (lock) {
            if (state != State.OPEN) {
                return false;
            }
            queue.addUncounted(frame);
            start = queued();
        }
        startDrain(start);
        return true;
    }

    /// Queues a ping or pong before everything else. Where too many wait, the oldest of them are
    /// dropped. Does nothing once closed.
    ///
    /// @param frame a finished control frame
    public void control(byte[] frame) {
        boolean start;
        synchronized (lock) {
            if (state != State.OPEN) {
                return;
            }
            queue.addControl(frame, CONTROL_BYTES);
            start = queued();
        }
        startDrain(start);
    }

    /// Queues a close frame behind what waits; nothing can be queued after it. The first close
    /// counts.
    ///
    /// Unless [#end()] is called within three seconds, the transport is aborted.
    ///
    /// @param code the close code, or [Frames#NO_STATUS] for none
    /// @param reason for people; at most 123 bytes of it are sent
    /// @return whether this is the close that counts
    public boolean close(int code, String reason) {
        return close(Optional.empty(), code, reason);
    }

    /// The same, with a last frame before it that doesn't count against the budget.
    ///
    /// @param farewell a finished frame
    /// @param code the close code
    /// @param reason for people; at most 123 bytes of it are sent
    /// @return whether this is the close that counts; if not the farewell isn't sent either
    public boolean closeWith(byte[] farewell, int code, String reason) {
        return close(Optional.of(farewell), code, reason);
    }

    private boolean close(Optional<byte[]> farewell, int code, String reason) {
        boolean start;
        synchronized (lock) {
            if (state != State.OPEN) {
                return false;
            }
            farewell.ifPresent(queue::addUncounted);
            queue.addUncounted(Frames.close(code, reason));
            beginClose(code);
            start = queued();
        }
        startDrain(start);
        return true;
    }

    /// Tells that the transport has ended: what waits is dropped and nothing can be queued.
    /// Idempotent.
    public void end() {
        CompletableFuture<Void> timer;
        synchronized (lock) {
            state = State.ENDED;
            queue.clear();
            queuedBytes = queue.bytes();
            timer = over;
        }
        if (timer != null) {
            timer.complete(null);
        }
    }

    /// {@return whether more than [#BEHIND_BYTES] wait} The answer `true` is remembered for
    /// [#onRoom].
    public boolean behind() {
        if (queuedBytes <= BEHIND_BYTES) {
            return false;
        }
        synchronized (lock) {
            if (queue.bytes() <= BEHIND_BYTES || state != State.OPEN) {
                return false;
            }
            asked = true;
            return true;
        }
    }

    /// Sets what to do when there is room again. To be called once, before [#behind()].
    ///
    /// @param wake run by the draining thread after [#behind()] has been true, as soon as fewer
    ///   than half of [#BEHIND_BYTES] wait; must not block. It isn't run once the outbox is closed.
    public void onRoom(Runnable wake) {
        synchronized (lock) {
            onRoom = wake;
        }
    }

    /// Sets what starts the draining thread; a virtual thread at once unless it was set.
    ///
    /// @param executor must not run the drain itself, nor wait for it
    void drainBy(Executor executor) {
        drains = executor;
    }

    /// {@return how many bytes wait, those in a running write included, pings and pongs not}
    public long queuedBytes() {
        return queuedBytes;
    }

    /// {@return whether compressed frames may be queued}
    public boolean takesCompressed() {
        return takesCompressed;
    }

    /// {@return whether nothing can be queued any more}
    public boolean isClosed() {
        return state != State.OPEN;
    }

    /// {@return the code of the close that counts; 0 if there was none}
    public int closeCode() {
        synchronized (lock) {
            return closeCode;
        }
    }

    /// Starts the time within which the transport has to end by itself.
    private void beginClose(int code) {
        state = State.CLOSING;
        closeCode = code;
        CompletableFuture<Void> timer = new CompletableFuture<>();
        over = timer;
        var _ =
                timer.orTimeout(closeMillis, TimeUnit.MILLISECONDS)
                        .exceptionally(_ -> {
                            writer.abort();
                            return null;
                        });
    }

    /// Takes note of a frame just queued; true if a drain must be started once the lock is
    /// released.
    private boolean queued() {
        queuedBytes = queue.bytes();
        boolean start = !draining;
        draining = true;
        return start;
    }

    private void startDrain(boolean start) {
        if (start) {
            drains.execute(this::drain);
        }
    }

    private void drain() {
        try {
            FrameQueue.Batch batch = next();
            while (!batch.isEmpty()) {
                batch.writeTo(writer);
                wakeAfter(batch);
                batch = next();
            }
        } catch (UncheckedIOException e) {
            LOG.log(Level.DEBUG, "the peer is gone", e);
            fail();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "draining an outbox failed", e);
            fail();
        }
    }

    private void fail() {
        end();
        writer.abort();
    }

    /// The next batch; if it is empty the drain has ended and the next frame starts another.
    private FrameQueue.Batch next() {
        synchronized (lock) {
            FrameQueue.Batch batch = queue.take();
            if (batch.isEmpty()) {
                draining = false;
                queue.rest();
            }
            return batch;
        }
    }

    private void wakeAfter(FrameQueue.Batch batch) {
        Runnable wake = null;
        synchronized (lock) {
            queue.written(batch);
            queuedBytes = queue.bytes();
            if (asked && queue.bytes() < BEHIND_BYTES / 2 && state == State.OPEN) {
                asked = false;
                wake = onRoom;
            }
        }
        if (wake != null) {
            wake.run();
        }
    }
}
