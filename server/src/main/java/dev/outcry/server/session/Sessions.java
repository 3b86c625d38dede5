package dev.outcry.server.session;

import dev.outcry.protocol.CloseCode;
import dev.outcry.protocol.Codec;
import dev.outcry.protocol.Command;
import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.ServerMessage;
import dev.outcry.protocol.ServerMessage.User;
import dev.outcry.server.apply.Sequencer;
import dev.outcry.server.auth.Identity;
import dev.outcry.server.auth.Identity.Proof.ByKey;
import dev.outcry.server.auth.Identity.Proof.ByToken;
import dev.outcry.server.auth.Limits;
import dev.outcry.server.auth.Tokens;
import dev.outcry.server.config.Release;
import dev.outcry.server.floor.FloorCommand;
import dev.outcry.server.floor.Result;
import dev.outcry.server.hub.Frames;
import dev.outcry.server.hub.Hub;
import dev.outcry.server.hub.Origin;
import dev.outcry.server.hub.Outbox;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/// All sessions of a server, and what they share. Any thread. Owns one thread, which ends those
/// whose token has run out.
public final class Sessions implements AutoCloseable {
    /// By when a connection whose peer is silent has ended, and no longer counts.
    public static final Duration UNTIL_THE_DEAD_ARE_GONE = Duration.ofSeconds(30);

    private static final long HEARTBEAT_MILLIS = 20_000;
    private static final long REFRESH_MILLIS = 25_000;
    private static final long EARLIEST_RETURN_MILLIS = 1_000;
    private static final long LEAST_SPREAD_MILLIS = 1_000;
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final String SERVER = "outcry/" + Release.VERSION;
    private static final Map<String, Long> LIMITS = limits(65_536, Texts.MAX_CODE_POINTS, 256);

