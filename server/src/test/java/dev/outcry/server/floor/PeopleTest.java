package dev.outcry.server.floor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.Role;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.RoomInfo;
import dev.outcry.protocol.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Accounts, keys and token families as the floor decides them.
class PeopleTest {
    private static final long DAY = 86_400_000;
    private static final RoomId LOBBY = new RoomId("lobby");

    private final List<Effect> effects = new ArrayList<>();
    private final Floor floor = new Floor();
    private long pos;
    private long at = 1_763_867_045_000L;

    @BeforeEach
    void open() {
        done(new FloorCommand.Genesis("e"));
        done(
                new FloorCommand.CreateRoom(
                        Optional.empty(), LOBBY, "Lobby", "", RoomInfo.Visibility.PUBLIC));
    }

    private Result apply(FloorCommand command) {
        effects.clear();
        return floor.apply(++pos, at, command, effects::add);
    }

    private void done(FloorCommand command) {
        assertThat(apply(command)).isInstanceOf(Result.Done.class);
    }

    private void refused(ErrorCode code, FloorCommand command) {
        assertThat(apply(command))
                .isInstanceOfSatisfying(
                        Result.Refused.class, why -> assertThat(why.code()).isEqualTo(code));
        assertThat(effects).isEmpty();
    }

    private static PeopleCommand.Register register(String id, String... looks) {
        return new PeopleCommand.Register(
                id, id, looks.length == 0 ? List.of(id) : List.of(looks), "hash", Optional.empty());
    }

    private static PeopleCommand.Refresh refresh(String family, long bornAt, long number) {
        return new PeopleCommand.Refresh("ada", 0, family, bornAt, number);
    }

    /// {@return what the last command left of ada's families}
    private Map<String, Long> families() {
        return effects.stream()
                .filter(PeopleEffect.TokensChanged.class::isInstance)
                .map(each -> ((PeopleEffect.TokensChanged) each).families())
                .reduce((_, last) -> last)
                .orElseThrow();
    }

    private static PeopleCommand.MakeKey key(String owner, String id) {
        return new PeopleCommand.MakeKey(owner, id, "bot", List.of(Scope.READ), "h-" + id);
    }

    @Test
    void aFamilyCountsAndEndsWhenOneIsUsedTwice() {
        done(refresh("f", at, 0));
        assertThat(families()).containsExactly(Map.entry("f", 1L));
        done(refresh("f", at, 1));
        assertThat(families()).containsExactly(Map.entry("f", 2L));

        done(refresh("f", at, 1));
        assertThat(families()).containsExactly(Map.entry("f", PeopleEffect.TokensChanged.ENDED));

        done(refresh("f", at, 2));
        assertThat(effects).isEmpty();
    }

    @Test
    void aNumberAheadIsTakenForWhatARestoreForgot() {
        done(refresh("f", at, 7));

        assertThat(families()).containsExactly(Map.entry("f", 8L));
    }

    @Test
    void aRefreshThatALogOutHasOvertakenDoesNothing() {
        done(refresh("f", at, 0));
        done(new PeopleCommand.EndTokens("ada"));
        assertThat(families()).isEmpty();

        done(refresh("f", at, 1));
        assertThat(effects).isEmpty();

        done(new PeopleCommand.Refresh("ada", 1, "g", at, 0));
        assertThat(families()).containsExactly(Map.entry("g", 1L));
    }

    @Test
    void fiftyFamiliesAreKnownAndOlderOnesHaveEnded() {
        for (int i = 0; i < 51; i++) {
            done(refresh("f" + i, at + i, 0));
        }
        assertThat(families()).hasSize(50).doesNotContainKey("f0").containsEntry("f50", 1L);

        done(refresh("f0", at, 0));
        assertThat(effects).isEmpty();
        done(refresh("f1", at + 1, 1));
        assertThat(families()).containsEntry("f1", 2L);
    }

    @Test
    void aFamilyIsForgottenAMonthAfterItsLastRefresh() {
        done(refresh("old", at, 0));
        at += 31 * DAY;

        done(refresh("new", at, 0));

        assertThat(families()).containsExactly(Map.entry("new", 1L));
    }

    @Test
    void noTwoAccountsLookAlikeUntilOneHasLeft() {
        done(register("paypal", "paypal"));
        refused(ErrorCode.USER_EXISTS, register("paypa1", "paypal"));
        done(register("other", "other", "another"));
        refused(
                ErrorCode.USER_EXISTS,
                new PeopleCommand.ShowAs(
                        "other",
                        Optional.of("PayPal"),
                        List.of("other", "paypal"),
                        Optional.empty(),
                        Optional.empty()));

        done(new PeopleCommand.Leave(new Person("paypal", "paypal", false)));

        done(register("paypa1", "paypal"));
        refused(ErrorCode.USER_EXISTS, register("paypal", "something else"));
    }

