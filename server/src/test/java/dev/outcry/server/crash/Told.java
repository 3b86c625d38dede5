package dev.outcry.server.crash;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// What all clients were told of one floor, by channel and seq. Thread-safe.
///
/// Whoever is told of a seq must be told the same as everybody before, but for what a deletion
/// takes away.
final class Told {
    private static final Set<String> TAKEN_AWAY = Set.of("text", "card", "mentions");

    private final Map<String, TreeMap<Long, JsonObject>> channels = new TreeMap<>();
    private final Set<Long> blanked = new TreeSet<>();
    private final Semaphore answers = new Semaphore(0);
    private final List<String> faults = new ArrayList<>();

    synchronized void tell(String channel, JsonObject event) {
        long seq = event.getJsonNumber("seq").longValue();
        TreeMap<Long, JsonObject> events =
                channels.computeIfAbsent(channel, name -> new TreeMap<>());
        JsonObject before = events.getOrDefault(seq, event);
        boolean taken = blank(before) != blank(event);
        if (!(taken ? rest(before).equals(rest(event)) : before.equals(event))) {
            fault(channel + " " + seq + " was " + before + " and became " + event);
        }
        if (blank(event)) {
            blanked.add(seq);
            events.putIfAbsent(seq, event);
        } else {
            events.put(seq, event);
        }
    }

    static boolean blank(JsonObject event) {
        return event.containsKey("deleted");
    }

    private static Map<String, JsonValue> rest(JsonObject event) {
        Map<String, JsonValue> rest = new TreeMap<>(event);
        rest.keySet().removeAll(TAKEN_AWAY);
        rest.remove("deleted");
        return rest;
    }

    /// {@return the seqs of the messages that somebody was told without their text}
    synchronized Set<Long> blanked() {
        return Set.copyOf(blanked);
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

    /// {@return the events of a channel by seq, with their texts if ever somebody was told}
    synchronized Map<Long, JsonObject> of(String channel) {
        return new TreeMap<>(channels.getOrDefault(channel, new TreeMap<>()));
    }
}
