package dev.outcry.server.floor;

import static dev.outcry.server.floor.RoomScene.ADA;
import static dev.outcry.server.floor.RoomScene.BOB;
import static dev.outcry.server.floor.RoomScene.DEN;
import static dev.outcry.server.floor.RoomScene.LOBBY;
import static dev.outcry.server.floor.RoomScene.MO;
import static dev.outcry.server.floor.RoomScene.OLGA;
import static dev.outcry.server.floor.RoomScene.ROOT;
import static dev.outcry.server.floor.RoomScene.SAM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.Person;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.RoomRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Who may do what in which kind of room: one table.
class RightsTest {
    private static final RoomId DIRECT = new RoomId("dm-0123456789ab");

    /// One row an action; one word for each kind of room, a letter for each who tries it. A letter
    /// is `+` for done, `f` for `room.forbidden`, `F` for `forbidden`, `n` for `room.not_found`,
    /// `b` for `room.banned`, and `m` for `room.muted`.
    ///
    /// In the public and the private room they are: owner, moderator, member, stranger, one who is
    /// muted, one who is banned, the server's administrator (who is no member). In the direct one:
    /// its two people's one, a stranger, the administrator.
    private static final String TABLE =
            """
            say            +++ + m b +   +++nmnn   +nn
            edit own       +++ + m b +   +++nmnn   +nn
            edit another's FFF F F b F   FFFnFnn   Fnn
            delete own     +++ + + b +   +++n+nn   +nn
            delete another ++F F F b +   ++FnFnn   Fnn
            react          +++ + m b +   +++nmnn   +nn
            unreact        +++ + + b +   +++n+nn   +nn
            pin            ++f f f b +   ++fnfnn   +nn
            unpin          ++f f f b +   ++fnfnn   +nn
            read           +++ + + b +   +++n+nn   +nn
            report         +++ + + b +   +++n+nn   fnn
            join           +++ + + b +   +++n+nn   +nn
            leave          f++ + + b +   f++n+nn   fnn
            topic          ++f f f b +   ++fnfnn   fnn
            settings       +ff f f b +   +ffnfnn   fnn
            mute           ++f f f b +   ++fnfnn   fnn
            mute moderator +ff f f b +   +ffnfnn   fnn
            mute owner     fff f f b f   fffnfnn   fnn
            ban            ++f f f b +   ++fnfnn   fnn
            ban moderator  +ff f f b +   +ffnfnn   fnn
            unban          ++f f f b +   ++fnfnn   fnn
            kick           ++f f f b +   ++fnfnn   fnn
            kick moderator +ff f f b +   +ffnfnn   fnn
            kick owner     fff f f b f   fffnfnn   fnn
            add member     ++f f f b +   ++fnfnn   fnn
            add moderator  +ff f f b +   +ffnfnn   fnn
            make owner     +ff f f b +   +ffnfnn   fnn
            demote owner   fff f f b f   fffnfnn   fnn
            invite         ++f f f b +   ++fnfnn   fnn
            revoke         ++f f f b +   ++fnfnn   fnn
            settle report  ++f f f b +   ++fnfnn   fnn
            filter         +ff f f b +   +ffnfnn   fnn
            drop           +ff f f b +   +ffnfnn   fnn
            """;

    private static final List<RoomCommand.By> IN_ROOMS =
            List.of(OLGA, MO, ADA, SAM, by("mutes"), by("banns"), ROOT);
    private static final List<RoomCommand.By> IN_DIRECT = List.of(ADA, SAM, ROOT);

    private static RoomCommand.By by(String id) {
        return new RoomCommand.By(new Person(id, id, false), false);
    }

    /// A room with a message of Bob's, one of each who may speak, a pin, a report, an invitation.
    private static final class Stage {
        private final RoomScene scene = new RoomScene();
        private final long bobs;
        private final long own;

        Stage(RoomId room, RoomCommand.By by) {
            if (room.equals(DIRECT)) {
                scene.done(new RoomCommand.OpenDirect(ADA, DIRECT, BOB.person()));
                bobs = scene.said(BOB, room);
                own = by.equals(ADA) ? scene.said(by, room) : 1;
                scene.done(new RoomCommand.Pin(BOB, room, bobs));
                return;
            }
            scene.done(RoomScene.role(MO, room, by("mutes"), RoomRole.MEMBER));
            bobs = scene.said(BOB, room);
            boolean speaks = room.equals(LOBBY) || !List.of(SAM, ROOT, by("banns")).contains(by);
            own = speaks ? scene.said(by, room) : 1;
            scene.done(RoomScene.mute(MO, room, by("mutes")));
            scene.done(RoomScene.ban(MO, room, by("banns"), true));
            scene.done(new RoomCommand.Pin(MO, room, bobs));
            scene.done(RoomScene.role(OLGA, room, by("second"), RoomRole.MODERATOR));
            scene.done(new RoomCommand.Report(BOB, room, bobs, "look"));
            scene.done(RoomScene.invite(MO, room, "known"));
        }

