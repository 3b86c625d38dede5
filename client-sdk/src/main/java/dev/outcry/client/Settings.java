package dev.outcry.client;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;

/// What a client was built with.
///
/// @param endpoint where
/// @param credentials who
/// @param listener told of the connection
/// @param connectTimeout for each connection and HTTP call
/// @param answerTimeout for each command
/// @param minDelay the first bound of the delay before a reconnect
/// @param maxDelay the last bound of it
/// @param queueLimit most events that wait for the callback thread
/// @param tls trust and keys for https, if not the JDK's
/// @param persistent whether the first connection, too, is tried until it succeeds
/// @param random for jitter
record Settings(
        Endpoint endpoint,
        Credentials credentials,
        ConnectionListener listener,
        Duration connectTimeout,
        Duration answerTimeout,
        Duration minDelay,
        Duration maxDelay,
        int queueLimit,
        Optional<SSLContext> tls,
        boolean persistent,
        RandomGenerator random) {}