    @Test
    void anotherPasswordEndsTokensAndAnotherHashOfTheSameDoesNot() {
        done(register("ada"));

        done(new PeopleCommand.SetPassword("ada", "other parameters", false));
        assertThat(effects).noneMatch(PeopleEffect.TokensChanged.class::isInstance);
        done(new PeopleCommand.SetPassword("ada", "other password", true));
        assertThat(families()).isEmpty();
        assertThat(floor.person("ada").orElseThrow().password()).contains("other password");
    }

    @Test
    void anAccountHasFiftyKeysOfIdsThatNobodyElseHas() {
        done(register("ada"));
        done(register("bob"));
        for (int i = 0; i < 50; i++) {
            done(key("ada", "k" + i));
        }

        refused(ErrorCode.FORBIDDEN, key("ada", "k50"));
        refused(ErrorCode.BUSY, key("bob", "k7"));
        refused(ErrorCode.KEY_NOT_FOUND, new PeopleCommand.DropKey("bob", "k7"));
        done(new PeopleCommand.DropKey("ada", "k7"));
        done(key("bob", "k7"));
    }

    @Test
    void whatIsNoAccountIsNotFound() {
        for (PeopleCommand command :
                List.of(
                        new PeopleCommand.SetRole("eve", Role.ADMIN),
                        new PeopleCommand.SetPassword("eve", "h", true),
                        key("eve", "k"),
                        new PeopleCommand.Leave(new Person("eve", "Eve", false)))) {
            refused(ErrorCode.USER_NOT_FOUND, command);
        }
    }

    @Test
    void whoHasLeftDoesNothingMore() {
        done(register("ada"));
        done(new PeopleCommand.Leave(new Person("ada", "Ada", false)));

        refused(
                ErrorCode.UNAUTHENTICATED,
                new FloorCommand.Rank(new Person("ada", "Ada", false), true));
    }

    private void say(Person by) {
        done(
                new FloorCommand.Say(
                        by,
                        LOBBY,
                        Optional.of("x"),
                        OptionalLong.empty(),
                        List.of(),
                        List.of(),
                        Optional.empty()));
    }

    @Test
    void aGuestIsKnownForADayFromItsLastWrite() {
        Person gus = new Person("gus-a1b2c", "Gus", true);
        assertThat(floor.guest(gus.id())).isEmpty();
        say(gus);
        at += DAY - 1;
        done(new FloorCommand.Tick());
        assertThat(floor.guest(gus.id())).contains(gus);
        say(gus);
        at += DAY - 1;
        done(new FloorCommand.Tick());
        assertThat(floor.guest(gus.id())).contains(gus);

        at += 1;
        done(new FloorCommand.Tick());

        assertThat(floor.guest(gus.id())).isEmpty();
    }

    @Test
    void aGuestBecomesOneAccountAndNoOther() {
        PeopleCommand.Register become =
                new PeopleCommand.Register(
                        "gus", "Gus", List.of("gus"), "h", Optional.of("gus-a1b2c"));
        done(become);

        refused(
                ErrorCode.FORBIDDEN,
                new PeopleCommand.Register(
                        "eve", "Eve", List.of("eve"), "h", Optional.of("gus-a1b2c")));
        assertThat(floor.person("gus-a1b2c").orElseThrow().id()).isEqualTo("gus");
    }

    static Stream<Arguments> differences() {
        return Stream.of(
                differ("an account", register("ada"), register("bob")),
                differ(
                        "a role",
                        new PeopleCommand.SetRole("kim", Role.ADMIN),
                        new PeopleCommand.SetRole("kim", Role.PUBLISHER)),
                differ(
                        "a password",
                        new PeopleCommand.SetPassword("kim", "h1", false),
                        new PeopleCommand.SetPassword("kim", "h2", false)),
                differ("a key", key("kim", "k1"), key("kim", "k2")),
                differ(
                        "a scope",
                        key("kim", "k1"),
                        new PeopleCommand.MakeKey("kim", "k1", "bot", List.of(), "h-k1")),
                differ("a family", refresh("f", 1, 0), refresh("g", 1, 0)),
                differ("a number", refresh("f", 1, 0), refresh("f", 1, 1)),
                differ(
                        "a generation",
                        new PeopleCommand.EndTokens("kim"),
                        new PeopleCommand.EndTokens("ada")),
                differ(
                        "a look",
                        new PeopleCommand.ShowAs(
                                "kim",
                                Optional.of("K"),
                                List.of("kim", "k"),
                                Optional.empty(),
                                Optional.empty()),
                        new PeopleCommand.ShowAs(
                                "kim",
                                Optional.of("K"),
                                List.of("kim", "j"),
                                Optional.empty(),
                                Optional.empty())));
    }

    private static Arguments differ(String in, PeopleCommand one, PeopleCommand other) {
        return Arguments.of(in, one, other);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("differences")
    void theHashTellsApart(String what, PeopleCommand one, PeopleCommand other) {
        assertThat(hashAfter(one)).as(what).isNotEqualTo(hashAfter(other));
    }

    private static long hashAfter(PeopleCommand command) {
        PeopleTest scene = new PeopleTest();
        scene.open();
        Consumer<FloorCommand> done = scene::done;
        done.accept(register("kim"));
        done.accept(command);
        return scene.floor.stateHash();
    }
}
