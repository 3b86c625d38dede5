package dev.outcry.protocol;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;

/// Reads what a server sent.
final class MessageReader {
    private MessageReader() {}

    static ServerMessage read(String json) {
        try {
            return any(JsonIn.parse(json));
        } catch (ClassCastException | NullPointerException | IndexOutOfBoundsException e) {
            throw JsonIn.bad("a field is missing, or not of its type");
        } catch (IllegalArgumentException e) {
            throw JsonIn.bad("a field is out of its range");
        }
    }

    private static ServerMessage any(JsonIn in) {
        OptionalLong id = in.optionalNumber("id");
        return switch (in.string("type")) {
            case "welcome" -> welcome(in);
            case "goodbye" -> new ServerMessage.Goodbye(in.number("retryAfter"));
            case "notice" -> new ServerMessage.Notice(in.string("text"));
            case "live" -> new ServerMessage.Live(channel(in), in.number("seq"));
            case "unsubscribed" -> new ServerMessage.Unsubscribed(channel(in), code(in));
            case "ok" -> ok(in, id);
            case "pong" ->
                    new Reply.Pong(
                            id,
                            in.number("at"),
                            in.optionalChild("positions").map(MessageReader::positions));
            case "error" ->
                    new Reply.Error(
                            id,
                            code(in),
                            in.optionalString("message").orElse(""),
                            in.optionalNumber("retryAfter"),
                            in.optionalChild("order").map(TradingReader::order));
            case "subscribed" -> subscribed(in, id);
            default -> event(in);
        };
    }

    private static ServerMessage welcome(JsonIn in) {
        Map<String, Long> limits = new LinkedHashMap<>();
        JsonIn child = in.child("limits");
        child.object().keySet().forEach(name -> limits.put(name, child.number(name)));
        return new ServerMessage.Welcome(
                in.string("session"),
                in.string("server"),
                in.number("at"),
                in.number("heartbeat"),
                in.optionalChild("user").map(MessageReader::user),
                limits);
    }

    private static Reply ok(JsonIn in, OptionalLong id) {
        Reply.Plain done = done(in, id);
        return in.optionalString("text")
                .<Reply>map(text -> new Reply.Noted(done, text))
                .orElse(done);
    }

    private static Reply.Plain done(JsonIn in, OptionalLong id) {
        if (in.has("user")) {
            return new Reply.Authenticated(
                    id, user(in.child("user")), in.optionalNumber("expiresAt"));
        }
        if (in.has("order")) {
            return new Reply.Ordered(
                    id,
                    TradingReader.order(in.child("order")),
                    list(in, "fills", TradingReader::fill),
                    in.number("pos"));
        }
        if (in.has("canceled")) {
            return new Reply.Canceled(id, (int) in.number("canceled"), in.number("pos"));
        }
        return in.has("seq")
                ? new Reply.Placed(id, in.number("seq"), in.number("pos"))
                : new Reply.Ok(id);
    }

    private static Reply subscribed(JsonIn in, OptionalLong id) {
        Channel channel = channel(in);
        return new ServerMessage.Subscribed(
                id,
                channel,
                position(in),
                in.flag("recovered"),
                in.optionalString("reason").flatMap(MessageReader::reason),
                in.optionalChild("snapshot").map(s -> snapshot(channel, s)));
    }

    private static ServerMessage.Snapshot snapshot(Channel channel, JsonIn in) {
        return switch (channel) {
            case Channel.Room room ->
                    RoomReader.snapshot(in, events(in, "events"), events(in, "pins"));
            case Channel.Presence presence ->
                    new ServerMessage.Snapshot.OfPresence(
                            (int) in.number("count"), list(in, "people", MessageReader::person));
            case Channel.Ticker ticker -> new ServerMessage.Snapshot.One(event(in));
            case Channel.Book book -> new ServerMessage.Snapshot.One(event(in));
            case Channel.Tickers tickers -> items(in);
            case Channel.Trades trades -> items(in);
            case Channel.Candles candles -> items(in);
            case Channel.Me me ->
                    new ServerMessage.Snapshot.OfMe(
                            list(in, "orders", TradingReader::order),
                            list(in, "balances", TradingReader::balance));
        };
    }

