package dev.outcry.client;

import dev.outcry.protocol.CloseCode;
import dev.outcry.protocol.Codec;
import dev.outcry.protocol.Command;
import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.ProtocolException;
import dev.outcry.protocol.Reply;
import dev.outcry.protocol.ServerMessage;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Keeps a connection: one virtual thread connects, reads, and connects again; another, the pulse,
/// looks after what must happen in time.
final class Session {
    private static final System.Logger LOG = System.getLogger(Session.class.getName());
    private static final Duration GRACE = Duration.ofSeconds(8);
    private static final Duration STABLE = Duration.ofSeconds(5);
    private static final Duration CLOSING = Duration.ofSeconds(1);
    private static final Duration LAST_CALLBACK = Duration.ofSeconds(5);
    private static final Duration RENEW_AGAIN = Duration.ofSeconds(30);

    private final Settings settings;
    private final Mailbox mailbox;
    private final Dialogue dialogue;
    private final HttpApi http;
    private final Identity identity;
    private final Connector connector;
    private final Backoff backoff;
    private final Thread thread = Thread.ofVirtual().name("outcry-session").unstarted(this::run);
    private final CompletableFuture<Optional<OutcryException>> first = new CompletableFuture<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean closing; // guarded by lock, as the next two
    private @Nullable Wire wire;
    private long renewNanos;

    private volatile ConnectionState state = new ConnectionState.Connecting();
    private volatile long heartbeatNanos = TimeUnit.SECONDS.toNanos(20);
    private Optional<Duration> comeBackIn = Optional.empty(); // the session thread's
    private boolean parting;

    Session(Settings settings) {
        this.settings = settings;
        this.mailbox = new Mailbox(settings.queueLimit());
        this.dialogue = new Dialogue(mailbox, settings.answerTimeout());
        this.http = new HttpApi(settings);
        this.identity = new Identity(settings.credentials(), http, Clock.systemUTC());
        this.connector = new Connector(settings);
        this.backoff = new Backoff(settings.minDelay(), settings.maxDelay(), settings.random());
    }

    Dialogue dialogue() {
        return dialogue;
    }

    ConnectionState state() {
        return state;
    }

    void start() {
        mailbox.start();
        become(state);
        thread.start();
        Thread.ofVirtual().name("outcry-pulse").start(this::pulse);
    }

    /// Waits until the first connection is live, or has failed.
    ///
    /// @return why it failed
    Optional<OutcryException> awaitFirst() {
        return first.join();
    }

    private void run() {
        Optional<OutcryException> cause = Optional.empty();
        while (!isClosing() && cause.isEmpty()) {
            Gone gone = connection();
            if (isClosing()) {
                break;
            }
            if (comesBack(gone)) {
                comeBack(gone);
            } else {
                cause = Optional.of(gone.toException());
            }
        }
        finish(cause);
    }

    /// Lives one connection.
    ///
    /// @return how it ended
    private Gone connection() {
        comeBackIn = Optional.empty();
        parting = false;
        try {
            Wire opened = connector.open(identity.token());
            long since = System.nanoTime();
            Gone end = read(opened);
            leave(opened);
            dialogue.down(end.closeCode());
            if (System.nanoTime() - since > STABLE.toNanos()) {
                backoff.reset();
            }
            return end;
        } catch (OutcryException e) {
            return Gone.refused(e);
        } catch (Gone gone) {
            return gone;
        }
    }

    private Gone read(Wire opened) {
        try {
            welcome(opened);
            while (true) {
                receive(opened.next());
            }
        } catch (Gone gone) {
            return gone;
        } catch (RuntimeException e) { // ours: the next connection may do better
            LOG.log(Level.ERROR, "reading failed", e);
            return Gone.vanished("this client failed");
        }
    }

    private void welcome(Wire opened) throws Gone {
        opened.patience(settings.connectTimeout());
        if (!(decode(opened.next()) instanceof ServerMessage.Welcome welcome)) {
            throw Gone.vanished("the server didn't say welcome");
        }
        Duration heartbeat = Duration.ofMillis(Math.max(1, welcome.heartbeatMillis()));
        opened.patience(heartbeat.plus(heartbeat.compareTo(GRACE) < 0 ? heartbeat : GRACE));
        heartbeatNanos = heartbeat.toNanos();
        identity.accepted();
        enter(opened);
        dialogue.up(opened);
        become(new ConnectionState.Live(welcome.session(), welcome.user()));
        first.complete(Optional.empty());
    }

    private void receive(String json) {
        ServerMessage message = decode(json);
        if (message == null) {
            dialogue.receive(Opaque.read(json));
            return;
        }
        switch (message) {
            case ServerMessage.Goodbye goodbye -> {
                parting = true;
                comeBackIn = Optional.of(Duration.ofMillis(goodbye.retryAfterMillis()));
            }
            case ServerMessage.Notice notice ->
                    mailbox.put(() -> settings.listener().onNotice(notice.text()));
            case Reply.Error error when error.id().isEmpty() -> {
                LOG.log(Level.DEBUG, "the server says: {0}", error.message());
                if (error.retryAfterMillis().isPresent()) {
                    comeBackIn =
                            Optional.of(Duration.ofMillis(error.retryAfterMillis().getAsLong()));
                }
            }
            default -> dialogue.receive(message);
        }
    }

