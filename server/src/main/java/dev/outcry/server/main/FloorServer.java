package dev.outcry.server.main;

import dev.outcry.protocol.CloseCode;
import dev.outcry.server.api.Api;
import dev.outcry.server.api.Doors;
import dev.outcry.server.api.Identities;
import dev.outcry.server.api.Metrics;
import dev.outcry.server.apply.Outcomes;
import dev.outcry.server.apply.Sequencer;
import dev.outcry.server.apply.Snapshotter;
import dev.outcry.server.auth.Addresses;
import dev.outcry.server.auth.ApiKeys;
import dev.outcry.server.auth.Directory;
import dev.outcry.server.auth.Limits;
import dev.outcry.server.auth.Origins;
import dev.outcry.server.auth.Passwords;
import dev.outcry.server.auth.People;
import dev.outcry.server.auth.TokenKeys;
import dev.outcry.server.auth.Tokens;
import dev.outcry.server.config.Secret;
import dev.outcry.server.config.Settings;
import dev.outcry.server.feed.DemoFeed;
import dev.outcry.server.floor.Floor;
import dev.outcry.server.floor.FloorCommand;
import dev.outcry.server.floor.Result;
import dev.outcry.server.hub.Applied;
import dev.outcry.server.hub.Hub;
import dev.outcry.server.hub.HubStats;
import dev.outcry.server.hub.Origin;
import dev.outcry.server.journal.JournalUnavailableException;
import dev.outcry.server.session.PeopleFeed;
import dev.outcry.server.session.Persons;
import dev.outcry.server.session.Sessions;
import dev.outcry.server.socket.FloorEndpoint;
import dev.outcry.server.socket.WebSockets;
import dev.outcry.server.webhook.Webhooks;
import io.helidon.common.tls.Tls;
import io.helidon.webserver.WebServer;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// One server with all its parts. [#start] and [#close] belong to one thread each.
public final class FloorServer implements AutoCloseable {
    private static final Logger LOG = System.getLogger(FloorServer.class.getName());

    private static final int MAX_LANES = 8;
    private static final Duration OPENED_BEFORE = Duration.ofHours(6);
    private static final Duration ANSWERING = Duration.ofSeconds(2);
    private static final Duration GOING = Duration.ofSeconds(5);

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final FloorData data;
    private final Runnable beforeAnswers;
    private final Hub hub;
    private final Sequencer sequencer;
    private final Snapshotter snapshotter;
    private final Sessions sessions;
    private final PeopleFeed people;
    private final Webhooks webhooks;
    private final WebSockets sockets;
    private final Metrics metrics;
    private final Optional<DemoFeed> feed;
    private final WebServer web;
    private final Settings settings;
    private volatile boolean ready;

