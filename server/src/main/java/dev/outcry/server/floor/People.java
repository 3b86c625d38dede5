package dev.outcry.server.floor;

import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.Person;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who there is, and what they prove themselves with.
final class People {
    private static final Result.Refused OVER =
            new Result.Refused(ErrorCode.UNAUTHENTICATED, "its user is gone; log in");

    private final Accounts accounts = new Accounts();
    private final TokenState tokens = new TokenState();
    private final Guests guests = new Guests();
    private final Rooms rooms;
    private final Markets markets;
    private final Keys keys;

    /// @param rooms where people speak
    /// @param markets where they trade
    /// @param keys what they asked for once
    People(Rooms rooms, Markets markets, Keys keys) {
        this.rooms = rooms;
        this.markets = markets;
        this.keys = keys;
    }

    /// {@return the account that a guest has become, or the id itself}
    String now(String id) {
        return accounts.now(id);
    }

    /// {@return the same, where the edge knows its author by the id of a guest}
    FloorCommand.DeleteMessage now(FloorCommand.DeleteMessage delete) {
        return new FloorCommand.DeleteMessage(
                delete.by(),
                delete.moderator(),
                delete.room(),
                delete.message(),
                delete.said()
                        .map(said ->
                                new FloorCommand.Said(
                                        now(said.author()), said.pos(), said.deleted())),
                delete.key());
    }

    Optional<Account> account(String id) {
        return Optional.ofNullable(accounts.find(accounts.now(id)));
    }

    Optional<Person> guest(String id, long at) {
        return Optional.ofNullable(guests.find(id, at));
    }

    /// {@return why somebody may not do anything; null for all who are there. Commands that were
    /// under way when their author became another, or left, come to this}
    Result.@Nullable Refused over(@Nullable Person by) {
        return by != null && accounts.over(by.id()) ? OVER : null;
    }

    /// Takes note that somebody has done something.
    void wrote(@Nullable Person by, long at) {
        if (by != null && by.guest()) {
            guests.wrote(by, at);
        }
    }

    Result decide(PeopleCommand command, Floor.Context context) {
        return switch (command) {
            case PeopleCommand.Register register -> register(register, context);
            case PeopleCommand.SetPassword set -> setPassword(set, context);
            case PeopleCommand.ShowAs how -> showAs(how, context);
            case PeopleCommand.SetRole set -> accounts.setRole(set, context);
            case PeopleCommand.EndTokens end -> {
                tokens.end(end.user(), context.effects());
                yield new Result.Applied();
            }
            case PeopleCommand.Refresh refresh -> {
                tokens.refresh(refresh, context);
                yield new Result.Applied();
            }
            case PeopleCommand.MakeKey make -> accounts.makeKey(make, context);
            case PeopleCommand.DropKey drop -> accounts.dropKey(drop, context);
            case PeopleCommand.Leave leave -> leave(leave, context);
        };
    }

    private Result register(PeopleCommand.Register register, Floor.Context context) {
        Result.@Nullable Refused refused = accounts.check(register);
        if (refused != null) {
            return refused;
        }
        String guest = register.guest().orElse("");
        Person person = new Person(register.account(), register.name(), false);
        if (!guest.isEmpty() && !markets.become(guest, person)) {
            return new Result.Refused(
                    ErrorCode.USER_EXISTS, "name: has money already that isn't the guest's");
        }
        accounts.register(register, context);
        markets.named(person); // who may have been given something before
        markets.inboxes().meet(person.id()); // others may name who is here
        if (!guest.isEmpty()) {
            rooms.become(guest, person, context);
            keys.become(guest, register.account());
            guests.forget(guest);
            tokens.end(guest, context.effects());
            context.effects().add(new PeopleEffect.Became(guest, register.account()));
            markets.describe(register.account(), context.effects());
        }
        return new Result.Applied();
    }

    private Result setPassword(PeopleCommand.SetPassword set, Floor.Context context) {
        Result result = accounts.setPassword(set, context);
        if (result instanceof Result.Done && set.renewed()) {
            tokens.end(set.account(), context.effects());
        }
        return result;
    }

    private Result showAs(PeopleCommand.ShowAs how, Floor.Context context) {
        Result result = accounts.showAs(how, context);
        if (result instanceof Result.Done && how.name().isPresent()) {
            markets.named(new Person(how.account(), how.name().get(), false));
        }
        return result;
    }

    private Result leave(PeopleCommand.Leave leave, Floor.Context context) {
        String id = leave.by().id();
        Account account = accounts.find(id);
        if (account == null && !leave.by().guest()) {
            return new Result.Refused(ErrorCode.USER_NOT_FOUND, "user: there is no such account");
        }
        markets.leave(leave.by(), context);
        rooms.leave(leave.by(), context);
        guests.forget(id);
        if (account != null) {
            accounts.leave(account, context.effects());
        }
        tokens.end(id, context.effects());
        return new Result.Applied();
    }

    void describe(EffectSink effects) {
        accounts.describe(effects);
        tokens.describe(effects);
    }

    void write(ValuesOut out) {
        accounts.write(out);
        tokens.write(out);
        guests.write(out);
    }

    void read(ValuesIn in) {
        accounts.read(in);
        tokens.read(in);
        guests.read(in);
    }

    /// Mixes in who there is; what nobody has used leaves the hash as it was before there were
    /// accounts.
    long mixInto(long hash) {
        return accounts.hash() == 0 && tokens.hash() == 0
                ? hash
                : Hash.mix(hash, accounts.hash(), tokens.hash());
    }
}