    private static ServerMessage.Snapshot items(JsonIn in) {
        return new ServerMessage.Snapshot.Items(events(in, "items"));
    }

    /// Leaves out those of types that only a later version knows.
    private static List<Event> events(JsonIn in, String name) {
        List<Event> events = new ArrayList<>();
        for (JsonValue value : in.object().getJsonArray(name)) {
            try {
                events.add(event(new JsonIn((JsonObject) value)));
            } catch (ProtocolException e) {
                if (e.code() != ErrorCode.UNKNOWN_TYPE) {
                    throw e;
                }
            }
        }
        return events;
    }

    private static Event event(JsonIn in) {
        return switch (in.string("type")) {
            case "message",
                    "deleted",
                    "edited",
                    "reacted",
                    "unreacted",
                    "pinned",
                    "unpinned",
                    "joined",
                    "left",
                    "topic",
                    "settings",
                    "role",
                    "muted",
                    "banned",
                    "unbanned" ->
                    new RoomReader(in).event();
            case "presence.changed" ->
                    new Event.PresenceChanged(
                            presence(in),
                            (int) in.number("count"),
                            list(in, "joined", MessageReader::person),
                            strings(in, "left"));
            case "typing" ->
                    new Event.Typing(presence(in), person(in.child("from")), in.flag("on"));
            case "ticker" -> ticker(in);
            case "trade" ->
                    new Event.Trade(
                            channel(in, Channel.Trades.class).symbol(),
                            in.number("seq"),
                            in.number("pos"),
                            in.number("at"),
                            in.number("trade"),
                            in.decimal("price"),
                            in.decimal("qty"),
                            one(Side.class, in.string("side")));
            case "book" ->
                    new Event.Book(
                            channel(in, Channel.Book.class).symbol(),
                            in.number("seq"),
                            in.number("pos"),
                            in.number("at"),
                            arrays(in, "bids", row -> level(row, 0)),
                            arrays(in, "asks", row -> level(row, 0)),
                            in.number("checksum"));
            case "book.delta" ->
                    new Event.BookDelta(
                            channel(in, Channel.Book.class).symbol(),
                            in.number("seq"),
                            in.number("pos"),
                            in.number("at"),
                            in.optionalNumber("prev"),
                            arrays(in, "changes", MessageReader::change),
                            in.number("checksum"));
            case "candle" -> candle(in);
            case "halted", "resumed" ->
                    new Event.Halted(
                            channel(in),
                            new Symbol(in.string("symbol")),
                            in.string("type").equals("halted"),
                            in.number("at"));
            case "order" ->
                    new Event.OrderChanged(
                            "", in.number("seq"), in.number("pos"), TradingReader.order(in));
            case "fill" ->
                    new Event.Filled(
                            "", in.number("seq"), in.number("pos"), TradingReader.fill(in));
            case "balance" ->
                    new Event.BalanceChanged(
                            "",
                            in.number("seq"),
                            in.number("pos"),
                            in.number("at"),
                            TradingReader.balance(in));
            case "mention" ->
                    new Event.Mention(
                            "",
                            in.number("seq"),
                            in.number("pos"),
                            in.number("at"),
                            new RoomId(in.string("room")),
                            in.number("message"),
                            person(in.child("from")));
            case "added" ->
                    new Event.Added(
                            "",
                            in.number("seq"),
                            in.number("pos"),
                            in.number("at"),
                            new RoomId(in.string("room")),
                            person(in.child("from")));
            case "read" ->
                    new Event.Read(
                            "",
                            in.number("seq"),
                            in.number("pos"),
                            in.number("at"),
                            new RoomId(in.string("room")),
                            in.number("message"));
            default ->
                    throw new ProtocolException(
                            ErrorCode.UNKNOWN_TYPE, "type: not known to this version");
        };
    }

