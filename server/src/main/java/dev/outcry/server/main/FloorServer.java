package dev.outcry.server.main;

import dev.outcry.protocol.CloseCode;
import dev.outcry.server.api.Api;
import dev.outcry.server.api.Doors;
import dev.outcry.server.api.Metrics;
import dev.outcry.server.apply.Outcomes;
import dev.outcry.server.apply.Sequencer;
import dev.outcry.server.auth.Addresses;
import dev.outcry.server.auth.Limits;
import dev.outcry.server.auth.Origins;
import dev.outcry.server.auth.People;
import dev.outcry.server.auth.TokenKeys;
import dev.outcry.server.auth.Tokens;
import dev.outcry.server.config.Settings;
import dev.outcry.server.feed.DemoFeed;
import dev.outcry.server.floor.Floor;
import dev.outcry.server.floor.Result;
import dev.outcry.server.hub.Applied;
import dev.outcry.server.hub.Hub;
import dev.outcry.server.hub.HubStats;
import dev.outcry.server.hub.Origin;
import dev.outcry.server.journal.MemoryJournal;
import dev.outcry.server.session.Sessions;
import dev.outcry.server.socket.FloorEndpoint;
import dev.outcry.server.socket.WebSockets;
import dev.outcry.server.store.Store;
import dev.outcry.server.store.StoreException;
import io.helidon.common.tls.Tls;
import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One server with all its parts. [#start] and [#close] belong to one thread each.
public final class FloorServer implements AutoCloseable {
    private static final Logger LOG = System.getLogger(FloorServer.class.getName());

    private static final int MAX_LANES = 8;
    private static final String RELEASE = "1.0.0";
    private static final int LOG_ENTRIES = 100_000;
    private static final Duration OPENED_BEFORE = Duration.ofHours(6);
    private static final Duration GOING = Duration.ofSeconds(5);

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Floor floor = new Floor();
    private final MemoryJournal journal = new MemoryJournal(LOG_ENTRIES);
    private final Store store;
    private final Hub hub;
    private final Sequencer sequencer;
    private final Sessions sessions;
    private final WebSockets sockets;
    private final Metrics metrics;
    private final Optional<DemoFeed> feed;
    private final WebServer web;
    private final Settings settings;
    private final DataDirectory data;
    private volatile boolean ready;

    private FloorServer(Settings settings, Clock clock, DataDirectory data) throws StartException {
        this.settings = settings;
        this.clock = clock;
        this.data = data;
        TokenKeys keys = keys();
        Optional<Tls> tls = Listening.tls(settings.web());
        store = store();
        hub =
                new Hub(
                        Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MAX_LANES),
                        store,
                        clock);
        sequencer = new Sequencer(journal, floor, clock, new Told());
        Tokens tokens = new Tokens(keys, clock, random);
        Limits limits = new Limits(settings.limits(), System::nanoTime);
        sessions = new Sessions(sequencer, hub, tokens, limits, clock, random);
        Origins origins = new Origins(settings.web().host(), settings.web().origins());
        Addresses addresses = new Addresses(settings.web().proxies());
        sockets =
                new WebSockets(
                        new FloorEndpoint(sessions, hub, tokens, limits, origins, addresses));
        metrics = new Metrics(() -> Long.toHexString(sequencer.ask(Floor::stateHash).join()));
        feed =
                settings.feed().demo()
                        ? Optional.of(
                                new DemoFeed(
                                        new FeedIntake(sequencer),
                                        clock,
                                        settings.feed().speed(),
                                        random.nextLong()))
                        : Optional.empty();
        Figures.register(metrics, sequencer, hub, sessions, feed);
        Doors doors =
                new Doors(
                        origins,
                        addresses,
                        tokens,
                        limits,
                        metrics,
                        settings.secrets().metricsToken());
        Api api =
                new Api(
                        doors,
                        new People(settings.secrets().adminPassword(), random),
                        new FloorBackend(sequencer, hub, store),
                        () -> ready && sequencer.available(),
                        sessions::revoke,
                        clock);
        web = Listening.server(settings.web(), tls, api, sockets);
    }

    /// Starts one, and returns when it serves.
    ///
    /// @param settings how
    /// @return the server
    /// @throws StartException if something that the operator can mend is in the way; nothing is
    ///   left running
    public static FloorServer start(Settings settings) throws StartException {
        return start(settings, Clock.systemUTC());
    }

    /// The same, by a clock of its own.
    static FloorServer start(Settings settings, Clock clock) throws StartException {
        Listening.check(settings.web());
        DataDirectory data = DataDirectory.open(settings.data());
        FloorServer server;
        try {
            server = new FloorServer(settings, clock, data);
        } catch (StartException | RuntimeException e) {
            data.close();
            throw e;
        }
        try {
            server.open();
            return server;
        } catch (StartException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private void open() throws StartException {
        if (journal.last() == 0) {
            long at = clock.millis() - (feed.isPresent() ? OPENED_BEFORE.toMillis() : 0);
            sequencer.backfill(at, Opening.commands(feed.isPresent(), random));
            feed.ifPresent(DemoFeed::warmUp);
        }
        sequencer.start();
        Listening.start(web, settings.web());
        feed.ifPresent(DemoFeed::start);
        ready = true;
    }

    private TokenKeys keys() throws StartException {
        if (!settings.secrets().tokenKeys().isEmpty()) {
            return TokenKeys.of(settings.secrets().tokenKeys());
        }
        try {
            return TokenKeys.in(settings.data(), random);
        } catch (UncheckedIOException e) {
            throw new StartException(
                    "can't read or make the token key in "
                            + settings.data()
                            + ": change the rights of what is in there, or set OUTCRY_DATA");
        }
    }

    private final class Told implements Outcomes {
        @Override
        public void applied(List<Applied> batch) {
            store.write(batch);
            hub.publish(batch);
        }

        @Override
        public void refused(List<Origin> origins, Result.Refused why) {
            hub.refuse(origins, why);
        }

        /// What was acknowledged is on the disk; what is now in memory may not be.
        @Override
        public void failed(Throwable why) {
            LOG.log(
                    Level.ERROR,
                    "the server ends, for it can't go on: "
                            + why.getMessage()
                            + ". Run `./outcry doctor`, then start it again",
                    why);
            Runtime.getRuntime().halt(1);
        }
    }

    /// As the log is new at each start, so is the store.
    private Store store() throws StartException {
        try {
            return Store.open(
                    Files.createTempFile(settings.data(), "store-", ".db"),
                    RELEASE,
                    journal::forgetText);
        } catch (StoreException e) {
            throw new StartException(e.getMessage());
        } catch (IOException e) {
            throw new StartException(
                    "can't make a file in "
                            + settings.data()
                            + ": make room, change its rights, or set OUTCRY_DATA");
        }
    }

    /// {@return the port that it listens on}
    public int port() {
        return web.port();
    }

    /// {@return connections that are open, and those attached to the hub}
    public long sessions() {
        return Math.max(sessions.count(), hub.stats().sessions());
    }

    /// {@return the way into the log, for a program's own orders}
    Sequencer sequencer() {
        return sequencer;
    }

    /// {@return what the hub holds}
    HubStats hubStats() {
        return hub.stats();
    }

    /// Says goodbye to everybody, does what was accepted, and ends. Takes a few seconds at most.
    @Override
    public void close() {
        ready = false;
        feed.ifPresent(DemoFeed::close);
        sessions.goodbye();
        sockets.closeAll(CloseCode.GOING_AWAY.code(), "server going away");
        try {
            sockets.awaitNone(GOING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sockets.close();
        web.stop();
        sequencer.close();
        hub.close();
        store.close();
        sessions.close();
        metrics.close();
        data.close();
    }
}
