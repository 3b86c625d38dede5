package dev.outcry.server.hub;

import dev.outcry.protocol.Event;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.ServerMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/// Who is in a room, over all lanes. Thread-safe: a short lock, nothing is called under it.
///
/// What changes is told at most once a second, the first change at once. A telling names everybody
/// who came or went since the one before, as they are now, also those who are back where they were:
/// so it is right for whoever has seen the crowd at any time in between.
final class Crowd {
    /// Above so many present, only the count is told.
    static final int NAMED = 200;

    private static final int MOST_MOVED = 400;
    private static final int IN_SNAPSHOT = 100;
    private static final long PAUSE_MILLIS = 1_000;

    private final RoomId room;
    private final Map<String, Present> present = new LinkedHashMap<>();
    private final Set<String> moved = new LinkedHashSet<>();
    private long tellings;
    private long nextTelling;
    private boolean arranged;

    private record Present(Person person, int connections) {}

    /// What the followers are told.
    ///
    /// @param number of this telling, from 1
    /// @param event the same for every lane
    record Telling(long number, Shared event) {}

    /// The crowd at one instant.
    ///
    /// @param tellings the number of the last telling that it includes
    /// @param snapshot as on the wire
    record Sight(long tellings, ServerMessage.Snapshot.OfPresence snapshot) {}

    Crowd(RoomId room) {
        this.room = room;
    }

    /// A connection of somebody's follows the room.
    ///
    /// @return when the caller has to [#tell]; empty if nobody has to, or somebody else does
    synchronized OptionalLong enter(Person person, long now) {
        Present before = present.get(person.id());
        present.put(person.id(), new Present(person, before == null ? 1 : before.connections + 1));
        return before == null || !before.person.equals(person)
                ? arrange(person, now)
                : OptionalLong.empty();
    }

    /// A connection of somebody's follows it no more.
    ///
    /// @return as [#enter]
    synchronized OptionalLong leave(Person person, long now) {
        Present before = present.get(person.id());
        if (before == null) {
            return OptionalLong.empty();
        }
        if (before.connections > 1) {
            present.put(person.id(), new Present(before.person, before.connections - 1));
            return OptionalLong.empty();
        }
        present.remove(person.id());
        return arrange(person, now);
    }

    private OptionalLong arrange(Person person, long now) {
        moved.add(person.id());
        if (arranged) {
            return OptionalLong.empty();
        }
        arranged = true;
        // A clock that was set back doesn't lengthen the pause.
        return OptionalLong.of(Math.clamp(nextTelling, now, now + PAUSE_MILLIS));
    }

    /// {@return what has changed since the last telling}
    synchronized Telling tell(long now) {
        List<Person> joined = new ArrayList<>();
        List<String> left = new ArrayList<>();
        if (present.size() <= NAMED && moved.size() <= MOST_MOVED) {
            for (String id : moved) {
                Present here = present.get(id);
                if (here == null) {
                    left.add(id);
                } else {
                    joined.add(here.person);
                }
            }
        }
        moved.clear();
        arranged = false;
        nextTelling = now + PAUSE_MILLIS;
        return new Telling(
                ++tellings,
                new Shared(
                        new Event.PresenceChanged(
                                room, present.size(), List.copyOf(joined), List.copyOf(left))));
    }

    /// {@return the ids of all who are there}
    synchronized Set<String> ids() {
        return Set.copyOf(present.keySet());
    }

    /// {@return the crowd as it is, those first who came first}
    synchronized Sight sight() {
        return new Sight(
                tellings,
                new ServerMessage.Snapshot.OfPresence(
                        present.size(),
                        present.values().stream()
                                .limit(IN_SNAPSHOT)
                                .map(Present::person)
                                .toList()));
    }
}