    private static Event ticker(JsonIn in) {
        return new Event.Ticker(
                channel(in),
                new Symbol(in.string("symbol")),
                in.optionalDecimal("last"),
                in.optionalDecimal("bid"),
                in.optionalDecimal("bidQty"),
                in.optionalDecimal("ask"),
                in.optionalDecimal("askQty"),
                in.optionalDecimal("open24h"),
                in.optionalDecimal("high24h"),
                in.optionalDecimal("low24h"),
                in.decimal("volume24h"),
                in.optionalDecimal("change24h"),
                in.number("at"));
    }

    private static Event candle(JsonIn in) {
        Channel.Candles channel = channel(in, Channel.Candles.class);
        return new Event.Candle(
                channel.symbol(),
                channel.interval(),
                in.number("start"),
                in.decimal("open"),
                in.decimal("high"),
                in.decimal("low"),
                in.decimal("close"),
                in.decimal("volume"),
                in.number("trades"),
                in.flag("closed"));
    }

    private static ServerMessage.User user(JsonIn in) {
        return new ServerMessage.User(in.string("id"), in.string("name"), in.string("role"));
    }

    static Person person(JsonIn in) {
        return new Person(in.string("id"), in.string("name"), in.flag("guest"));
    }

    private static Event.Level level(JsonArray row, int at) {
        return new Event.Level(
                Decimal.parse(row.getString(at)), Decimal.parse(row.getString(at + 1)));
    }

    private static Event.Change change(JsonArray row) {
        return new Event.Change(
                row.getString(0).equals("bid") ? Side.BUY : Side.SELL, level(row, 1));
    }

    private static Map<Channel, Position> positions(JsonIn in) {
        Map<Channel, Position> positions = new LinkedHashMap<>();
        in.object()
                .keySet()
                .forEach(name -> positions.put(Channel.parse(name), position(in.child(name))));
        return positions;
    }

    private static Position position(JsonIn in) {
        return new Position(in.string("epoch"), in.number("seq"));
    }

    private static Channel channel(JsonIn in) {
        return Channel.parse(in.string("channel"));
    }

    static <C extends Channel> C channel(JsonIn in, Class<C> kind) {
        Channel channel = channel(in);
        if (!kind.isInstance(channel)) {
            throw JsonIn.bad("channel: not one for this type");
        }
        return kind.cast(channel);
    }

    private static RoomId presence(JsonIn in) {
        return channel(in, Channel.Presence.class).room();
    }

    private static ErrorCode code(JsonIn in) {
        return ErrorCode.of(in.string("code")).orElse(ErrorCode.INTERNAL);
    }

    /// Empty for one that only a later version knows: `recovered` says enough.
    private static Optional<ServerMessage.Reason> reason(String wire) {
        return Stream.of(ServerMessage.Reason.values())
                .filter(reason -> reason.name().toLowerCase(Locale.ROOT).equals(wire))
                .findFirst();
    }

    static <E extends Enum<E>> E one(Class<E> kind, String wire) {
        try {
            return Enum.valueOf(kind, wire.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw JsonIn.bad(kind.getSimpleName() + ": not known to this version");
        }
    }

    static List<String> strings(JsonIn in, String name) {
        return in.has(name)
                ? in.object().getJsonArray(name).getValuesAs(JsonString::getString)
                : List.of();
    }

    private static <T> List<T> list(JsonIn in, String name, Function<JsonIn, T> read) {
        List<T> all = new ArrayList<>();
        for (JsonValue value : in.object().getJsonArray(name)) {
            all.add(read.apply(new JsonIn((JsonObject) value)));
        }
        return all;
    }

    private static <T> List<T> arrays(JsonIn in, String name, Function<JsonArray, T> read) {
        List<T> all = new ArrayList<>();
        for (JsonValue value : in.object().getJsonArray(name)) {
            all.add(read.apply((JsonArray) value));
        }
        return all;
    }
}
