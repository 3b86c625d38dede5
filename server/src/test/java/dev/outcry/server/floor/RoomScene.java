package dev.outcry.server.floor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.RoomEvent;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.RoomInfo;
import dev.outcry.protocol.RoomRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// A floor with the public room `lobby`, which is Olga's, and the private room `den`, hers too. Mo
/// keeps order in both, Ada and Bob are members, Sam is a stranger, and Root runs the server.
///
/// After each command it is checked that who is refused changed nothing, that a floor read from
/// this one's bytes is the same, and that what was told adds up to what the floor tells of itself.
final class RoomScene {
    static final RoomCommand.By OLGA = by("olga", false);
    static final RoomCommand.By MO = by("mo", false);
    static final RoomCommand.By ADA = by("ada", false);
    static final RoomCommand.By BOB = by("bob", false);
    static final RoomCommand.By SAM = by("sam", false);
    static final RoomCommand.By GUS = new RoomCommand.By(new Person("gus-x1", "Gus", true), false);
    static final RoomCommand.By ROOT = by("root", true);

    static final RoomId LOBBY = new RoomId("lobby");
    static final RoomId DEN = new RoomId("den");
    static final RoomId NONE = new RoomId("none");

    final List<Effect> effects = new ArrayList<>();
    final RoomFold fold = new RoomFold();
    Floor floor = new Floor();
    long pos;
    long at = 1_763_867_045_000L;

    private Floor twin = new Floor(); // knows nothing of what was refused

    RoomScene() {
        done(new FloorCommand.Genesis("e"));
        for (RoomId room : List.of(LOBBY, DEN)) {
            done(
                    new RoomCommand.OpenRoom(
                            OLGA,
                            room,
                            "Room",
                            "",
                            room.equals(DEN)
                                    ? RoomInfo.Visibility.PRIVATE
                                    : RoomInfo.Visibility.PUBLIC));
            done(role(OLGA, room, MO, RoomRole.MODERATOR));
            done(role(MO, room, ADA, RoomRole.MEMBER));
            done(role(MO, room, BOB, RoomRole.MEMBER));
        }
    }

    private static RoomCommand.By by(String id, boolean admin) {
        String name = id.substring(0, 1).toUpperCase(Locale.ROOT) + id.substring(1);
        return new RoomCommand.By(new Person(id, name, false), admin);
    }

    Result apply(FloorCommand command) {
        effects.clear();
        Result result = floor.apply(++pos, at, command, effects::add);
        boolean refused = result instanceof Result.Refused;
        twin.apply(pos, at, refused ? new FloorCommand.Tick() : command, _ -> {});
        assertThat(floor.stateHash()).as("%s", command).isEqualTo(twin.stateHash());
        if (refused) {
            assertThat(effects).as("%s", command).isEmpty();
        }
        effects.forEach(fold::fold);
        fold.agreesWith(floor);
        return result;
    }

    /// Goes on from the floor's bytes.
    void restart() {
        byte[] bytes = floor.write();
        floor = Floor.restore(bytes);
        assertThat(floor.write()).isEqualTo(bytes);
        assertThat(floor.stateHash()).isEqualTo(twin.stateHash());
        fold.agreesWith(floor);
        twin = Floor.restore(twin.write());
    }

    /// Applies what must be done, and says where it was told.
    Result.Placed placed(FloorCommand command) {
        Result result = apply(command);
        assertThat(result).as("%s", command).isInstanceOf(Result.Placed.class);
        return (Result.Placed) result;
    }

    Result.Done done(FloorCommand command) {
        Result result = apply(command);
        assertThat(result).as("%s", command).isInstanceOf(Result.Done.class);
        return (Result.Done) result;
    }

    Result.Refused refused(ErrorCode code, FloorCommand command) {
        Result result = apply(command);
        assertThat(result).as("%s", command).isInstanceOf(Result.Refused.class);
        assertThat(((Result.Refused) result).code()).as("%s", result).isEqualTo(code);
        return (Result.Refused) result;
    }

    /// Applies what must be answered as before, and tell nobody.
    void nothingNew(Result first, FloorCommand command) {
        assertThat(apply(command)).isEqualTo(first);
        assertThat(effects).isEmpty();
    }

