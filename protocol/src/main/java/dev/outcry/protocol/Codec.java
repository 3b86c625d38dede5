package dev.outcry.protocol;

import java.util.Optional;

/// JSON to wire types and back. Stateless; any thread.
public final class Codec {
    private Codec() {}

    /// Writes what the server sends.
    ///
    /// @param message anything it sends
    /// @return UTF-8
    public static byte[] encode(ServerMessage message) {
        JsonOut out = new JsonOut();
        new MessageWriter(out).write(message);
        return out.toBytes();
    }

    /// Writes a room, as HTTP tells it.
    ///
    /// @param room any
    /// @return UTF-8
    public static byte[] encode(RoomInfo room) {
        JsonOut out = new JsonOut();
        new MessageWriter(out).room(room);
        return out.toBytes();
    }

    /// Writes a market, as HTTP tells it.
    ///
    /// @param market any
    /// @return UTF-8
    public static byte[] encode(MarketInfo market) {
        JsonOut out = new JsonOut();
        new MessageWriter(out).market(market);
        return out.toBytes();
    }

    /// Writes a user, as HTTP tells it.
    ///
    /// @param user any
    /// @return UTF-8
    public static byte[] encode(ServerMessage.User user) {
        JsonOut out = new JsonOut();
        new MessageWriter(out).user(user);
        return out.toBytes();
    }

    /// Writes what a client sends.
    ///
    /// @param command any
    /// @return UTF-8
    public static byte[] encode(Command command) {
        return CommandWriter.write(command);
    }

    /// Reads what a client sent.
    ///
    /// @param json one JSON object; unknown fields are ignored
    /// @param room what `room` means where it is left out
    /// @return a command that is valid in itself
    /// @throws ProtocolException says what is wrong, with the id where that could be read
    public static Command decodeCommand(String json, Optional<RoomId> room) {
        return CommandReader.read(json, room);
    }

    /// Reads what a server sent.
    ///
    /// @param json one JSON object; unknown fields are ignored
    /// @return the message
    /// @throws ProtocolException `unknown_type` for a type of a later version, `bad_request` for
    ///   what can't be read
    public static ServerMessage decodeMessage(String json) {
        return MessageReader.read(json);
    }
}
