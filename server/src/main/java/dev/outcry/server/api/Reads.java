package dev.outcry.server.api;

import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.MarketInfo;
import dev.outcry.protocol.ProtocolException;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.RoomInfo;
import dev.outcry.protocol.RoomRole;
import dev.outcry.protocol.ServerMessage;
import dev.outcry.protocol.Symbol;
import dev.outcry.server.floor.Floor;
import dev.outcry.server.floor.RoomMember;
import dev.outcry.server.hub.RoomView;
import dev.outcry.server.hub.View;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;

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

    /// Looks into the room of a path, if the caller may know of it.
    <T> T look(Request request, Function<RoomView, T> question) {
        return look(request.room(), request, question);
    }

    /// Looks into a room, if the caller may know of it.
    <T> T look(RoomId id, Request request, Function<RoomView, T> question) {
        Optional<String> user = request.caller().map(ServerMessage.User::id);
        return ask(view -> view.look(id, user).map(question))
                .orElseThrow(() -> new ProtocolException(ErrorCode.ROOM_NOT_FOUND, "no such room"));
    }

    /// Finds a room that the caller may know of.
    RoomInfo room(RoomId id, Request request) {
        return look(id, request, view -> view.info(request.caller().map(ServerMessage.User::id)));
    }

    /// Looks into the room of a path as one of those who keep it in order.
    <T> T moderate(Request request, Function<RoomView, T> question) {
        return look(
                request,
                view -> keepsOrder(request, view),
                "only for the room's moderators and owners",
                question);
    }

    /// Looks into the room of a path as one of its owners.
    <T> T own(Request request, Function<RoomView, T> question) {
        return look(request, view -> owns(request, view), "only for the room's owners", question);
    }

    private <T> T look(
            Request request,
            Predicate<RoomView> may,
            String otherwise,
            Function<RoomView, T> question) {
        request.user();
        Optional<T> seen =
                look(
                        request,
                        view ->
                                may.test(view)
                                        ? Optional.of(question.apply(view))
                                        : Optional.empty());
        return seen.orElseThrow(() -> new ProtocolException(ErrorCode.ROOM_FORBIDDEN, otherwise));
    }

    private static boolean owns(Request request, RoomView view) {
        return has(request, view, role -> role == RoomRole.OWNER);
    }

    /// {@return whether the caller is a moderator there, or more}
    static boolean keepsOrder(Request request, RoomView view) {
        return has(request, view, role -> role != RoomRole.MEMBER);
    }

    private static boolean has(Request request, RoomView view, Predicate<RoomRole> role) {
        if (request.caller().isEmpty()) {
            return false;
        }
        ServerMessage.User user = request.user();
        boolean listed = view.member(user.id()).flatMap(RoomMember::role).filter(role).isPresent();
        return listed
                || (user.role().equals("admin")
                        && view.info(Optional.empty()).visibility() == RoomInfo.Visibility.PUBLIC);
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
