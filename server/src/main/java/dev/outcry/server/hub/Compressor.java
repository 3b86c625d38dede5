package dev.outcry.server.hub;

import dev.outcry.protocol.Channel;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.ServerMessage;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/// Compresses what one lane sends to those who have negotiated permessage-deflate. For the lane's
/// thread alone, but for the figures.
///
/// No context is taken over from message to message, so one compressed frame suits all of them.
/// Compressed are, and only where that leaves three quarters at most,
///
/// - events of rooms from 256 bytes on: smaller ones save some thirty bytes, for which every reader
///   would pay 2 to 3 µs;
/// - `subscribed` from 1 KiB on, of all channels but `me`: what is one user's alone shall not show
///   in how well it compresses.
///
/// Tickers, trades, deltas and candles never are: each is short, there are many of them, and most
/// are seen by few.
final class Compressor implements AutoCloseable {
    private static final int MIN_EVENT_BYTES = 256;
    private static final int MIN_SNAPSHOT_BYTES = 1_024;

    /// Beyond it a lane would stand still for more than some milliseconds.
    private static final int MAX_BYTES = 256 << 10;

    /// What a flush ends with, and the extension leaves out.
    private static final int TAIL_BYTES = 4;

    private final Counter sentBytes = new Counter();
    private final Counter savedBytes = new Counter();
    private @Nullable Deflater deflater; // 260 KB of native memory, so not before it is needed

    /// {@return the frame of an event for a peer that takes compressed ones}
    byte[] frame(Shared shared) {
        byte[] plain = shared.frame();
        return plain.length >= MIN_EVENT_BYTES && shared.event() instanceof Event.OfRoom
                ? count(plain, shared.compressed(this))
                : plain;
    }

    /// {@return the frame of a message for a peer that takes compressed ones}
    ///
    /// @param message what the frame holds
    /// @param plain its finished frame
    byte[] frame(ServerMessage message, byte[] plain) {
        return plain.length >= MIN_SNAPSHOT_BYTES
                        && message instanceof ServerMessage.Subscribed subscribed
                        && !(subscribed.channel() instanceof Channel.Me)
                ? count(plain, compress(plain))
                : plain;
    }

    /// {@return a compressed frame of the same text, or the frame itself where that doesn't pay}
    ///
    /// Costs about 10 µs for a usual message, and 70 to 300 µs for a usual snapshot; what was
    /// measured is in `docs/benchmarks.md`.
    ///
    /// @param plain a finished text frame
    byte[] compress(byte[] plain) {
        int offset = Frames.payloadOffset(plain);
        int length = plain.length - offset;
        if (length > MAX_BYTES) {
            return plain;
        }
        int most = length - length / 4 + TAIL_BYTES;
        byte[] deflated = new byte[most + 1];
        Deflater used = deflater();
        used.setInput(plain, offset, length);
        int size = used.deflate(deflated, 0, deflated.length, Deflater.SYNC_FLUSH);
        used.reset();
        return size > most ? plain : Frames.compressedText(deflated, size - TAIL_BYTES);
    }

    /// {@return bytes of all compressed frames that were handed out}
    long sentBytes() {
        return sentBytes.get();
    }

    /// {@return how many more bytes those would have been uncompressed}
    long savedBytes() {
        return savedBytes.get();
    }

    @Override
    public void close() {
        if (deflater != null) {
            deflater.end();
            deflater = null;
        }
    }

    private Deflater deflater() {
        Deflater made = deflater;
        if (made == null) {
            // The fastest: level 6 takes three times as long or more on a snapshot, for a fifth
            // less.
            made = new Deflater(Deflater.BEST_SPEED, true);
            deflater = made;
        }
        return made;
    }

    private byte[] count(byte[] plain, byte[] sent) {
        if (sent.length < plain.length) {
            sentBytes.add(sent.length);
            savedBytes.add(plain.length - sent.length);
        }
        return sent;
    }
}
