package dev.outcry.server.floor;

import dev.outcry.server.floor.CommandCodec.Kind;

/// Writes a command behind its format: its kind, then its components.
///
/// @param out where to
record CommandOut(ValuesOut out) {
    void command(FloorCommand command) {
        switch (command) { // no default: a new command must not compile until it is written
            case FloorCommand.Genesis genesis -> texts(Kind.GENESIS, genesis.epoch());
            case FloorCommand.Restored restored -> texts(Kind.RESTORED, restored.epoch());
            case FloorCommand.Tick _ -> texts(Kind.TICK);
            case FloorCommand.CreateRoom create -> write(create);
            case FloorCommand.Say say -> write(say);
            case FloorCommand.DeleteMessage delete -> write(delete);
            case FloorCommand.ListMarket list -> write(list);
            case FloorCommand.ChangeMarket change -> write(change);
            case FloorCommand.Quote quote -> write(quote);
            case FloorCommand.Deposit deposit -> write(deposit);
            case FloorCommand.PlaceOrder order -> write(order);
            case FloorCommand.CancelOrder cancel -> write(cancel);
            case FloorCommand.CancelAll cancel -> write(cancel);
            case FloorCommand.SubmitOrder order -> write(order);
            case FloorCommand.AmendOrder amend -> write(amend);
            case FloorCommand.WithdrawOrder withdraw -> write(withdraw);
            case FloorCommand.WithdrawAll withdraw -> write(withdraw);
            case FloorCommand.ResetAccount reset -> write(reset);
            case FloorCommand.Rank rank -> write(rank);
            case FloorCommand.Once once -> write(once);
            case FloorCommand.ArmSession arm -> write(arm);
            case FloorCommand.DisarmSession disarm -> texts(Kind.DISARM_SESSION, disarm.session());
            case FloorCommand.EndSession end -> texts(Kind.END_SESSION, end.session());
            case FloorCommand.SessionsLost _ -> texts(Kind.SESSIONS_LOST);
            case FloorCommand.ArmSwitch arm -> write(arm);
            case RoomCommand inRoom -> new RoomOut(out).command(inRoom);
            case HookCommand hook -> {
                kind(HookCodec.kind(hook));
                HookCodec.write(hook, out);
            }
            case PeopleCommand people -> {
                kind(PeopleCodec.kind(people));
                PeopleCodec.write(people, out);
            }
        }
    }

    private void kind(Kind kind) {
        out.octet(kind.code);
    }

    private void texts(Kind kind, String... texts) {
        kind(kind);
        for (String text : texts) {
            out.text(text);
        }
    }

    private void write(FloorCommand.CreateRoom create) {
        kind(Kind.CREATE_ROOM);
        out.optional(create.by(), out::person);
        out.room(create.room());
        out.text(create.name());
        out.text(create.topic());
        out.octet(Codes.of(create.visibility()));
    }

    private void write(FloorCommand.Say say) {
        kind(Kind.SAY);
        out.person(say.by());
        out.room(say.room());
        out.optionalNumber(say.replyTo());
        out.list(say.mentions(), out::text);
        out.list(say.symbols(), out::symbol);
        out.optional(say.key(), out::key);
    }

    private void write(FloorCommand.DeleteMessage delete) {
        kind(Kind.DELETE_MESSAGE);
        out.person(delete.by());
        out.flag(delete.moderator());
        out.room(delete.room());
        out.number(delete.message());
        out.optional(delete.said(), out::said);
        out.optional(delete.key(), out::key);
    }

    private void write(FloorCommand.ListMarket list) {
        kind(Kind.LIST_MARKET);
        out.market(list.market());
    }

    private void write(FloorCommand.ChangeMarket change) {
        kind(Kind.CHANGE_MARKET);
        out.symbol(change.symbol());
        out.optional(change.halted(), out::flag);
        out.optional(change.bandBps(), out::signedInt);
        out.optional(change.makerFeeBps(), out::signedInt);
        out.optional(change.takerFeeBps(), out::signedInt);
    }

    private void write(FloorCommand.Quote quote) {
        kind(Kind.QUOTE);
        out.symbol(quote.symbol());
        out.optional(quote.bid(), out::decimal);
        out.optional(quote.ask(), out::decimal);
        out.decimal(quote.last());
    }

    private void write(FloorCommand.Deposit deposit) {
        texts(Kind.DEPOSIT, deposit.user(), deposit.asset());
        out.decimal(deposit.amount());
    }

    private void write(FloorCommand.PlaceOrder order) {
        texts(Kind.PLACE_ORDER, order.user());
        out.symbol(order.symbol());
        out.octet(Codes.of(order.side()));
        out.optionalNumber(order.priceTicks());
        out.number(order.qtyLots());
        out.octet(Codes.of(order.tif()));
    }

    private void write(FloorCommand.CancelOrder cancel) {
        texts(Kind.CANCEL_ORDER, cancel.user());
        out.number(cancel.order());
    }

    private void write(FloorCommand.CancelAll cancel) {
        texts(Kind.CANCEL_ALL, cancel.user());
        out.optional(cancel.symbol(), out::symbol);
    }

    private void write(FloorCommand.SubmitOrder order) {
        kind(Kind.SUBMIT_ORDER);
        out.person(order.by());
        out.order(order.order());
        out.flag(order.validate());
        out.optional(order.session(), out::text);
        out.optional(order.key(), out::key);
    }

    private void write(FloorCommand.AmendOrder amend) {
        kind(Kind.AMEND_ORDER);
        out.person(amend.by());
        out.ref(amend.order());
        out.optional(amend.qty(), out::decimal);
        out.optional(amend.price(), out::decimal);
        out.optional(amend.key(), out::key);
    }

    private void write(FloorCommand.WithdrawOrder withdraw) {
        kind(Kind.WITHDRAW_ORDER);
        out.person(withdraw.by());
        out.ref(withdraw.order());
        out.optional(withdraw.key(), out::key);
    }

    private void write(FloorCommand.WithdrawAll withdraw) {
        kind(Kind.WITHDRAW_ALL);
        out.person(withdraw.by());
        out.optional(withdraw.symbol(), out::symbol);
        out.optional(withdraw.side(), side -> out.octet(Codes.of(side)));
        out.optional(withdraw.key(), out::key);
    }

    private void write(FloorCommand.ResetAccount reset) {
        kind(Kind.RESET_ACCOUNT);
        out.person(reset.by());
        out.optional(reset.key(), out::key);
    }

    private void write(FloorCommand.Rank rank) {
        kind(Kind.RANK);
        out.person(rank.by());
        out.flag(rank.ranked());
    }

    private void write(FloorCommand.Once once) {
        if (once.command() instanceof FloorCommand.Once
                || once.command() instanceof FloorCommand.Say) {
            throw new IllegalArgumentException("once of what knows keys by itself");
        }
        texts(Kind.ONCE, once.by());
        out.key(once.key());
        command(once.command());
    }

    private void write(FloorCommand.ArmSession arm) {
        kind(Kind.ARM_SESSION);
        out.person(arm.by());
        out.text(arm.session());
        out.signedInt(arm.graceMillis());
    }

    private void write(FloorCommand.ArmSwitch arm) {
        kind(Kind.ARM_SWITCH);
        out.person(arm.by());
        out.number(arm.millis());
    }
}