    private FloorServer(Settings settings, Clock clock, FloorData data, Hooks hooks) {
        this.settings = settings;
        this.clock = clock;
        this.data = data;
        this.beforeAnswers = hooks.beforeAnswers();
        TokenKeys keys = keys();
        Optional<Tls> tls = Listening.tls(settings.web());
        hub =
                new Hub(
                        Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MAX_LANES),
                        data.store(),
                        clock);
        sequencer = new Sequencer(data.journal(), data.floor(), clock, new Told());
        snapshotter =
                new Snapshotter(
                        sequencer,
                        data.journal(),
                        data.store(),
                        data.snapshots(),
                        hooks.rhythm().apply(Snapshotter.Rhythm.of(settings.logMaxBytes())),
                        clock);
        Optional<Secret> adminPassword = settings.secrets().adminPassword();
        Directory directory =
                new Directory(
                        adminPassword.isPresent()
                                ? OptionalLong.of(keys.stamp(adminPassword.get()))
                                : OptionalLong.empty());
        Tokens tokens = new Tokens(keys, clock, random, directory);
        Passwords passwords = new Passwords(settings.secrets().hashing(), random);
        Limits limits = new Limits(settings.limits(), hooks.nanoTime());
        Persons persons = new Persons(directory, hub);
        sessions = new Sessions(sequencer, hub, persons, tokens, limits, clock, random);
        people = new PeopleFeed(directory, sessions);
        webhooks =
                new Webhooks(
                        settings.webhooks(),
                        data.store(),
                        sequencer,
                        keys,
                        Listening::trusted,
                        clock,
                        random);
        Origins origins = new Origins(settings.web().host(), settings.web().origins());
        Addresses addresses = new Addresses(settings.web().proxies());
        sockets =
                new WebSockets(
                        new FloorEndpoint(sessions, hub, tokens, limits, origins, addresses),
                        settings.web().deflate());
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
        Figures.register(metrics, sequencer, data, snapshotter, hub, sessions, feed);
        ConnectionFigures.register(metrics, sockets, limits, hub);
        Figures.register(metrics, webhooks);
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
                        new Identities(
                                new People(adminPassword, random, passwords, directory),
                                passwords,
                                directory,
                                new ApiKeys(random)),
                        new FloorBackend(sequencer, hub, persons, data.store(), webhooks),
                        () -> ready && sequencer.available(),
                        clock);
        web = Listening.server(settings.web(), tls, api, sockets);
    }

    /// Starts one, and returns when it serves.
    ///
    /// @param settings how
    /// @return the server
    /// @throws StartException if something that the operator can mend is in the way; nothing is
    ///   left running
    public static FloorServer start(Settings settings) {
        return start(settings, Clock.systemUTC(), Hooks.NONE);
    }

    /// The same, by a clock of its own.
    static FloorServer start(Settings settings, Clock clock) {
        return start(settings, clock, Hooks.NONE);
    }

    /// The same, watched at the steps of a batch.
    static FloorServer start(Settings settings, Clock clock, Hooks hooks) {
        Listening.check(settings.web());
        FloorData data = FloorData.open(settings.data(), hooks.journal());
        FloorServer server;
        try {
            server = new FloorServer(settings, clock, data, hooks);
        } catch (RuntimeException e) {
            data.close();
            throw e;
        }
        try {
            server.open();
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e instanceof JournalUnavailableException ? new StartException(e.getMessage()) : e;
        }
    }

    private void open() {
        if (data.journal().last() == 0) {
            long at = clock.millis() - (feed.isPresent() ? OPENED_BEFORE.toMillis() : 0);
            sequencer.backfill(at, Opening.commands(feed.isPresent(), random));
            feed.ifPresent(DemoFeed::warmUp);
        } else {
            goOn();
        }
        sequencer.start();
        webhooks.start();
        snapshotter.start();
        Listening.start(web, settings.web());
        feed.ifPresent(DemoFeed::start);
        ready = true;
    }

    /// Goes on where the log ends: all who were connected are gone.
    private void goOn() {
        if (data.restored()) {
            sequencer.backfill(
                    clock.millis(), List.of(new FloorCommand.Restored(Opening.epoch(random))));
            data.restoredIsLogged();
        }
        List<Applied> described = List.of(data.described());
        people.applied(described);
        webhooks.applied(described);
        hub.publish(described);
        sequencer.backfill(clock.millis(), List.of(new FloorCommand.SessionsLost()));
    }

    private TokenKeys keys() {
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
            data.store().write(batch);
            people.applied(batch);
            webhooks.applied(batch);
            beforeAnswers.run();
            hub.publish(batch);
        }

        /// Else the apply thread would come to a stand, and every answer with it.
        @Override
        public boolean behind() {
            return data.store().behind();
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

    /// Takes no more, answers what was accepted, says goodbye to everybody, and ends. Takes a few
    /// seconds at most, whatever peers and disk do.
    @Override
    public void close() {
        ready = false;
        feed.ifPresent(DemoFeed::close);
        webhooks.close();
        sockets.refuseNew();
        sequencer.refuseNew();
        try {
            sessions.goodbye(ANSWERING);
            sockets.closeAll(CloseCode.GOING_AWAY.code(), "server going away");
            sockets.awaitNone(GOING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sockets.close();
        web.stop();
        snapshotter.close();
        sequencer.close();
        snapshotter.last(data.floor());
        hub.close();
        sessions.close();
        metrics.close();
        data.close();
    }
}
