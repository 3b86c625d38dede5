package dev.outcry.server.hub;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/// A clock that a test sets, read by the lanes.
final class ManualClock extends Clock {
    /// Noon of some day.
    static final long START = 1_800_014_400_000L;

    private final AtomicLong millis = new AtomicLong(START);
    private volatile long stepMillis;

    /// Lets time pass with every look at the clock.
    void stepEachRead(long by) {
        stepMillis = by;
    }

    void advance(long by) {
        millis.addAndGet(by);
    }

    @Override
    public long millis() {
        return millis.getAndAdd(stepMillis);
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis.get());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
