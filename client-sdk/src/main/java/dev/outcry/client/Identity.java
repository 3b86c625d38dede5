package dev.outcry.client;

import dev.outcry.client.HttpApi.Grant;
import dev.outcry.protocol.ErrorCode;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Holds the token of a client, and gets new ones. Any thread; may block for an HTTP call.
///
/// Its lock is held during that call, on purpose: a refresh token works once, so the reconnecting
/// thread must wait for the refreshing one's.
final class Identity {
    private static final Duration MARGIN = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private final Credentials credentials;
    private final HttpApi http;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Grant grant;
    private boolean stale;
    private int refusals;

    Identity(Credentials credentials, HttpApi http, Clock clock) {
        this.credentials = credentials;
        this.http = http;
        this.clock = clock;
    }

    /// {@return a token that should be good for a while, empty to be anonymous}
    ///
    /// @throws OutcryException if there is none to be had
    Optional<String> token() {
        return switch (credentials) {
            case Credentials.Anonymous anonymous -> Optional.empty();
            case Credentials.Tokens tokens -> Optional.of(supplied(tokens));
            case Credentials.Guest guest -> Optional.of(granted(() -> http.guest(guest.name())));
            case Credentials.Password password ->
                    Optional.of(granted(() -> http.logIn(password.name(), password.password())));
        };
    }

    private static String supplied(Credentials.Tokens tokens) {
        try {
            return tokens.supplier().get();
        } catch (OutcryException e) {
            throw e;
        } catch (RuntimeException e) { // the application's
            throw new OutcryException(ErrorCode.UNAUTHENTICATED, "no token was supplied", e);
        }
    }

    private String granted(Supplier<Grant> first) {
        lock.lock();
        try {
            Grant held = grant;
            if (held == null) {
                held = first.get();
            } else if (stale || clock.instant().plus(MARGIN).isAfter(held.expiresAt())) {
                held = renewed(held, first);
            }
            grant = held;
            stale = false;
            return held.token();
        } finally {
            lock.unlock();
        }
    }

    /// A guest that can't be refreshed is lost; another one would be somebody else.
    private Grant renewed(Grant held, Supplier<Grant> first) {
        try {
            return http.refresh(held);
        } catch (OutcryException e) {
            if (credentials instanceof Credentials.Password && !e.temporary()) {
                return first.get();
            }
            throw e;
        }
    }

    /// Gets a new token before the old one ends.
    Optional<String> renewed() {
        markStale();
        return token();
    }

    private void markStale() {
        lock.lock();
        try {
            stale = true;
        } finally {
            lock.unlock();
        }
    }

    /// The server didn't take the token: the next one is another.
    ///
    /// @return whether there can be another
    boolean refused() {
        lock.lock();
        try {
            stale = true;
            refusals++;
            return refusals < 2 && !(credentials instanceof Credentials.Anonymous);
        } finally {
            lock.unlock();
        }
    }

    /// The server took the token.
    void accepted() {
        lock.lock();
        try {
            refusals = 0;
        } finally {
            lock.unlock();
        }
    }

    /// {@return how long until the token should be renewed; empty if it isn't ours to renew}
    Optional<Duration> renewIn() {
        lock.lock();
        try {
            if (grant == null) {
                return Optional.empty();
            }
            Duration left = Duration.between(clock.instant(), grant.expiresAt());
            if (left.isNegative()) { // one of the clocks is wrong
                return Optional.of(LONGEST.dividedBy(2));
            }
            Duration most = left.multipliedBy(4).dividedBy(5);
            return Optional.of(most.compareTo(LONGEST) < 0 ? most : LONGEST);
        } finally {
            lock.unlock();
        }
    }
}
