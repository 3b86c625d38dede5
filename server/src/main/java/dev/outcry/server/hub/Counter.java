package dev.outcry.server.hub;

import java.util.concurrent.atomic.AtomicLong;

/// Counts what one lane does. That lane's thread alone adds, which costs a plain store; any thread
/// reads.
final class Counter {
    private final AtomicLong value = new AtomicLong();

    void add(long more) {
        value.setRelease(value.getPlain() + more);
    }

    long get() {
        return value.getAcquire();
    }
}
