package dev.outcry.server.api;

import dev.outcry.protocol.Codec;
import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.Ids;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.ProtocolException;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.RoomInfo;
import dev.outcry.protocol.ServerMessage;
import dev.outcry.server.floor.FloorCommand;
import dev.outcry.server.floor.Result;
import dev.outcry.server.session.Keys;
import dev.outcry.server.session.Texts;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Optional;

/// Rooms, their messages, and who is there.
final class RoomCalls {
    private static final int MAX_NAME = 80;
    private static final int MAX_TOPIC = 250;
    private static final long MAX_EXACT = (1L << 53) - 1;

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
        calls.add(
                "GET",
                "/rooms/{room}",
                request -> Answer.ok(Json.of(Codec.encode(reads.room(request.room())))));
        calls.add("GET", "/rooms/{room}/messages", this::messages);
        calls.add("POST", "/rooms/{room}/messages", this::say);
        calls.add("GET", "/rooms/{room}/presence", this::presence);
    }

    private Answer list(Request request) {
        List<RoomInfo> rooms =
                reads.ask(view -> view.rooms().stream().filter(RoomCalls::isPublic).toList());
        return Answer.ok(Json.items(rooms, Codec::encode));
    }

    private static boolean isPublic(RoomInfo room) {
        return room.visibility() == RoomInfo.Visibility.PUBLIC;
    }

    private Answer create(Request request) {
        Person by = request.person();
        Fields fields = request.fields();
        String id = fields.string("room");
        if (!Ids.isSlug(id)) {
            throw Fields.bad(
                    "room: must be 1 to 64 of a-z, 0-9, _ and -, and start with a letter or digit");
        }
        if (Ids.RESERVED.contains(id)) {
            throw new ProtocolException(ErrorCode.ROOM_EXISTS, "room: that id is reserved");
        }
        if (!fields.optionalString("visibility").orElse("public").equals("public")) {
            throw Fields.bad("visibility: must be public");
        }
        RoomId room = new RoomId(id);
        FloorCommand command =
                new FloorCommand.CreateRoom(
                        Optional.of(by),
                        room,
                        Texts.line("name", fields.string("name"), 1, MAX_NAME),
                        Texts.line(
                                "topic", fields.optionalString("topic").orElse(""), 0, MAX_TOPIC),
                        RoomInfo.Visibility.PUBLIC);
        return writes.submit(
                Keys.once(by.id(), request.key(fields.optionalString("key")), command),
                _ -> Answer.created(Json.of(Codec.encode(reads.room(room)))));
    }

    private Answer messages(Request request) {
        RoomId room = reads.room(request.room()).room();
        Request.Page page = request.page();
        return Answer.ok(
                Json.items(
                        backend.messages(room, page.before(), page.after(), page.limit()),
                        Codec::encode));
    }

    private Answer say(Request request) {
        Person by = request.person();
        Fields fields = request.fields();
        FloorCommand command =
                Texts.say(
                        by,
                        request.room(),
                        fields.string("text"),
                        fields.optionalInteger("replyTo", 1, MAX_EXACT),
                        request.key(fields.optionalString("key")));
        return writes.submit(command, decided -> placed(decided.result()));
    }

    private static Answer placed(Result result) {
        if (result instanceof Result.Placed placed) {
            return Answer.created(
                    Json.of(Json.object().add("seq", placed.seq()).add("pos", placed.pos())));
        }
        throw new IllegalStateException("a message is placed or refused");
    }

    private Answer presence(Request request) {
        ServerMessage.Snapshot.OfPresence presence =
                backend.presence(reads.room(request.room()).room());
        JsonArrayBuilder people = Json.array();
        for (Person person : presence.people()) {
            JsonObjectBuilder one = Json.object().add("id", person.id()).add("name", person.name());
            people.add(person.guest() ? one.add("guest", true) : one);
        }
        return Answer.ok(
                Json.of(Json.object().add("count", presence.count()).add("people", people)));
    }
}
