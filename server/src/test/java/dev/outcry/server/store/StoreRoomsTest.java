package dev.outcry.server.store;

import static dev.outcry.server.store.TestStore.ADA;
import static dev.outcry.server.store.TestStore.LOBBY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.Channel;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.MessageInfo;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.RoomEvent;
import dev.outcry.protocol.RoomId;
import dev.outcry.server.floor.Effect;
import dev.outcry.server.floor.PeopleEffect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class StoreRoomsTest {
    private static final OptionalLong NONE = OptionalLong.empty();
    private static final Person BOB = new Person("bob", "Bob", true);
    private static final RoomId CELLAR = new RoomId("cellar");

    @TempDir Path directory;
    private TestStore floor;

    @BeforeEach
    void open() {
        floor = new TestStore(directory.resolve("store.db"));
        floor.open(LOBBY);
    }

    @AfterEach
    void close() {
        floor.close();
    }

    private RoomEvent.Edited edit(Event.Message said, String text) {
        RoomEvent.Edited edited =
                new RoomEvent.Edited(
                        said.room(),
                        floor.nextSeq(said.room()),
                        floor.pos() + 1,
                        floor.at(),
                        said.from(),
                        said.seq(),
                        Optional.of(text));
        floor.happen(new Effect.Told(edited));
        return edited;
    }

    private void delete(Event.Message said) {
        floor.happen(
                new Effect.Told(
                        new Event.Deleted(
                                said.room(),
                                floor.nextSeq(said.room()),
                                floor.pos() + 1,
                                floor.at(),
                                said.from(),
                                said.seq())),
                new Effect.TextGone(said.room(), said.seq(), said.pos()));
    }

    private void react(Event.Message said, Person by, String emoji, boolean on) {
        long seq = floor.nextSeq(said.room());
        floor.happen(
                new Effect.Told(
                        on
                                ? new RoomEvent.Reacted(
                                        said.room(),
                                        seq,
                                        floor.pos() + 1,
                                        floor.at(),
                                        by,
                                        said.seq(),
                                        emoji)
                                : new RoomEvent.Unreacted(
                                        said.room(),
                                        seq,
                                        floor.pos() + 1,
                                        floor.at(),
                                        by,
                                        said.seq(),
                                        emoji)));
    }

    private List<MessageInfo> messages() {
        return floor.store.rooms().messages(LOBBY, NONE, NONE, 300);
    }

    private List<MessageInfo> search(String text) {
        return floor.store.rooms().search(text, Set.of(LOBBY), Optional.empty(), NONE, 300);
    }

    /// All bytes of the file and of what lies beside it.
    private String bytes() {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.toString().toLowerCase(java.util.Locale.ROOT);
    }

    @Test
    void tellsMessagesAsTheyWereLastEditedAndEventsAsTheyWereFirstSent() {
        Event.Message said = floor.say("first");
        RoomEvent.Edited second = edit(said, "second");
        edit(said, "third");

        assertThat(messages())
                .containsExactly(new MessageInfo(said.withText("third"), true, java.util.Map.of()));
        assertThat(search("third")).isEqualTo(messages());
        assertThat(search("first")).isEmpty();
        assertThat(search("second")).isEmpty();
        assertThat(floor.store.read(new Channel.Room(LOBBY), 0, 2)).containsExactly(said, second);
        assertThat(floor.store.rooms().editions(LOBBY, said.seq()))
                .extracting(RoomRecords.Edition::text)
                .containsExactly("first", "second", "third");
        assertThat(floor.store.messages(new Channel.Room(LOBBY), List.of(said.seq(), 99L)))
                .containsExactly(said.withText("third"));
    }

    @Test
    void reactionsOfAGuestBecomeTheAccounts() {
        Event.Message said = floor.say("first");
        Person gus = new Person("gus-a1b2c", "Gus", true);
        Person account = new Person("gus", "Gus", false);
        react(said, gus, "👍", true);
        react(said, gus, "🎉", true);
        react(said, BOB, "👍", true);

        floor.happen(new PeopleEffect.Became(gus.id(), account.id()));
        assertThat(messages().getFirst().reactions())
                .isEqualTo(Map.of("👍", List.of("gus", "bob"), "🎉", List.of("gus")));

        react(said, account, "👍", false);
        react(said, account, "🎉", false);
        assertThat(messages().getFirst().reactions()).isEqualTo(Map.of("👍", List.of("bob")));
    }

    @Test
    void takesEditsAwayWithTheirMessage() {
        Event.Message said = floor.say("Xylophon");
        RoomEvent.Edited edited = edit(said, "Fagottsolo");
        delete(said);
        RoomEvent.Edited late = edit(said, "Klarinettenruf");

        floor.store.sync();
        assertThat(floor.textsGone).containsExactlyInAnyOrder(said.pos(), edited.pos());
        assertThat(floor.store.read(new Channel.Room(LOBBY), 1, 1))
                .containsExactly(edited.withoutText());
        assertThat(floor.store.read(new Channel.Room(LOBBY), late.seq() - 1, 1))
                .containsExactly(late.withoutText());
        assertThat(messages()).isEmpty();
        assertThat(search("Fagottsolo")).isEmpty();
        assertThat(floor.store.rooms().editions(LOBBY, said.seq())).isEmpty();
        floor.store.scrubbed();
        assertThat(bytes())
                .doesNotContain("xylophon")
                .doesNotContain("fagottsolo")
                .doesNotContain("klarinettenruf");
    }

    @Test
    void tellsWhoReactedInTheOrderInWhichTheyDid() {
        Event.Message said = floor.say("hello");
        react(said, BOB, "🎉", true);
        react(said, ADA, "👍", true);
        react(said, ADA, "🎉", true);
        react(said, BOB, "👍", true);
        react(said, ADA, "👍", false);

        assertThat(messages().getFirst().reactions().toString())
                .isEqualTo("{🎉=[bob, ada], 👍=[bob]}");
    }

    @Test
    void countsUnreadMessagesOfOthers() {
        floor.say("read");
        long read = floor.say("read too").seq();
        floor.say(LOBBY, BOB, "my own");
        Event.Message gone = floor.say("gone");
        react(gone, ADA, "👍", true);
        floor.say("new");
        delete(gone);

        assertThat(floor.store.rooms().unread(LOBBY, "bob", read, 1_000)).isEqualTo(1);
        assertThat(floor.store.rooms().unread(LOBBY, "cy", read, 1_000)).isEqualTo(2);
        assertThat(floor.store.rooms().unread(LOBBY, "cy", 0, 3)).isEqualTo(3);
        assertThat(floor.store.rooms().unread(CELLAR, "cy", 0, 3)).isZero();
    }

    @Test
    void findsAuthors() {
        floor.say(LOBBY, BOB, "hello");
        floor.say("hello");

        assertThat(floor.store.author("bob")).contains(BOB);
        assertThat(floor.store.author("nobody")).isEmpty();
    }

    @Test
    void forgetsARoomAltogether() {
        floor.open(CELLAR);
        Event.Message kept = floor.say("Posaunenchor");
        Event.Message said = floor.say(CELLAR, ADA, "Xylophon");
        RoomEvent.Edited edited = edit(said, "Fagottsolo");
        react(said, BOB, "👍", true);
        floor.happen(
                new Effect.Moderated(
                        CELLAR,
                        floor.pos() + 1,
                        floor.at(),
                        new Person("mod", "Moderatorname", false),
                        Effect.Deed.PIN,
                        Optional.empty(),
                        OptionalLong.of(said.seq())));
        assertThat(floor.store.rooms().actions(CELLAR, NONE, 9)).hasSize(1);

        floor.happen(new Effect.RoomClosed(CELLAR));

        floor.store.sync();
        assertThat(floor.textsGone).containsExactlyInAnyOrder(said.pos(), edited.pos());
        assertThat(floor.store.rooms().messages(CELLAR, NONE, NONE, 9)).isEmpty();
        assertThat(floor.store.rooms().actions(CELLAR, NONE, 9)).isEmpty();
        assertThat(
                        floor.store
                                .rooms()
                                .search("Fagottsolo", Set.of(CELLAR), Optional.empty(), NONE, 9))
                .isEmpty();
        assertThat(TestStore.said(messages())).containsExactly(kept);
        floor.store.scrubbed();
        assertThat(bytes())
                .doesNotContain("xylophon")
                .doesNotContain("fagottsolo")
                .contains("posaunenchor");

        floor.open(CELLAR);
        Event.Message anew = floor.say(CELLAR, BOB, "anew");
        assertThat(TestStore.said(floor.store.rooms().messages(CELLAR, NONE, NONE, 9)))
                .containsExactly(anew);
        assertThat(anew.seq()).isEqualTo(1);
    }

    @Test
    void tellsWhatModeratorsDidAsItWas() {
        Effect.Moderated muted =
                new Effect.Moderated(
                        LOBBY,
                        floor.pos() + 1,
                        floor.at(),
                        ADA,
                        Effect.Deed.MUTE,
                        Optional.of("bob"),
                        OptionalLong.empty());
        Effect.Moderated banned =
                new Effect.Moderated(
                        LOBBY,
                        floor.pos() + 1,
                        floor.at(),
                        BOB,
                        Effect.Deed.DELETE,
                        Optional.empty(),
                        OptionalLong.of(7));
        floor.happen(muted, banned);

        assertThat(floor.store.rooms().actions(LOBBY, NONE, 9)).containsExactly(muted, banned);
        assertThat(floor.store.rooms().actions(LOBBY, OptionalLong.of(muted.pos()), 9)).isEmpty();
    }

    @Test
    void findsThreadsOfTheFirstRelease() throws SQLException {
        Event.Message said = floor.say("an answer"); // to message 7
        floor.close();
        Path file = directory.resolve("store.db");
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = other.createStatement()) {
            statement.execute("DROP INDEX edits");
            statement.execute("DROP INDEX actions_of");
            for (String table : List.of("reactions", "replies", "actions")) {
                statement.execute("DROP TABLE " + table);
            }
            statement.execute("PRAGMA user_version = 1");
        }

        try (Store store = Store.open(file, TestStore.RELEASE, _ -> {})) {
            assertThat(TestStore.said(store.rooms().replies(LOBBY, 7, NONE, NONE, 9)))
                    .containsExactly(said);
            assertThat(store.rooms().replies(LOBBY, 8, NONE, NONE, 9)).isEmpty();
        }
    }
}
