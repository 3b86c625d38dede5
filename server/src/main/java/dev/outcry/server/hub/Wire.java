package dev.outcry.server.hub;

import dev.outcry.protocol.Codec;
import dev.outcry.protocol.ServerMessage;

/// From messages to frames.
final class Wire {
    private Wire() {}

    /// {@return the finished frame of a message}
    static byte[] frame(ServerMessage message) {
        return Frames.text(Codec.encode(message));
    }
}
