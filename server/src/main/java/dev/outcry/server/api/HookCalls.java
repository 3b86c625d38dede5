package dev.outcry.server.api;

import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.ProtocolException;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.Symbol;
import dev.outcry.server.auth.Hash;
import dev.outcry.server.auth.Limits;
import dev.outcry.server.auth.Names;
import dev.outcry.server.floor.HookCommand;
import dev.outcry.server.floor.RoomCommand;
import dev.outcry.server.floor.RoomHook;
import dev.outcry.server.session.Keys;
import dev.outcry.server.session.Talk;
import dev.outcry.server.webhook.Target;
import dev.outcry.server.webhook.Webhooks;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/// Webhooks: a room's owners have them, and whoever has the token of one that leads in may speak.
final class HookCalls {
    private static final String HOOKS = "/rooms/{room}/hooks";
    private static final String HOOK = HOOKS + "/{hook}";
    private static final int ID_BYTES = 6;
    private static final int TOKEN_BYTES = 24;
    private static final long MAX_EXACT = (1L << 53) - 1;

    private final Backend backend;
    private final Doors doors;
    private final Reads reads;
    private final Writes writes;
    private final Talk talk;
    private final SecureRandom random = new SecureRandom();

    HookCalls(Backend backend, Doors doors, Reads reads, Writes writes) {
        this.backend = backend;
        this.doors = doors;
        this.reads = reads;
        this.writes = writes;
        this.talk = new Talk(backend);
    }

    void register(Call.Registry calls) {
        calls.add("GET", HOOKS, this::list);
        calls.add("POST", HOOKS, this::make);
        calls.add("GET", HOOK, request -> Answer.ok(Json.of(json(hook(request)))));
        calls.add("DELETE", HOOK, this::drop);
        calls.add("POST", HOOK + "/deliveries/{delivery}", this::deliver);
        calls.add("POST", HOOK + "/{token}", this::post);
    }

    private Answer list(Request request) {
        JsonArrayBuilder items = Json.array();
        reads.own(request, view -> view.hooks()).forEach(hook -> items.add(json(hook)));
        return Answer.ok(Json.of(Json.object().add("items", items)));
    }

    private RoomHook hook(Request request) {
        String id = request.parameter("hook");
        return reads.own(request, view -> view.hooks()).stream()
                .filter(hook -> hook.hook().equals(id))
                .findFirst()
                .orElseThrow(HookCalls::none);
    }

    private static ProtocolException none() {
        return new ProtocolException(ErrorCode.HOOK_NOT_FOUND, "hook: there is no such webhook");
    }

    private JsonObjectBuilder json(RoomHook hook) {
        JsonObjectBuilder json =
                Json.object()
                        .add("hook", hook.hook())
                        .add("by", Json.person(hook.by()))
                        .add("at", hook.at());
        return switch (hook) {
            case RoomHook.In in -> json.add("name", in.name());
            case RoomHook.Out out -> out(out, json);
        };
    }

    private JsonObjectBuilder out(RoomHook.Out hook, JsonObjectBuilder json) {
        JsonArrayBuilder events = Json.array();
        hook.kinds().forEach(kind -> events.add(wire(kind)));
        json.add("url", hook.url()).add("events", events);
        hook.trades()
                .ifPresent(trades ->
                        json.add(
                                "trades",
                                Json.object()
                                        .add("symbol", trades.symbol().name())
                                        .add("qty", trades.qty().toString())));
        JsonArrayBuilder dead = Json.array();
        hook.dead().forEach(each -> dead.add(json(each)));
        json.add("deliveries", hook.reached().deliveries()).add("dead", dead);
        backend.webhooks()
                .trouble(hook.hook())
                .ifPresent(trouble ->
                        json.add(
                                "failing",
                                Json.object()
                                        .add("since", trouble.since())
                                        .add("attempts", trouble.attempts())
                                        .add("reason", trouble.reason())
                                        .add("nextAt", trouble.nextAt())));
        return json;
    }

    private static JsonObjectBuilder json(RoomHook.Dead dead) {
        return Json.object()
                .add("delivery", dead.upTo().deliveries())
                .add("at", dead.at())
                .add("attempts", dead.attempts())
                .add("reason", dead.reason());
    }

