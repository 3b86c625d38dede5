package dev.outcry.server.floor;

import dev.outcry.protocol.MarketInfo;
import dev.outcry.protocol.OrderInfo;
import dev.outcry.protocol.OrderKind;
import dev.outcry.protocol.Role;
import dev.outcry.protocol.RoomInfo;
import dev.outcry.protocol.RoomRole;
import dev.outcry.protocol.Scope;
import dev.outcry.protocol.SelfTrade;
import dev.outcry.protocol.Side;
import dev.outcry.protocol.TimeInForce;
import java.util.function.ToIntFunction;

/// The bytes that stand for the values of enums, for ever: a new value takes a new byte.
final class Codes {
    private Codes() {}

    static int of(Side side) {
        return switch (side) {
            case BUY -> 1;
            case SELL -> 2;
        };
    }

    static int of(OrderKind kind) {
        return switch (kind) {
            case LIMIT -> 1;
            case MARKET -> 2;
            case STOP -> 3;
            case STOP_LIMIT -> 4;
        };
    }

    static int of(TimeInForce tif) {
        return switch (tif) {
            case GTC -> 1;
            case IOC -> 2;
            case FOK -> 3;
            case GTD -> 4;
            case DAY -> 5;
        };
    }

    static int of(FloorCommand.TimeInForce tif) {
        return switch (tif) {
            case GTC -> 1;
            case IOC -> 2;
        };
    }

    static int of(SelfTrade selfTrade) {
        return switch (selfTrade) {
            case CANCEL_NEWEST -> 1;
            case CANCEL_OLDEST -> 2;
            case CANCEL_BOTH -> 3;
            case DECREMENT -> 4;
        };
    }

    static int of(RoomInfo.Visibility visibility) {
        return switch (visibility) {
            case PUBLIC -> 1;
            case PRIVATE -> 2;
            case DIRECT -> 3;
        };
    }

    static int of(RoomRole role) {
        return switch (role) {
            case OWNER -> 1;
            case MODERATOR -> 2;
            case MEMBER -> 3;
        };
    }

    static int of(MarketInfo.Source source) {
        return switch (source) {
            case USERS -> 1;
            case SIMULATED -> 2;
            case REPLAY -> 3;
            case EXTERNAL -> 4;
            case QUOTED -> 5;
        };
    }

    static int of(OrderInfo.Status status) {
        return switch (status) {
            case OPEN -> 1;
            case PARTIAL -> 2;
            case TRIGGERED -> 3;
            case FILLED -> 4;
            case CANCELED -> 5;
            case EXPIRED -> 6;
            case REJECTED -> 7;
        };
    }

    static int of(Role role) {
        return switch (role) {
            case MEMBER -> 1;
            case PUBLISHER -> 2;
            case ADMIN -> 3;
        };
    }

    static int of(RoomHook.Kind kind) {
        return switch (kind) {
            case MESSAGE -> 1;
            case EDITED -> 2;
            case DELETED -> 3;
            case JOINED -> 4;
            case LEFT -> 5;
        };
    }

    static int of(Scope scope) {
        return switch (scope) {
            case READ -> 1;
            case CHAT -> 2;
            case TRADE -> 3;
            case PUBLISH -> 4;
        };
    }

    /// {@return the value that a byte stands for}
    static <E> E find(E[] values, ToIntFunction<E> of, int code) {
        for (E value : values) {
            if (of.applyAsInt(value) == code) {
                return value;
            }
        }
        throw BytesIn.damaged("no " + values[0].getClass().getSimpleName() + " has code " + code);
    }
}
