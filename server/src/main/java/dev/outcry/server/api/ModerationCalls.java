package dev.outcry.server.api;

import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.ProtocolException;
import dev.outcry.server.floor.Effect;
import dev.outcry.server.floor.RoomCommand;
import dev.outcry.server.floor.RoomReport;
import dev.outcry.server.session.Keys;
import dev.outcry.server.session.Texts;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How a room is kept in order: filter, reports, and what moderators did.
final class ModerationCalls {
    private static final int MAX_WORDS = 200;
    private static final int MAX_WORD = 64;
    private static final int MAX_REASON = 500;
    private static final long MAX_EXACT = (1L << 53) - 1;

    private final Backend backend;
    private final Reads reads;
    private final Writes writes;

    ModerationCalls(Backend backend, Reads reads, Writes writes) {
        this.backend = backend;
        this.reads = reads;
        this.writes = writes;
    }

    void register(Call.Registry calls) {
        calls.add("GET", "/rooms/{room}/filter", request -> Answer.ok(filter(request)));
        calls.add("PUT", "/rooms/{room}/filter", this::setFilter);
        calls.add("GET", "/rooms/{room}/reports", this::reports);
        calls.add("POST", "/rooms/{room}/reports", this::report);
        calls.add("PUT", "/rooms/{room}/reports/{report}", this::settle);
        calls.add("GET", "/rooms/{room}/actions", this::actions);
    }

    private Json filter(Request request) {
        JsonArrayBuilder words = Json.array();
        reads.moderate(request, view -> view.filter()).forEach(words::add);
        return Json.of(Json.object().add("words", words));
    }

    private Answer setFilter(Request request) {
        RoomCommand.By by = request.by();
        List<String> words =
                request.fields().strings("words", MAX_WORDS).stream()
                        .map(word -> Texts.line("words", word, 1, MAX_WORD))
                        .distinct()
                        .toList();
        return writes.submit(
                Keys.once(
                        by.id(),
                        request.key(),
                        new RoomCommand.SetFilter(by, request.room(), words)),
                _ -> Answer.ok(filter(request)));
    }

    /// Tells the reports: those that wait, unless all are asked for.
    private Answer reports(Request request) {
        boolean all =
                request.query("settled").filter(settled -> settled.equals("true")).isPresent();
        JsonArrayBuilder items = Json.array();
        reads.moderate(request, view -> view.reports()).stream()
                .filter(report -> all || report.settled().isEmpty())
                .forEach(report -> items.add(json(report)));
        return Answer.ok(Json.of(Json.object().add("items", items)));
    }

    private static JsonObjectBuilder json(RoomReport report) {
        JsonObjectBuilder json =
                Json.object()
                        .add("report", report.report())
                        .add("message", report.message())
                        .add("author", report.author())
                        .add("by", Json.person(report.by()))
                        .add("at", report.at())
                        .add("reason", report.reason())
                        .add("settled", report.settled().isPresent());
        report.settled()
                .ifPresent(settled -> {
                    json.add("settledBy", Json.person(settled.by())).add("settledAt", settled.at());
                    settled.note().ifPresent(note -> json.add("note", note));
                });
        return json;
    }

    private Answer report(Request request) {
        RoomCommand.By by = request.by();
        Fields fields = request.fields();
        long message =
                fields.optionalInteger("message", 1, MAX_EXACT)
                        .orElseThrow(() -> Fields.bad("message: is missing"));
        String reason = Texts.line("reason", fields.string("reason"), 1, MAX_REASON);
        return writes.submit(
                Keys.once(
                        by.id(),
                        request.key(fields.optionalString("key")),
                        new RoomCommand.Report(by, request.room(), message, reason)),
                _ ->
                        Answer.created(
                                Json.of(
                                        Json.object()
                                                .add("message", message)
                                                .add("reason", reason))));
    }

    private Answer settle(Request request) {
        RoomCommand.By by = request.by();
        Fields fields = request.fields();
        if (!fields.flag("settled")) {
            throw Fields.bad("settled: must be true, for nothing is unsettled again");
        }
        long report = request.report();
        Optional<String> note =
                fields.optionalString("note").map(text -> Texts.line("note", text, 1, MAX_REASON));
        return writes.submit(
                Keys.once(
                        by.id(),
                        request.key(fields.optionalString("key")),
                        new RoomCommand.SettleReport(by, request.room(), report, note)),
                _ -> Answer.ok(report(request, report)));
    }

    private Json report(Request request, long id) {
        return reads.moderate(request, view -> view.reports()).stream()
                .filter(report -> report.report() == id)
                .findFirst()
                .map(report -> Json.of(json(report)))
                .orElseThrow(() ->
                        new ProtocolException(
                                ErrorCode.MESSAGE_NOT_FOUND, "report: there is none"));
    }

    private Answer actions(Request request) {
        reads.moderate(request, _ -> true);
        Request.Page page = request.page();
        if (page.after().isPresent()) {
            throw Fields.bad("after: goes not with actions; give before");
        }
        JsonArrayBuilder items = Json.array();
        for (Effect.Moderated action :
                backend.records().actions(request.room(), page.before(), page.limit())) {
            JsonObjectBuilder json =
                    Json.object()
                            .add("pos", action.pos())
                            .add("at", action.at())
                            .add("by", Json.person(action.by()))
                            .add("action", action.deed().name().toLowerCase(Locale.ROOT));
            action.user().ifPresent(user -> json.add("user", user));
            action.message().ifPresent(message -> json.add("message", message));
            items.add(json);
        }
        return Answer.ok(Json.of(Json.object().add("items", items)));
    }
}
