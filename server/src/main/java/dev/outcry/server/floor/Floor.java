package dev.outcry.server.floor;

import dev.outcry.protocol.BalanceInfo;
import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.Person;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Rooms, people and markets as one state machine: the same entries give the same state and
/// effects.
///
/// Not thread-safe; one thread applies.
public final class Floor {
    /// What every new account holds.
    public static final BalanceInfo PAPER =
            new BalanceInfo(
                    Traders.PAPER_ASSET,
                    new Decimal(Traders.PAPER_UNITS, Assets.QUOTE_SCALE).stripped(),
                    Decimal.ZERO);

    /// The form of the first release's bytes, which knew nobody in the rooms, and no accounts.
    static final int FIRST_FORMAT = 1;

    /// The newest form that knew no webhooks.
    static final int WITHOUT_HOOKS = 2;

    /// The form of its bytes.
    private static final int FORMAT = 3;

    private final Rooms rooms;
    private final Markets markets;
    private final Trading trading;
    private final Keys keys;
    private final People people;
    private String epoch = "";
    private long hash;
    private long pos;
    private long at;

    /// A floor before its log's first entry.
    public Floor() {
        this(new Rooms(), new Markets(), new Keys());
    }

    private Floor(Rooms rooms, Markets markets, Keys keys) {
        this.rooms = rooms;
        this.markets = markets;
        this.trading = markets.trading();
        this.keys = keys;
        this.people = new People(rooms, markets, keys);
    }

    /// Writes everything that what follows depends on. Costs as much as there is.
    ///
    /// @return bytes, the same for the same state
    public byte[] write() {
        ValuesOut out = new ValuesOut();
        out.octet(FORMAT);
        out.text(epoch);
        out.fixed(hash);
        out.number(pos);
        out.number(at);
        rooms.write(out);
        markets.write(out);
        keys.write(out);
        markets.inboxes().write(out);
        people.write(out);
        out.fixed(out.checksum());
        return out.toBytes();
    }

    /// Makes a floor that goes on where another was written.
    ///
    /// @param bytes as [#write] gave them
    /// @return a floor that does, answers and tells what the other would
    /// @throws IllegalArgumentException if they are damaged, or of a later release
    public static Floor restore(byte[] bytes) {
        int end = Math.max(0, bytes.length - Long.BYTES);
        ValuesIn in = new ValuesIn(bytes, end);
        int format = in.octet();
        if (format < FIRST_FORMAT || format > FORMAT) {
            throw new IllegalArgumentException(
                    "a floor of format " + format + "; this release reads formats up to " + FORMAT);
        }
        if (in.checksum() != ByteBuffer.wrap(bytes).getLong(end)) {
            throw BytesIn.damaged("its checksum is another");
        }
        try {
            String epoch = in.text();
            long hash = in.fixed();
            long pos = in.number();
            long at = in.number();
            Floor floor = new Floor(Rooms.read(in, format), Markets.read(in), Keys.read(in));
            if (format != FIRST_FORMAT) {
                floor.markets.inboxes().read(in);
            }
            floor.epoch = epoch;
            floor.hash = hash;
            floor.pos = pos;
            floor.at = at;
            if (format > FIRST_FORMAT) {
                floor.people.read(in);
            }
            in.end();
            return floor;
        } catch (IndexOutOfBoundsException | ArithmeticException e) {
            throw new IllegalArgumentException("damaged: its parts don't fit", e);
        }
    }

    /// Applies the next entry. All that was due before it happens first.
    ///
    /// @param pos its place in the log, one more than the last
    /// @param at log time, Unix epoch milliseconds, not before the last
    /// @param command what is asked
    /// @param effects told what happened; nothing where the command is refused
    /// @return what became of it
    public Result apply(long pos, long at, FloorCommand command, EffectSink effects) {
        this.pos = pos;
        this.at = at;
        Context context = new Context(pos, at, epoch, effects);
        due(context);
        Person by = Guests.author(command);
        Result result = people.over(by);
        if (result == null) {
            result = decide(command, context);
            if (result instanceof Result.Done) {
                people.wrote(by, at);
            }
        }
        hash = Hash.mix(hash, pos, at);
        return result;
    }

    /// {@return the place in the log of the newest entry applied, 0 before the first}
    public long pos() {
        return pos;
    }

    /// {@return that entry's log time, Unix epoch milliseconds; 0 before the first}
    public long at() {
        return at;
    }

