package dev.outcry.protocol;

import jakarta.json.JsonObject;
import java.util.List;
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
        new RoomWriter(out).room(room);
        return out.toBytes();
    }

    /// Writes a message, as HTTP tells it.
    ///
    /// @param message any
    /// @return UTF-8
    public static byte[] encode(MessageInfo message) {
        JsonOut out = new JsonOut();
        new RoomWriter(out).message(message);
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

    /// Writes an order, as HTTP tells it.
    ///
    /// @param order any
    /// @return UTF-8
    public static byte[] encode(OrderInfo order) {
        JsonOut out = new JsonOut();
        new TradingWriter(out).order(order);
        return out.toBytes();
    }

    /// Writes one side of a trade, as HTTP tells it.
    ///
    /// @param fill any
    /// @return UTF-8
    public static byte[] encode(FillInfo fill) {
        JsonOut out = new JsonOut();
        new TradingWriter(out).fill(fill);
        return out.toBytes();
    }

    /// Writes a balance, as HTTP tells it.
    ///
    /// @param balance any
    /// @return UTF-8
    public static byte[] encode(BalanceInfo balance) {
        JsonOut out = new JsonOut();
        new TradingWriter(out).balance(balance);
        return out.toBytes();
    }

    /// Writes what became of an order, as HTTP tells it: what `ok` carries.
    ///
    /// @param order as it is now
    /// @param fills what traded at once, oldest first
    /// @param pos of the command in the log
    /// @return UTF-8
    public static byte[] encode(OrderInfo order, List<FillInfo> fills, long pos) {
        JsonOut out = new JsonOut();
        TradingWriter writer = new TradingWriter(out);
        out.beginObject().name("order");
        writer.order(order);
        out.array("fills", fills, writer::fill).field("pos", pos).endObject();
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

    /// Reads an order as HTTP brings it: the fields of the command `order`.
    ///
    /// @param json one JSON object; unknown fields are ignored
    /// @return the command, without an id
    /// @throws ProtocolException as [#decodeCommand] does
    public static Command.Order decodeOrder(String json) {
        return CommandReader.order(json);
    }

    /// Reads an order's change as HTTP brings it: the fields of the command `amend`, but for which
    /// order is meant.
    ///
    /// @param json one JSON object; unknown fields are ignored
    /// @param order which one
    /// @return the command, without an id
    /// @throws ProtocolException as [#decodeCommand] does
    public static Command.Amend decodeAmend(String json, OrderRef order) {
        return CommandReader.amend(json, order);
    }

    /// Reads what a message is to show, as HTTP brings it: the field `card` of the command `say`.
    ///
    /// @param json `{"fill": trade}` or `{"position": symbol}`
    /// @return what is asked for
    /// @throws ProtocolException as [#decodeCommand] does
    public static CardRef decodeCard(JsonObject json) {
        return CommandReader.card(new JsonIn(json));
    }

    /// Reads a JSON object of any kind.
    ///
    /// @param json one object, and nothing behind it but white space
    /// @return the object
    /// @throws ProtocolException `bad_request` for anything else
    public static JsonObject decodeObject(String json) {
        return JsonIn.parse(json).object();
    }
}
