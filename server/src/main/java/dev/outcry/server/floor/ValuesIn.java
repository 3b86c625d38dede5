package dev.outcry.server.floor;

import dev.outcry.protocol.Card;
import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.FillInfo;
import dev.outcry.protocol.MarketInfo;
import dev.outcry.protocol.OrderInfo;
import dev.outcry.protocol.OrderKind;
import dev.outcry.protocol.OrderRef;
import dev.outcry.protocol.OrderSpec;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.ProtocolException;
import dev.outcry.protocol.Role;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.RoomInfo;
import dev.outcry.protocol.RoomRole;
import dev.outcry.protocol.Scope;
import dev.outcry.protocol.SelfTrade;
import dev.outcry.protocol.Side;
import dev.outcry.protocol.Symbol;
import dev.outcry.protocol.TimeInForce;
import java.util.function.Function;

/// Reads what [ValuesOut] wrote.
final class ValuesIn extends BytesIn {
    /// @param end how many of the bytes are to be read
    ValuesIn(byte[] bytes, int end) {
        super(bytes, end);
    }

    /// Makes a value of a text that must have its shape.
    private <T> T shaped(Function<String, T> make) {
        try {
            return make.apply(text());
        } catch (ProtocolException e) {
            throw new IllegalArgumentException("damaged: " + e.getMessage(), e);
        }
    }

    Decimal decimal() {
        return new Decimal(signed(), octet());
    }

    RoomId room() {
        return shaped(RoomId::new);
    }

    Symbol symbol() {
        return shaped(Symbol::new);
    }

    Person person() {
        return new Person(text(), text(), flag());
    }

    FloorCommand.Key key() {
        return new FloorCommand.Key(text(), fixed());
    }

    Result.Placed placed() {
        return new Result.Placed(number(), number());
    }

    RoomInvite invite() {
        return new RoomInvite(text(), person(), number(), optionalNumber(), optionalInt());
    }

    RoomReport report() {
        return new RoomReport(
                number(),
                number(),
                text(),
                person(),
                number(),
                text(),
                optional(() -> new RoomReport.Settled(person(), number(), optional(this::text))));
    }

    FloorCommand.Said said() {
        return new FloorCommand.Said(text(), number(), optional(this::deletion));
    }

    FloorCommand.Deletion deletion() {
        return new FloorCommand.Deletion(number(), number());
    }

    Side side() {
        return Codes.find(Side.values(), Codes::of, octet());
    }

    OrderKind kind() {
        return Codes.find(OrderKind.values(), Codes::of, octet());
    }

    TimeInForce tif() {
        return Codes.find(TimeInForce.values(), Codes::of, octet());
    }

    MarketInfo market() {
        return new MarketInfo(
                symbol(),
                text(),
                text(),
                decimal(),
                decimal(),
                decimal(),
                optional(this::signedInt),
                signedInt(),
                signedInt(),
                Codes.find(MarketInfo.Source.values(), Codes::of, octet()),
                flag());
    }

    OrderSpec order() {
        return new OrderSpec(
                symbol(),
                side(),
                kind(),
                optional(this::decimal),
                optional(this::decimal),
                optional(this::decimal),
                optional(this::decimal),
                tif(),
                optionalNumber(),
                flag(),
                optional(this::decimal),
                Codes.find(SelfTrade.values(), Codes::of, octet()),
                optional(this::text));
    }

    Card.Fill card() {
        return new Card.Fill(symbol(), side(), decimal(), decimal(), number());
    }

    RoomRole role() {
        return Codes.find(RoomRole.values(), Codes::of, octet());
    }

    Role accountRole() {
        return Codes.find(Role.values(), Codes::of, octet());
    }

    Scope scope() {
        return Codes.find(Scope.values(), Codes::of, octet());
    }

    RoomInfo.Visibility visibility() {
        return Codes.find(RoomInfo.Visibility.values(), Codes::of, octet());
    }

    RoomInfo roomInfo() {
        return new RoomInfo(
                room(), text(), text(), visibility(), (int) number(), (int) number(), number());
    }

    OrderInfo.Status status() {
        return Codes.find(OrderInfo.Status.values(), Codes::of, octet());
    }

    OrderInfo info() {
        return new OrderInfo(
                number(),
                optional(this::text),
                symbol(),
                side(),
                kind(),
                tif(),
                status(),
                optional(this::decimal),
                optional(this::decimal),
                decimal(),
                decimal(),
                decimal(),
                optional(this::decimal),
                optional(this::text),
                number());
    }

    FillInfo fill() {
        return new FillInfo(
                number(),
                number(),
                optional(this::text),
                symbol(),
                side(),
                decimal(),
                decimal(),
                decimal(),
                text(),
                flag(),
                decimal(),
                decimal(),
                number());
    }

    Result.Done result() {
        int code = octet();
        return switch (code) {
            case ValuesOut.APPLIED -> new Result.Applied();
            case ValuesOut.PLACED -> placed();
            case ValuesOut.ORDERED -> new Result.Ordered(number(), number(), number());
            case ValuesOut.TAKEN -> new Result.Taken(info(), list(this::fill));
            case ValuesOut.CANCELED -> new Result.Canceled(signedInt());
            default -> throw damaged("no result has code " + code);
        };
    }

    OrderRef ref() {
        int kind = octet();
        return switch (kind) {
            case ValuesOut.BY_ID -> new OrderRef.ById(number());
            case ValuesOut.BY_CLIENT -> new OrderRef.ByClient(text());
            default -> throw damaged("no way to name an order has code " + kind);
        };
    }
}
