package dev.outcry.server.hub;

import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.RoomInfo;
import dev.outcry.protocol.ServerMessage.Snapshot;
import dev.outcry.server.floor.Effect;
import dev.outcry.server.floor.RoomHook;
import dev.outcry.server.floor.RoomInvite;
import dev.outcry.server.floor.RoomMember;
import dev.outcry.server.floor.RoomReport;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a room is and who stands how in it, folded from effects. For one lane's thread.
final class RoomState implements RoomView {
    private static final int MOST_REPORTS = 1_000;

    private final Map<String, RoomMember> members = new TreeMap<>();
    private final Map<String, Long> reads = new HashMap<>();
    private final Map<String, RoomInvite> invites = new LinkedHashMap<>();
    private final Map<Long, RoomReport> reports = new TreeMap<>();
    private final Map<String, RoomHook> hooks = new LinkedHashMap<>();
    private final Pins pins = new Pins();
    private RoomInfo info;
    private List<String> filter = List.of();

    RoomState(RoomInfo opened) {
        info = opened;
    }

    /// Takes what was told before this lane began.
    void describe(Effect.RoomDescribed described) {
        described.members().forEach(this::change);
        reads.putAll(described.reads());
        described.invites().forEach(this::change);
        described.reports().forEach(this::change);
        described.pins().forEach(pins::add);
        described.hooks().forEach(this::change);
        filter = described.filter();
    }

    /// Takes the room's next event.
    void take(Event.OfRoom event) {
        info = info.after(event);
    }

    /// Takes how somebody stands now.
    void change(RoomMember member) {
        if (member.stranger()) {
            members.remove(member.person().id());
        } else {
            members.put(member.person().id(), member);
        }
    }

    void change(RoomInvite invite) {
        invites.put(invite.invite(), invite);
    }

    void endInvite(String invite) {
        invites.remove(invite);
    }

    void change(RoomReport report) {
        reports.put(report.report(), report);
        while (reports.size() > MOST_REPORTS) {
            reports.remove(reports.keySet().iterator().next());
        }
    }

    void change(RoomHook hook) {
        hooks.put(hook.hook(), hook);
    }

    void endHook(String hook) {
        hooks.remove(hook);
    }

    /// {@return a webhook; null if there is none of that id}
    @Nullable RoomHook hook(String id) {
        return hooks.get(id);
    }

    void change(List<String> words) {
        filter = words;
    }

    /// Somebody has read on.
    void read(String user, long seq) {
        reads.merge(user, seq, Math::max);
    }

    /// Forgets how far somebody has read who is nobody any more.
    void forget(String user) {
        reads.remove(user);
    }

    /// The pinned messages, as far as they are known.
    Pins pinned() {
        return pins;
    }

    /// {@return why somebody may not follow the room; null if they may}
    ///
    /// @param user an id, empty for who is anonymous
    @Nullable ErrorCode barred(Optional<String> user) {
        RoomMember member = user.map(members::get).orElse(null);
        if (info.visibility() == RoomInfo.Visibility.PUBLIC) {
            return member != null && member.banned() ? ErrorCode.ROOM_BANNED : null;
        }
        return member == null || member.role().isEmpty() ? ErrorCode.ROOM_NOT_FOUND : null;
    }

    /// {@return whether somebody may know that the room exists}
    boolean known(Optional<String> user) {
        return barred(user) != ErrorCode.ROOM_NOT_FOUND;
    }

    /// {@return how a user stands there}
    ///
    /// @param now Unix epoch milliseconds
    Snapshot.You you(String user, long now) {
        RoomMember member = members.get(user);
        return new Snapshot.You(
                member == null ? Optional.empty() : member.role(),
                member == null || member.mutedUntil().orElse(0) <= now
                        ? OptionalLong.empty()
                        : member.mutedUntil(),
                read(user));
    }

    @Override
    public RoomInfo info(Optional<String> viewer) {
        if (info.visibility() != RoomInfo.Visibility.DIRECT || !info.name().isEmpty()) {
            return info;
        }
        return members.values().stream()
                .filter(member -> !Optional.of(member.person().id()).equals(viewer))
                .findFirst()
                .map(other -> named(other.person().name()))
                .orElse(info);
    }

    private RoomInfo named(String name) {
        return new RoomInfo(
                info.room(),
                name,
                info.topic(),
                info.visibility(),
                info.slowSeconds(),
                info.members(),
                info.seq(),
                info.readOnly(),
                info.archived());
    }

    @Override
    public Optional<RoomMember> member(String user) {
        return Optional.ofNullable(members.get(user));
    }

    @Override
    public List<RoomMember> members() {
        return List.copyOf(members.values());
    }

    @Override
    public long read(String user) {
        return reads.getOrDefault(user, 0L);
    }

    @Override
    public List<Long> pins() {
        return pins.seqs();
    }

    @Override
    public List<String> filter() {
        return filter;
    }

    @Override
    public List<RoomInvite> invites() {
        return List.copyOf(invites.values());
    }

    @Override
    public List<RoomHook> hooks() {
        return List.copyOf(hooks.values());
    }

    @Override
    public List<RoomReport> reports() {
        return List.copyOf(reports.values());
    }
}