    private final Set<Session> open = ConcurrentHashMap.newKeySet();
    private final LongAdder commands = new LongAdder();
    private final ScheduledExecutorService expiry =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("outcry-expiry").factory());
    private final Sequencer sequencer;
    private final Hub hub;
    private final Persons persons;
    private final Tokens tokens;
    private final Limits limits;
    private final Clock clock;
    private final RandomGenerator random;
    private final RoomDesk rooms;
    private volatile boolean ending;

    /// Makes one without sessions.
    ///
    /// @param sequencer takes commands
    /// @param hub delivers
    /// @param persons finds whom a command is about
    /// @param tokens tells who somebody is
    /// @param limits tells how often they may
    /// @param clock what time it is
    /// @param random for names, and to spread reconnects
    public Sessions(
            Sequencer sequencer,
            Hub hub,
            Persons persons,
            Tokens tokens,
            Limits limits,
            Clock clock,
            RandomGenerator random) {
        this.sequencer = sequencer;
        this.hub = hub;
        this.persons = persons;
        this.tokens = tokens;
        this.limits = limits;
        this.clock = clock;
        this.random = random;
        this.rooms = new RoomDesk(this);
        var _ = expiry.scheduleWithFixedDelay(this::expire, 1, 1, TimeUnit.SECONDS);
    }

    /// Holds what a connection needs of the limits. Given back when its session ends.
    ///
    /// @param visitor who comes
    /// @return of what there are too many already; nothing is held then
    public Optional<Limits.Count> admit(Visitor visitor) {
        if (!limits.tryHold(Limits.Count.CONNECTIONS_BY_ADDRESS, visitor.address())) {
            return Optional.of(Limits.Count.CONNECTIONS_BY_ADDRESS);
        }
        if (visitor.identity().isPresent()
                && !limits.tryHold(Limits.Count.CONNECTIONS_BY_USER, visitor.userId())) {
            limits.release(Limits.Count.CONNECTIONS_BY_ADDRESS, visitor.address());
            return Optional.of(Limits.Count.CONNECTIONS_BY_USER);
        }
        return Optional.empty();
    }

    /// Gives back what was held for a visitor who doesn't get a session.
    ///
    /// @param visitor who was admitted
    public void dismiss(Visitor visitor) {
        limits.release(Limits.Count.CONNECTIONS_BY_ADDRESS, visitor.address());
        if (visitor.identity().isPresent()) {
            limits.release(Limits.Count.CONNECTIONS_BY_USER, visitor.userId());
        }
    }

    /// Opens a session: says welcome, and subscribes where the route asks for it.
    ///
    /// @param visitor who was admitted
    /// @param outbox where frames for it go
    /// @return the session, to be given every text and the end
    public Session open(Visitor visitor, Outbox outbox) {
        String name = "s-" + Long.toString(random.nextLong(1L << 40), Character.MAX_RADIX);
        Session session = new Session(this, name, visitor, outbox);
        session.send(
                new ServerMessage.Welcome(
                        name, SERVER, clock.millis(), HEARTBEAT_MILLIS, session.user(), LIMITS));
        open.add(session);
        if (ending) {
            part(session, LEAST_SPREAD_MILLIS);
        }
        visitor.following()
                .ifPresent(following ->
                        session.seat()
                                .subscribe(
                                        new Command.Subscribe(
                                                OptionalLong.empty(), List.of(following), false)));
        return session;
    }

    /// {@return how many are open}
    public int count() {
        return open.size();
    }

    /// {@return how many commands were read since the start, well-formed and within limits}
    public long commands() {
        return commands.sum();
    }

    /// Closes every session of a user whose tokens have ended: 4401. API keys go on.
    ///
    /// @param user an id
    void revoke(String user) {
        revoke(user, Identity::byToken, "token revoked");
    }

    /// Closes every session that an API key has opened.
    ///
    /// @param user whose key it was
    /// @param key its id
    void revokeKey(String user, String key) {
        revoke(
                user,
                each -> each.proof() instanceof ByKey proof && proof.key().equals(key),
                "key revoked");
    }

    /// Closes every session of one log-in.
    ///
    /// @param user whose
    /// @param family of refresh tokens
    void revokeFamily(String user, String family) {
        revoke(
                user,
                each -> each.proof() instanceof ByToken proof && proof.family().equals(family),
                "token revoked");
    }

    private void revoke(String user, Predicate<Identity> which, String reason) {
        for (Session session : open) {
            Identity identity = session.caller().identity();
            if (identity != null && identity.user().id().equals(user) && which.test(identity)) {
                session.close(CloseCode.TOKEN_EXPIRED, reason);
            }
        }
    }

    /// Tells sessions who their user is now: another name or role holds from here on.
    ///
    /// @param user who
    void changed(User user) {
        for (Session session : open) {
            session.caller().changed(user);
        }
    }

    /// Tells everybody that the server goes away and when to come back, and closes: each behind the
    /// answers to what was accepted from them. Who comes later is told at once.
    ///
    /// @param patience how long to wait for answers; whoever still waits then is told all the same
    /// @throws InterruptedException if the calling thread is interrupted meanwhile
    public void goodbye(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        ending = true;
        long spread = spreadMillis(open.size());
        for (Session session : open) {
            session.seat().inTurn(_ -> part(session, spread));
        }
        while (open.stream().anyMatch(session -> !session.outbox().isClosed())
                && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(this, LOOK_NANOS);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        for (Session session : open) {
            part(session, spread);
        }
    }

    /// Over what time so many should come back: at three quarters of the rate at which the server
    /// lets them in, so that there is room for those who try twice, and for new ones.
    static long spreadMillis(int clients) {
        long millis = Limits.Kind.NEW_CONNECTIONS.perToken().multipliedBy(clients).toMillis();
        return Math.max(LEAST_SPREAD_MILLIS, millis * 4 / 3);
    }

    /// Does nothing to a session that is closing: the first goodbye counts.
    private void part(Session session, long spreadMillis) {
        long retryAfter = EARLIEST_RETURN_MILLIS + random.nextLong(spreadMillis);
        byte[] goodbye = Frames.text(Codec.encode(new ServerMessage.Goodbye(retryAfter)));
        session.outbox().closeWith(goodbye, CloseCode.GOING_AWAY.code(), "server going away");
    }

    /// Stops looking after tokens. Closes no session.
    @Override
    public void close() {
        expiry.shutdownNow();
    }

    void closed(Session session, String address) {
        open.remove(session);
        limits.release(Limits.Count.CONNECTIONS_BY_ADDRESS, address);
        session.user().ifPresent(who -> limits.release(Limits.Count.CONNECTIONS_BY_USER, who.id()));
    }

    /// Tells the floor that an armed connection has ended; tries until it is logged, so that its
    /// orders don't outlive it.
    void ended(String session) {
        Origin.Caller origin =
                (result, _) -> {
                    if (result instanceof Result.Refused refused
                            && refused.code() == ErrorCode.UNAVAILABLE) {
                        endedLater(session);
                    }
                };
        if (sequencer.submit(new FloorCommand.EndSession(session), origin).isPresent()) {
            endedLater(session);
        }
    }

    private void endedLater(String session) {
        if (!expiry.isShutdown()) {
            var _ = expiry.schedule(() -> ended(session), 10, TimeUnit.MILLISECONDS);
        }
    }

    void countCommand() {
        commands.increment();
    }

    Sequencer sequencer() {
        return sequencer;
    }

    RoomDesk rooms() {
        return rooms;
    }

    Hub hub() {
        return hub;
    }

    Persons persons() {
        return persons;
    }

    Tokens tokens() {
        return tokens;
    }

    Limits limits() {
        return limits;
    }

    Clock clock() {
        return clock;
    }

    private void expire() {
        long now = clock.millis();
        for (Session session : open) {
            session.tellReads(now);
            if (session.caller().expiresAt() != Long.MAX_VALUE
                    && session.caller().expiresAt() + REFRESH_MILLIS <= now) {
                session.close(CloseCode.TOKEN_EXPIRED, "token expired");
            }
        }
    }

    private static Map<String, Long> limits(long message, long text, long channels) {
        Map<String, Long> limits = new LinkedHashMap<>(); // in the order of the protocol's example
        limits.put("message", message);
        limits.put("text", text);
        limits.put("channels", channels);
        return limits;
    }
}