        FloorCommand command(String action, RoomId room, RoomCommand.By by) {
            return switch (action) {
                case "say" -> RoomScene.speak(by, room);
                case "edit own" -> RoomScene.edit(by, room, own);
                case "edit another's" -> RoomScene.edit(by, room, bobs);
                case "delete own" -> RoomScene.delete(by, room, own);
                case "delete another" -> RoomScene.delete(by, room, bobs);
                case "react" -> new RoomCommand.React(by, room, bobs, "👍");
                case "unreact" -> new RoomCommand.Unreact(by, room, bobs, "👍");
                case "pin" -> new RoomCommand.Pin(by, room, own);
                case "unpin" -> new RoomCommand.Unpin(by, room, bobs);
                case "read" -> new RoomCommand.Read(by, room, bobs);
                case "report" -> new RoomCommand.Report(by, room, bobs, "spam");
                case "join" -> RoomScene.join(by, room);
                case "leave" -> new RoomCommand.Leave(by, room);
                case "topic" -> RoomScene.topic(by, room, "new");
                case "settings" -> RoomScene.slow(by, room, 5);
                case "mute" -> RoomScene.mute(by, room, BOB);
                case "mute moderator" -> RoomScene.mute(by, room, by("second"));
                case "mute owner" -> RoomScene.mute(by, room, OLGA);
                case "ban" -> RoomScene.ban(by, room, BOB, true);
                case "ban moderator" -> RoomScene.ban(by, room, by("second"), true);
                case "unban" -> new RoomCommand.RemoveMember(by, room, "banns");
                case "kick" -> new RoomCommand.RemoveMember(by, room, "bob");
                case "kick moderator" -> new RoomCommand.RemoveMember(by, room, "second");
                case "kick owner" -> new RoomCommand.RemoveMember(by, room, "olga");
                case "add member" -> RoomScene.role(by, room, by("new"), RoomRole.MEMBER);
                case "add moderator" -> RoomScene.role(by, room, by("new"), RoomRole.MODERATOR);
                case "make owner" -> RoomScene.role(by, room, BOB, RoomRole.OWNER);
                case "demote owner" -> RoomScene.role(by, room, OLGA, RoomRole.MEMBER);
                case "invite" -> RoomScene.invite(by, room, "another");
                case "revoke" -> new RoomCommand.RevokeInvite(by, room, "known");
                case "settle report" ->
                        new RoomCommand.SettleReport(by, room, 1, Optional.of("seen"));
                case "filter" -> new RoomCommand.SetFilter(by, room, List.of("scam"));
                case "drop" -> new RoomCommand.DropRoom(by, room);
                default -> throw new IllegalArgumentException(action);
            };
        }
    }

    @TestFactory
    Stream<DynamicTest> table() {
        List<DynamicTest> tests = new ArrayList<>();
        TABLE.lines()
                .forEach(line -> {
                    String action = line.substring(0, 15).strip();
                    String[] words =
                            line.substring(15).replaceAll("(?<=\\S) (?=\\S)", "").split(" +");
                    assertThat(words).as(line).hasSize(3);
                    tests.addAll(row(action, LOBBY, IN_ROOMS, words[0]));
                    tests.addAll(row(action, DEN, IN_ROOMS, words[1]));
                    tests.addAll(row(action, DIRECT, IN_DIRECT, words[2]));
                });
        return tests.stream();
    }

    private static List<DynamicTest> row(
            String action, RoomId room, List<RoomCommand.By> people, String expected) {
        assertThat(expected).as(action).hasSize(people.size());
        BiFunction<RoomCommand.By, Character, DynamicTest> test =
                (by, outcome) ->
                        DynamicTest.dynamicTest(
                                by.id() + ": " + action + " in " + room + " " + outcome,
                                () -> {
                                    Stage stage = new Stage(room, by);
                                    Result result =
                                            stage.scene.apply(stage.command(action, room, by));
                                    assertThat(letter(result)).as("%s", result).isEqualTo(outcome);
                                });
        List<DynamicTest> tests = new ArrayList<>();
        for (int i = 0; i < people.size(); i++) {
            tests.add(test.apply(people.get(i), expected.charAt(i)));
        }
        return tests;
    }

    private static char letter(Result result) {
        if (!(result instanceof Result.Refused refused)) {
            return '+';
        }
        return switch (refused.code()) {
            case ROOM_FORBIDDEN -> 'f';
            case FORBIDDEN -> 'F';
            case ROOM_NOT_FOUND -> 'n';
            case ROOM_BANNED -> 'b';
            case ROOM_MUTED -> 'm';
            default -> '?';
        };
    }
}
