package dev.outcry.protocol;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads what [RoomWriter] writes.
///
/// @param in one event
/// @param room where it happened
/// @param seq see [Event.Sequenced#seq()]
/// @param pos see [Event.Sequenced#pos()]
/// @param at see [Event.Sequenced#at()]
/// @param from who did it
record RoomReader(JsonIn in, RoomId room, long seq, long pos, long at, Person from) {
    RoomReader(JsonIn in) {
        this(
                in,
                MessageReader.channel(in, Channel.Room.class).room(),
                in.number("seq"),
                in.number("pos"),
                in.number("at"),
                MessageReader.person(in.child("from")));
    }

    Event.OfRoom event() {
        return switch (in.string("type")) {
            case "message" -> message();
            case "deleted" -> new Event.Deleted(room, seq, pos, at, from, number("message"));
            case "edited" ->
                    new RoomEvent.Edited(
                            room, seq, pos, at, from, number("message"), in.optionalString("text"));
            case "reacted" ->
                    new RoomEvent.Reacted(
                            room, seq, pos, at, from, number("message"), in.string("emoji"));
            case "unreacted" ->
                    new RoomEvent.Unreacted(
                            room, seq, pos, at, from, number("message"), in.string("emoji"));
            case "pinned" -> new RoomEvent.Pinned(room, seq, pos, at, from, number("message"));
            case "unpinned" -> new RoomEvent.Unpinned(room, seq, pos, at, from, number("message"));
            case "joined" ->
                    new RoomEvent.Joined(room, seq, pos, at, from, in.optionalString("by"));
            case "left" -> new RoomEvent.Left(room, seq, pos, at, from, in.optionalString("by"));
            case "topic" ->
                    new RoomEvent.TopicChanged(room, seq, pos, at, from, in.string("topic"));
            case "settings" ->
                    new RoomEvent.SettingsChanged(
                            room,
                            seq,
                            pos,
                            at,
                            from,
                            in.string("name"),
                            visibility(in),
                            (int) number("slow"),
                            in.flag("readOnly"),
                            in.flag("archived"));
            case "role" ->
                    new RoomEvent.RoleChanged(
                            room,
                            seq,
                            pos,
                            at,
                            from,
                            in.string("user"),
                            MessageReader.one(RoomRole.class, in.string("role")));
            case "muted" ->
                    new RoomEvent.Muted(
                            room,
                            seq,
                            pos,
                            at,
                            from,
                            in.string("user"),
                            in.optionalNumber("until"));
            case "banned" -> new RoomEvent.Banned(room, seq, pos, at, from, in.string("user"));
            case "unbanned" -> new RoomEvent.Unbanned(room, seq, pos, at, from, in.string("user"));
            default -> throw new IllegalStateException("not an event of a room");
        };
    }

    private long number(String name) {
        return in.number(name);
    }

    private Event.Message message() {
        Map<Symbol, Decimal> prices = new LinkedHashMap<>();
        in.optionalChild("prices")
                .ifPresent(child ->
                        child.object()
                                .keySet()
                                .forEach(
                                        name -> prices.put(new Symbol(name), child.decimal(name))));
        return new Event.Message(
                room,
                seq,
                pos,
                at,
                from,
                in.optionalString("text"),
                in.optionalNumber("replyTo"),
                MessageReader.strings(in, "mentions"),
                prices,
                in.optionalChild("card").flatMap(RoomReader::card),
                in.flag("deleted"));
    }

    /// Empty for one of a kind that only a later version knows: the message stands without it.
    private static Optional<Card> card(JsonIn in) {
        return switch (in.string("kind")) {
            case "fill" ->
                    Optional.of(
                            new Card.Fill(
                                    new Symbol(in.string("symbol")),
                                    MessageReader.one(Side.class, in.string("side")),
                                    in.decimal("price"),
                                    in.decimal("qty"),
                                    in.number("at")));
            case "position" ->
                    Optional.of(
                            new Card.Position(
                                    new Symbol(in.string("symbol")),
                                    in.decimal("qty"),
                                    in.decimal("average"),
                                    in.optionalDecimal("last"),
                                    in.optionalDecimal("pnl")));
            default -> Optional.empty();
        };
    }

    static ServerMessage.Snapshot.OfRoom snapshot(JsonIn in, List<Event> events, List<Event> pins) {
        return new ServerMessage.Snapshot.OfRoom(
                room(in.child("room")), events, pins, in.optionalChild("you").map(RoomReader::you));
    }

    private static ServerMessage.Snapshot.You you(JsonIn in) {
        return new ServerMessage.Snapshot.You(
                in.optionalString("role").map(role -> MessageReader.one(RoomRole.class, role)),
                in.optionalNumber("mutedUntil"),
                in.number("read"));
    }

    private static RoomInfo room(JsonIn in) {
        return new RoomInfo(
                new RoomId(in.string("room")),
                in.string("name"),
                in.string("topic"),
                visibility(in),
                (int) in.number("slow"),
                (int) in.number("members"),
                in.number("seq"),
                in.flag("readOnly"),
                in.flag("archived"));
    }

    private static RoomInfo.Visibility visibility(JsonIn in) {
        return MessageReader.one(RoomInfo.Visibility.class, in.string("visibility"));
    }
}
