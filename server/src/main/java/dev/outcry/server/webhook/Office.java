package dev.outcry.server.webhook;

import dev.outcry.server.apply.Sequencer;
import dev.outcry.server.auth.TokenKeys;
import dev.outcry.server.floor.FloorCommand;
import dev.outcry.server.floor.Result;
import dev.outcry.server.hub.Origin;
import dev.outcry.server.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;

/// What all couriers share.
///
/// @param store where the events are
/// @param sequencer takes note of how far webhooks have come
/// @param keys where secrets come from
/// @param poster carries a delivery out
/// @param patience how long a delivery is tried before it is given up
/// @param clock for timestamps
/// @param random spreads attempts
/// @param posts what may be under way at once
/// @param counts what was done
record Office(
        Store store,
        Sequencer sequencer,
        TokenKeys keys,
        Poster poster,
        Duration patience,
        Clock clock,
        RandomGenerator random,
        Posts posts,
        Counts counts) {
    /// What was done so far.
    ///
    /// @param taken deliveries that were taken
    /// @param failed attempts that failed
    /// @param dead deliveries that were given up
    record Counts(LongAdder taken, LongAdder failed, LongAdder dead) {}

    /// What may be under way at once: 128 posts, and 8 of the webhooks that one person has made, so
    /// that nobody's receivers take all of them.
    ///
    /// @param all permits of everybody
    /// @param byMaker permits of each who has made webhooks, by id
    record Posts(Semaphore all, Map<String, Semaphore> byMaker) {
        private static final int ALL = 128;
        private static final int OF_ONE = 8;

        Posts() {
            this(new Semaphore(ALL), new ConcurrentHashMap<>());
        }

        Semaphore of(String maker) {
            return byMaker.computeIfAbsent(maker, _ -> new Semaphore(OF_ONE));
        }
    }

    private record Waiting(CompletableFuture<Result> answer) implements Origin.Caller {
        @Override
        public void answer(Result result, long pos) {
            answer.complete(result);
        }
    }

    /// {@return what becomes of a command, sooner or later}
    CompletableFuture<Result> submit(FloorCommand command) {
        Waiting waiting = new Waiting(new CompletableFuture<>());
        sequencer.submit(command, waiting).ifPresent(waiting.answer()::complete);
        return waiting.answer();
    }

    /// Tries a delivery once. Blocks.
    ///
    /// @param maker who has made the webhook, by id
    /// @param target where to
    /// @param secret what it is signed with; empty where that can't be known any more
    /// @param id what a receiver knows it by
    /// @param body JSON
    Poster.Outcome attempt(
            String maker, Target target, Optional<byte[]> secret, String id, byte[] body)
            throws InterruptedException {
        if (secret.isEmpty()) {
            return new Poster.Outcome.Failed("the key of its secret is gone: make it anew");
        }
        Map<String, String> headers =
                Signature.headers(secret.get(), id, clock.millis() / 1_000, body);
        Semaphore own = posts.of(maker);
        own.acquire();
        try {
            posts.all().acquire();
            return post(target, headers, body);
        } finally {
            own.release();
        }
    }

    private Poster.Outcome post(Target target, Map<String, String> headers, byte[] body)
            throws InterruptedException {
        try {
            Poster.Outcome outcome = poster.post(target, headers, body);
            switch (outcome) {
                case Poster.Outcome.Taken _ -> counts.taken().increment();
                case Poster.Outcome.Failed _ -> counts.failed().increment();
            }
            return outcome;
        } finally {
            posts.all().release();
        }
    }
}