    private static String wire(RoomHook.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /// Makes one: out, where there is a URL, else in.
    private Answer make(Request request) {
        Fields fields = request.fields();
        if (fields.has("url") == fields.has("name")) {
            throw Fields.bad("url: give it for a webhook out, or name for one in");
        }
        return fields.has("url") ? makeOut(request, fields) : makeIn(request, fields);
    }

    private Answer makeOut(Request request, Fields fields) {
        Target target = target(fields.string("url"));
        List<RoomHook.Kind> kinds = fields.has("events") ? kinds(fields) : List.of();
        Optional<RoomHook.Trades> trades = fields.nested("trades").map(HookCalls::trades);
        if (kinds.isEmpty() && trades.isEmpty()) {
            throw Fields.bad("events: give some, or trades");
        }
        Webhooks webhooks = backend.webhooks();
        HookCommand.Way.Out way =
                new HookCommand.Way.Out(target.url(), webhooks.key(), kinds, trades);
        return make(
                request,
                fields,
                way,
                (made, json) ->
                        webhooks.secret(webhooks.key(), made)
                                .map(secret -> json.add("secret", secret))
                                .orElse(json));
    }

    private Target target(String url) {
        Target target =
                Target.parse(url)
                        .orElseThrow(() ->
                                Fields.bad(
                                        "url: must be https://HOST/… without user and fragment,"
                                                + " 1,000 characters at most"));
        if (backend.webhooks().isBarred(target)) {
            throw Fields.bad("url: its address isn't a public one");
        }
        return target;
    }

    private static List<RoomHook.Kind> kinds(Fields fields) {
        Set<RoomHook.Kind> kinds = EnumSet.noneOf(RoomHook.Kind.class);
        for (String wire : fields.strings("events")) {
            kinds.add(
                    Stream.of(RoomHook.Kind.values())
                            .filter(kind -> wire(kind).equals(wire))
                            .findFirst()
                            .orElseThrow(() ->
                                    Fields.bad(
                                            "events: must be some of message, edited, deleted,"
                                                    + " joined and left")));
        }
        return List.copyOf(kinds);
    }

    private static RoomHook.Trades trades(Fields fields) {
        return new RoomHook.Trades(new Symbol(fields.string("symbol")), fields.amount("qty"));
    }

    private Answer makeIn(Request request, Fields fields) {
        String name =
                Names.clean(fields.string("name"))
                        .orElseThrow(() -> Fields.bad("name: must be what a person may be called"));
        byte[] drawn = new byte[TOKEN_BYTES];
        random.nextBytes(drawn);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(drawn);
        return make(
                request,
                fields,
                new HookCommand.Way.In(name, Talk.hash(token)),
                (made, json) ->
                        json.add(
                                "path",
                                "/api/v1/rooms/%s/hooks/%s/%s"
                                        .formatted(request.room().name(), made, token)));
    }

    /// Adds what is told once.
    @FunctionalInterface
    private interface Telling {
        JsonObjectBuilder tell(String made, JsonObjectBuilder json);
    }

    private Answer make(Request request, Fields fields, HookCommand.Way way, Telling once) {
        RoomCommand.By by = request.by();
        byte[] drawn = new byte[ID_BYTES];
        random.nextBytes(drawn);
        String id = HexFormat.of().formatHex(drawn);
        return writes.submit(
                Keys.once(
                        by.id(),
                        request.key(fields.optionalString("key")),
                        new HookCommand.Add(by, request.room(), id, way)),
                _ -> Answer.created(Json.of(made(request, id, way, once))));
    }

    /// A repetition, by its idempotency key, made no other: the one that is there was told before,
    /// and what opens it nobody knows any more.
    private JsonObjectBuilder made(Request request, String id, HookCommand.Way way, Telling once) {
        List<RoomHook> hooks = reads.own(request, view -> view.hooks());
        for (RoomHook hook : hooks.reversed()) {
            if (hook.hook().equals(id)) {
                return once.tell(id, json(hook));
            }
        }
        return hooks.reversed().stream()
                .filter(hook -> isSuch(hook, way))
                .findFirst()
                .map(this::json)
                .orElseThrow(HookCalls::none);
    }

    private static boolean isSuch(RoomHook hook, HookCommand.Way way) {
        return switch (hook) {
            case RoomHook.In in ->
                    way instanceof HookCommand.Way.In asked && in.name().equals(asked.name());
            case RoomHook.Out out ->
                    way instanceof HookCommand.Way.Out asked && out.url().equals(asked.url());
        };
    }

    private Answer drop(Request request) {
        RoomCommand.By by = request.by();
        return writes.submit(
                Keys.once(
                        by.id(),
                        request.key(),
                        new HookCommand.Drop(by, request.room(), request.parameter("hook"))),
                _ -> new Answer.Nothing());
    }

    /// Posts once more what was given up, and tells what came of it.
    private Answer deliver(Request request) {
        RoomHook hook = hook(request);
        String reason =
                backend.webhooks()
                        .again(hook.hook(), request.delivery())
                        .orElseThrow(() ->
                                new ProtocolException(
                                        ErrorCode.HOOK_NOT_FOUND,
                                        "delivery: none of that number was given up"));
        JsonObjectBuilder json = Json.object().add("taken", reason.isEmpty());
        return Answer.ok(Json.of(reason.isEmpty() ? json : json.add("reason", reason)));
    }

    /// Says what came in. Who has no token learns nothing, not even whether there is such a room.
    private Answer post(Request request) {
        RoomId room = known(request.parameter("room"));
        RoomHook.In hook = door(room, request.parameter("hook"), request.parameter("token"));
        Optional<Duration> wait =
                doors.limits().tryAcquire(Limits.Kind.COMMANDS_BY_USER, hook.author().id());
        if (wait.isPresent()) {
            return Answer.Problem.tooOften(wait.get());
        }
        Fields fields = request.fields();
        OptionalLong replyTo = fields.optionalInteger("replyTo", 1, MAX_EXACT);
        return writes.submit(
                talk.post(
                        room,
                        hook,
                        fields.string("text"),
                        replyTo,
                        request.key(fields.optionalString("key"))),
                decided -> Answer.created(MessageCalls.placed(decided.result())));
    }

    private static RoomId known(String room) {
        try {
            return new RoomId(room);
        } catch (ProtocolException e) {
            throw none();
        }
    }

    private RoomHook.In door(RoomId room, String id, String token) {
        return reads.ask(view -> view.hook(room, id))
                .filter(RoomHook.In.class::isInstance)
                .map(RoomHook.In.class::cast)
                .filter(in -> Hash.same(in.token(), Talk.hash(token)))
                .orElseThrow(HookCalls::none);
    }
}
