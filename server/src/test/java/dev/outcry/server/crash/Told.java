package dev.outcry.server.crash;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// What all clients were told of one floor, by channel and seq. Thread-safe.
///
/// Whoever is told of a seq must be told the same as everybody before.
final class Told {
    private final Map<String, TreeMap<Long, JsonObject>> channels = new TreeMap<>();
    private final Semaphore answers = new Semaphore(0);
    private final List<String> faults = new ArrayList<>();

    synchronized void tell(String channel, JsonObject event) {
        long seq = event.getJsonNumber("seq").longValue();
        JsonObject before =
                channels.computeIfAbsent(channel, name -> new TreeMap<>()).putIfAbsent(seq, event);
        if (before != null && !before.equals(event)) {
            fault(channel + " " + seq + " was " + before + " and became " + event);
        }
    }

    /// Counts an answer.
    void answer() {
        answers.release();
    }

    /// {@return whether so many answers came, from the last call on}
    boolean awaitAnswers(int count) throws InterruptedException {
        answers.drainPermits();
        return answers.tryAcquire(count, 60, TimeUnit.SECONDS);
    }

    synchronized void fault(String what) {
        faults.add(what);
    }

    /// {@return everything that must not have happened}
    synchronized List<String> faults() {
        return List.copyOf(faults);
    }

    /// {@return the events of a channel by seq}
    synchronized Map<Long, JsonObject> of(String channel) {
        return new TreeMap<>(channels.getOrDefault(channel, new TreeMap<>()));
    }
}
