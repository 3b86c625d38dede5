package dev.outcry.server.api;

import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.Ids;
import dev.outcry.protocol.ProtocolException;
import dev.outcry.protocol.ServerMessage.User;
import dev.outcry.server.auth.Limits;
import dev.outcry.server.auth.Names;
import dev.outcry.server.auth.People.Login;
import dev.outcry.server.auth.Tokens;
import dev.outcry.server.auth.Tokens.Renewal;
import dev.outcry.server.floor.FloorCommand;
import dev.outcry.server.floor.PeopleCommand;
import dev.outcry.server.session.Keys;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/// How one becomes somebody: guests, accounts, tokens.
///
/// What it says of a name and a password is the same, and takes as long, whether or not there is
/// such a name.
final class PeopleCalls {
    /// How long a password may be.
    static final int MAX_PASSWORD = 200;

    private static final int MIN_PASSWORD = 8;
    private static final long WHEN_BUSY_MILLIS = 1_000;

    private final Identities identities;
    private final Tokens tokens;
    private final Limits limits;
    private final Writes writes;

    /// Makes them.
    ///
    /// @param identities who there can be
    /// @param doors what they prove themselves with, and how often one may try
    /// @param writes what changes
    PeopleCalls(Identities identities, Doors doors, Writes writes) {
        this.identities = identities;
        this.tokens = doors.tokens();
        this.limits = doors.limits();
        this.writes = writes;
    }

    void register(Call.Registry calls) {
        calls.add("POST", "/guests", this::guest);
        calls.add("POST", "/accounts", this::register);
        calls.add("POST", "/tokens", this::logIn);
        calls.add("DELETE", "/tokens", this::logOut);
    }

    private Answer guest(Request request) {
        String name = request.fields().string("name");
        Optional<User> guest = identities.people().guest(name);
        if (guest.isEmpty()) {
            throw badName();
        }
        return limits.tryAcquire(Limits.Kind.GUESTS, request.address())
                .map(PeopleCalls::tooOften)
                .orElseGet(() -> Answer.created(fresh(guest.get())));
    }

    static ProtocolException badName() {
        return Fields.bad(
                "name: must be 1 to 40 characters that can be seen, of one script, on one line,"
                        + " and not look like a reserved name");
    }

    private Answer register(Request request) {
        Fields fields = request.fields();
        String name = fields.string("name").strip();
        String password = password(fields, "password");
        Optional<User> guest = request.known() ? Optional.of(request.user()) : Optional.empty();
        if (guest.isPresent() && !guest.get().guest()) {
            throw new ProtocolException(ErrorCode.FORBIDDEN, "you have an account already");
        }
        String id =
                Names.id(name)
                        .orElseThrow(() ->
                                Fields.bad(
                                        "name: must be 1 to 40 of a-z, 0-9, _ and -, start with a"
                                                + " letter or digit, and not end as guests' ids"
                                                + " do"));
        if (Ids.RESERVED.contains(id) || Names.clean(name).isEmpty()) {
            throw new ProtocolException(ErrorCode.USER_EXISTS, "name: is reserved");
        }
        Optional<Duration> wait = limits.tryAcquire(Limits.Kind.ACCOUNTS, request.address());
        if (wait.isPresent()) {
            return tooOften(wait.get());
        }
        Optional<String> key = request.key(fields.optionalString("key"));
        if (key.isEmpty() && identities.directory().taken(id)) { // before the work is done
            throw new ProtocolException(ErrorCode.USER_EXISTS, "name: is taken");
        }
        Optional<String> hash = identities.passwords().hash(password);
        if (hash.isEmpty()) {
            return busy();
        }
        String shown =
                guest.map(User::name)
                        .filter(before -> before.toLowerCase(Locale.ROOT).equals(id))
                        .orElse(name);
        FloorCommand command =
                new PeopleCommand.Register(
                        id, shown, Names.looks(id, shown), hash.get(), guest.map(User::id));
        return writes.submit(
                Keys.once(id, key, command), _ -> registered(id, hash.get(), password));
    }

    /// Answers for an account that is there: made now, or before under the same key. Then the
    /// password has to be the same too, of which the key knows nothing.
    private Answer registered(String id, String hash, String password) {
        long generation = tokens.generation(id);
        Optional<User> user =
                identities
                        .directory()
                        .account(id)
                        .filter(account -> isOf(account.password().orElse(""), hash, password))
                        .map(account -> account.user());
        return user.<Answer>map(known -> Answer.created(issued(tokens.issue(known, generation))))
                .orElseGet(() ->
                        Answer.Problem.of(
                                ErrorCode.IDEMPOTENCY_CONFLICT,
                                "key: was used for another password"));
    }

