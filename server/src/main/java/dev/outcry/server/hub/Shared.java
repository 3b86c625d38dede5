package dev.outcry.server.hub;

import dev.outcry.protocol.Event;
import dev.outcry.protocol.RoomEvent;
import org.jspecify.annotations.Nullable;

/// An event and its finished frame, one instance for all lanes. Thread-safe.
///
/// The frame is made when the first lane has a reader for it, and never twice: another lane that
/// wants it meanwhile waits those microseconds. The same holds for the second frame, the compressed
/// one, which is made only where somebody has negotiated it.
class Shared {
    private static final int ENVELOPE_BYTES = 200;
    private static final int LEVEL_BYTES = 48;

    private final Event event;
    private volatile byte @Nullable [] frame;
    private volatile byte @Nullable [] compressed; // the frame itself where it doesn't pay

    Shared(Event event) {
        this.event = event;
    }

    /// {@return as on the wire}
    final Event event() {
        return event;
    }

    /// {@return the finished frame; not to be changed}
    final byte[] frame() {
        byte[] made = frame;
        return made == null ? make() : made;
    }

    /// {@return the frame for those who take compressed ones; not to be changed}
    ///
    /// @param compressor the lane's, which says what pays
    final byte[] compressed(Compressor compressor) {
        byte[] made = compressed;
        return made == null ? compress(compressor) : made;
    }

    private synchronized byte[] compress(Compressor compressor) {
        byte[] made = compressed;
        if (made == null) {
            made = compressor.compress(frame());
            compressed = made;
        }
        return made;
    }

    private synchronized byte[] make() {
        byte[] made = frame;
        if (made == null) {
            made = Wire.frame(event);
            frame = made;
        }
        return made;
    }

    /// {@return about how many bytes the frame has or would have, rather more than less; a
    /// compressed one beside it has three quarters of that at most}
    final int sizeEstimate() {
        byte[] made = frame;
        if (made != null) {
            return made.length;
        }
        return ENVELOPE_BYTES
                + switch (event) {
                    case Event.Message message -> 3 * message.text().map(String::length).orElse(0);
                    case RoomEvent.Edited edited -> 3 * edited.text().map(String::length).orElse(0);
                    case Event.BookDelta delta -> LEVEL_BYTES * delta.changes().size();
                    default -> 0;
                };
    }
}
