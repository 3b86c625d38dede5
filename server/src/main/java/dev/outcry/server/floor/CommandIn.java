package dev.outcry.server.floor;

import dev.outcry.server.floor.CommandCodec.Kind;
import java.util.Optional;

/// Reads what [CommandOut] wrote, component by component: Java evaluates arguments in order.
///
/// @param in behind the kind
/// @param text of a message, which lay beside it
record CommandIn(ValuesIn in, Optional<String> text) {
    FloorCommand command() {
        return command(Kind.of(in.octet()));
    }

    private FloorCommand once() {
        String by = in.text();
        FloorCommand.Key key = in.key();
        Kind kind = Kind.of(in.octet());
        if (kind == Kind.ONCE || kind == Kind.SAY) {
            throw BytesIn.damaged("once of what knows keys by itself");
        }
        return new FloorCommand.Once(by, key, command(kind));
    }

    private FloorCommand command(Kind kind) {
        return switch (kind) {
            case GENESIS -> new FloorCommand.Genesis(in.text());
            case RESTORED -> new FloorCommand.Restored(in.text());
            case TICK -> new FloorCommand.Tick();
            case CREATE_ROOM -> createRoom();
            case SAY -> say();
            case DELETE_MESSAGE -> deleteMessage();
            case LIST_MARKET -> new FloorCommand.ListMarket(in.market());
            case CHANGE_MARKET -> changeMarket();
            case QUOTE -> quote();
            case DEPOSIT -> new FloorCommand.Deposit(in.text(), in.text(), in.decimal());
            case PLACE_ORDER -> placeOrder();
            case CANCEL_ORDER -> new FloorCommand.CancelOrder(in.text(), in.number());
            case CANCEL_ALL -> new FloorCommand.CancelAll(in.text(), in.optional(in::symbol));
            case SUBMIT_ORDER -> submitOrder();
            case AMEND_ORDER -> amendOrder();
            case WITHDRAW_ORDER ->
                    new FloorCommand.WithdrawOrder(in.person(), in.ref(), in.optional(in::key));
            case WITHDRAW_ALL ->
                    new FloorCommand.WithdrawAll(
                            in.person(),
                            in.optional(in::symbol),
                            in.optional(in::side),
                            in.optional(in::key));
            case RESET_ACCOUNT -> new FloorCommand.ResetAccount(in.person(), in.optional(in::key));
            case RANK -> new FloorCommand.Rank(in.person(), in.flag());
            case ONCE -> once();
            case ARM_SESSION -> new FloorCommand.ArmSession(in.person(), in.text(), in.signedInt());
            case DISARM_SESSION -> new FloorCommand.DisarmSession(in.text());
            case END_SESSION -> new FloorCommand.EndSession(in.text());
            case SESSIONS_LOST -> new FloorCommand.SessionsLost();
            case ARM_SWITCH -> new FloorCommand.ArmSwitch(in.person(), in.number());
            case SPEAK,
                    EDIT_MESSAGE,
                    REACT,
                    UNREACT,
                    PIN,
                    UNPIN,
                    JOIN,
                    LEAVE,
                    READ,
                    CHANGE_ROOM,
                    SET_MEMBER,
                    INVITE,
                    REVOKE_INVITE,
                    OPEN_DIRECT,
                    DROP_ROOM,
                    REPORT,
                    SETTLE_REPORT,
                    SET_FILTER,
                    OPEN_ROOM,
                    REMOVE_MEMBER ->
                    new RoomIn(in, text).command(kind);
            case ADD_HOOK, DROP_HOOK, POST_BY_HOOK, HOOK_REACHED, HOOK_SENDS ->
                    HookCodec.read(kind, in, text);
            case REGISTER -> PeopleCodec.register(in);
            case SET_PASSWORD -> new PeopleCommand.SetPassword(in.text(), in.text(), in.flag());
            case SHOW_AS -> PeopleCodec.showAs(in);
            case SET_ROLE -> new PeopleCommand.SetRole(in.text(), in.accountRole());
            case END_TOKENS -> new PeopleCommand.EndTokens(in.text());
            case REFRESH -> PeopleCodec.refresh(in);
            case MAKE_KEY -> PeopleCodec.makeKey(in);
            case DROP_KEY -> new PeopleCommand.DropKey(in.text(), in.text());
            case LEAVE_FOR_GOOD -> new PeopleCommand.Leave(in.person());
        };
    }

    private FloorCommand createRoom() {
        return new FloorCommand.CreateRoom(
                in.optional(in::person), in.room(), in.text(), in.text(), in.visibility());
    }

    private FloorCommand say() {
        return new FloorCommand.Say(
                in.person(),
                in.room(),
                text,
                in.optionalNumber(),
                in.list(in::text),
                in.list(in::symbol),
                in.optional(in::key));
    }

    private FloorCommand deleteMessage() {
        return new FloorCommand.DeleteMessage(
                in.person(),
                in.flag(),
                in.room(),
                in.number(),
                in.optional(in::said),
                in.optional(in::key));
    }

    private FloorCommand changeMarket() {
        return new FloorCommand.ChangeMarket(
                in.symbol(),
                in.optional(in::flag),
                in.optional(in::signedInt),
                in.optional(in::signedInt),
                in.optional(in::signedInt));
    }

    private FloorCommand quote() {
        return new FloorCommand.Quote(
                in.symbol(), in.optional(in::decimal), in.optional(in::decimal), in.decimal());
    }

    private FloorCommand placeOrder() {
        return new FloorCommand.PlaceOrder(
                in.text(),
                in.symbol(),
                in.side(),
                in.optionalNumber(),
                in.number(),
                Codes.find(FloorCommand.TimeInForce.values(), Codes::of, in.octet()));
    }

    private FloorCommand submitOrder() {
        return new FloorCommand.SubmitOrder(
                in.person(), in.order(), in.flag(), in.optional(in::text), in.optional(in::key));
    }

    private FloorCommand amendOrder() {
        return new FloorCommand.AmendOrder(
                in.person(),
                in.ref(),
                in.optional(in::decimal),
                in.optional(in::decimal),
                in.optional(in::key));
    }
}
