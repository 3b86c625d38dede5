package dev.outcry.server.store;

import static dev.outcry.server.store.TestStore.ADA;
import static dev.outcry.server.store.TestStore.BTC;
import static dev.outcry.server.store.TestStore.LOBBY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outcry.protocol.Channel;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.Interval;
import dev.outcry.protocol.OrderInfo;
import dev.outcry.protocol.Person;
import dev.outcry.server.floor.Effect;
import dev.outcry.server.floor.FloorCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class StoreFileTest {
    private static final OptionalLong NONE = OptionalLong.empty();
    private static final Channel ROOM = new Channel.Room(LOBBY);

    @TempDir Path directory;
    private Path file;

    @BeforeEach
    void choose() {
        file = directory.resolve("store.db");
    }

    private Store reopen(Path other) {
        return Store.open(other, TestStore.RELEASE, _ -> {});
    }

    private Connection connect(Path other) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + other);
    }

    private List<Event.Message> search(Store store, String text) {
        return TestStore.said(
                store.rooms().search(text, Set.of(LOBBY), Optional.empty(), NONE, 300));
    }

    @Test
    void agreesWithItsPositionAfterAKillAtAnyMoment() throws Exception {
        try (TestStore floor = new TestStore(file)) {
            floor.open(LOBBY);
            floor.list(BTC);
            CountDownLatch begun = new CountDownLatch(1);
            Thread busy =
                    Thread.ofPlatform()
                            .start(() -> {
                                for (int i = 0; i < 20_000; i++) {
                                    floor.say("word" + i % 10);
                                    floor.trade(BTC, "5.00", "1");
                                    if (i == 500) {
                                        begun.countDown();
                                    }
                                }
                            });
            begun.await();
            for (int copy = 0; copy < 5; copy++) {
                checkCopy(copyOf("copy" + copy));
            }
            busy.join();

            Path last = copyOf("last");
            try (Store store = reopen(last)) {
                store.write(floor.log);
                assertThat(store.sync()).isEqualTo(floor.pos());
                assertThat(store.read(ROOM, 19_900, 128))
                        .isEqualTo(floor.told(ROOM).subList(19_900, 20_000));
            }
        }
    }

    /// What a disk would hold after a kill: a reader keeps the write-ahead log from beginning anew
    /// between the two copies.
    private Path copyOf(String name) throws SQLException, IOException {
        Path copy = directory.resolve(name + ".db");
        try (Connection reader = connect(file);
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.executeQuery("SELECT position FROM store").next();
            Files.copy(file, copy);
            Files.copy(file.resolveSibling("store.db-wal"), copy.resolveSibling(name + ".db-wal"));
        }
        return copy;
    }

    private void checkCopy(Path copy) {
        try (Store store = reopen(copy)) {
            long position = store.position();
            // Entry 1 opened the room, 2 the market; then a message and a trade take turns.
            long messages = (position - 1) / 2;
            long trades = (position - 2) / 2;
            assertThat(position).isPositive();
            assertThat(TestStore.said(store.rooms().messages(LOBBY, NONE, NONE, 1)))
                    .extracting(Event.Message::seq)
                    .containsExactly(messages);
            assertThat(store.newestCandles(BTC, Interval.D1, 1))
                    .extracting(Event.Candle::trades)
                    .containsExactly(trades);
            assertThat(search(store, "word3").getLast().seq() % 10).isEqualTo(4);
            assertThat(messages - search(store, "word3").getLast().seq()).isLessThan(10);
        }
    }

    @Test
    void takesATextAwayEverywhere() throws IOException {
        String secret = "Xylophonquartett";
        try (TestStore floor = new TestStore(file)) {
            floor.open(LOBBY);
            for (int i = 0; i < 100; i++) {
                floor.say("filler " + i + " word " + i * 7919);
            }
            Event.Message said = floor.say("the " + secret + " plays");
            floor.say("after");
            assertThat(search(floor.store, secret)).containsExactly(said);
            floor.store.sync();
            assertThat(bytes()).contains(secret).contains(secret.toLowerCase(Locale.ROOT));

            delete(floor, said);

            assertThat(search(floor.store, secret)).isEmpty();
            assertThat(floor.textsGone).containsExactly(said.pos());
            assertThat(floor.store.read(ROOM, said.seq() - 1, 1))
                    .containsExactly(said.withoutText());
            assertThat(TestStore.said(floor.store.rooms().messages(LOBBY, NONE, NONE, 2)))
                    .extracting(Event.Message::seq)
                    .containsExactly(said.seq() - 1, said.seq() + 1);
            floor.store.scrubbed();
            assertThat(bytes().toLowerCase(Locale.ROOT))
                    .doesNotContain("xylophon")
                    .contains("filler");
        }
    }

    private static Event.Deleted delete(TestStore floor, Event.Message said) {
        long seq = floor.nextSeq(LOBBY);
        Event.Deleted deleted =
                new Event.Deleted(LOBBY, seq, floor.pos() + 1, floor.at(), ADA, said.seq());
        floor.happen(new Effect.Told(deleted), new Effect.TextGone(LOBBY, said.seq(), said.pos()));
        return deleted;
    }

    private String bytes() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path each : files.toList()) {
                all.append(Files.readString(each, StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    @Test
    void knowsWhatAMessageWas() {
        try (TestStore floor = new TestStore(file)) {
            floor.open(LOBBY);
            Event.Message kept = floor.say(LOBBY, new Person("bob", "Bob", false), "kept");
            Event.Message gone = floor.say("gone");
            Event.Deleted deleted = delete(floor, gone);

            assertThat(floor.store.said(LOBBY, kept.seq()))
                    .contains(new FloorCommand.Said("bob", kept.pos(), Optional.empty()));
            assertThat(floor.store.said(LOBBY, gone.seq()))
                    .contains(
                            new FloorCommand.Said(
                                    "ada",
                                    gone.pos(),
                                    Optional.of(
                                            new FloorCommand.Deletion(
                                                    deleted.seq(), deleted.pos()))));
            assertThat(floor.store.said(LOBBY, deleted.seq())).isEmpty();
            assertThat(floor.store.said(LOBBY, 99)).isEmpty();
        }
    }

    @Test
    void takesAMessageWhoseTextTheLogHasForgotten() {
        try (TestStore floor = new TestStore(file)) {
            floor.open(LOBBY);
            Event.Message gone = floor.sayForgotten();
            Event.Deleted deleted = delete(floor, gone);

            assertThat(floor.store.read(ROOM, 0, 9)).containsExactly(gone, deleted);
            assertThat(TestStore.said(floor.store.rooms().messages(LOBBY, NONE, NONE, 9)))
                    .isEmpty();
            assertThat(floor.textsGone).containsExactly(gone.pos());
            assertThat(floor.store.said(LOBBY, gone.seq()).orElseThrow().deleted()).isPresent();
        }
    }

    @Test
    void commitsNothingBeforeTheLogHasForgotten() {
        AtomicInteger calls = new AtomicInteger();
        try (TestStore floor = new TestStore(directory.resolve("other.db"))) {
            floor.open(LOBBY);
            delete(floor, floor.say("gone"));
            try (Store store =
                    Store.open(
                            file,
                            TestStore.RELEASE,
                            _ -> {
                                if (calls.incrementAndGet() == 1) {
                                    throw new IllegalStateException("the log's disk is full");
                                }
                            })) {
                store.write(floor.log);
                assertThat(store.sync()).isEqualTo(floor.pos());
                assertThat(calls).hasValue(2);
                assertThat(TestStore.said(store.rooms().messages(LOBBY, NONE, NONE, 9))).isEmpty();
            }
        }
    }

    @Test
    void letsGoOfWhatIsOldByLogTime() {
        try (TestStore floor = new TestStore(file)) {
            floor.open(LOBBY);
            floor.list(BTC);
            Event.Message message = floor.say("for ever");
            for (int i = 0; i < 50; i++) {
                floor.trade(BTC, "5.00", "1");
            }
            OrderInfo order = floor.order("ada", 1, BTC, OrderInfo.Status.FILLED);
            floor.fill("ada", 1, BTC);
            floor.pass(Duration.ofDays(31).toMillis());
            Event.Trade newer = floor.trade(BTC, "6.00", "1");
            assertThat(floor.store.trades(BTC, NONE, 300)).containsExactly(newer);
            assertThat(floor.store.oldest(new Channel.Trades(BTC))).isEqualTo(51);
            assertThat(floor.store.read(new Channel.Trades(BTC), 0, 9)).containsExactly(newer);
            assertThat(floor.store.order("ada", 1)).contains(order);

            floor.pass(Duration.ofDays(60).toMillis());
            floor.say("much later");

            Channel ada = new Channel.Me("ada");
            assertThat(floor.store.order("ada", 1)).isEmpty();
            assertThat(floor.store.fills("ada", Optional.empty(), NONE, NONE, 9)).isEmpty();
            assertThat(floor.store.oldest(ada)).isEqualTo(3);
            assertThat(floor.store.oldest(new Channel.Trades(BTC))).isEqualTo(52);
            assertThat(TestStore.said(floor.store.rooms().messages(LOBBY, NONE, NONE, 9)))
                    .contains(message);
            assertThat(floor.store.newestCandles(BTC, Interval.M1, 9)).hasSize(2);
        }
    }

    @Test
    void goesOnWhenItCanBeWrittenAgain() throws SQLException {
        try (TestStore floor = new TestStore(file)) {
            floor.open(LOBBY);
            Event.Message before = floor.say("before");
            floor.store.sync();
            Event.Message after;
            try (Connection other = connect(file);
                    Statement statement = other.createStatement()) {
                statement.execute("BEGIN IMMEDIATE");
                after = floor.say("after");
                floor.store.await(floor.pos());

                assertThat(floor.store.failing()).isTrue();
                assertThat(TestStore.said(floor.store.rooms().messages(LOBBY, NONE, NONE, 9)))
                        .containsExactly(before);
            }
            assertThat(floor.store.sync()).isEqualTo(floor.pos());
            assertThat(floor.store.failing()).isFalse();
            assertThat(TestStore.said(floor.store.rooms().messages(LOBBY, NONE, NONE, 9)))
                    .containsExactly(before, after);
        }
    }

    @Test
    void writesWhatWasOfferedBeforeItCloses() {
        TestStore floor = new TestStore(file);
        floor.open(LOBBY);
        for (int i = 0; i < 3_000; i++) {
            floor.say("message " + i);
        }

        floor.close();

        try (Store store = reopen(file)) {
            assertThat(store.position()).isEqualTo(floor.pos());
        }
        assertThatThrownBy(() -> floor.say("too late")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void saysWhichReleaseWroteWhatItCannotRead() throws SQLException {
        Store.open(file, "2.5.0", _ -> {}).close();
        try (Connection other = connect(file);
                Statement statement = other.createStatement()) {
            statement.execute("PRAGMA user_version = 99");
        }

        assertThatThrownBy(() -> reopen(file))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("2.5.0");
    }

    @Test
    void namesAFileThatIsNoDatabase() throws IOException {
        Files.writeString(file, "this is no database".repeat(100));

        assertThatThrownBy(() -> reopen(file))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(file.toString());
    }
}
