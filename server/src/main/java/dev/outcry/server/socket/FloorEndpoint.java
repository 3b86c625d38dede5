package dev.outcry.server.socket;

import dev.outcry.protocol.Channel;
import dev.outcry.protocol.CloseCode;
import dev.outcry.protocol.Command;
import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.Position;
import dev.outcry.protocol.ProtocolException;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.Scope;
import dev.outcry.protocol.Symbol;
import dev.outcry.server.auth.Addresses;
import dev.outcry.server.auth.Identity;
import dev.outcry.server.auth.Limits;
import dev.outcry.server.auth.Origins;
import dev.outcry.server.auth.Tokens;
import dev.outcry.server.floor.RoomMember;
import dev.outcry.server.hub.Hub;
import dev.outcry.server.hub.Outbox;
import dev.outcry.server.session.Session;
import dev.outcry.server.session.Sessions;
import dev.outcry.server.session.Visitor;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;

/// The floor's door: `/ws`, `/ws/rooms/{room}` and `/ws/tickers/{symbol}`.
///
/// In this order: rate by address and of all, host, origin, credentials, whether the room or market
/// is there, then how many are open.
public final class FloorEndpoint implements Endpoint {
    private static final Logger LOG = System.getLogger(FloorEndpoint.class.getName());
    private static final String ROOMS = "/ws/rooms/";
    private static final String TICKERS = "/ws/tickers/";
    private static final String VERSION = "outcry.v1";
    private static final String VERSIONS = "outcry.v";
    private static final String BEARER_ENTRY = "bearer.";
    private static final String BEARER = "Bearer ";
    private static final int NOT_SUPPORTED = 4503;
    private static final int MAX_HISTORY = 300;
    private static final long MAX_SEQ = (1L << 53) - 1;

    private final AtomicBoolean warned = new AtomicBoolean();
    private final Sessions sessions;
    private final Hub hub;
    private final Tokens tokens;
    private final Limits limits;
    private final Origins origins;
    private final Addresses addresses;

    /// Makes one.
    ///
    /// @param sessions opens what is let in
    /// @param hub knows rooms and markets
    /// @param tokens tells who somebody is
    /// @param limits tells how often an address may come
    /// @param origins tells which pages may come, and under which host
    /// @param addresses tells where somebody comes from
    public FloorEndpoint(
            Sessions sessions,
            Hub hub,
            Tokens tokens,
            Limits limits,
            Origins origins,
            Addresses addresses) {
        this.sessions = sessions;
        this.hub = hub;
        this.tokens = tokens;
        this.limits = limits;
        this.origins = origins;
        this.addresses = addresses;
    }

    @Override
    public Decision decide(Handshake handshake) {
        String path = handshake.path();
        if (!path.equals("/ws") && !path.startsWith(ROOMS) && !path.startsWith(TICKERS)) {
            return new NotMine();
        }
        try {
            String address = address(handshake);
            Optional<Refuse> tooMany = rate(address);
            if (tooMany.isPresent()) {
                return tooMany.get();
            }
            if (!origins.serves(handshake.header("Host").orElse(""))) {
                return new Refuse(421, "bad_request", "Host: not served here");
            }
            if (!handshake.header("Origin").map(origins::allows).orElse(true)) {
                return new Refuse(403, ErrorCode.FORBIDDEN.wire(), "Origin: not allowed here");
            }
            return accept(handshake, address, credentials(handshake));
        } catch (ProtocolException e) {
            return new Refuse(e.code().status(), e.code().wire(), e.getMessage());
        }
    }

    private String address(Handshake handshake) {
        String forwardedFor = handshake.header("X-Forwarded-For").orElse("");
        if (addresses.isUnknownProxy(handshake.peer(), forwardedFor)
                && warned.compareAndSet(false, true)) {
            LOG.log(
                    Level.WARNING,
                    "{0} seems to be a proxy, and all its clients count as one address: name it in"
                            + " OUTCRY_PROXIES",
                    handshake.peer().getHostAddress());
        }
        return Addresses.key(addresses.client(handshake.peer(), forwardedFor));
    }

    /// The address comes first, so that one alone can't use up what all have.
    private Optional<Refuse> rate(String address) {
        Optional<Refuse> ofAddress =
                limits.tryAcquire(Limits.Kind.NEW_CONNECTIONS_BY_ADDRESS, address)
                        .map(wait ->
                                later(ErrorCode.RATE_LIMITED, "too many new connections", wait));
        return ofAddress.isPresent()
                ? ofAddress
                : limits.tryAcquire(Limits.Kind.NEW_CONNECTIONS, Limits.EVERYBODY)
                        .map(wait ->
                                later(
                                        ErrorCode.BUSY,
                                        "too many connect at the moment; try again",
                                        wait));
    }

    private Decision accept(Handshake handshake, String address, Optional<String> token) {
        Optional<Identity> identity = token.map(this::identify);
        Optional<String> other =
                handshake.subprotocols().stream().filter(p -> p.startsWith(VERSIONS)).findFirst();
        boolean spoken = handshake.subprotocols().contains(VERSION);
        if (other.isPresent() && !spoken) {
            return new Accept(FloorEndpoint::refuseVersion, () -> {}, other);
        }
        Optional<RoomId> room = room(handshake.path(), identity);
        Optional<Command.Following> following = following(handshake, room);
        if (following.isPresent() && identity.filter(who -> !who.may(Scope.READ)).isPresent()) {
            throw new ProtocolException(
                    ErrorCode.FORBIDDEN, "the API key lacks the scope " + Scope.READ);
        }
        Visitor visitor = new Visitor(address, identity, room, following);
        Optional<Limits.Count> full = sessions.admit(visitor);
        if (full.isPresent()) {
            return later(
                    ErrorCode.RATE_LIMITED,
                    switch (full.get()) {
                        case CONNECTIONS_BY_ADDRESS ->
                                "too many open connections from this address";
                        case CONNECTIONS_BY_USER -> "too many open connections of this user";
                    },
                    Sessions.UNTIL_THE_DEAD_ARE_GONE);
        }
        return new Accept(
                outbox -> new Listener(open(visitor, token, outbox)),
                () -> sessions.dismiss(visitor),
                spoken ? Optional.of(VERSION) : Optional.empty());
    }

