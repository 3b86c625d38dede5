package dev.outcry.server.api;

import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.ProtocolException;
import dev.outcry.protocol.ServerMessage.User;
import dev.outcry.server.auth.Limits;
import dev.outcry.server.auth.Names;
import dev.outcry.server.auth.Tokens;
import dev.outcry.server.floor.Account;
import dev.outcry.server.floor.AccountInfo;
import dev.outcry.server.floor.FloorCommand;
import dev.outcry.server.floor.PeopleCommand;
import dev.outcry.server.session.Keys;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Who one is, and who others are.
final class ProfileCalls {
    private static final Pattern COLOUR = Pattern.compile("#[0-9a-f]{6}");
    private static final int MAX_INITIALS = 3;

    private final Identities identities;
    private final Tokens tokens;
    private final Limits limits;
    private final Reads reads;
    private final Writes writes;

    ProfileCalls(Identities identities, Doors doors, Reads reads, Writes writes) {
        this.identities = identities;
        this.tokens = doors.tokens();
        this.limits = doors.limits();
        this.reads = reads;
        this.writes = writes;
    }

    void register(Call.Registry calls) {
        calls.add("GET", "/me", request -> Answer.ok(me(request.user())));
        calls.add("PATCH", "/me", this::change);
        calls.add("DELETE", "/me", this::leave);
        calls.add("GET", "/users/{user}", this::user);
    }

    private Json me(User user) {
        record Mine(Optional<Account> account, AccountInfo money) {}
        Mine mine =
                reads.floor(floor -> new Mine(floor.person(user.id()), floor.account(user.id())));
        JsonObjectBuilder json =
                mine.account().map(UserJson::of).orElseGet(() -> UserJson.of(user));
        return Json.of(json.add("ranked", mine.money().ranked()));
    }

    private Answer user(Request request) {
        return Answer.ok(Json.of(find(request.parameter("user"))));
    }

    /// Finds an account by its id or by that of the guest who became it, a guest who has written
    /// something lately, or the administrator.
    private JsonObjectBuilder find(String id) {
        Optional<Account> account = reads.floor(floor -> floor.person(id));
        if (account.isPresent()) {
            return UserJson.of(account.get());
        }
        Optional<User> other =
                identities
                        .directory()
                        .known(id)
                        .or(() ->
                                reads.floor(floor -> floor.guest(id))
                                        .map(guest -> new User(guest.id(), guest.name(), "guest")));
        return other.map(UserJson::of)
                .orElseThrow(() ->
                        new ProtocolException(ErrorCode.USER_NOT_FOUND, "user: there is none"));
    }

    private Answer change(Request request) {
        User user = request.user();
        Fields fields = request.fields();
        if (fields.has("password")) {
            return changePassword(request, fields);
        }
        boolean shown = fields.has("name") || fields.has("colour") || fields.has("initials");
        if (!shown && !fields.has("ranked")) {
            throw Fields.bad("name: give name, colour, initials, ranked or password");
        }
        Optional<FloorCommand> rank =
                fields.has("ranked")
                        ? Optional.of(
                                new FloorCommand.Rank(request.person(), fields.flag("ranked")))
                        : Optional.empty();
        if (!shown) {
            return writes.submit(
                    Keys.once(user.id(), request.key(), rank.orElseThrow()),
                    _ -> Answer.ok(me(user)));
        }
        requireAccount(user);
        // Asked again, the second does what it has done, so it needs no key.
        return writes.submit(
                Keys.once(user.id(), request.key(), showAs(user, fields)),
                _ ->
                        rank.map(command -> writes.submit(command, _ -> Answer.ok(me(user))))
                                .orElseGet(() -> Answer.ok(me(user))));
    }

    private static void requireAccount(User user) {
        if (user.guest()) {
            throw new ProtocolException(
                    ErrorCode.FORBIDDEN, "a guest is called as it came; POST /accounts first");
        }
        if (user.id().equals("admin")) {
            throw new ProtocolException(
                    ErrorCode.FORBIDDEN, "the administrator is what the server's settings say");
        }
    }

    private static FloorCommand showAs(User user, Fields fields) {
        Optional<String> name =
                fields.optionalString("name")
                        .map(wished -> Names.clean(wished).orElseThrow(PeopleCalls::badName));
        List<String> looks = name.map(each -> Names.looks(user.id(), each)).orElse(List.of());
        Optional<String> colour =
                fields.optionalString("colour").map(wished -> wished.toLowerCase(Locale.ROOT));
        if (colour.filter(each -> !each.isEmpty() && !COLOUR.matcher(each).matches()).isPresent()) {
            throw Fields.bad("colour: must be #rrggbb, or empty for none");
        }
        Optional<String> initials =
                fields.optionalString("initials")
                        .map(wished ->
                                wished.isEmpty()
                                        ? wished
                                        : Names.clean(wished)
                                                .filter(each ->
                                                        each.codePointCount(0, each.length())
                                                                <= MAX_INITIALS)
                                                .orElseThrow(() ->
                                                        Fields.bad(
                                                                "initials: must be 1 to 3"
                                                                        + " characters, or empty"
                                                                        + " for none")));
        return new PeopleCommand.ShowAs(user.id(), name, looks, colour, initials);
    }

    /// Takes another password for the one that is known, which ends all tokens; so there are new
    /// ones in the answer.
    private Answer changePassword(Request request, Fields fields) {
        User user = request.user();
        requireAccount(user);
        String password = PeopleCalls.password(fields, "password");
        PeopleCalls.Attempt attempt =
                PeopleCalls.attempt(
                        identities, limits, request, user.id(), fields.string("oldPassword"));
        if (attempt instanceof PeopleCalls.Attempt.Failed(Answer why)) {
            return why instanceof Answer.Problem problem
                            && problem.code() == ErrorCode.UNAUTHENTICATED
                    ? Answer.Problem.of(ErrorCode.FORBIDDEN, "oldPassword: isn't the password")
                    : why;
        }
        Optional<String> hash = identities.passwords().hash(password);
        if (hash.isEmpty()) {
            return PeopleCalls.busy();
        }
        return writes.submit(
                new PeopleCommand.SetPassword(user.id(), hash.get(), true),
                _ ->
                        Answer.ok(
                                PeopleCalls.issued(
                                        tokens.issue(user, tokens.generation(user.id())))));
    }

    private Answer leave(Request request) {
        if (!request.user().guest()) {
            requireAccount(request.user());
        }
        Person by = request.person();
        return writes.submit(new PeopleCommand.Leave(by), _ -> new Answer.Nothing());
    }
}
