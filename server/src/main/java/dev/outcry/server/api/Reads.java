package dev.outcry.server.api;

import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.MarketInfo;
import dev.outcry.protocol.ProtocolException;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.RoomInfo;
import dev.outcry.protocol.Symbol;
import dev.outcry.server.hub.View;
import java.util.Optional;
import java.util.function.Function;

/// Asks what is, and refuses what isn't there.
final class Reads {
    private final Backend backend;

    Reads(Backend backend) {
        this.backend = backend;
    }

    <T> T ask(Function<View, T> question) {
        return backend.ask(question).join();
    }

    /// Finds a room that the public may know of.
    RoomInfo room(RoomId id) {
        return ask(view -> view.room(id))
                .filter(room -> room.visibility() == RoomInfo.Visibility.PUBLIC)
                .orElseThrow(() -> new ProtocolException(ErrorCode.ROOM_NOT_FOUND, "no such room"));
    }

    MarketInfo market(Symbol symbol) {
        return known(view -> view.market(symbol));
    }

    /// Asks for something of a market, which is empty if there is no such market.
    <T> T known(Function<View, Optional<T>> question) {
        return ask(question)
                .orElseThrow(
                        () -> new ProtocolException(ErrorCode.MARKET_NOT_FOUND, "no such market"));
    }
}
