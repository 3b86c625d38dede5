package dev.outcry.client;

import dev.outcry.protocol.Channel;
import dev.outcry.protocol.Command;
import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.Reply;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.ServerMessage;
import dev.outcry.protocol.Symbol;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;

/// A client of one Outcry server: rooms, markets, trading and live channels over one connection.
///
/// ```java
/// try (Outcry outcry = Outcry.connect(URI.create("http://127.0.0.1:8080"), Credentials.guest("Ada"))) {
///     Room lobby = outcry.room("lobby");
///     lobby.follow(message -> System.out.println(message.from().name() + ": " + message.text().orElse("…")));
///     lobby.say("hello").join();
/// }
/// ```
///
/// **Lifecycle.** [#connect] gives a client that is connected, or throws. From then on it keeps
/// itself connected: a connection that ends, or over which nothing is heard for a while, is made
/// again after a random delay that grows with each failure, or when the server asked for. What was
/// followed goes on where it stood: counted channels replay what was missed, each event once and in
/// order; where that isn't possible the listener is told to begin anew. What was said or ordered
/// and not answered is repeated under its key. A client ends by [#close()], or when the server says
/// that coming back is no use (a ban, credentials that can't be renewed): the state is then
/// [ConnectionState.Closed]. Make one client and share it.
///
/// **Threads.** All methods may be called from any thread. Only [Builder#connect()] and [#close()]
/// block. Listeners are called on one virtual thread per client, one after another, never on a
/// caller's. Futures complete on threads of their own, so that a listener may wait for one.
///
/// **Back-pressure.** At most [Builder#queueLimit(int)] events wait for the listeners; then the
/// client stops reading, and the server conflates prices, and lets the rest be resumed. While it
/// doesn't read, it doesn't see answers either, so a listener had better not wait for one for long.
/// At most 1,024 commands wait for an answer; one more fails with `busy`.
///
/// **Errors** are [OutcryException]s with a code.
public final class Outcry implements AutoCloseable {
    private final Session session;

    private Outcry(Settings settings) {
        this.session = new Session(settings);
        session.start();
    }

    /// Connects, with the defaults of [Builder].
    ///
    /// @param server its address, `http`, `https`, `ws` or `wss`, with a path where it has one
    /// @param credentials who one is
    /// @return a client that is connected
    /// @throws OutcryException if that fails
    public static Outcry connect(URI server, Credentials credentials) {
        return builder(server).credentials(credentials).connect();
    }

    /// Begins a client with other than the default options.
    ///
    /// @param server its address, `http`, `https`, `ws` or `wss`, with a path where it has one
    /// @return a builder
    /// @throws IllegalArgumentException if that is no such address
    public static Builder builder(URI server) {
        return new Builder(Endpoint.of(server));
    }

    /// Names a room; nothing is sent.
    ///
    /// @param id its id
    /// @return a handle, also if there is no such room
    /// @throws OutcryException `room.not_found` if no room can have that id
    public Room room(String id) {
        return new Room(this, OutcryException.translating(() -> new RoomId(id)));
    }

    /// Names a market; nothing is sent.
    ///
    /// @param symbol such as `BTC-USD`
    /// @return a handle, also if there is no such market
    /// @throws OutcryException `market.not_found` if no market can have that symbol
    public Market market(String symbol) {
        return new Market(this, OutcryException.translating(() -> new Symbol(symbol)));
    }

    /// {@return one's paper account; a handle, also where one is anonymous and has none}
    public Trading trading() {
        return new Trading(this);
    }

    /// Follows the latest prices of all markets.
    ///
    /// @param listener told of them
    /// @return the subscription
    /// @throws IllegalStateException if they are followed already
    public Subscription followTickers(TickerListener listener) {
        return follow(Follow.tickers(), Adapters.ticker(listener));
    }

    /// Follows any channel. Never blocks; a refusal is told to the listener and by
    /// [Subscription#ready()].
    ///
    /// @param follow which, and how
    /// @param listener told of it
    /// @return the subscription
    /// @throws IllegalStateException if the channel is followed already, or the client closed
    public Subscription follow(Follow follow, ChannelListener listener) {
        return new Subscription(session.dialogue(), session.dialogue().follow(follow, listener));
    }

    /// Asks for a sign of life, answered after everything that was durable when it arrived and was
    /// sent to this client. Fails with `unavailable` while not connected.
    ///
    /// @return the server's time
    public CompletableFuture<Instant> ping() {
        return submit(id -> new Command.Ping(OptionalLong.of(id), false), false)
                .thenApply(Outcry::time);
    }

    /// {@return how the connection stands at this moment}
    public ConnectionState state() {
        return session.state();
    }

    /// {@return who one is on this connection; empty when anonymous, and while not connected}
    public Optional<ServerMessage.User> user() {
        return session.state() instanceof ConnectionState.Live live
                ? live.user()
                : Optional.empty();
    }