    /// {@return what the last command told, in order}
    List<Event> told() {
        return effects.stream()
                .filter(Effect.Told.class::isInstance)
                .map(effect -> ((Effect.Told) effect).event())
                .toList();
    }

    /// {@return what the last command told, all of this kind}
    <E> E only(Class<E> kind) {
        List<E> all =
                effects.stream()
                        .map(effect -> effect instanceof Effect.Told(Event event) ? event : effect)
                        .filter(kind::isInstance)
                        .map(kind::cast)
                        .toList();
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    long said(RoomCommand.By by, RoomId room) {
        return placed(speak(by, room)).seq();
    }

    static RoomCommand.Speak speak(RoomCommand.By by, RoomId room, String... mentions) {
        return new RoomCommand.Speak(
                by,
                room,
                Optional.of("words"),
                OptionalLong.empty(),
                List.of(mentions),
                List.of(),
                List.of(),
                Optional.empty(),
                false);
    }

    static RoomCommand edit(RoomCommand.By by, RoomId room, long message) {
        return new RoomCommand.EditMessage(by, room, message, Optional.of("other words"), false);
    }

    static FloorCommand delete(RoomCommand.By by, RoomId room, long message) {
        return new FloorCommand.DeleteMessage(
                by.person(), by.admin(), room, message, Optional.empty(), Optional.empty());
    }

    static RoomCommand role(RoomCommand.By by, RoomId room, RoomCommand.By user, RoomRole role) {
        return new RoomCommand.SetMember(
                by, room, user.person(), Optional.of(role), OptionalLong.empty(), Optional.empty());
    }

    static RoomCommand mute(RoomCommand.By by, RoomId room, RoomCommand.By user, long until) {
        return new RoomCommand.SetMember(
                by,
                room,
                user.person(),
                Optional.empty(),
                OptionalLong.of(until),
                Optional.empty());
    }

    static RoomCommand mute(RoomCommand.By by, RoomId room, RoomCommand.By user) {
        return mute(by, room, user, RoomEvent.FOREVER);
    }

    static RoomCommand ban(RoomCommand.By by, RoomId room, RoomCommand.By user, boolean banned) {
        return new RoomCommand.SetMember(
                by,
                room,
                user.person(),
                Optional.empty(),
                OptionalLong.empty(),
                Optional.of(banned));
    }

    static RoomCommand join(RoomCommand.By by, RoomId room) {
        return new RoomCommand.Join(by, room, Optional.empty());
    }

    static RoomCommand topic(RoomCommand.By by, RoomId room, String topic) {
        return change(by, room, Optional.of(topic), OptionalInt.empty(), "");
    }

    static RoomCommand slow(RoomCommand.By by, RoomId room, int seconds) {
        return change(by, room, Optional.empty(), OptionalInt.of(seconds), "");
    }

    static RoomCommand readOnly(RoomCommand.By by, RoomId room, boolean on) {
        return change(by, room, Optional.empty(), OptionalInt.empty(), "readOnly " + on);
    }

    static RoomCommand archived(RoomCommand.By by, RoomId room, boolean on) {
        return change(by, room, Optional.empty(), OptionalInt.empty(), "archived " + on);
    }

    static RoomCommand visibility(RoomCommand.By by, RoomId room, RoomInfo.Visibility visibility) {
        return new RoomCommand.ChangeRoom(
                by,
                room,
                Optional.empty(),
                Optional.empty(),
                Optional.of(visibility),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static RoomCommand change(
            RoomCommand.By by, RoomId room, Optional<String> topic, OptionalInt slow, String flag) {
        Optional<Boolean> on = Optional.of(flag.endsWith("true"));
        return new RoomCommand.ChangeRoom(
                by,
                room,
                Optional.empty(),
                topic,
                Optional.empty(),
                slow,
                flag.startsWith("readOnly") ? on : Optional.empty(),
                flag.startsWith("archived") ? on : Optional.empty());
    }

    static RoomCommand invite(RoomCommand.By by, RoomId room, String invite) {
        return new RoomCommand.Invite(by, room, invite, OptionalLong.empty(), OptionalInt.empty());
    }
}
