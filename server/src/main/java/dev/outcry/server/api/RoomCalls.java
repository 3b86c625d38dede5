package dev.outcry.server.api;

import dev.outcry.protocol.Codec;
import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.Ids;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.ProtocolException;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.RoomInfo;
import dev.outcry.protocol.RoomRole;
import dev.outcry.protocol.ServerMessage;
import dev.outcry.server.floor.FloorCommand;
import dev.outcry.server.floor.RoomCommand;
import dev.outcry.server.floor.RoomMember;
import dev.outcry.server.hub.RoomView;
import dev.outcry.server.session.Keys;
import dev.outcry.server.session.Talk;
import dev.outcry.server.session.Texts;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/// Rooms, and who is there.
final class RoomCalls {
    private static final int MAX_NAME = 80;
    private static final int MAX_TOPIC = 250;
    private static final int MAX_SLOW_SECONDS = 86_400;
    private static final int MOST_UNREAD = 1_000;

    private final Backend backend;
    private final Reads reads;
    private final Writes writes;

    RoomCalls(Backend backend, Reads reads, Writes writes) {
        this.backend = backend;
        this.reads = reads;
        this.writes = writes;
    }

    void register(Call.Registry calls) {
        calls.add("GET", "/rooms", this::list);
        calls.add("POST", "/rooms", this::create);
        calls.add("GET", "/rooms/{room}", request -> Answer.ok(json(request, request.room())));
        calls.add("PATCH", "/rooms/{room}", this::change);
        calls.add("DELETE", "/rooms/{room}", this::drop);
        calls.add("PUT", "/direct/{user}", this::direct);
        calls.add("GET", "/rooms/{room}/presence", this::presence);
    }

    /// A room as somebody sees it.
    ///
    /// @param info the room
    /// @param role theirs; empty for who isn't a member
    /// @param read how far they have read
    private record Seen(RoomInfo info, Optional<RoomRole> role, long read) {
        static Seen of(RoomView view, Optional<String> user) {
            return new Seen(
                    view.info(user),
                    user.flatMap(view::member).flatMap(RoomMember::role),
                    user.map(view::read).orElse(0L));
        }

        boolean isNamed(String words) {
            return (info.room() + "\n" + info.name() + "\n" + info.topic())
                    .toLowerCase(Locale.ROOT)
                    .contains(words);
        }
    }

    private Answer list(Request request) {
        Optional<String> user = request.caller().map(ServerMessage.User::id);
        Map<RoomId, Seen> seen = new TreeMap<>();
        reads.ask(view -> {
            view.rooms()
                    .forEach(info -> seen.put(info.room(), new Seen(info, Optional.empty(), 0)));
            user.map(view::roomsOf)
                    .orElse(List.of())
                    .forEach(own -> seen.put(own.info(user).room(), Seen.of(own, user)));
            return seen.size();
        });
        String words = request.query("q").orElse("").toLowerCase(Locale.ROOT);
        JsonArrayBuilder items = Json.array();
        seen.values().stream()
                .filter(room -> room.isNamed(words))
                .forEach(room -> items.add(describe(room, user)));
        return Answer.ok(Json.of(Json.object().add("items", items)));
    }

    private Json json(Request request, RoomId id) {
        Optional<String> user = request.caller().map(ServerMessage.User::id);
        return Json.of(describe(reads.look(id, request, view -> Seen.of(view, user)), user));
    }

    private JsonObjectBuilder describe(Seen room, Optional<String> user) {
        JsonObjectBuilder json = Json.object(Json.read(Codec.encode(room.info())));
        room.role()
                .ifPresent(role ->
                        json.add("role", role.toString())
                                .add("read", room.read())
                                .add(
                                        "unread",
                                        backend.records()
                                                .unread(
                                                        room.info().room(),
                                                        user.orElseThrow(),
                                                        room.read(),
                                                        MOST_UNREAD)));
        return json;
    }

