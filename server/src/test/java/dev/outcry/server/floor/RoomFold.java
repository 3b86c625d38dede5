package dev.outcry.server.floor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.Event;
import dev.outcry.protocol.RoomEvent;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.RoomInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.TreeMap;

/// Folds what a floor tells of its rooms into what it would tell of itself: what everybody has to
/// do who keeps something of them. Checks on the way that nothing is told of what isn't there, and
/// that every channel counts without a hole.
final class RoomFold {
    private static final int REPORTS = 1_000;

    private final Map<RoomId, Known> rooms = new TreeMap<>();
    private final Map<String, Long> mine = new TreeMap<>();

    private static final class Known {
        private RoomInfo info;
        private final String epoch;
        private final SequencedMap<String, RoomMember> members = new TreeMap<>();
        private final SequencedSet<Long> pins = new LinkedHashSet<>();
        private final SequencedMap<String, Long> reads = new TreeMap<>();
        private final SequencedMap<String, RoomInvite> invites = new LinkedHashMap<>();
        private final SequencedMap<Long, RoomReport> reports = new LinkedHashMap<>();
        private List<String> filter = List.of();
        private final SequencedMap<String, RoomHook> hooks = new LinkedHashMap<>();

        Known(RoomInfo info, String epoch) {
            this.info = info;
            this.epoch = epoch;
        }

        Effect.RoomDescribed described() {
            return new Effect.RoomDescribed(
                    info.room(),
                    List.copyOf(members.values()),
                    List.copyOf(pins),
                    reads,
                    List.copyOf(invites.values()),
                    List.copyOf(reports.values()),
                    filter,
                    List.copyOf(hooks.values()));
        }
    }

    void fold(Effect effect) {
        switch (effect) {
            case Effect.RoomOpened(RoomInfo info, String epoch) ->
                    rooms.put(info.room(), new Known(info, epoch));
            case Effect.RoomClosed(RoomId room) -> assertThat(rooms.remove(room)).isNotNull();
            case Effect.MemberChanged(RoomId room, RoomMember member) -> {
                if (member.stranger()) {
                    assertThat(known(room).members.remove(member.person().id())).isNotNull();
                } else {
                    known(room).members.put(member.person().id(), member);
                }
            }
            case Effect.Invited(RoomId room, RoomInvite invite) ->
                    known(room).invites.put(invite.invite(), invite);
            case Effect.InviteEnded(RoomId room, String invite) ->
                    assertThat(known(room).invites.remove(invite)).isNotNull();
            case Effect.Reported(RoomId room, RoomReport report) -> {
                known(room).reports.put(report.report(), report);
                if (known(room).reports.size() > REPORTS) {
                    known(room).reports.pollFirstEntry();
                }
            }
            case Effect.FilterChanged(RoomId room, List<String> words) ->
                    known(room).filter = words;
            case Effect.HookChanged(RoomId room, RoomHook hook) ->
                    known(room).hooks.put(hook.hook(), hook);
            case Effect.HookEnded(RoomId room, String hook) ->
                    assertThat(known(room).hooks.remove(hook)).isNotNull();
            case Effect.RoomDescribed described -> fold(described);
            case Effect.MeOpened me -> mine.put(me.user(), me.seq());
            case Effect.Told(Event.OfRoom event) -> fold(event);
            case Effect.Told(Event.OfMe event) -> fold(event);
            case PeopleEffect.Became became -> {
                mine.remove(became.guest());
                rooms.values().forEach(room -> room.reads.remove(became.guest()));
            }
            case Effect.Told _,
                    PeopleEffect _,
                    Effect.TextGone _,
                    Effect.Moderated _,
                    Effect.Began _,
                    Effect.MarketOpened _,
                    Effect.MarketChanged _ -> {}
        }
    }

    private Known known(RoomId room) {
        assertThat(rooms).containsKey(room);
        return rooms.get(room);
    }

    private void fold(Effect.RoomDescribed described) {
        Known known = known(described.room());
        described.members().forEach(each -> known.members.put(each.person().id(), each));
        known.pins.addAll(described.pins());
        known.reads.putAll(described.reads());
        described.invites().forEach(each -> known.invites.put(each.invite(), each));
        described.reports().forEach(each -> known.reports.put(each.report(), each));
        known.filter = described.filter();
        described.hooks().forEach(each -> known.hooks.put(each.hook(), each));
    }

    private void fold(Event.OfRoom event) {
        Known known = known(event.room());
        assertThat(event.seq()).as("%s", event).isEqualTo(known.info.seq() + 1);
        known.info = known.info.after(event);
        switch (event) {
            case RoomEvent.Pinned pinned -> assertThat(known.pins.add(pinned.message())).isTrue();
            case RoomEvent.Unpinned pin -> assertThat(known.pins.remove(pin.message())).isTrue();
            case Event.Deleted deleted -> known.pins.remove(deleted.message());
            case Event.OfRoom _ -> {}
        }
    }

    private void fold(Event.OfMe event) {
        assertThat(event.seq()).isEqualTo(mine.merge(event.user(), 1L, Long::sum));
        if (event instanceof Event.Read read) {
            known(read.room()).reads.put(read.user(), read.message());
        }
    }

    /// {@return what the floor would tell of its rooms}
    List<Effect> described() {
        List<Effect> all = new ArrayList<>();
        for (Known known : rooms.values()) {
            all.add(new Effect.RoomOpened(known.info, known.epoch));
            if (!known.described().isEmpty()) {
                all.add(known.described());
            }
        }
        return all;
    }

    /// {@return a room as it is now}
    RoomInfo info(RoomId room) {
        return known(room).info;
    }

    /// Checks that a floor tells the same of its rooms and of everybody's `me`.
    void agreesWith(Floor floor) {
        List<Effect> rooms = new ArrayList<>();
        Map<String, Long> people = new TreeMap<>();
        floor.describe(effect -> {
            switch (effect) {
                case Effect.RoomOpened _, Effect.RoomDescribed _ -> rooms.add(effect);
                case Effect.MeOpened me -> people.put(me.user(), me.seq());
                case Effect _ -> {}
            }
        });
        assertThat(rooms).isEqualTo(described());
        people.values().removeIf(seq -> seq == 0);
        Map<String, Long> told = new TreeMap<>(mine);
        told.values().removeIf(seq -> seq == 0);
        assertThat(people).isEqualTo(told);
        for (Known known : this.rooms.values()) {
            assertThat(known.info.members())
                    .as("members of %s", known.info.room())
                    .isEqualTo(
                            known.members.values().stream()
                                    .filter(each -> each.role().isPresent())
                                    .count());
        }
    }
}