    private static @Nullable ServerMessage decode(String json) {
        try {
            return Codec.decodeMessage(json);
        } catch (ProtocolException e) {
            LOG.log(Level.DEBUG, "not known to this version: {0}", e.getMessage());
            return null;
        }
    }

    private boolean comesBack(Gone gone) {
        if (!settings.persistent() && !first.isDone()) {
            return false;
        }
        boolean token =
                gone.code() == ErrorCode.UNAUTHENTICATED || gone.code() == ErrorCode.TOKEN_EXPIRED;
        return token ? identity.refused() : gone.comesBack();
    }

    private void comeBack(Gone gone) {
        int attempt = backoff.attempt();
        Optional<Duration> atLeast = gone.retryAfter();
        Duration delay;
        if (parting) { // the server has spread its clients already
            delay = comeBackIn.orElse(Duration.ZERO);
        } else {
            delay = backoff.next();
            if (gone.closeCode() == CloseCode.RATE_LIMITED.code()) {
                atLeast = comeBackIn;
            }
        }
        Duration least = atLeast.orElse(Duration.ZERO);
        Duration wait = delay.compareTo(least) > 0 ? delay : least;
        become(new ConnectionState.Reconnecting(attempt, wait, gone.toException()));
        lock.lock();
        try {
            long left = wait.toNanos();
            while (left > 0 && !closing) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) { // nobody interrupts this thread
            throw new IllegalStateException(e);
        } finally {
            lock.unlock();
        }
    }

    private void enter(Wire opened) {
        Optional<Duration> in = identity.renewIn();
        lock.lock();
        try {
            wire = opened;
            scheduleRenewal(in);
            changed.signalAll(); // the pulse learns the heartbeat
            if (closing) {
                opened.sendClose(CloseCode.NORMAL.code(), "");
            }
        } finally {
            lock.unlock();
        }
    }

    private void leave(Wire opened) {
        lock.lock();
        try {
            wire = null;
        } finally {
            lock.unlock();
        }
        opened.close();
    }

    private void scheduleRenewal(Optional<Duration> in) {
        renewNanos = System.nanoTime() + in.orElse(Duration.ofDays(3_650)).toNanos();
    }

    private boolean isClosing() {
        lock.lock();
        try {
            return closing;
        } finally {
            lock.unlock();
        }
    }

    /// Changes the state, unless it is the last already.
    private void become(ConnectionState next) {
        lock.lock();
        try {
            if (!closing) {
                state = next;
                mailbox.putNow(() -> settings.listener().onState(next));
            }
        } finally {
            lock.unlock();
        }
    }

    /// Looks several times a heartbeat after silence, deadlines and the token.
    private void pulse() {
        long pinged = System.nanoTime();
        while (true) {
            long now = System.nanoTime();
            long half = heartbeatNanos / 2;
            Wire current;
            boolean renew;
            lock.lock();
            try {
                changed.awaitNanos(Math.min(half / 2, TimeUnit.MILLISECONDS.toNanos(500)));
                if (closing) {
                    return;
                }
                current = wire;
                renew = current != null && now - renewNanos >= 0;
                if (renew) {
                    scheduleRenewal(Optional.of(RENEW_AGAIN));
                }
            } catch (InterruptedException e) { // nobody interrupts this thread
                throw new IllegalStateException(e);
            } finally {
                lock.unlock();
            }
            if (renew) {
                Thread.startVirtualThread(this::renew);
            }
            dialogue.pulse(now);
            if (current != null
                    && now - pinged >= half
                    && (now - current.heardNanos() >= half || now - current.sentNanos() >= half)) {
                dialogue.ping();
                pinged = now;
            }
        }
    }

    /// Renews the token and tells the server. Where that fails it is tried again, and at the latest
    /// when the server closes 4401.
    private void renew() {
        try {
            String token = identity.renewed().orElse("");
            dialogue.submit(id -> new Command.Authenticate(OptionalLong.of(id), token), false)
                    .join();
            Optional<Duration> in = identity.renewIn();
            lock.lock();
            try {
                scheduleRenewal(in);
            } finally {
                lock.unlock();
            }
        } catch (OutcryException | CompletionException e) {
            LOG.log(Level.DEBUG, "the token was not renewed", e);
        }
    }

    /// Ends the client from inside: all that came is still told, and then why it ended.
    private void finish(Optional<OutcryException> cause) {
        lock.lock();
        try {
            if (!closing) {
                closing = true;
                changed.signalAll();
                state = new ConnectionState.Closed(cause);
                ConnectionState last = state;
                mailbox.finish(() -> settings.listener().onState(last));
            }
        } finally {
            lock.unlock();
        }
        dialogue.end();
        connector.close();
        http.close();
        first.complete(cause);
    }

    /// Ends the client from outside. See [Outcry#close()].
    void close() {
        lock.lock();
        try {
            if (!closing) {
                closing = true;
                changed.signalAll();
                state = new ConnectionState.Closed(Optional.empty());
                ConnectionState last = state;
                mailbox.close(() -> settings.listener().onState(last));
                if (wire != null) {
                    wire.sendClose(CloseCode.NORMAL.code(), "");
                }
            }
        } finally {
            lock.unlock();
        }
        dialogue.end();
        awaitSession();
        mailbox.awaitEnd(LAST_CALLBACK);
    }

    private void awaitSession() {
        try {
            if (!thread.join(CLOSING)) {
                http.close();
                lock.lock();
                try {
                    if (wire != null) {
                        wire.abort();
                    }
                } finally {
                    lock.unlock();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