    private Result decide(FloorCommand asked, Context context) {
        return switch (asked) {
            case FloorCommand.Genesis genesis -> begin(genesis, context);
            case FloorCommand.Restored restored -> goOn(restored, context);
            case FloorCommand.Tick tick -> new Result.Applied();
            case FloorCommand.Once once ->
                    keys.once(
                            once.by(),
                            Optional.of(once.key()),
                            context,
                            () -> decide(once.command(), context));
            case FloorCommand.CreateRoom create -> rooms.create(create, context);
            case FloorCommand.Say say ->
                    once(say.by(), say.key(), context, () -> rooms.say(say, markets, context));
            case FloorCommand.DeleteMessage delete ->
                    once(
                            delete.by(),
                            delete.key(),
                            context,
                            () -> rooms.delete(people.now(delete), markets, context));
            case RoomCommand inRoom -> rooms.decide(inRoom, markets, context);
            case HookCommand hook -> rooms.decide(hook, markets, context);
            case FloorCommand.ListMarket list -> markets.list(list.market(), context);
            case FloorCommand.Deposit deposit ->
                    markets.deposit(
                            new FloorCommand.Deposit(
                                    people.now(deposit.user()), deposit.asset(), deposit.amount()),
                            context);
            case FloorCommand.PlaceOrder order -> markets.place(order, context);
            case FloorCommand.CancelOrder cancel -> markets.cancel(cancel, context);
            case FloorCommand.CancelAll cancel -> markets.cancelAll(cancel, context);
            case FloorCommand.SubmitOrder order ->
                    once(
                            order.by(),
                            order.validate() ? Optional.empty() : order.key(),
                            context,
                            () -> trading.submit(order, context));
            case FloorCommand.AmendOrder amend ->
                    once(amend.by(), amend.key(), context, () -> trading.amend(amend, context));
            case FloorCommand.WithdrawOrder one ->
                    once(one.by(), one.key(), context, () -> trading.withdraw(one, context));
            case FloorCommand.WithdrawAll all ->
                    once(all.by(), all.key(), context, () -> trading.withdrawAll(all, context));
            case FloorCommand.ResetAccount reset ->
                    once(reset.by(), reset.key(), context, () -> trading.reset(reset, context));
            case FloorCommand.ArmSession arm -> trading.arm(arm);
            case FloorCommand.DisarmSession disarm -> trading.disarm(disarm);
            case FloorCommand.EndSession end -> trading.end(end, context);
            case FloorCommand.SessionsLost _ -> trading.lost(context);
            case FloorCommand.ArmSwitch arm -> trading.arm(arm, context);
            case FloorCommand.Rank rank -> trading.rank(rank, context);
            case FloorCommand.ChangeMarket change -> markets.change(change, context);
            case FloorCommand.Quote quote -> markets.quote(quote, context);
            case PeopleCommand command -> people.decide(command, context);
        };
    }

    /// {@return a user's account as it stands; that of a user who has never acted is new}
    ///
    /// @param user an id
    public AccountInfo account(String user) {
        return markets.portfolios().of(user);
    }

    /// Finds an account, by its id or by that of the guest who became it.
    ///
    /// @param id anything
    /// @return the account; empty if there is none, or its owner has left
    public Optional<Account> person(String id) {
        return people.account(id);
    }

    /// Finds a guest who has written something within a day.
    ///
    /// @param id anything
    /// @return the guest, as of the newest write; empty once it is an account
    public Optional<Person> guest(String id) {
        return people.guest(id, at);
    }

    /// {@return how those stand who are ranked, the oldest account first: neither guests nor feeds
    /// nor the house, nor who doesn't want to be}
    public List<Standing> standings() {
        return markets.portfolios().standings();
    }

    /// Does what is due, the earliest first, and at one time orders expire before switches fire.
    private void due(Context context) {
        while (nextDue() <= context.at()) {
            if (markets.nextDue() <= trading.nextDue()) {
                markets.expire(context, Math.min(context.at(), trading.nextDue()));
            } else {
                trading.act(context);
            }
        }
    }

    private Result once(
            Person by, Optional<FloorCommand.Key> key, Context context, Supplier<Result> work) {
        return keys.once(by.id(), key, context, work);
    }

    /// {@return when something is due without anybody asking, Unix epoch milliseconds;
    /// `Long.MAX_VALUE` for never}
    public long nextDue() {
        return Math.min(markets.nextDue(), trading.nextDue());
    }

    /// {@return what every account holds, the house first, then users and feeds by name, each asset
    /// in the order in which it was added; without what is nothing}
    public List<Holding> holdings() {
        return markets.holdings();
    }

    /// {@return a hash of all but the texts; two floors that have applied the same entries have the
    /// same}
    public long stateHash() {
        long all =
                Hash.mix(
                        Hash.mix(hash, rooms.hash(), keys.hash()),
                        markets.hash(),
                        epoch.hashCode());
        long inboxes = markets.inboxes().hash();
        return people.mixInto(
                inboxes == 0 ? all : Hash.mix(all, inboxes)); // as the first release without them
    }

    private Result begin(FloorCommand.Genesis genesis, Context context) {
        if (!epoch.isEmpty()) {
            return new Result.Refused(ErrorCode.BAD_REQUEST, "the log has begun already");
        }
        epoch = genesis.epoch();
        context.effects().add(new Effect.Began(epoch));
        return new Result.Applied();
    }

    private Result goOn(FloorCommand.Restored restored, Context context) {
        if (epoch.isEmpty()) {
            return new Result.Refused(ErrorCode.BAD_REQUEST, "the log hasn't begun");
        }
        epoch = restored.epoch();
        Context anew = new Context(context.pos(), context.at(), epoch, context.effects());
        rooms.renew(anew);
        markets.renew(anew);
        describe(context.effects());
        return new Result.Applied();
    }

    /// Tells what is, to those who begin here: the log's epoch, then each room, each market with
    /// its book and ticker, and each account's `me`. The events before aren't told again.
    ///
    /// @param effects told what would be known had everything been told from the first entry
    public void describe(EffectSink effects) {
        if (!epoch.isEmpty()) {
            effects.add(new Effect.Began(epoch));
        }
        rooms.describe(effects);
        markets.describe(effects);
        markets.inboxes().describe(effects);
        people.describe(effects);
    }

    /// What a command is applied with.
    ///
    /// @param pos its place in the log
    /// @param at log time, Unix epoch milliseconds
    /// @param logEpoch the log's own
    /// @param effects told what happened
    record Context(long pos, long at, String logEpoch, EffectSink effects) {
        /// The epoch of a channel made now: nobody else's, in this log or another.
        String newEpoch() {
            return Long.toString(pos, Character.MAX_RADIX) + "." + logEpoch;
        }
    }
}