    /// Leaves the server, and waits for that at most a second and for a running listener at most
    /// five. Events not yet told are dropped, the connection listener is told
    /// [ConnectionState.Closed] as the last thing, and unanswered futures fail with
    /// `outcome_unknown`, or `unavailable` if never sent. Closing twice does nothing.
    @Override
    public void close() {
        session.close();
    }

    CompletableFuture<Reply> submit(LongFunction<Command> command, boolean repeatable) {
        return session.dialogue().submit(command, repeatable);
    }

    void renew(Channel channel, boolean atOnce) {
        session.dialogue().renew(channel, atOnce);
    }

    static OutcryException unexpected(Reply reply) {
        return new OutcryException(
                ErrorCode.INTERNAL, "the server answered " + reply.getClass().getSimpleName());
    }

    static void requireChannel(Follow follow, Follow expected) {
        if (!follow.channel().equals(expected.channel())) {
            throw new IllegalArgumentException(
                    follow.channel() + " given, not " + expected.channel());
        }
    }

    private static Instant time(Reply reply) {
        if (reply instanceof Reply.Pong pong) {
            return Instant.ofEpochMilli(pong.at());
        }
        throw unexpected(reply);
    }

    /// The options of a client. Not thread-safe.
    public static final class Builder {
        private final Endpoint endpoint;
        private Credentials credentials = Credentials.anonymous();
        private ConnectionListener listener = state -> {};
        private Duration connectTimeout = Duration.ofSeconds(10);
        private Duration answerTimeout = Duration.ofSeconds(60);
        private Duration minDelay = Duration.ofMillis(250);
        private Duration maxDelay = Duration.ofSeconds(30);
        private int queueLimit = 4_096;
        private Optional<SSLContext> tls = Optional.empty();

        private Builder(Endpoint endpoint) {
            this.endpoint = endpoint;
        }

        /// Sets who one is; anonymous by default.
        ///
        /// @param who one is
        /// @return this
        public Builder credentials(Credentials who) {
            credentials = who;
            return this;
        }

        /// Sets who is told of the connection's state; nobody by default.
        ///
        /// @param told of it, on the callback thread
        /// @return this
        public Builder listener(ConnectionListener told) {
            listener = told;
            return this;
        }

        /// Sets how long each step of connecting may take; 10 s by default.
        ///
        /// @param time above 0
        /// @return this
        public Builder connectTimeout(Duration time) {
            connectTimeout = positive(time);
            return this;
        }

        /// Sets how long a command may stay unanswered, reconnects included; 60 s by default. Keys
        /// are remembered for 10 minutes: a longer time may say something twice.
        ///
        /// @param time above 0, up to 10 minutes
        /// @return this
        public Builder answerTimeout(Duration time) {
            if (positive(time).compareTo(Duration.ofMinutes(10)) > 0) {
                throw new IllegalArgumentException("over 10 minutes: " + time);
            }
            answerTimeout = time;
            return this;
        }

        /// Sets the bounds of the random delay before a reconnect: below `first` for the first
        /// attempt, doubling up to `last`; 250 ms and 30 s by default.
        ///
        /// @param first above 0
        /// @param last not below `first`
        /// @return this
        public Builder reconnectDelay(Duration first, Duration last) {
            if (last.compareTo(positive(first)) < 0) {
                throw new IllegalArgumentException(last + " is below " + first);
            }
            minDelay = first;
            maxDelay = last;
            return this;
        }

        /// Sets how many events may wait for the listeners before the client stops reading; 4,096
        /// by default.
        ///
        /// @param events at least 1
        /// @return this
        public Builder queueLimit(int events) {
            if (events < 1) {
                throw new IllegalArgumentException("below 1: " + events);
            }
            queueLimit = events;
            return this;
        }

        /// Sets whom to trust, for `https` and `wss`; the JDK's defaults without.
        ///
        /// @param context keys and trust
        /// @return this
        public Builder tls(SSLContext context) {
            tls = Optional.of(context);
            return this;
        }

        /// Connects, once. Blocks until connected.
        ///
        /// @return a client that is connected
        /// @throws OutcryException if that fails; nothing is left running
        public Outcry connect() {
            Outcry outcry = new Outcry(settings(false));
            Optional<OutcryException> failure = outcry.session.awaitFirst();
            if (failure.isPresent()) {
                outcry.close();
                throw failure.get();
            }
            return outcry;
        }

        /// Connects in the background, and tries until that succeeds, as after a lost connection.
        ///
        /// @return a client that may be used at once
        public Outcry start() {
            return new Outcry(settings(true));
        }

        private Settings settings(boolean persistent) {
            return new Settings(
                    endpoint,
                    credentials,
                    listener,
                    connectTimeout,
                    answerTimeout,
                    minDelay,
                    maxDelay,
                    queueLimit,
                    tls,
                    persistent,
                    RandomGenerator.getDefault());
        }

        private static Duration positive(Duration time) {
            if (time.isZero() || time.isNegative()) {
                throw new IllegalArgumentException("not above 0: " + time);
            }
            return time;
        }
    }
}
