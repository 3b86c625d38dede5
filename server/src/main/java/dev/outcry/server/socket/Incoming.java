package dev.outcry.server.socket;

/// One thing that a peer said.
sealed interface Incoming {
    /// A whole message, its fragments joined.
    record Text(String text) implements Incoming {}

    /// A ping; its answer is the pong frame of the same payload.
    final class Ping implements Incoming {
        private final byte[] payload;

        Ping(byte[] payload) {
            this.payload = payload;
        }

        byte[] payload() {
            return payload;
        }
    }

    /// A pong, asked for or not.
    record Pong() implements Incoming {}

    /// The peer's close; code is [dev.outcry.server.hub.Frames#NO_STATUS] if it gave none.
    record Close(int code) implements Incoming {}
}