    private Session open(Visitor visitor, Optional<String> token, Outbox outbox) {
        Session session = sessions.open(visitor, outbox);
        try {
            // Who was revoked since the check wasn't found among the open: looked at once more.
            token.ifPresent(this::identify);
        } catch (ProtocolException e) {
            session.close(CloseCode.TOKEN_EXPIRED, "token revoked");
        }
        return session;
    }

    private static TextListener refuseVersion(Outbox outbox) {
        outbox.close(NOT_SUPPORTED, "version not supported");
        return new TextListener() {
            @Override
            public void onText(String text) {}

            @Override
            public void onClosed() {}
        };
    }

    private Optional<RoomId> room(String path, Optional<Identity> identity) {
        if (!path.startsWith(ROOMS)) {
            return Optional.empty();
        }
        RoomId room = new RoomId(path.substring(ROOMS.length()));
        Optional<String> user = identity.map(known -> known.user().id());
        Optional<Boolean> banned =
                hub.ask(view ->
                                view.look(room, user)
                                        .map(seen ->
                                                user.flatMap(seen::member)
                                                        .filter(RoomMember::banned)
                                                        .isPresent()))
                        .join();
        if (banned.isEmpty()) {
            throw new ProtocolException(ErrorCode.ROOM_NOT_FOUND, "there is no such room");
        }
        if (banned.get()) {
            throw new ProtocolException(ErrorCode.ROOM_BANNED, "you are banned there");
        }
        return Optional.of(room);
    }

    private Optional<Command.Following> following(Handshake handshake, Optional<RoomId> room) {
        Optional<Channel> channel = room.map(Channel.Room::new);
        if (handshake.path().startsWith(TICKERS)) {
            channel = Optional.of(ticker(handshake.path().substring(TICKERS.length())));
        }
        OptionalInt history = history(handshake);
        if (history.isPresent() && room.isEmpty()) {
            throw bad("history: goes with a room");
        }
        Optional<Position> since = since(handshake);
        return channel.map(c ->
                new Command.Following(c, since, history, OptionalInt.empty(), OptionalInt.empty()));
    }

    private Channel ticker(String name) {
        if (name.equals("*")) {
            return new Channel.Tickers();
        }
        Symbol symbol = new Symbol(name);
        if (hub.ask(view -> view.market(symbol)).join().isEmpty()) {
            throw new ProtocolException(ErrorCode.MARKET_NOT_FOUND, "there is no such market");
        }
        return new Channel.Ticker(symbol);
    }

    private static Optional<Position> since(Handshake handshake) {
        Optional<String> epoch = handshake.parameter("epoch");
        Optional<String> seq = handshake.parameter("seq");
        if (epoch.isEmpty() != seq.isEmpty()) {
            throw bad("epoch and seq: go together");
        }
        return epoch.map(e -> new Position(e, number("seq", seq.orElseThrow(), MAX_SEQ)));
    }

    private static OptionalInt history(Handshake handshake) {
        Optional<String> history = handshake.parameter("history");
        return history.isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of((int) number("history", history.get(), MAX_HISTORY));
    }

    private static long number(String name, String text, long most) {
        try {
            long value = Long.parseLong(text);
            if (value >= 0 && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw bad(name + ": must be a number");
        }
        throw bad(name + ": out of range");
    }

    private static Optional<String> credentials(Handshake handshake) {
        return handshake
                .header("Authorization")
                .map(header -> {
                    if (!header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
                        throw new ProtocolException(
                                ErrorCode.UNAUTHENTICATED,
                                "Authorization: must be Bearer and a token");
                    }
                    return header.substring(BEARER.length()).strip();
                })
                .or(() ->
                        handshake.subprotocols().stream()
                                .filter(entry -> entry.startsWith(BEARER_ENTRY))
                                .findFirst()
                                .map(entry -> entry.substring(BEARER_ENTRY.length())));
    }

    private Identity identify(String token) {
        return switch (tokens.verify(token)) {
            case Tokens.Outcome.Valid valid -> valid.identity();
            case Tokens.Outcome.Expired expired ->
                    throw new ProtocolException(ErrorCode.TOKEN_EXPIRED, "the token has expired");
            case Tokens.Outcome.Bad bad ->
                    throw new ProtocolException(
                            ErrorCode.UNAUTHENTICATED, "the token is not valid");
        };
    }

    private static Refuse later(ErrorCode code, String message, Duration wait) {
        long seconds = Math.ceilDiv(wait.toMillis(), 1_000L);
        return new Refuse(
                code.status(),
                code.wire(),
                message,
                Map.of("Retry-After", Long.toString(Math.max(1, seconds))));
    }

    private static ProtocolException bad(String message) {
        return new ProtocolException(ErrorCode.BAD_REQUEST, message);
    }

    /// Hands what the socket tells to the session.
    ///
    /// @param session whose connection it is
    private record Listener(Session session) implements TextListener {
        @Override
        public void onText(String text) {
            session.onText(text);
        }

        @Override
        public void onClosed() {
            session.onClosed();
        }
    }
}