    private Answer create(Request request) {
        RoomCommand.By by = request.by();
        Fields fields = request.fields();
        String id = fields.string("room");
        if (!Ids.isSlug(id)) {
            throw Fields.bad(
                    "room: must be 1 to 64 of a-z, 0-9, _ and -, and start with a letter or digit");
        }
        if (Ids.RESERVED.contains(id) || id.startsWith(Talk.DIRECT)) {
            throw new ProtocolException(ErrorCode.ROOM_EXISTS, "room: that id is taken");
        }
        RoomId room = new RoomId(id);
        FloorCommand command =
                new RoomCommand.OpenRoom(
                        by,
                        room,
                        name(fields.string("name")),
                        topic(fields.optionalString("topic").orElse("")),
                        fields.optionalString("visibility")
                                .map(RoomCalls::visibility)
                                .orElse(RoomInfo.Visibility.PUBLIC));
        return writes.submit(
                Keys.once(by.id(), request.key(fields.optionalString("key")), command),
                _ -> Answer.created(json(request, room)));
    }

    private static String name(String name) {
        return Texts.line("name", name, 1, MAX_NAME);
    }

    private static String topic(String topic) {
        return Texts.line("topic", topic, 0, MAX_TOPIC);
    }

    private static RoomInfo.Visibility visibility(String name) {
        return switch (name) {
            case "public" -> RoomInfo.Visibility.PUBLIC;
            case "private" -> RoomInfo.Visibility.PRIVATE;
            default -> throw Fields.bad("visibility: must be public or private");
        };
    }

    private Answer change(Request request) {
        RoomCommand.By by = request.by();
        Fields fields = request.fields();
        OptionalLong slow = fields.optionalInteger("slow", 0, MAX_SLOW_SECONDS);
        FloorCommand command =
                new RoomCommand.ChangeRoom(
                        by,
                        request.room(),
                        fields.optionalString("name").map(RoomCalls::name),
                        fields.optionalString("topic").map(RoomCalls::topic),
                        fields.optionalString("visibility").map(RoomCalls::visibility),
                        slow.isPresent()
                                ? OptionalInt.of((int) slow.getAsLong())
                                : OptionalInt.empty(),
                        fields.optionalFlag("readOnly"),
                        fields.optionalFlag("archived"));
        return writes.submit(
                Keys.once(by.id(), request.key(fields.optionalString("key")), command),
                _ -> seen(request));
    }

    /// {@return the room as it is now; nothing for who has hidden it from themselves}
    private Answer seen(Request request) {
        try {
            return Answer.ok(json(request, request.room()));
        } catch (ProtocolException e) {
            return new Answer.Nothing();
        }
    }

    private Answer drop(Request request) {
        RoomCommand.By by = request.by();
        return writes.submit(
                Keys.once(by.id(), request.key(), new RoomCommand.DropRoom(by, request.room())),
                _ -> new Answer.Nothing());
    }

    private Answer direct(Request request) {
        RoomCommand.By by = request.by();
        String user = request.parameter("user");
        if (user.equals(by.id())) {
            throw Fields.bad("user: is yourself");
        }
        Person other =
                backend.person(user)
                        .orElseThrow(() ->
                                new ProtocolException(
                                        ErrorCode.USER_NOT_FOUND, "user: there is none"));
        RoomId room = direct(by.id(), other.id());
        return writes.submit(
                Keys.once(by.id(), request.key(), new RoomCommand.OpenDirect(by, room, other)),
                _ -> Answer.ok(json(request, room)));
    }

    /// {@return the room of two people: where one of them had another id before, it isn't called
    /// after them}
    private RoomId direct(String one, String other) {
        return reads.ask(view ->
                        view.roomsOf(one).stream()
                                .filter(room -> room.member(other).isPresent())
                                .map(room -> room.info(Optional.empty()))
                                .filter(info -> info.visibility() == RoomInfo.Visibility.DIRECT)
                                .map(RoomInfo::room)
                                .findFirst())
                .orElseGet(() -> Talk.direct(one, other));
    }

    private Answer presence(Request request) {
        ServerMessage.Snapshot.OfPresence presence =
                backend.presence(reads.room(request.room(), request).room());
        JsonArrayBuilder people = Json.array();
        for (Person person : presence.people()) {
            people.add(Json.person(person));
        }
        return Answer.ok(
                Json.of(Json.object().add("count", presence.count()).add("people", people)));
    }
}
