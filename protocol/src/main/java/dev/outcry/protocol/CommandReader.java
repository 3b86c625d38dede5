package dev.outcry.protocol;

import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Reads what a client sent.
final class CommandReader {
    private static final int MAX_HISTORY = 300;
    private static final int MAX_INTERVAL_MILLIS = 3_600_000;
    private static final int MAX_CHANNELS = 256;
    private static final int MAX_EPOCH = 64;
    private static final int MAX_KEY = 64;
    private static final int MAX_EMOJI = 64;
    private static final int MAX_GRACE_MILLIS = 60_000;
    private static final long MAX_AFTER_MILLIS = 86_400_000;

    private final JsonIn in;
    private final OptionalLong id;
    private final Optional<RoomId> room;

    private CommandReader(JsonIn in, OptionalLong id, Optional<RoomId> room) {
        this.in = in;
        this.id = id;
        this.room = room;
    }

    static Command read(String json, Optional<RoomId> room) {
        JsonIn in = JsonIn.parse(json);
        OptionalLong id = in.optionalNumber("id");
        try {
            return new CommandReader(in, id, room).command();
        } catch (ProtocolException e) {
            throw new ProtocolException(e.code(), e.getMessage(), id);
        }
    }

    static Command.Order order(String json) {
        return new CommandReader(JsonIn.parse(json), OptionalLong.empty(), Optional.empty())
                .order();
    }

    static Command.Amend amend(String json, OrderRef order) {
        return new CommandReader(JsonIn.parse(json), OptionalLong.empty(), Optional.empty())
                .amend(order);
    }

    private Command command() {
        String type = in.string("type");
        return switch (type) {
            case "ping" -> new Command.Ping(id, in.flag("positions"));
            case "authenticate" -> new Command.Authenticate(id, in.string("token"));
            case "subscribe" -> subscribe();
            case "unsubscribe" -> new Command.Unsubscribe(id, Channel.parse(in.string("channel")));
            case "say" ->
                    new Command.Say(
                            id,
                            room(),
                            in.string("text"),
                            in.optionalNumber("replyTo"),
                            in.optionalChild("card").map(CommandReader::card),
                            key());
            case "edit" -> new Command.Edit(id, room(), message(), in.string("text"), key());
            case "delete" -> new Command.Delete(id, room(), message(), key());
            case "react" -> new Command.React(id, room(), message(), emoji(), key());
            case "unreact" -> new Command.Unreact(id, room(), message(), emoji(), key());
            case "pin" -> new Command.Pin(id, room(), message(), key());
            case "unpin" -> new Command.Unpin(id, room(), message(), key());
            case "join" -> new Command.Join(id, room(), in.optionalString("invite"), key());
            case "leave" -> new Command.Leave(id, room(), key());
            case "read" -> new Command.Read(id, room(), in.number("seq"));
            case "order" -> order();
            case "amend" -> amend(new OrderReader(in).ref());
            case "cancel" -> new Command.Cancel(id, new OrderReader(in).ref(), key());
            case "cancelAll" ->
                    new Command.CancelAll(
                            id,
                            in.optionalString("symbol").map(Symbol::new),
                            new OrderReader(in).optionalSide(),
                            key());
            case "cancelOnDisconnect" ->
                    new Command.CancelOnDisconnect(
                            id,
                            in.requiredFlag("on"),
                            in.optionalInt("grace", 0, MAX_GRACE_MILLIS).orElse(0));
            case "cancelAllAfter" -> new Command.CancelAllAfter(id, after());
            case "typing" -> new Command.Typing(id, room(), in.requiredFlag("on"));
            default ->
                    throw new ProtocolException(
                            ErrorCode.UNKNOWN_TYPE, "type: there is no such command");
        };
    }

    private Command.Order order() {
        return new Command.Order(id, new OrderReader(in).spec(), in.flag("validate"), key());
    }

    private Command.Amend amend(OrderRef order) {
        OrderReader reader = new OrderReader(in);
        Optional<Decimal> qty = reader.qty("qty");
        Optional<Decimal> price = reader.price("price");
        if (qty.isEmpty() && price.isEmpty()) {
            throw JsonIn.bad("qty: give qty, price or both");
        }
        return new Command.Amend(id, order, qty, price, key());
    }

    private long after() {
        long millis = in.number("ms");
        if (millis > MAX_AFTER_MILLIS) {
            throw JsonIn.bad("ms: must be from 0 to 86400000, a day");
        }
        return millis;
    }

    private Command subscribe() {
        Optional<Position> since = in.optionalChild("since").map(CommandReader::position);
        OptionalInt history = in.optionalInt("history", 0, MAX_HISTORY);
        OptionalInt interval = in.optionalInt("interval", 0, MAX_INTERVAL_MILLIS);
        OptionalInt depth = in.optionalInt("depth", 1, 1000);
        if (depth.isPresent() && !List.of(10, 50, 1000).contains(depth.getAsInt())) {
            throw JsonIn.bad("depth: must be 10, 50 or 1000");
        }
        boolean many = in.has("channels");
        if (many == in.has("channel")) {
            throw JsonIn.bad("channel: give either channel or channels");
        }
        if (many && since.isPresent()) {
            throw JsonIn.bad("since: goes with channel, not with channels");
        }
        List<Command.Following> followings = new ArrayList<>();
        for (Channel channel : many ? channels() : List.of(Channel.parse(in.string("channel")))) {
            followings.add(new Command.Following(channel, since, history, interval, depth));
        }
        return new Command.Subscribe(id, followings, many);
    }

    private List<Channel> channels() {
        if (!(in.object().get("channels") instanceof JsonArray array)
                || array.isEmpty()
                || array.size() > MAX_CHANNELS) {
            throw JsonIn.bad("channels: must be an array of 1 to 256 names");
        }
        List<Channel> channels = new ArrayList<>();
        for (JsonValue value : array) {
            if (!(value instanceof JsonString name)) {
                throw JsonIn.bad("channels: must be an array of 1 to 256 names");
            }
            channels.add(Channel.parse(name.getString()));
        }
        return channels;
    }

    private static Position position(JsonIn since) {
        String epoch = since.string("epoch");
        if (epoch.length() > MAX_EPOCH) {
            throw JsonIn.bad("since.epoch: is longer than any epoch");
        }
        return new Position(epoch, since.number("seq"));
    }

    private RoomId room() {
        return in.optionalString("room")
                .map(RoomId::new)
                .or(() -> room)
                .orElseThrow(() -> JsonIn.bad("room: is missing"));
    }

    private long message() {
        return in.number("message");
    }

    private String emoji() {
        String emoji = in.string("emoji");
        if (emoji.isEmpty() || emoji.length() > MAX_EMOJI) {
            throw JsonIn.bad("emoji: must be 1 to 64 characters");
        }
        return emoji;
    }

    /// Reads what `say` asks to show.
    static CardRef card(JsonIn card) {
        if (card.has("fill") == card.has("position")) {
            throw JsonIn.bad("card: give either fill or position");
        }
        return card.has("fill")
                ? new CardRef.OfFill(card.number("fill"))
                : new CardRef.OfPosition(new Symbol(card.string("position")));
    }

    private Optional<String> key() {
        Optional<String> key = in.optionalString("key");
        if (key.isPresent() && !isKey(key.get())) {
            throw JsonIn.bad("key: must be 1 to 64 printable ASCII characters");
        }
        return key;
    }

    private static boolean isKey(String key) {
        return !key.isEmpty()
                && key.length() <= MAX_KEY
                && key.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
    }
}