    private boolean isOf(String stored, String hash, String password) {
        return stored.equals(hash)
                || (!stored.isEmpty()
                        && identities.passwords().matches(stored, password).orElse(false));
    }

    private Answer logIn(Request request) {
        Fields fields = request.fields();
        return fields.has("refresh")
                ? refresh(request, fields.string("refresh"))
                : logIn(request, fields.string("name"), fields.string("password"));
    }

    private Answer refresh(Request request, String refresh) {
        return switch (tokens.look(refresh)) {
            case Renewal.Good good -> {
                FloorCommand command =
                        new PeopleCommand.Refresh(
                                good.user().id(),
                                good.generation(),
                                good.family(),
                                good.bornAt(),
                                good.number());
                yield writes.submit(
                        Keys.once(good.user().id(), request.key(), command),
                        _ ->
                                tokens.next(good)
                                        .<Answer>map(pair -> Answer.ok(issued(pair)))
                                        .orElseGet(PeopleCalls::badRefresh));
            }
            case Renewal.Expired _ ->
                    Answer.Problem.of(ErrorCode.TOKEN_EXPIRED, "refresh: it has expired; log in");
            case Renewal.Bad _ -> badRefresh();
        };
    }

    private static Answer badRefresh() {
        return Answer.Problem.of(
                ErrorCode.UNAUTHENTICATED, "refresh: it isn't good, or was used; log in");
    }

    private Answer logIn(Request request, String name, String password) {
        return switch (attempt(identities, limits, request, name, password)) {
            case Attempt.Right(Login.Right right) -> {
                if (right.rehash()) {
                    rehash(right.user().id(), password);
                }
                yield Answer.ok(issued(tokens.issue(right.user(), right.generation())));
            }
            case Attempt.Failed(Answer why) -> why;
        };
    }

    /// What came of trying a name and a password.
    sealed interface Attempt {
        /// They belong together.
        ///
        /// @param login whose they are
        record Right(Login.Right login) implements Attempt {}

        /// They don't, or nobody looked.
        ///
        /// @param why to be answered
        record Failed(Answer why) implements Attempt {}
    }

    static Attempt attempt(
            Identities identities, Limits limits, Request request, String name, String password) {
        Optional<Duration> wait =
                limits.tryAcquire(Limits.Kind.LOGINS_BY_ADDRESS, request.address())
                        .or(() ->
                                limits.tryAcquire(
                                        Limits.Kind.LOGINS_BY_NAME,
                                        name.strip().toLowerCase(Locale.ROOT)));
        if (wait.isPresent()) {
            return new Attempt.Failed(tooOften(wait.get()));
        }
        if (password.length() > MAX_PASSWORD) {
            return new Attempt.Failed(noMatch());
        }
        return switch (identities.people().logIn(name, password)) {
            case Login.Right right -> new Attempt.Right(right);
            case Login.Wrong _ -> new Attempt.Failed(noMatch());
            case Login.Busy _ -> new Attempt.Failed(busy());
        };
    }

    private static Answer noMatch() {
        return Answer.Problem.of(ErrorCode.UNAUTHENTICATED, "name or password: they don't match");
    }

    /// The parameters have changed, and now the password is known. If it fails, the next log-in
    /// will do.
    private void rehash(String account, String password) {
        identities
                .passwords()
                .hash(password)
                .ifPresent(hash -> {
                    Answer _ =
                            writes.submit(
                                    new PeopleCommand.SetPassword(account, hash, false),
                                    _ -> new Answer.Nothing());
                });
    }

    private Answer logOut(Request request) {
        return writes.submit(
                new PeopleCommand.EndTokens(request.user().id()), _ -> new Answer.Nothing());
    }

    private Json fresh(User user) {
        return issued(tokens.issue(user, tokens.generation(user.id())));
    }

    static Json issued(Tokens.Issued issued) {
        return Json.of(
                Json.object()
                        .add("token", issued.access())
                        .add("refresh", issued.refresh())
                        .add("user", UserJson.of(issued.user()))
                        .add("expiresAt", issued.expiresAt()));
    }

    /// {@return a password that may be taken}
    static String password(Fields fields, String name) {
        String password = fields.string(name);
        if (password.codePointCount(0, password.length()) < MIN_PASSWORD
                || password.length() > MAX_PASSWORD) {
            throw Fields.bad(
                    name + ": must be " + MIN_PASSWORD + " to " + MAX_PASSWORD + " characters");
        }
        return password;
    }

    static Answer busy() {
        return new Answer.Problem(
                ErrorCode.BUSY.status(),
                ErrorCode.BUSY,
                "too many passwords are being hashed; try again",
                OptionalLong.of(WHEN_BUSY_MILLIS));
    }

    private static Answer tooOften(Duration wait) {
        return Answer.Problem.tooOften(wait);
    }
}
