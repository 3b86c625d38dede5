package dev.outcry.server.hub;

import dev.outcry.protocol.Channel;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.RoomEvent;
import dev.outcry.protocol.ServerMessage;
import java.util.List;
import java.util.Optional;

/// `room:{room}`. For the lane's thread alone.
final class RoomTopic extends LogTopic {
    private static final int SNAPSHOT_EVENTS = 50;

    private final RoomState state;

    RoomTopic(RoomState state, String epoch) {
        super(
                new Channel.Room(state.info(Optional.empty()).room()),
                epoch,
                state.info(Optional.empty()).seq());
        this.state = state;
    }

    /// Tells what happened, and blanks what it takes back.
    void tell(Event.OfRoom event, Shared shared) {
        tell(event.seq(), shared);
        state.take(event);
        switch (event) {
            case Event.Deleted deleted -> {
                blank(deleted.message());
                state.pinned().remove(deleted.message());
            }
            case RoomEvent.Edited edited ->
                    edited.text().ifPresent(text -> state.pinned().edit(edited.message(), text));
            case RoomEvent.Pinned pinned -> pin(pinned.message());
            case RoomEvent.Unpinned unpinned -> state.pinned().remove(unpinned.message());
            case Event.Message _, RoomEvent _ -> {} // no snapshot tells of it but as an event
        }
    }

    /// Takes the text out of a message and its edits.
    private void blank(long message) {
        for (long seq = Math.max(message, window().oldest()); seq <= window().newest(); seq++) {
            Event event = window().get(seq).event();
            if (event instanceof Event.Message said && seq == message) {
                replace(seq, said.withoutText());
            } else if (event instanceof RoomEvent.Edited edited && edited.message() == message) {
                replace(seq, edited.withoutText());
            }
        }
    }

    private void replace(long seq, Event event) {
        Shared shared = new Shared(event);
        window().set(seq, shared, shared.sizeEstimate());
    }

    private void pin(long message) {
        if (message < window().oldest()
                || !(window().get(message).event() instanceof Event.Message said)) {
            state.pinned().add(message);
            return;
        }
        Event.Message newest = said;
        for (long seq = message + 1; seq <= window().newest(); seq++) {
            if (window().get(seq).event() instanceof RoomEvent.Edited edited
                    && edited.message() == message
                    && edited.text().isPresent()) {
                newest = newest.withText(edited.text().get());
            }
        }
        state.pinned().add(newest);
    }

    @Override
    int snapshotEvents() {
        return SNAPSHOT_EVENTS;
    }

    @Override
    List<Long> missing() {
        return state.pinned().missing();
    }

    @Override
    void found(List<Long> asked, List<Event.Message> found) {
        state.pinned().found(asked, found);
    }

    @Override
    ServerMessage.Snapshot snapshot(List<? extends Event> events, LaneSeat seat) {
        Optional<String> user = seat.who().map(Person::id);
        return new ServerMessage.Snapshot.OfRoom(
                state.info(user),
                events,
                state.pinned().messages(),
                user.map(id -> state.you(id, seat.lane().now())));
    }
}
