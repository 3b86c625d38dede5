package dev.outcry.server.floor;

import dev.outcry.protocol.Event;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.RoomInfo;
import dev.outcry.protocol.RoomRole;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// What one room is, who is in it, and what it remembers. Knows nothing of who may do what: that is
/// for [Rights].
final class Room {
    /// Who made it, by id; what it counts against.
    final Optional<String> maker;

    final Messages messages;
    final Reactions reactions;

    /// What told of each pin, the oldest first.
    final SequencedMap<Long, Result.Placed> pins = new LinkedHashMap<>();

    final SequencedMap<String, RoomInvite> invites = new LinkedHashMap<>();
    final SequencedMap<Long, RoomReport> reports = new LinkedHashMap<>();
    final SlowMode slowMode = new SlowMode();

    /// The webhooks, by id, the oldest first.
    final SequencedMap<String, RoomHook> hooks = new LinkedHashMap<>();

    /// What told of the topic, and of the settings, last.
    Result.Placed topicTold = Membership.UNTOLD;

    Result.Placed settingsTold = Membership.UNTOLD;

    private final SequencedMap<String, Membership> people = new TreeMap<>();
    private final SequencedMap<String, Long> reads = new TreeMap<>();
    private RoomInfo info;
    private String epoch;
    private List<String> filter = List.of();
    private long filterPos;
    private long lastReport;
    private int owners;
    private long digest; // a sum over people and reads

    Room(RoomInfo info, String epoch, Optional<String> maker) {
        this(info, epoch, maker, new Messages(), new Reactions());
    }

    private Room(
            RoomInfo info,
            String epoch,
            Optional<String> maker,
            Messages messages,
            Reactions reactions) {
        this.info = info;
        this.epoch = epoch;
        this.maker = maker;
        this.messages = messages;
        this.reactions = reactions;
    }

    RoomId id() {
        return info.room();
    }

    RoomInfo info() {
        return info;
    }

    boolean is(RoomInfo.Visibility visibility) {
        return info.visibility() == visibility;
    }

    /// {@return the seq of the next event}
    long next() {
        return info.seq() + 1;
    }

    /// Tells the next event.
    ///
    /// @return where it stands
    Result.Placed tell(Event.OfRoom event, Floor.Context context) {
        info = info.after(event);
        context.effects().tell(event);
        return new Result.Placed(event.seq(), event.pos());
    }

    /// {@return somebody's place here; null if there is nothing special about them}
    @Nullable Membership find(String user) {
        return people.get(user);
    }

    /// {@return everybody's place here, by id}
    Iterable<Membership> people() {
        return people.values();
    }

    boolean isMember(String user) {
        Membership membership = people.get(user);
        return membership != null && membership.isMember();
    }

    int owners() {
        return owners;
    }

    /// Changes somebody's place, and says so.
    void put(Membership now, Floor.Context context) {
        set(now);
        context.effects().add(new Effect.MemberChanged(id(), now.told()));
    }

    private void set(Membership now) {
        String user = now.person().id();
        Membership was = now.told().stranger() ? people.remove(user) : people.put(user, now);
        if (was != null) {
            digest -= was.digest();
            owners -= isOwner(was);
        }
        if (!now.told().stranger()) {
            digest += now.digest();
            owners += isOwner(now);
        }
    }

    private static int isOwner(Membership membership) {
        return membership.role().filter(role -> role == RoomRole.OWNER).isPresent() ? 1 : 0;
    }

    /// Takes note of what somebody is called now, where that is told here.
    void meet(Person person, Floor.Context context) {
        Membership known = people.get(person.id());
        if (known != null && !known.person().equals(person)) {
            put(known.as(person), context);
        }
    }

    /// Makes somebody the owner of a room that nobody knows of yet, or one of the two of a direct
    /// one.
    void begin(Person person, RoomRole role, Floor.Context context) {
        put(Membership.stranger(person).with(role, Membership.UNTOLD), context);
    }

    /// {@return how far somebody has read, 0 for not at all}
    long read(String user) {
        return reads.getOrDefault(user, 0L);
    }

    /// {@return how many have read on}
    int readers() {
        return reads.size();
    }

    void read(String user, long seq) {
        Long was = reads.put(user, seq);
        if (was != null) {
            digest -= Hash.mix(was, user);
        }
        digest += Hash.mix(seq, user);
    }

    /// {@return the id of the next report}
    long nextReport() {
        return ++lastReport;
    }

    List<String> filter() {
        return filter;
    }

    void filter(List<String> words, long pos) {
        filter = words;
        filterPos = pos;
    }

    void renew(String now) {
        epoch = now;
        hooks.replaceAll((_, hook) -> hook instanceof RoomHook.Out out ? out.renewed(now) : hook);
    }

    /// Gives an account a guest's place here, what it has said, and how far it has read.
    void become(String guest, Person account, Floor.Context context) {
        messages.become(guest, account.id());
        reactions.become(guest, account.id());
        slowMode.become(guest, account.id());
        Membership known = people.get(guest);
        if (known != null) {
            put(known.as(account), context);
            put(Membership.stranger(known.person()), context);
        }
        Long read = reads.remove(guest);
        if (read != null) {
            digest -= Hash.mix(read, guest);
            read(account.id(), Math.max(read, read(account.id())));
            context.effects().add(described(account.id())); // events alone tell of reads else
        }
    }

    /// Forgets a message that is no more, or that nobody may refer to.
    void forget(long message) {
        reactions.forget(message);
    }

