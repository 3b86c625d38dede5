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

import dev.outcry.protocol.Card;
import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.RoomEvent;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.RoomInfo;
import dev.outcry.protocol.Side;
import dev.outcry.protocol.Symbol;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TalkTest {
    private static final Symbol BTC = new Symbol("BTC-USD");

    private final RoomScene scene = new RoomScene();

    private static RoomCommand shows(RoomCommand.By by, RoomCommand.Shown shown) {
        return new RoomCommand.Speak(
                by,
                LOBBY,
                Optional.of("look"),
                OptionalLong.empty(),
                List.of(),
                List.of(),
                List.of(BTC),
                Optional.of(shown),
                false);
    }

    private static RoomCommand says(
            RoomCommand.By by, OptionalLong replyTo, List<String> here, boolean filtered) {
        return new RoomCommand.Speak(
                by,
                LOBBY,
                Optional.of("words"),
                replyTo,
                here.isEmpty() ? List.of() : List.of("here"),
                here,
                List.of(),
                Optional.empty(),
                filtered);
    }

    @Test
    void tellsWhoIsNamedAndMayReadIt() {
        scene.done(RoomScene.speak(SAM, LOBBY));
        scene.done(RoomScene.ban(MO, LOBBY, BOB, true));

        Result.Placed told =
                scene.placed(RoomScene.speak(ADA, LOBBY, "sam", "bob", "nobody", "ada", "here"));

        assertThat(scene.only(Event.Message.class).mentions())
                .containsExactly("sam", "nobody", "ada");
        assertThat(scene.only(Event.Mention.class))
                .isEqualTo(
                        new Event.Mention(
                                "sam", 1, scene.pos, scene.at, LOBBY, told.seq(), ADA.person()));
    }

    @Test
    void tellsNobodyOutsideOfWhatIsSaidInPrivate() {
        scene.done(RoomScene.speak(SAM, LOBBY));

        scene.done(RoomScene.speak(ADA, DEN, "sam", "bob"));

        assertThat(scene.only(Event.Message.class).mentions()).containsExactly("bob");
        assertThat(scene.only(Event.Mention.class).user()).isEqualTo("bob");
    }

    @Test
    void letsModeratorsCallAllWhoAreThere() {
        List<String> here = List.of("ada", "bob", "mo", "lurker");

        scene.done(says(BOB, OptionalLong.empty(), here, false));
        assertThat(scene.told()).hasSize(1);
        assertThat(scene.only(Event.Message.class).mentions()).isEmpty();
        scene.done(says(MO, OptionalLong.empty(), here, false));

        assertThat(scene.only(Event.Message.class).mentions()).containsExactly("here");
        assertThat(scene.told())
                .filteredOn(Event.Mention.class::isInstance)
                .extracting(event -> ((Event.Mention) event).user())
                .containsExactly("ada", "bob");
    }

    @Test
    void tellsTheSameOnceTheTextIsGone() {
        scene.done(RoomScene.speak(SAM, LOBBY));

        scene.done(
                new RoomCommand.Speak(
                        ADA,
                        LOBBY,
                        Optional.empty(),
                        OptionalLong.empty(),
                        List.of("sam"),
                        List.of(),
                        List.of(),
                        Optional.of(
                                new RoomCommand.Shown.Fill(
                                        new Card.Fill(
                                                BTC, Side.BUY, Decimal.ZERO, Decimal.ZERO, 1))),
                        false));

        Event.Message message = scene.only(Event.Message.class);
        assertThat(message.deleted()).isTrue();
        assertThat(message.mentions()).isEmpty();
        assertThat(message.card()).isEmpty();
        assertThat(scene.only(Event.Mention.class).user()).isEqualTo("sam"); // `me` has no holes
    }

    @Test
    void slowsMembersDown() {
        scene.done(RoomScene.slow(OLGA, LOBBY, 10));
        scene.done(RoomScene.speak(ADA, LOBBY));

        scene.at += 4_000;
        scene.restart();
        Result.Refused slow = scene.refused(ErrorCode.ROOM_SLOW_MODE, RoomScene.speak(ADA, LOBBY));
        assertThat(slow.retryAfterMillis()).hasValue(6_000);
        scene.done(RoomScene.speak(BOB, LOBBY));
        for (RoomCommand.By free : List.of(MO, OLGA, ROOT)) {
            scene.done(RoomScene.speak(free, LOBBY));
            scene.done(RoomScene.speak(free, LOBBY));
        }
        scene.at += 6_000;
        scene.done(RoomScene.speak(ADA, LOBBY));
        scene.refused(ErrorCode.ROOM_SLOW_MODE, RoomScene.speak(SAM(), LOBBY));
        scene.done(RoomScene.slow(OLGA, LOBBY, 0));
        scene.done(RoomScene.speak(ADA, LOBBY));
    }

    /// Sam, who has just spoken.
    private RoomCommand.By SAM() {
        scene.done(RoomScene.speak(SAM, LOBBY));
        return SAM;
    }

    @Test
    void doesNotCountWhatWasRefusedAsSpoken() {
        scene.done(RoomScene.slow(OLGA, LOBBY, 10));

        scene.refused(ErrorCode.MESSAGE_NOT_FOUND, says(ADA, OptionalLong.of(1), List.of(), false));

        scene.done(RoomScene.speak(ADA, LOBBY));
    }

    @Test
    void letsModeratorsAloneSpeakWhereOneOnlyReads() {
        long before = scene.said(ADA, LOBBY);
        scene.done(RoomScene.readOnly(OLGA, LOBBY, true));

        scene.refused(ErrorCode.ROOM_FORBIDDEN, RoomScene.speak(ADA, LOBBY));
        scene.refused(ErrorCode.ROOM_FORBIDDEN, RoomScene.speak(SAM, LOBBY));
        scene.refused(ErrorCode.ROOM_FORBIDDEN, RoomScene.edit(ADA, LOBBY, before));
        scene.done(new RoomCommand.React(ADA, LOBBY, before, "👍"));
        scene.done(RoomScene.speak(MO, LOBBY));
        scene.done(RoomScene.speak(ROOT, LOBBY));
    }

    @Test
    void letsNothingBeSaidInAnArchive() {
        long before = scene.said(MO, LOBBY);
        scene.done(RoomScene.archived(OLGA, LOBBY, true));
        scene.restart();

        for (FloorCommand command :
                List.of(
                        RoomScene.speak(OLGA, LOBBY),
                        RoomScene.speak(ROOT, LOBBY),
                        RoomScene.edit(MO, LOBBY, before),
                        new RoomCommand.React(MO, LOBBY, before, "👍"),
                        new RoomCommand.Unreact(MO, LOBBY, before, "👍"),
                        new RoomCommand.Pin(MO, LOBBY, before),
                        new RoomCommand.Unpin(MO, LOBBY, before),
                        RoomScene.topic(MO, LOBBY, "new"))) {
            scene.refused(ErrorCode.ROOM_FORBIDDEN, command);
        }
        scene.done(RoomScene.join(SAM, LOBBY));
        scene.done(RoomScene.delete(MO, LOBBY, before));
        scene.done(RoomScene.archived(OLGA, LOBBY, false));
        scene.done(RoomScene.speak(ADA, LOBBY));
    }

    @Test
    void letsTheFilterStopAllButModerators() {
        scene.refused(ErrorCode.ROOM_FORBIDDEN, says(ADA, OptionalLong.empty(), List.of(), true));
        long message = scene.said(ADA, LOBBY);
        scene.refused(
                ErrorCode.ROOM_FORBIDDEN,
                new RoomCommand.EditMessage(ADA, LOBBY, message, Optional.of("scam"), true));

        scene.done(says(MO, OptionalLong.empty(), List.of(), true));
    }

    @Test
    void editsWhatStands() {
        long message = scene.said(ADA, LOBBY);

        Result.Placed told = scene.placed(RoomScene.edit(ADA, LOBBY, message));

        assertThat(scene.told())
                .containsExactly(
                        new RoomEvent.Edited(
                                LOBBY,
                                told.seq(),
                                scene.pos,
                                scene.at,
                                ADA.person(),
                                message,
                                Optional.of("other words")));
        scene.done(RoomScene.delete(ADA, LOBBY, message));
        scene.refused(ErrorCode.MESSAGE_NOT_FOUND, RoomScene.edit(ADA, LOBBY, message));
        scene.refused(ErrorCode.MESSAGE_NOT_FOUND, RoomScene.edit(ADA, LOBBY, told.seq()));
        scene.refused(ErrorCode.MESSAGE_NOT_FOUND, RoomScene.edit(ADA, LOBBY, 9_999));
    }

    @Test
    void recordsWhatModeratorsTakeBack() {
        long message = scene.said(ADA, LOBBY);
        long own = scene.said(MO, LOBBY);

        scene.done(RoomScene.delete(MO, LOBBY, message));
        assertThat(scene.only(Effect.Moderated.class))
                .isEqualTo(
                        new Effect.Moderated(
                                LOBBY,
                                scene.pos,
                                scene.at,
                                MO.person(),
                                Effect.Deed.DELETE,
                                Optional.of("ada"),
                                OptionalLong.of(message)));
        scene.done(RoomScene.delete(MO, LOBBY, own));

        assertThat(scene.effects).noneMatch(Effect.Moderated.class::isInstance);
    }

    @Test
    void showsAFillAsItCame() {
        Card.Fill fill =
                new Card.Fill(BTC, Side.BUY, Decimal.parse("10.50"), Decimal.parse("2"), 77);

        scene.done(shows(ADA, new RoomCommand.Shown.Fill(fill)));

        assertThat(scene.only(Event.Message.class).card()).contains(fill);
    }

    @Test
    void showsAPositionAtItsPlaceInTheLog() {
        TradingScene trading = new TradingScene();
        trading.apply(new RoomCommand.OpenRoom(ADA, LOBBY, "L", "", RoomInfo.Visibility.PUBLIC));
        RoomCommand shows = shows(ADA, new RoomCommand.Shown.Position(BTC));
        assertThat(TradingScene.refused(trading.apply(shows)).code())
                .isEqualTo(ErrorCode.BAD_REQUEST);
        trading.placed(TradingScene.BOB, "'side':'sell','kind':'limit','qty':'3','price':'10'");
        trading.placed(TradingScene.ADA, "'side':'buy','kind':'limit','qty':'2','price':'10'");
        trading.placed(TradingScene.ADA, "'side':'buy','kind':'limit','qty':'1','price':'10'");
        trading.placed(TradingScene.ADA, "'side':'sell','kind':'limit','qty':'1','price':'12'");
        trading.placed(TradingScene.BOB, "'side':'buy','kind':'limit','qty':'1','price':'12'");

        trading.apply(shows);

        Event.Message message =
                trading.effects.stream()
                        .filter(Effect.Told.class::isInstance)
                        .map(effect -> ((Effect.Told) effect).event())
                        .filter(Event.Message.class::isInstance)
                        .map(Event.Message.class::cast)
                        .findFirst()
                        .orElseThrow();
        assertThat(message.card())
                .contains(
                        new Card.Position(
                                BTC,
                                Decimal.parse("2"),
                                Decimal.parse("10.02"), // with the taker's fee
                                Optional.of(Decimal.parse("12.00")),
                                Optional.of(Decimal.parse("3.96"))));
        assertThat(message.prices()).containsKey(BTC);
    }

    @Test
    void tellsOnesOtherDevicesHowFarOneHasRead() {
        long message = scene.said(BOB, LOBBY);

        scene.done(new RoomCommand.Read(ADA, LOBBY, message));
        assertThat(scene.told())
                .containsExactly(new Event.Read("ada", 3, scene.pos, scene.at, LOBBY, message));
        scene.nothingNew(new Result.Applied(), new RoomCommand.Read(ADA, LOBBY, message - 1));
        scene.restart();
        scene.nothingNew(new Result.Applied(), new RoomCommand.Read(ADA, LOBBY, message));
        scene.done(new RoomCommand.Read(ADA, LOBBY, 1L << 40));

        assertThat(scene.told()).isEmpty(); // there is nothing behind it
    }

    @Test
    void doesAllOfItOncePerKey() {
        FloorCommand once =
                new FloorCommand.Once(
                        "ada", new FloorCommand.Key("k", 1), RoomScene.speak(ADA, LOBBY));
        Result.Placed first = scene.placed(once);

        scene.nothingNew(new Result.Repeated(first, first.pos()), once);
        scene.refused(
                ErrorCode.IDEMPOTENCY_CONFLICT,
                new FloorCommand.Once(
                        "ada", new FloorCommand.Key("k", 2), RoomScene.join(ADA, DEN)));
    }

    @Test
    void reachesTheNewestTenThousandMessages() {
        Floor floor = scene.floor;
        long[] pos = {scene.pos};
        long first = scene.said(ADA, LOBBY);
        pos[0] = scene.pos;
        floor.apply(++pos[0], scene.at, new RoomCommand.React(BOB, LOBBY, first, "👍"), _ -> {});
        floor.apply(++pos[0], scene.at, new RoomCommand.Pin(MO, LOBBY, first), _ -> {});
        IntStream.range(0, 10_000)
                .forEach(
                        _ -> floor.apply(++pos[0], scene.at, RoomScene.speak(BOB, LOBBY), _ -> {}));

        for (RoomCommand command :
                List.of(
                        RoomScene.edit(ADA, LOBBY, first),
                        new RoomCommand.React(ADA, LOBBY, first, "👍"),
                        new RoomCommand.Unreact(BOB, LOBBY, first, "👍"),
                        new RoomCommand.Report(ADA, LOBBY, first, "old"))) {
            assertThat(floor.apply(++pos[0], scene.at, command, _ -> {}))
                    .isInstanceOfSatisfying(
                            Result.Refused.class,
                            refused ->
                                    assertThat(refused.code())
                                            .isEqualTo(ErrorCode.MESSAGE_NOT_FOUND));
        }
        Result unpinned =
                floor.apply(++pos[0], scene.at, new RoomCommand.Unpin(MO, LOBBY, first), _ -> {});
        assertThat(unpinned).isInstanceOf(Result.Placed.class); // a pin outlasts that
    }

    @Test
    void knowsNoRoomThatIsNone() {
        RoomId none = RoomScene.NONE;

        for (RoomCommand command :
                List.of(
                        RoomScene.speak(ROOT, none),
                        RoomScene.join(ROOT, none),
                        new RoomCommand.Leave(ROOT, none),
                        new RoomCommand.DropRoom(ROOT, none))) {
            assertThat(scene.refused(ErrorCode.ROOM_NOT_FOUND, command))
                    .isEqualTo(scene.refused(ErrorCode.ROOM_NOT_FOUND, RoomScene.speak(ROOT, DEN)));
        }
    }
}
