package dev.outcry.server.api;

import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.ServerMessage.User;
import dev.outcry.server.auth.Limits;
import dev.outcry.server.auth.People;
import dev.outcry.server.auth.Tokens;
import dev.outcry.server.floor.FloorCommand;
import dev.outcry.server.session.Keys;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/// Guests, tokens, and who one is.
final class PeopleCalls {
    private static final int MAX_PASSWORD = 200;

    private final People people;
    private final Tokens tokens;
    private final Limits limits;
    private final Consumer<String> revoked;
    private final Reads reads;
    private final Writes writes;

    /// Makes them.
    ///
    /// @param people who there can be
    /// @param doors what they prove themselves with, and how often one may try
    /// @param revoked told the id of a user whose tokens have ended
    /// @param reads what they have chosen
    /// @param writes what they choose
    PeopleCalls(People people, Doors doors, Consumer<String> revoked, Reads reads, Writes writes) {
        this.people = people;
        this.tokens = doors.tokens();
        this.limits = doors.limits();
        this.revoked = revoked;
        this.reads = reads;
        this.writes = writes;
    }

    void register(Call.Registry calls) {
        calls.add("POST", "/guests", this::guest);
        calls.add("POST", "/tokens", this::logIn);
        calls.add("DELETE", "/tokens", this::logOut);
        calls.add("GET", "/me", request -> Answer.ok(me(request.user())));
        calls.add("PATCH", "/me", this::choose);
    }

    private Answer guest(Request request) {
        String name = request.fields().string("name");
        Optional<User> guest = people.guest(name);
        if (guest.isEmpty()) {
            return Answer.Problem.of(
                    ErrorCode.BAD_REQUEST,
                    "name: must be 1 to 40 characters that can be seen, on one line");
        }
        return limits.tryAcquire(Limits.Kind.GUESTS, request.address())
                .map(PeopleCalls::tooOften)
                .orElseGet(() -> Answer.created(issued(guest.get())));
    }

    private Answer logIn(Request request) {
        Fields fields = request.fields();
        return fields.has("refresh")
                ? refresh(fields.string("refresh"))
                : logIn(request, fields.string("name"), fields.string("password"));
    }

    private Answer refresh(String refresh) {
        return switch (tokens.spend(refresh)) {
            case Tokens.Outcome.Valid valid -> Answer.ok(issued(valid.user()));
            case Tokens.Outcome.Expired _ ->
                    Answer.Problem.of(ErrorCode.TOKEN_EXPIRED, "refresh: it has expired; log in");
            case Tokens.Outcome.Bad _ ->
                    Answer.Problem.of(
                            ErrorCode.UNAUTHENTICATED, "refresh: it isn't good, or was used");
        };
    }

    private Answer logIn(Request request, String name, String password) {
        Optional<Duration> wait =
                limits.tryAcquire(Limits.Kind.LOGINS_BY_ADDRESS, request.address())
                        .or(() ->
                                limits.tryAcquire(
                                        Limits.Kind.LOGINS_BY_NAME, name.toLowerCase(Locale.ROOT)));
        if (wait.isPresent()) {
            return tooOften(wait.get());
        }
        Optional<User> user =
                password.length() > MAX_PASSWORD
                        ? Optional.empty()
                        : people.account(name, password);
        return user.<Answer>map(known -> Answer.ok(issued(known)))
                .orElseGet(() ->
                        Answer.Problem.of(
                                ErrorCode.UNAUTHENTICATED, "name or password: they don't match"));
    }

    private Answer logOut(Request request) {
        String user = request.user().id();
        tokens.revokeAll(user);
        revoked.accept(user);
        return new Answer.Nothing();
    }

    private Answer choose(Request request) {
        Person by = request.person();
        FloorCommand rank = new FloorCommand.Rank(by, request.fields().flag("ranked"));
        return writes.submit(
                Keys.once(by.id(), request.key(), rank), _ -> Answer.ok(me(request.user())));
    }

    private Json me(User user) {
        boolean ranked = reads.floor(floor -> floor.account(user.id()).ranked());
        return Json.of(describe(user).add("ranked", ranked));
    }

    private static JsonObjectBuilder describe(User user) {
        return Json.object()
                .add("id", user.id())
                .add("name", user.name())
                .add("role", user.role())
                .add("guest", user.guest());
    }

    private Json issued(User user) {
        Tokens.Issued issued = tokens.issue(user);
        return Json.of(
                Json.object()
                        .add("token", issued.access())
                        .add("refresh", issued.refresh())
                        .add("user", describe(user))
                        .add("expiresAt", issued.expiresAt()));
    }

    private static Answer tooOften(Duration wait) {
        return Answer.Problem.tooOften(wait);
    }
}
