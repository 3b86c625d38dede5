package dev.outcry.server.floor;

import dev.outcry.protocol.BalanceInfo;
import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.Person;
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

    private final Rooms rooms = new Rooms();
    private final Markets markets = new Markets();
    private final Trading trading = markets.trading();
    private final Keys keys = new Keys();
    private String epoch = "";
    private long hash;

    /// A floor before its log's first entry.
    public Floor() {}

    /// Applies the next entry. All that was due before it happens first.
    ///
    /// @param pos its place in the log, one more than the last
    /// @param at log time, Unix epoch milliseconds, not before the last
    /// @param command what is asked
    /// @param effects told what happened; nothing where the command is refused
    /// @return what became of it
    public Result apply(long pos, long at, FloorCommand command, EffectSink effects) {
        Context context = new Context(pos, at, epoch, effects);
        due(context);
        Result result = decide(command, context);
        hash = Hash.mix(hash, pos, at);
        return result;
    }

    private Result decide(FloorCommand command, Context context) {
        return switch (command) {
            case FloorCommand.Genesis genesis -> begin(genesis, context);
            case FloorCommand.Tick tick -> new Result.Applied();
            case FloorCommand.Once once ->
                    keys.once(
                            once.by(),
                            Optional.of(once.key()),
                            context,
                            () -> decide(once.command(), context));
            case FloorCommand.CreateRoom create -> rooms.create(create, context);
            case FloorCommand.Say say ->
                    once(
                            say.by(),
                            say.key(),
                            context,
                            () -> rooms.say(say, markets.prices(say.symbols()), context));
            case FloorCommand.ListMarket list -> markets.list(list.market(), context);
            case FloorCommand.Deposit deposit -> markets.deposit(deposit, context);
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
        };
    }

    /// {@return a user's account as it stands; that of a user who has never acted is new}
    ///
    /// @param user an id
    public AccountInfo account(String user) {
        return markets.portfolios().of(user);
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
        return Hash.mix(
                Hash.mix(hash, rooms.hash(), keys.hash()), markets.hash(), epoch.hashCode());
    }

    private Result begin(FloorCommand.Genesis genesis, Context context) {
        if (!epoch.isEmpty()) {
            return new Result.Refused(ErrorCode.BAD_REQUEST, "the log has begun already");
        }
        epoch = genesis.epoch();
        context.effects().add(new Effect.Began(epoch));
        return new Result.Applied();
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
