package dev.outcry.server.store;

import static dev.outcry.server.store.TestStore.BTC;
import static dev.outcry.server.store.TestStore.LOBBY;
import static dev.outcry.server.store.TestStore.SPY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.Channel;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.FillInfo;
import dev.outcry.protocol.Interval;
import dev.outcry.protocol.OrderInfo;
import dev.outcry.protocol.RoomId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class StoreTest {
    private static final OptionalLong NONE = OptionalLong.empty();

    private static final RoomId CELLAR = new RoomId("cellar");

    @TempDir Path directory;
    private TestStore floor;
    private Store store;

    @BeforeEach
    void open() {
        floor = new TestStore(directory.resolve("store.db"));
        store = floor.store;
        floor.open(LOBBY);
        floor.list(BTC);
        floor.list(SPY);
    }

    @AfterEach
    void close() {
        floor.close();
    }

    @Test
    void givesEventsBackAsTheyWereSent() {
        floor.say("hello \"world\" \uD83D\uDE80 \u05E9\u05DC\u05D5\u05DD\n\t<b>");
        floor.trade(BTC, "61250.00", "0.5");
        floor.order("ada", 5, BTC, OrderInfo.Status.OPEN);
        floor.order("ada", 5, BTC, OrderInfo.Status.CANCELED);
        floor.fill("ada", 1, BTC);
        floor.balances("ada", 3);
        floor.balances("ada_", 1);

        for (Channel channel :
                List.of(
                        new Channel.Room(LOBBY),
                        new Channel.Trades(BTC),
                        new Channel.Me("ada"),
                        new Channel.Me("ada_"))) {
            assertThat(store.read(channel, 0, 100))
                    .as(channel.toString())
                    .isEqualTo(floor.told(channel))
                    .isNotEmpty();
        }
    }

    @Test
    void readsOnFromAnySeq() {
        for (int i = 1; i <= 300; i++) {
            floor.say("message " + i);
            floor.trade(SPY, "1.00", "1");
        }

        List<Event.Sequenced> all = floor.told(new Channel.Room(LOBBY));
        assertThat(store.read(new Channel.Room(LOBBY), 100, 128)).isEqualTo(all.subList(100, 228));
        assertThat(store.read(new Channel.Room(LOBBY), 290, 128)).isEqualTo(all.subList(290, 300));
        assertThat(store.read(new Channel.Room(LOBBY), 300, 128)).isEmpty();
        assertThat(store.read(new Channel.Room(new RoomId("other")), 0, 128)).isEmpty();
        assertThat(store.oldest(new Channel.Room(LOBBY))).isEqualTo(1);
        assertThat(store.oldest(new Channel.Room(new RoomId("other")))).isEqualTo(1);
    }

    @Test
    void pagesMessagesFromBothEnds() {
        List<Event.Message> all = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            all.add(floor.say("message " + i));
        }

        assertThat(TestStore.said(store.rooms().messages(LOBBY, NONE, NONE, 3)))
                .isEqualTo(all.subList(7, 10));
        assertThat(TestStore.said(store.rooms().messages(LOBBY, OptionalLong.of(8), NONE, 3)))
                .isEqualTo(all.subList(4, 7));
        assertThat(TestStore.said(store.rooms().messages(LOBBY, NONE, OptionalLong.of(2), 3)))
                .isEqualTo(all.subList(2, 5));
        assertThat(TestStore.said(store.rooms().messages(LOBBY, OptionalLong.of(1), NONE, 3)))
                .isEmpty();
    }

    @Test
    void pagesTradesByTheirIds() {
        List<Event.Trade> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(floor.trade(BTC, "2.00", "1"));
            floor.trade(SPY, "3.00", "1");
        }

        assertThat(store.trades(BTC, NONE, 2)).isEqualTo(all.subList(3, 5));
        assertThat(store.trades(BTC, OptionalLong.of(all.get(3).trade()), 2))
                .isEqualTo(all.subList(1, 3));
    }

    @Test
    void pagesEndedOrdersAndFillsOfOneUser() {
        OrderInfo late = floor.order("ada", 3, BTC, OrderInfo.Status.CANCELED);
        floor.order("ada", 4, BTC, OrderInfo.Status.OPEN);
        OrderInfo early = floor.order("ada", 1, BTC, OrderInfo.Status.FILLED);
        OrderInfo other = floor.order("ada", 2, SPY, OrderInfo.Status.EXPIRED);
        floor.order("bob", 5, BTC, OrderInfo.Status.FILLED);
        FillInfo first = floor.fill("ada", 1, BTC);
        FillInfo second = floor.fill("ada", 2, SPY);
        floor.fill("bob", 1, BTC);

        assertThat(store.doneOrders("ada", Optional.empty(), NONE, NONE, 9))
                .containsExactly(early, other, late);
        assertThat(store.doneOrders("ada", Optional.of(BTC), NONE, NONE, 9))
                .containsExactly(early, late);
        assertThat(store.doneOrders("ada", Optional.empty(), OptionalLong.of(3), NONE, 1))
                .containsExactly(other);
        assertThat(store.doneOrders("ada", Optional.empty(), NONE, OptionalLong.of(1), 1))
                .containsExactly(other);
        assertThat(store.order("ada", 3)).contains(late);
        assertThat(store.order("ada", 4)).isEmpty();
        assertThat(store.order("ada", 5)).isEmpty();
        assertThat(store.fills("ada", Optional.empty(), NONE, NONE, 9))
                .containsExactly(first, second);
        assertThat(store.fills("ada", Optional.of(SPY), NONE, NONE, 9)).containsExactly(second);
        assertThat(store.fills("ada", Optional.empty(), OptionalLong.of(2), NONE, 9))
                .containsExactly(first);
    }

    @Test
    void keepsAUsersNewestTenThousandAndAllThatEnded() {
        FillInfo fill = floor.fill("ada", 1, BTC);
        OrderInfo order = floor.order("ada", 1, BTC, OrderInfo.Status.FILLED);
        for (int i = 0; i < 11; i++) {
            floor.balances("ada", 998);
        }
        Channel ada = new Channel.Me("ada");
        List<Event.Sequenced> all = floor.told(ada);

        long oldest = store.oldest(ada);

        assertThat(all.size() - oldest + 1).isBetween(10_000L, 10_999L);
        assertThat(store.read(ada, 0, 20_000)).isEqualTo(all.subList((int) oldest - 1, all.size()));
        assertThat(store.fills("ada", Optional.empty(), NONE, NONE, 9)).containsExactly(fill);
        assertThat(store.order("ada", 1)).contains(order);
    }

    @Test
    void beginsARoomAgainUnderAnOldName() {
        floor.say("before");
        floor.open(LOBBY);
        Event.Message after = floor.say("after");

        assertThat(TestStore.said(store.rooms().messages(LOBBY, NONE, NONE, 9)))
                .containsExactly(after);
        assertThat(store.read(new Channel.Room(LOBBY), 0, 9)).containsExactly(after);
        assertThat(
                        TestStore.said(
                                store.rooms()
                                        .search(
                                                "before",
                                                Set.of(LOBBY, CELLAR),
                                                Optional.empty(),
                                                NONE,
                                                9)))
                .isEmpty();
    }

    @Test
    void passesOverWhatIsWrittenAlready() {
        floor.say("one");
        floor.trade(BTC, "5.00", "1");
        long position = store.sync();
        floor.close();

        try (Store again =
                Store.open(directory.resolve("store.db"), TestStore.RELEASE, pos -> {})) {
            assertThat(again.position()).isEqualTo(position).isEqualTo(floor.pos());
            again.write(floor.log);
            assertThat(again.sync()).isEqualTo(position);
            assertThat(TestStore.said(again.rooms().messages(LOBBY, NONE, NONE, 9))).hasSize(1);
            assertThat(again.candles(BTC, Interval.D1, 0, 1, floor.at()))
                    .singleElement()
                    .extracting(Event.Candle::trades)
                    .isEqualTo(1L);
            assertThat(
                            TestStore.said(
                                    again.rooms()
                                            .search(
                                                    "one",
                                                    Set.of(LOBBY),
                                                    Optional.empty(),
                                                    NONE,
                                                    9)))
                    .hasSize(1);
        }
    }

    @Test
    void waitsForWhatWasOffered() {
        for (int i = 0; i < 2_000; i++) {
            floor.say("message " + i);

            if (i % 100 == 0) {
                assertThat(TestStore.said(store.rooms().messages(LOBBY, NONE, NONE, 1)))
                        .extracting(Event.Message::seq)
                        .containsExactly(i + 1L);
            }
        }
        store.await(floor.pos());
        assertThat(store.position()).isEqualTo(floor.pos());
    }
}
