package dev.outcry.server.floor;

import dev.outcry.protocol.ErrorCode;

/// Rooms, people and markets as one state machine: the same entries give the same state and
/// effects.
///
/// Not thread-safe; one thread applies.
public final class Floor {
    private final Rooms rooms = new Rooms();
    private final Markets markets = new Markets();
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
        markets.expire(context);
        Result result =
                switch (command) {
                    case FloorCommand.Genesis genesis -> begin(genesis);
                    case FloorCommand.Tick tick -> new Result.Applied();
                    case FloorCommand.CreateRoom create -> rooms.create(create, context);
                    case FloorCommand.Say say ->
                            keys.once(
                                    say.by().id(),
                                    say.key(),
                                    at,
                                    () -> rooms.say(say, markets.prices(say.symbols()), context));
                    case FloorCommand.ListMarket list -> markets.list(list.market(), context);
                    case FloorCommand.Deposit deposit -> markets.deposit(deposit, context);
                    case FloorCommand.PlaceOrder order -> markets.place(order, context);
                    case FloorCommand.CancelOrder cancel -> markets.cancel(cancel, context);
                    case FloorCommand.CancelAll cancel -> markets.cancelAll(cancel, context);
                };
        hash = Hash.mix(hash, pos, at);
        return result;
    }

    /// {@return when something is due without anybody asking, Unix epoch milliseconds;
    /// `Long.MAX_VALUE` for never}
    public long nextDue() {
        return markets.nextDue();
    }

    /// {@return a hash of all but the texts; two floors that have applied the same entries have the
    /// same}
    public long stateHash() {
        return Hash.mix(
                Hash.mix(hash, rooms.hash(), keys.hash()), markets.hash(), epoch.hashCode());
    }

    private Result begin(FloorCommand.Genesis genesis) {
        if (!epoch.isEmpty()) {
            return new Result.Refused(ErrorCode.BAD_REQUEST, "the log has begun already");
        }
        epoch = genesis.epoch();
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
