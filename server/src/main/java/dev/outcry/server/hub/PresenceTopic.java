package dev.outcry.server.hub;

import dev.outcry.protocol.Channel;
import dev.outcry.protocol.Command;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.Position;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.ServerMessage;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `presence:{room}`. For the lane's thread alone; the people are in the room's [Crowd].
final class PresenceTopic extends ConflatedTopic<PresenceTopic.Follower> {
    private static final int MOST_KEPT = 400;

    private final RoomId room;
    private final Crowd crowd;

    PresenceTopic(RoomId room, String epoch, Crowd crowd) {
        super(new Channel.Presence(room), epoch);
        this.room = room;
        this.crowd = crowd;
    }

    /// Tells of people who came and went.
    void tell(Crowd.Telling telling) {
        for (int i = 0; i < all().count(); i++) {
            Follower follower = all().get(i);
            if (telling.number() > follower.seen) { // else its snapshot has it
                follower.offer(telling.event());
            }
        }
    }

    @Override
    Follower subscription(LaneSeat seat, Command.Following following) {
        return new Follower(seat, following);
    }

    @Override
    ServerMessage.Snapshot snapshot(Follower follower) {
        Crowd.Sight sight = crowd.sight();
        follower.seen = sight.tellings();
        return sight.snapshot();
    }

    /// Keeps the net of who came and went, and who types.
    final class Follower extends Conflated {
        private final Map<String, Optional<Person>> moved = new LinkedHashMap<>(0);
        private final Map<String, Shared> typing = new LinkedHashMap<>(0);
        private long seen;
        private boolean changed;
        private int count;

        private Follower(LaneSeat seat, Command.Following following) {
            super(seat, PresenceTopic.this, following);
        }

        @Override
        Followers<? extends Subscription> followers() {
            return all();
        }

        @Override
        Position position() {
            return at(0);
        }

        @Override
        void keep(Shared shared) {
            if (shared.event() instanceof Event.PresenceChanged event) {
                changed = true;
                count = event.count();
                event.joined().forEach(person -> moved.put(person.id(), Optional.of(person)));
                event.left().forEach(id -> moved.put(id, Optional.empty()));
                if (count > Crowd.NAMED || moved.size() > MOST_KEPT) {
                    moved.clear();
                }
            } else if (shared.event() instanceof Event.Typing event
                    && (typing.size() < MOST_KEPT || typing.containsKey(event.from().id()))) {
                typing.put(event.from().id(), shared);
            }
        }

        @Override
        boolean sendKept() {
            if (seat().outbox().behind()) {
                return false;
            }
            if (changed) {
                seat().deliver(new Shared(merged()));
                changed = false;
                moved.clear();
            }
            Iterator<Shared> each = typing.values().iterator();
            while (each.hasNext() && !seat().outbox().behind()) {
                seat().deliver(each.next());
                each.remove();
            }
            return typing.isEmpty();
        }

        private Event.PresenceChanged merged() {
            List<Person> joined = new ArrayList<>();
            List<String> left = new ArrayList<>();
            moved.forEach((id, person) -> person.ifPresentOrElse(joined::add, () -> left.add(id)));
            return new Event.PresenceChanged(room, count, joined, left);
        }
    }
}
