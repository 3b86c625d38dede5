package dev.outcry.server.hub;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// What waits for one socket, and how many bytes it is. Not thread-safe: guarded by its [Outbox].
///
/// Bytes stay counted until [#written], so those that sit in a blocked write are still known. Holds
/// no array while nothing waits.
final class FrameQueue {
    /// What one gather takes, unless a single frame is longer.
    static final int GATHER_BYTES = 64 << 10;

    private static final int GATHER_FRAMES = 512;

    private @Nullable ArrayDeque<Object> waiting;
    private @Nullable ArrayDeque<byte[]> controls;
    private long bytes;
    private long countedBytes;
    private int controlBytes;

    /// {@return bytes of all frames that aren't written yet, control frames excepted}
    long bytes() {
        return bytes;
    }

    /// {@return the part of [#bytes()] that counts against the budget}
    long countedBytes() {
        return countedBytes;
    }

    void addCounted(byte[] frame) {
        waiting().add(frame);
        bytes += frame.length;
        countedBytes += frame.length;
    }

    void addUncounted(byte[] frame) {
        waiting().add(new Uncounted(frame));
        bytes += frame.length;
    }

    /// Adds a frame that passes the others. Beyond the bound the oldest ones give way, as RFC 6455
    /// §5.5.3 allows.
    void addControl(byte[] frame, int boundBytes) {
        if (controls == null) {
            controls = new ArrayDeque<>(2);
        }
        controls.add(frame);
        controlBytes += frame.length;
        while (controlBytes > boundBytes && controls.size() > 1) {
            controlBytes -= controls.remove().length;
        }
    }

    /// Takes the next frames to write, control frames first; empty if nothing waits.
    Batch take() {
        int controlCount = controls == null ? 0 : controls.size();
        int waitingCount = waiting == null ? 0 : waiting.size();
        Batch batch = new Batch(Math.min(GATHER_FRAMES, controlCount + waitingCount));
        while (controls != null && !controls.isEmpty() && batch.hasRoomFor(controls.element())) {
            byte[] frame = controls.remove();
            controlBytes -= frame.length;
            batch.add(frame);
        }
        while (waiting != null && !waiting.isEmpty()) {
            boolean counted = waiting.element() instanceof byte[];
            byte[] frame =
                    waiting.element() instanceof Uncounted uncounted
                            ? uncounted.frame
                            : (byte[]) waiting.element();
            if (!batch.hasRoomFor(frame)) {
                break;
            }
            waiting.remove();
            batch.add(frame);
            batch.queuedBytes += frame.length;
            batch.countedBytes += counted ? frame.length : 0;
        }
        return batch;
    }

    /// Forgets the bytes of a batch.
    void written(Batch batch) {
        bytes -= batch.queuedBytes;
        countedBytes -= batch.countedBytes;
    }

    /// Lets go of the arrays; to be called when nothing waits.
    void rest() {
        waiting = null;
        controls = null;
    }

    /// Drops all that waits. A batch that was taken before stays counted until it is written.
    void clear() {
        if (waiting != null) {
            for (Object entry : waiting) {
                if (entry instanceof Uncounted uncounted) {
                    bytes -= uncounted.frame.length;
                } else {
                    bytes -= ((byte[]) entry).length;
                    countedBytes -= ((byte[]) entry).length;
                }
            }
        }
        controlBytes = 0;
        rest();
    }

    private ArrayDeque<Object> waiting() {
        ArrayDeque<Object> current = waiting;
        if (current == null) {
            current = new ArrayDeque<>(4);
            waiting = current;
        }
        return current;
    }

    /// Marks a frame that isn't counted against the budget; a counted one is in the queue as it is.
    private static final class Uncounted {
        private final byte[] frame;

        Uncounted(byte[] frame) {
            this.frame = frame;
        }
    }

    /// Frames of one write.
    static final class Batch {
        private final byte[][] frames;
        private int count;
        private long size;
        private long queuedBytes;
        private long countedBytes;

        private Batch(int capacity) {
            frames = new byte[capacity][];
        }

        boolean isEmpty() {
            return count == 0;
        }

        void writeTo(FrameWriter writer) {
            writer.write(frames, count);
        }

        private boolean hasRoomFor(byte[] frame) {
            return count == 0 || (count < frames.length && size + frame.length <= GATHER_BYTES);
        }

        private void add(byte[] frame) {
            frames[count++] = frame;
            size += frame.length;
        }
    }
}
