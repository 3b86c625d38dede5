package dev.outcry.server.api;

import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.MarketInfo;
import dev.outcry.protocol.ProtocolException;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.RoomInfo;
import dev.outcry.protocol.Symbol;
import dev.outcry.server.floor.Floor;
import dev.outcry.server.hub.View;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/// Asks what is, and refuses what isn't there.
final class Reads {
    private final Backend backend;
    private final Duration patience;

    Reads(Backend backend, Duration patience) {
        this.backend = backend;
        this.patience = patience;
    }

    <T> T ask(Function<View, T> question) {
        return backend.ask(question).join();
    }

    /// Asks the floor itself.
    <T> T floor(Function<Floor, T> question) {
        try {
            return backend.askFloor(question).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RejectedExecutionException) {
                throw new ProtocolException(
                        ErrorCode.BUSY, "more is waiting to be done than may wait");
            }
            throw new IllegalStateException("the floor can't be asked", e.getCause());
        } catch (TimeoutException e) {
            throw new ProtocolException(ErrorCode.UNAVAILABLE, "the floor doesn't answer now");
        } catch (InterruptedException e) { // the server stops
            Thread.currentThread().interrupt();
            throw new ProtocolException(ErrorCode.UNAVAILABLE, "the server stops");
        }
    }

    /// Finds a room that the public may know of.
    RoomInfo room(RoomId id) {
        return ask(view -> view.room(id))
                .filter(room -> room.visibility() == RoomInfo.Visibility.PUBLIC)
                .orElseThrow(() -> new ProtocolException(ErrorCode.ROOM_NOT_FOUND, "no such room"));
    }

    /// The market that a query asks for, if it does: one that exists.
    Optional<Symbol> symbol(Request request) {
        return request.query("symbol").map(name -> market(new Symbol(name)).symbol());
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
