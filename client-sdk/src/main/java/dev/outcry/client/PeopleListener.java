package dev.outcry.client;

import dev.outcry.protocol.Event;
import dev.outcry.protocol.Person;
import java.util.List;

/// Told who is in a room, on the client's callback thread. What it throws is logged.
@FunctionalInterface
public interface PeopleListener extends FollowListener {
    /// Who is there. Comes first, and again after every reconnect.
    ///
    /// @param count how many
    /// @param people at most 100 of them
    void onPeople(int count, List<Person> people);

    /// Some came or went; at most once a second.
    ///
    /// @param change who, and how many are there now
    default void onChange(Event.PresenceChanged change) {}

    /// Somebody started or stopped typing.
    ///
    /// @param typing who
    default void onTyping(Event.Typing typing) {}
}