    void describe(EffectSink effects) {
        effects.add(new Effect.RoomOpened(info, epoch));
        Effect.RoomDescribed described = described();
        if (!described.isEmpty()) {
            effects.add(described);
        }
    }

    /// Tells how far one has read, and nothing else that isn't known.
    private Effect.RoomDescribed described(String reader) {
        return new Effect.RoomDescribed(
                id(),
                List.of(),
                List.of(),
                new TreeMap<>(Map.of(reader, read(reader))),
                List.of(),
                List.of(),
                filter,
                List.copyOf(hooks.values()));
    }

    private Effect.RoomDescribed described() {
        return new Effect.RoomDescribed(
                id(),
                people.values().stream().map(Membership::told).toList(),
                List.copyOf(pins.keySet()),
                new TreeMap<>(reads),
                List.copyOf(invites.values()),
                List.copyOf(reports.values()),
                filter,
                List.copyOf(hooks.values()));
    }

    void write(ValuesOut out) {
        out.roomInfo(info);
        out.text(epoch);
        messages.write(out);
        out.flag(info.readOnly());
        out.flag(info.archived());
        out.optional(maker, out::text);
        out.placed(topicTold);
        out.placed(settingsTold);
        out.list(people.values(), each -> each.write(out));
        reactions.write(out);
        write(out, pins, ValuesOut::number, ValuesOut::placed);
        write(out, reads, ValuesOut::text, ValuesOut::number);
        out.list(invites.values(), out::invite);
        out.list(reports.values(), out::report);
        out.number(lastReport);
        out.list(filter, out::text);
        out.number(filterPos);
        slowMode.write(out);
        out.list(hooks.values(), hook -> HookCodec.write(hook, out));
    }

    private static <K, V> void write(
            ValuesOut out,
            Map<K, V> all,
            BiConsumer<ValuesOut, K> key,
            BiConsumer<ValuesOut, V> value) {
        out.list(
                all.entrySet(),
                each -> {
                    key.accept(out, each.getKey());
                    value.accept(out, each.getValue());
                });
    }

    /// @param format of the bytes; the first knew nothing but the room and its messages
    static Room read(ValuesIn in, int format) {
        RoomInfo info = in.roomInfo();
        String epoch = in.text();
        Messages messages = Messages.read(in);
        if (format == Floor.FIRST_FORMAT) {
            return new Room(info, epoch, Optional.empty(), messages, new Reactions());
        }
        RoomInfo whole = whole(info, in.flag(), in.flag());
        Optional<String> maker = in.optional(in::text);
        Result.Placed topic = in.placed();
        Result.Placed settings = in.placed();
        List<Membership> people = new ArrayList<>();
        in.each(() -> people.add(Membership.read(in)));
        Room room = new Room(whole, epoch, maker, messages, Reactions.read(in));
        room.topicTold = topic;
        room.settingsTold = settings;
        people.forEach(room::set);
        room.readRest(in);
        if (format > Floor.WITHOUT_HOOKS) {
            in.each(() -> {
                RoomHook hook = HookCodec.hook(in);
                room.hooks.put(hook.hook(), hook);
            });
        }
        return room;
    }

    private static RoomInfo whole(RoomInfo info, boolean readOnly, boolean archived) {
        return new RoomInfo(
                info.room(),
                info.name(),
                info.topic(),
                info.visibility(),
                info.slowSeconds(),
                info.members(),
                info.seq(),
                readOnly,
                archived);
    }

    private void readRest(ValuesIn in) {
        in.each(() -> pins.put(in.number(), in.placed()));
        in.each(() -> read(in.text(), in.number()));
        in.each(() -> {
            RoomInvite invite = in.invite();
            invites.put(invite.invite(), invite);
        });
        in.each(() -> {
            RoomReport report = in.report();
            reports.put(report.report(), report);
        });
        lastReport = in.number();
        filter = in.list(in::text);
        filterPos = in.number();
        slowMode.read(in);
    }

    /// {@return a hash of all but the texts and names; that of a room of the first release is of
    /// its id, visibility and seq alone}
    ///
    /// @param before that of the rooms before it
    long hash(long before) {
        long hash = Hash.mix(Hash.mix(before, id().name()), info.visibility());
        hash = Hash.mix(hash, info.seq());
        long rest = rest();
        return rest == 0 ? hash : Hash.mix(hash, rest);
    }

    private long rest() {
        long rest = digest + reactions.hash() + slowMode.hash();
        for (Map.Entry<Long, Result.Placed> pin : pins.entrySet()) {
            rest = Hash.mix(rest, pin.getKey(), pin.getValue().seq());
        }
        for (RoomInvite invite : invites.values()) {
            rest = Hash.mix(Hash.mix(rest, invite.uses().orElse(-1)), invite.invite());
            rest = Hash.mix(rest, invite.expiresAt().orElse(0));
        }
        for (RoomReport report : reports.values()) {
            rest = Hash.mix(rest, report.report(), report.settled().isPresent() ? 1 : 0);
        }
        if (topicTold.seq() + settingsTold.seq() + filterPos + lastReport > 0) {
            rest = Hash.mix(rest, topicTold.seq(), settingsTold.seq());
            rest = Hash.mix(rest, filterPos, lastReport);
        }
        int flags = (info.readOnly() ? 1 : 0) + (info.archived() ? 2 : 0);
        if (flags + info.slowSeconds() > 0) {
            rest = Hash.mix(rest, flags, info.slowSeconds());
        }
        rest = RoomHooks.hash(this, rest);
        return maker.isPresent() ? Hash.mix(rest, maker.get()) : rest;
    }
}
