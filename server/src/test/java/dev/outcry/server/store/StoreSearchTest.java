package dev.outcry.server.store;

import static dev.outcry.server.store.TestStore.ADA;
import static dev.outcry.server.store.TestStore.LOBBY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.Event;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.RoomId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class StoreSearchTest {
    private static final RoomId CELLAR = new RoomId("cellar");
    private static final Set<RoomId> ROOMS = Set.of(LOBBY, CELLAR);
    private static final Person BOB = new Person("bob-1x_y", "Bob", true);
    private static final Person BOBBY = new Person("bob", "Bobby", false);

    @TempDir Path directory;
    private TestStore floor;

    @BeforeEach
    void open() {
        floor = new TestStore(directory.resolve("store.db"));
        floor.open(LOBBY);
        floor.open(CELLAR);
    }

    @AfterEach
    void close() {
        floor.close();
    }

    private List<Event.Message> search(String text) {
        return TestStore.said(
                floor.store
                        .rooms()
                        .search(text, ROOMS, Optional.empty(), OptionalLong.empty(), 300));
    }

    @ParameterizedTest(name = "{0} is found by {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Buy the dip|DIP",
                "Buy the dip|dip buy",
                "Crème brûlée|creme BRULEE",
                "creme|crème",
                "to the moon\uD83D\uDE80\uD83D\uDE80|\uD83D\uDE80",
                "to the moon\uD83D\uDE80\uD83D\uDE80|moon",
                "\uD83D\uDC69\u200D\uD83D\uDE80 up|\uD83D\uDC69\u200D\uD83D\uDE80",
                "melting \uD83E\uDEE0|\uD83E\uDEE0",
                "\u05E9\u05DC\u05D5\u05DD \u05E2\u05D5\u05DC\u05DD|\u05E2\u05D5\u05DC\u05DD",
                "\u0645\u0631\u062D\u0628\u0627 \u0628\u0643|\u0645\u0631\u062D\u0628\u0627",
                "\u6771\u4EAC\u30BF\u30EF\u30FC\u306E\u5199\u771F|\u4EAC\u30BF\u30EF",
                "$BTC-USD looks heavy|$BTC-USD",
                "$BTC-USD looks heavy|btc",
                "it's \"quoted\"|\"quoted\"",
                "it's \"quoted\"|it's",
                "a AND b|AND",
                "NEAR(a b)|NEAR(a",
                "see https://example.org/a?b=c|https://example.org/a?b=c",
                "C++ and C#|C++",
                "50% off|50%",
                "alpha beta|^alpha",
            })
    void finds(String said, String query) {
        Event.Message message = floor.say(said);
        floor.say("something else");

        assertThat(search(query)).containsExactly(message);
    }

    @ParameterizedTest(name = "[{0}]")
    @ValueSource(
            strings = {
                "",
                " ",
                "\"",
                "\"\"\"",
                "*",
                "-",
                "()",
                "AND",
                "OR NOT",
                "text : secret",
                "room : 1",
                "alph*",
                "{room author} : alpha",
                "alpha NOT beta",
                "alpha OR gamma",
                "'; DROP TABLE events; --",
                "\u0000",
                "alpha\u0000\" OR beta",
                "\uD83D",
                "\u200B\u202E",
                "NEAR(alpha beta, 5)",
                "words MATCH 'alpha'",
            })
    void takesOperatorsForText(String soup) {
        floor.say("alpha beta");
        floor.say("secret");

        assertThat(search(soup)).isEmpty();
        assertThat(search("alpha")).hasSize(1);
    }

    @Test
    void findsTextBehindANul() {
        Event.Message message = floor.say("alpha beta");

        assertThat(search("alpha\u0000beta")).containsExactly(message);
    }

    @Test
    void looksIntoOneRoomAndForOnePerson() {
        Event.Message here = floor.say(LOBBY, ADA, "gold");
        Event.Message there = floor.say(CELLAR, BOB, "gold");
        Event.Message his = floor.say(LOBBY, BOBBY, "gold");
        floor.say(LOBBY, ADA, "bob ada lobby");

        assertThat(search("gold")).containsExactly(here, there, his);
        assertThat(search("gold", LOBBY, "")).containsExactly(here, his);
        assertThat(search("gold", CELLAR, "")).containsExactly(there);
        assertThat(search("gold", null, "bob")).containsExactly(his);
        assertThat(search("gold", null, "bob-1x_y")).containsExactly(there);
        assertThat(search("gold", CELLAR, "ada")).isEmpty();
        assertThat(search("gold", new RoomId("nowhere"), "")).isEmpty();
    }

    private List<Event.Message> search(
            String text, @org.jspecify.annotations.Nullable RoomId room, String from) {
        return TestStore.said(
                floor.store
                        .rooms()
                        .search(
                                text,
                                room == null ? ROOMS : Set.of(room),
                                Optional.of(from).filter(user -> !user.isEmpty()),
                                OptionalLong.empty(),
                                300));
    }

    @Test
    void looksIntoNoRoomThatIsNotNamed() {
        Event.Message open = floor.say(LOBBY, ADA, "gold");
        floor.say(CELLAR, ADA, "gold");

        Set<RoomId> readable = Set.of(LOBBY, new RoomId("nowhere"));
        assertThat(
                        TestStore.said(
                                floor.store
                                        .rooms()
                                        .search(
                                                "gold",
                                                readable,
                                                Optional.empty(),
                                                OptionalLong.empty(),
                                                1)))
                .containsExactly(open);
        assertThat(
                        TestStore.said(
                                floor.store
                                        .rooms()
                                        .search(
                                                "gold",
                                                Set.of(),
                                                Optional.empty(),
                                                OptionalLong.empty(),
                                                1)))
                .isEmpty();
    }

    @Test
    void pagesBackwardsByLogPosition() {
        List<Event.Message> all =
                IntStream.range(0, 10).mapToObj(i -> floor.say("gold " + i)).toList();

        assertThat(page(OptionalLong.empty())).isEqualTo(all.subList(6, 10));
        assertThat(page(OptionalLong.of(all.get(6).pos()))).isEqualTo(all.subList(2, 6));
        assertThat(page(OptionalLong.of(all.get(2).pos()))).isEqualTo(all.subList(0, 2));
        assertThat(page(OptionalLong.of(all.getFirst().pos()))).isEmpty();
        assertThat(page(OptionalLong.of((1L << 53) - 1))).isEqualTo(all.subList(6, 10));
    }

    private List<Event.Message> page(OptionalLong before) {
        return TestStore.said(
                floor.store.rooms().search("gold", ROOMS, Optional.empty(), before, 4));
    }
}
