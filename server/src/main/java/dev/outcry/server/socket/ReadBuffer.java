package dev.outcry.server.socket;

import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PlainSocket;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/// Lets go of the buffer through which Helidon's sockets read requests: 8 KiB for as long as a
/// connection lives, more than all the rest of it, and after the upgrade nobody reads through it.
///
/// There is no way but reflection. Where Helidon or the JDK no longer allows it nothing breaks,
/// connections only cost what they cost before.
final class ReadBuffer {
    private static final Logger LOG = System.getLogger(ReadBuffer.class.getName());
    private static final byte[] NONE = new byte[0];
    private static final @Nullable Field FIELD = find();

    private ReadBuffer() {}

    /// {@return whether the buffer is gone; if so [HelidonSocket#get()] can't be used any more}
    static boolean release(HelidonSocket socket) {
        if (FIELD == null || !(socket instanceof PlainSocket)) {
            return false;
        }
        try {
            FIELD.set(socket, NONE);
            return true;
        } catch (IllegalAccessException e) {
            LOG.log(Level.DEBUG, "the read buffer can't be released", e);
            return false;
        }
    }

    private static @Nullable Field find() {
        try {
            Field field = PlainSocket.class.getDeclaredField("readBuffer");
            field.setAccessible(true);
            return field;
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(Level.DEBUG, "Helidon's sockets have changed", e);
            return null;
        }
    }
}
