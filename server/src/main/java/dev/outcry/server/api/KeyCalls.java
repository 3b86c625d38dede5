package dev.outcry.server.api;

import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.ProtocolException;
import dev.outcry.protocol.Scope;
import dev.outcry.protocol.ServerMessage.User;
import dev.outcry.server.auth.ApiKeys;
import dev.outcry.server.floor.Account;
import dev.outcry.server.floor.FloorCommand;
import dev.outcry.server.floor.PeopleCommand;
import dev.outcry.server.session.Keys;
import dev.outcry.server.session.Texts;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// API keys, for bots and backends. What a key is, is told once.
final class KeyCalls {
    private static final int MAX_NAME = 40;

    private final Identities identities;
    private final Reads reads;
    private final Writes writes;

    KeyCalls(Identities identities, Reads reads, Writes writes) {
        this.identities = identities;
        this.reads = reads;
        this.writes = writes;
    }

    void register(Call.Registry calls) {
        calls.add("GET", "/keys", this::list);
        calls.add("POST", "/keys", this::make);
        calls.add("DELETE", "/keys/{key}", this::drop);
    }

    private Answer list(Request request) {
        JsonArrayBuilder items = Json.array();
        keys(request.user()).forEach(key -> items.add(describe(key)));
        return Answer.ok(Json.of(Json.object().add("items", items)));
    }

    private List<Account.Key> keys(User user) {
        return reads.floor(floor -> floor.person(user.id()))
                .filter(account -> account.id().equals(user.id()))
                .map(Account::keys)
                .orElse(List.of());
    }

    private static JsonObjectBuilder describe(Account.Key key) {
        JsonArrayBuilder scopes = Json.array();
        key.scopes().forEach(scope -> scopes.add(scope.toString()));
        return Json.object()
                .add("id", key.id())
                .add("name", key.name())
                .add("scopes", scopes)
                .add("at", key.since());
    }

    private Answer make(Request request) {
        User user = request.user();
        if (user.guest()) {
            throw new ProtocolException(
                    ErrorCode.FORBIDDEN, "guests have no keys; POST /accounts first");
        }
        Fields fields = request.fields();
        String name = Texts.line("name", fields.string("name"), 1, MAX_NAME);
        List<Scope> scopes = scopes(fields);
        ApiKeys.Made made = identities.keys().make();
        FloorCommand command =
                new PeopleCommand.MakeKey(user.id(), made.id(), name, scopes, made.hash());
        return writes.submit(
                Keys.once(user.id(), request.key(fields.optionalString("key")), command),
                decided -> Answer.created(Json.of(made(user, made, name, scopes))));
    }

    /// A repetition, by its idempotency key, made no other: the one that is there was told before,
    /// and nobody knows it any more.
    private JsonObjectBuilder made(User user, ApiKeys.Made made, String name, List<Scope> scopes) {
        List<Account.Key> keys = keys(user);
        Optional<Account.Key> ours =
                keys.stream().filter(key -> key.id().equals(made.id())).findFirst();
        if (ours.isPresent()) {
            return describe(ours.get()).add("key", made.secret());
        }
        return keys.reversed().stream()
                .filter(key -> key.name().equals(name) && key.scopes().equals(scopes))
                .findFirst()
                .map(KeyCalls::describe)
                .orElseThrow(() ->
                        new ProtocolException(
                                ErrorCode.KEY_NOT_FOUND, "key: it was made, and is gone again"));
    }

    /// {@return the scopes, each once, always in the same order}
    private static List<Scope> scopes(Fields fields) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String wire : fields.strings("scopes")) {
            scopes.add(Scope.of(wire).orElseThrow(KeyCalls::badScopes));
        }
        if (scopes.isEmpty()) {
            throw badScopes();
        }
        return List.copyOf(scopes);
    }

    private static ProtocolException badScopes() {
        return Fields.bad("scopes: must be some of read, chat, trade and publish");
    }

    private Answer drop(Request request) {
        User user = request.user();
        FloorCommand command = new PeopleCommand.DropKey(user.id(), request.parameter("key"));
        return writes.submit(
                Keys.once(user.id(), request.key(), command), _ -> new Answer.Nothing());
    }
}
