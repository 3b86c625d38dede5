package dev.outcry.server.api;

import dev.outcry.protocol.Codec;
import dev.outcry.protocol.Command;
import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.MessageInfo;
import dev.outcry.protocol.ProtocolException;
import dev.outcry.protocol.RoomId;
import dev.outcry.server.floor.Result;
import dev.outcry.server.session.Talk;
import dev.outcry.server.store.RoomRecords;
import jakarta.json.JsonArrayBuilder;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;

/// What is said in rooms, and what becomes of it.
final class MessageCalls {
    private static final long MAX_EXACT = (1L << 53) - 1;
    private static final String MESSAGE = "/rooms/{room}/messages/{message}";

    private final Backend backend;
    private final Reads reads;
    private final Writes writes;
    private final Talk talk;

    MessageCalls(Backend backend, Reads reads, Writes writes) {
        this.backend = backend;
        this.reads = reads;
        this.writes = writes;
        this.talk = new Talk(backend);
    }

    void register(Call.Registry calls) {
        calls.add("GET", "/rooms/{room}/messages", this::messages);
        calls.add("POST", "/rooms/{room}/messages", this::say);
        calls.add("PATCH", MESSAGE, this::edit);
        calls.add("DELETE", MESSAGE, this::delete);
        calls.add("GET", MESSAGE + "/edits", this::edits);
        calls.add("PUT", MESSAGE + "/reactions/{emoji}", this::react);
        calls.add("DELETE", MESSAGE + "/reactions/{emoji}", this::unreact);
        calls.add("GET", "/rooms/{room}/pins", this::pins);
        calls.add("PUT", "/rooms/{room}/pins/{message}", this::pin);
        calls.add("DELETE", "/rooms/{room}/pins/{message}", this::unpin);
        calls.add("PUT", "/rooms/{room}/read", this::read);
    }

    private Answer messages(Request request) {
        RoomId room = reads.room(request.room(), request).room();
        Request.Page page = request.page();
        OptionalLong replyTo = request.number("replyTo");
        List<MessageInfo> found =
                replyTo.isPresent()
                        ? backend.records()
                                .replies(
                                        room,
                                        replyTo.getAsLong(),
                                        page.before(),
                                        page.after(),
                                        page.limit())
                        : backend.records()
                                .messages(room, page.before(), page.after(), page.limit());
        return Answer.ok(Json.items(found, Codec::encode));
    }

    private Answer pins(Request request) {
        List<Long> pins = reads.look(request, view -> view.pins());
        return Answer.ok(
                Json.items(backend.records().messages(request.room(), pins), Codec::encode));
    }

    private Answer edits(Request request) {
        reads.moderate(request, _ -> true);
        List<RoomRecords.Edition> editions =
                backend.records().editions(request.room(), request.message());
        if (editions.isEmpty()) {
            throw new ProtocolException(
                    ErrorCode.MESSAGE_NOT_FOUND, "message: the room has none of that seq");
        }
        JsonArrayBuilder items = Json.array();
        for (RoomRecords.Edition edition : editions) {
            items.add(
                    Json.object()
                            .add("seq", edition.seq())
                            .add("at", edition.at())
                            .add("text", edition.text()));
        }
        return Answer.ok(Json.of(Json.object().add("items", items)));
    }

    private Answer say(Request request) {
        Fields fields = request.fields();
        Command.Say say =
                new Command.Say(
                        OptionalLong.empty(),
                        request.room(),
                        fields.string("text"),
                        fields.optionalInteger("replyTo", 1, MAX_EXACT),
                        fields.optionalObject("card").map(Codec::decodeCard),
                        request.key(fields.optionalString("key")));
        return submit(request, say, Answer::created);
    }

    private Answer edit(Request request) {
        Fields fields = request.fields();
        return submit(
                request,
                new Command.Edit(
                        OptionalLong.empty(),
                        request.room(),
                        request.message(),
                        fields.string("text"),
                        request.key(fields.optionalString("key"))),
                Answer::ok);
    }

    private Answer delete(Request request) {
        return submit(
                request,
                new Command.Delete(
                        OptionalLong.empty(), request.room(), request.message(), request.key()),
                Answer::ok);
    }

    private Answer react(Request request) {
        return submit(
                request,
                new Command.React(
                        OptionalLong.empty(),
                        request.room(),
                        request.message(),
                        request.parameter("emoji"),
                        request.key()),
                Answer::ok);
    }

    private Answer unreact(Request request) {
        return submit(
                request,
                new Command.Unreact(
                        OptionalLong.empty(),
                        request.room(),
                        request.message(),
                        request.parameter("emoji"),
                        request.key()),
                Answer::ok);
    }

    private Answer pin(Request request) {
        return submit(
                request,
                new Command.Pin(
                        OptionalLong.empty(), request.room(), request.message(), request.key()),
                Answer::ok);
    }

    private Answer unpin(Request request) {
        return submit(
                request,
                new Command.Unpin(
                        OptionalLong.empty(), request.room(), request.message(), request.key()),
                Answer::ok);
    }

    private Answer read(Request request) {
        long seq =
                request.fields()
                        .optionalInteger("seq", 0, MAX_EXACT)
                        .orElseThrow(() -> Fields.bad("seq: is missing"));
        return writes.submit(
                talk.of(request.by(), new Command.Read(OptionalLong.empty(), request.room(), seq)),
                _ -> new Answer.Nothing());
    }

    private Answer submit(
            Request request, Command.InRoom command, Function<Json, Answer> answered) {
        return writes.submit(
                talk.of(request.by(), command),
                decided -> answered.apply(placed(decided.result())));
    }

    /// {@return where something happened in a room}
    static Json placed(Result result) {
        if (result instanceof Result.Placed placed) {
            return Json.of(Json.object().add("seq", placed.seq()).add("pos", placed.pos()));
        }
        throw new IllegalStateException("what is done in a room is placed or refused");
    }
}
