package dev.outcry.server.floor;

import dev.outcry.protocol.Card;
import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.FillInfo;
import dev.outcry.protocol.MarketInfo;
import dev.outcry.protocol.OrderInfo;
import dev.outcry.protocol.OrderRef;
import dev.outcry.protocol.OrderSpec;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.RoomInfo;
import dev.outcry.protocol.Symbol;

/// Writes what commands and the floor's state both hold.
final class ValuesOut extends BytesOut {
    static final int BY_ID = 1;
    static final int BY_CLIENT = 2;

    static final int FILL = 1;
    static final int POSITION = 2;

    static final int APPLIED = 1;
    static final int PLACED = 2;
    static final int ORDERED = 3;
    static final int TAKEN = 4;
    static final int CANCELED = 5;

    void decimal(Decimal value) {
        signed(value.unscaled());
        octet(value.scale());
    }

    void room(RoomId value) {
        text(value.name());
    }

    void symbol(Symbol value) {
        text(value.name());
    }

    void person(Person value) {
        text(value.id());
        text(value.name());
        flag(value.guest());
    }

    void key(FloorCommand.Key value) {
        text(value.value());
        fixed(value.body());
    }

    void placed(Result.Placed value) {
        number(value.seq());
        number(value.pos());
    }

    void invite(RoomInvite value) {
        text(value.invite());
        person(value.by());
        number(value.at());
        optionalNumber(value.expiresAt());
        optionalInt(value.uses());
    }

    void report(RoomReport value) {
        number(value.report());
        number(value.message());
        text(value.author());
        person(value.by());
        number(value.at());
        text(value.reason());
        optional(
                value.settled(),
                settled -> {
                    person(settled.by());
                    number(settled.at());
                    optional(settled.note(), this::text);
                });
    }

    void said(FloorCommand.Said value) {
        text(value.author());
        number(value.pos());
        optional(value.deleted(), this::deletion);
    }

    void deletion(FloorCommand.Deletion value) {
        number(value.seq());
        number(value.pos());
    }

    void card(Card.Fill value) {
        symbol(value.symbol());
        octet(Codes.of(value.side()));
        decimal(value.price());
        decimal(value.qty());
        number(value.at());
    }

    void market(MarketInfo value) {
        symbol(value.symbol());
        text(value.base());
        text(value.quote());
        decimal(value.tick());
        decimal(value.lot());
        decimal(value.minQty());
        optional(value.bandBps(), this::signedInt);
        signedInt(value.makerFeeBps());
        signedInt(value.takerFeeBps());
        octet(Codes.of(value.source()));
        flag(value.halted());
    }

    void order(OrderSpec value) {
        symbol(value.symbol());
        octet(Codes.of(value.side()));
        octet(Codes.of(value.kind()));
        optional(value.qty(), this::decimal);
        optional(value.price(), this::decimal);
        optional(value.stop(), this::decimal);
        optional(value.quoteQty(), this::decimal);
        octet(Codes.of(value.tif()));
        optionalNumber(value.expiresAt());
        flag(value.postOnly());
        optional(value.display(), this::decimal);
        octet(Codes.of(value.selfTrade()));
        optional(value.client(), this::text);
    }

    void roomInfo(RoomInfo value) {
        room(value.room());
        text(value.name());
        text(value.topic());
        octet(Codes.of(value.visibility()));
        number(value.slowSeconds());
        number(value.members());
        number(value.seq());
    }

    void info(OrderInfo value) {
        number(value.order());
        optional(value.client(), this::text);
        symbol(value.symbol());
        octet(Codes.of(value.side()));
        octet(Codes.of(value.kind()));
        octet(Codes.of(value.tif()));
        octet(Codes.of(value.status()));
        optional(value.price(), this::decimal);
        optional(value.stop(), this::decimal);
        decimal(value.qty());
        decimal(value.filled());
        decimal(value.remaining());
        optional(value.average(), this::decimal);
        optional(value.reason(), this::text);
        number(value.at());
    }

    void fill(FillInfo value) {
        number(value.trade());
        number(value.order());
        optional(value.client(), this::text);
        symbol(value.symbol());
        octet(Codes.of(value.side()));
        decimal(value.price());
        decimal(value.qty());
        decimal(value.fee());
        text(value.feeAsset());
        flag(value.maker());
        decimal(value.filled());
        decimal(value.remaining());
        number(value.at());
    }

    void result(Result.Done value) {
        switch (value) {
            case Result.Applied _ -> octet(APPLIED);
            case Result.Placed placed -> {
                octet(PLACED);
                placed(placed);
            }
            case Result.Ordered ordered -> {
                octet(ORDERED);
                number(ordered.order());
                number(ordered.filledLots());
                number(ordered.restingLots());
            }
            case Result.Taken taken -> {
                octet(TAKEN);
                info(taken.order());
                list(taken.fills(), this::fill);
            }
            case Result.Canceled canceled -> {
                octet(CANCELED);
                signedInt(canceled.count());
            }
            case Result.Repeated _ ->
                    throw new IllegalStateException("a repetition isn't remembered");
        }
    }

    void ref(OrderRef value) {
        switch (value) {
            case OrderRef.ById(long order) -> {
                octet(BY_ID);
                number(order);
            }
            case OrderRef.ByClient(String client) -> {
                octet(BY_CLIENT);
                text(client);
            }
        }
    }
}
