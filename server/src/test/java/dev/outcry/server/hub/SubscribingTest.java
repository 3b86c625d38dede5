package dev.outcry.server.hub;

import static dev.outcry.server.hub.TestLog.BTC;
import static dev.outcry.server.hub.TestLog.EPOCH;
import static dev.outcry.server.hub.TestLog.LOBBY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.Channel;
import dev.outcry.protocol.Command;
import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.Interval;
import dev.outcry.protocol.MarketInfo;
import dev.outcry.protocol.Position;
import dev.outcry.protocol.Reply;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.RoomInfo;
import dev.outcry.protocol.ServerMessage;
import dev.outcry.protocol.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SubscribingTest {
    private static final Channel ROOM = new Channel.Room(LOBBY);
    private static final OptionalLong ID = OptionalLong.of(1);

    private final ManualClock clock = new ManualClock();
    private final TestLog log = new TestLog(clock);
    private final Hub hub = new Hub(2, log, clock);

    @BeforeEach
    void open() {
        log.publishTo(hub);
        log.open(LOBBY);
        log.list(BTC);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void beginsARoomWithItsNewestEventsAndTheMarker() {
        Peer peer = new Peer(hub);
        log.sayTimes(60);

        peer.follow(ROOM);

        List<Event.Sequenced> newest = log.all(ROOM).subList(10, 60);
        RoomInfo info = new RoomInfo(LOBBY, "lobby", "", RoomInfo.Visibility.PUBLIC, 0, 0, 60);
        assertThat(peer.take())
                .containsExactly(
                        new ServerMessage.Subscribed(
                                ID,
                                ROOM,
                                new Position(EPOCH, 60),
                                false,
                                Optional.empty(),
                                Optional.of(
                                        new ServerMessage.Snapshot.OfRoom(
                                                info, newest, List.of()))),
                        new ServerMessage.Live(ROOM, 60));
    }

    @Test
    void deliversEveryEventAfterTheSnapshotOnce() {
        Peer peer = new Peer(hub);
        Peer other = new Peer(hub);
        peer.follow(ROOM);
        other.follow(ROOM);
        peer.take();
        other.take();

        log.sayTimes(3);

        assertThat(peer.takeEvents()).isEqualTo(log.all(ROOM));
        assertThat(other.takeEvents()).isEqualTo(log.all(ROOM));
    }

    @Test
    void givesAsMuchHistoryAsAskedFor() {
        Peer peer = new Peer(hub);
        log.sayTimes(310);

        peer.follow(withHistory(300));
        peer.follow(withHistory(0));

        List<ServerMessage> messages = peer.take();
        assertThat(roomEvents(messages.get(0))).isEqualTo(log.all(ROOM).subList(10, 310));
        assertThat(roomEvents(messages.get(2))).isEmpty();
    }

    @Test
    void readsFromTheHistoryWhatASnapshotNeedsAndTheLaneDoesNotHave() {
        RoomId old = new RoomId("lobby");
        for (int i = 0; i < 40; i++) {
            log.saidBefore("before " + i);
        }
        log.open(old, "e2", RoomInfo.Visibility.PUBLIC, 40);
        Peer peer = new Peer(hub);
        log.sayTimes(5);

        peer.follow(ROOM);

        assertThat(roomEvents(peer.take().getFirst())).isEqualTo(log.all(ROOM));
    }

    @Test
    void sendsNothingMoreAfterUnsubscribe() {
        Peer peer = new Peer(hub);
        peer.follow(ROOM);
        peer.take();

        peer.seat().unsubscribe(new Command.Unsubscribe(OptionalLong.of(2), ROOM));
        List<ServerMessage> answer = peer.take();
        log.say("unheard");

        assertThat(answer).containsExactly(new Reply.Ok(OptionalLong.of(2)));
        assertThat(peer.take()).isEmpty();
    }

    @Test
    void answersUnsubscribeFromWhatIsNotFollowed() {
        Peer peer = new Peer(hub);

        peer.seat().unsubscribe(new Command.Unsubscribe(OptionalLong.of(2), ROOM));

        assertThat(peer.take()).containsExactly(new Reply.Ok(OptionalLong.of(2)));
    }

    @Test
    void replacesASubscriptionByTheSecondToTheSameChannel() {
        Peer peer = new Peer(hub);
        peer.follow(ROOM);
        peer.follow(ROOM);
        peer.take();

        log.say("once");

        assertThat(peer.takeEvents()).hasSize(1);
        assertThat(hub.stats().subscriptions()).isEqualTo(1);
    }

    @Test
    void answersOkAfterOneSubscribedPerChannel() {
        Peer peer = new Peer(hub);
        Channel ticker = new Channel.Ticker(BTC);

        peer.seat()
                .subscribe(
                        new Command.Subscribe(
                                ID, List.of(Peer.following(ROOM), Peer.following(ticker)), true));

        List<ServerMessage> messages = peer.take();
        assertThat(messages).hasSize(5);
        assertThat(messages.get(0))
                .isInstanceOfSatisfying(
                        ServerMessage.Subscribed.class,
                        subscribed -> {
                            assertThat(subscribed.channel()).isEqualTo(ROOM);
                            assertThat(subscribed.id()).isEmpty();
                        });
        assertThat(messages.get(3)).isEqualTo(new ServerMessage.Live(ticker, 0));
        assertThat(messages.get(4)).isEqualTo(new Reply.Ok(ID));
    }

    @Test
    void subscribesToNoneWhereOneCannotBe() {
        Peer peer = new Peer(hub);
        Channel nowhere = new Channel.Room(new RoomId("nowhere"));

        peer.seat()
                .subscribe(
                        new Command.Subscribe(
                                ID, List.of(Peer.following(ROOM), Peer.following(nowhere)), true));

        assertThat(peer.take())
                .singleElement()
                .isInstanceOfSatisfying(
                        Reply.Error.class,
                        error -> assertThat(error.code()).isEqualTo(ErrorCode.ROOM_NOT_FOUND));
        assertThat(hub.stats().subscriptions()).isZero();
    }

    @Test
    void refusesWhatIsNotThere() {
        Symbol quoted = new Symbol("EUR-USD");
        log.list(quoted, MarketInfo.Source.QUOTED);
        RoomId hidden = new RoomId("hidden");
        log.open(hidden, EPOCH, RoomInfo.Visibility.PRIVATE, 0);
        Symbol none = new Symbol("NONE");

        assertThat(refusal(new Channel.Room(new RoomId("nowhere"))))
                .isEqualTo(ErrorCode.ROOM_NOT_FOUND);
        assertThat(refusal(new Channel.Presence(hidden))).isEqualTo(ErrorCode.ROOM_NOT_FOUND);
        assertThat(refusal(new Channel.Ticker(none))).isEqualTo(ErrorCode.MARKET_NOT_FOUND);
        assertThat(refusal(new Channel.Candles(none, Interval.M1)))
                .isEqualTo(ErrorCode.MARKET_NOT_FOUND);
        assertThat(refusal(new Channel.Book(quoted))).isEqualTo(ErrorCode.CHANNEL_UNKNOWN);
        assertThat(refusal(new Channel.Trades(quoted))).isEqualTo(ErrorCode.CHANNEL_UNKNOWN);
    }

    @Test
    void refusesOptionsThatDoNotBelongToTheChannel() {
        Channel book = new Channel.Book(BTC);
        OptionalInt none = OptionalInt.empty();
        OptionalInt ten = OptionalInt.of(10);

        assertThat(refusal(Peer.following(ROOM, ten, none))).isEqualTo(ErrorCode.BAD_REQUEST);
        assertThat(refusal(Peer.following(new Channel.Trades(BTC), ten, none)))
                .isEqualTo(ErrorCode.BAD_REQUEST);
        assertThat(refusal(Peer.following(ROOM, none, ten))).isEqualTo(ErrorCode.BAD_REQUEST);
        assertThat(refusal(Peer.following(book, none, OptionalInt.of(11))))
                .isEqualTo(ErrorCode.BAD_REQUEST);
        assertThat(refusal(new Command.Following(book, Optional.empty(), ten, none, none)))
                .isEqualTo(ErrorCode.BAD_REQUEST);
    }

    @Test
    void limitsAConnectionTo256Channels() {
        Peer peer = new Peer(hub);
        List<Command.Following> many = new ArrayList<>();
        for (int i = 0; i < 256; i++) {
            RoomId room = new RoomId("room-" + i);
            log.open(room);
            many.add(Peer.following(new Channel.Room(room)));
        }
        peer.seat().subscribe(new Command.Subscribe(ID, many, true));
        peer.take();

        peer.follow(ROOM);
        peer.follow(many.getFirst()); // followed already: nothing is added

        List<ServerMessage> messages = peer.take();
        assertThat(messages.getFirst())
                .isInstanceOfSatisfying(
                        Reply.Error.class,
                        error -> assertThat(error.code()).isEqualTo(ErrorCode.CHANNEL_LIMIT));
        assertThat(Peer.subscribed(messages).channel()).isEqualTo(many.getFirst().channel());
        assertThat(hub.stats().refusedSubscriptions()).isOne();
    }

    @Test
    void endsSubscriptionsWhenARoomIsMadeAgain() {
        Peer peer = new Peer(hub);
        peer.follow(ROOM);
        peer.take();

        log.open(LOBBY, "e2", RoomInfo.Visibility.PUBLIC, 0);
        log.say("to nobody");

        assertThat(peer.take())
                .containsExactly(new ServerMessage.Unsubscribed(ROOM, ErrorCode.ROOM_NOT_FOUND));
    }

    @Test
    void tellsTradesTheTickerAndAllTickers() {
        Peer peer = new Peer(hub);
        log.trade(BTC, "100.00", "1");
        log.tick(BTC, "100.00");
        peer.follow(new Channel.Trades(BTC));
        peer.follow(new Channel.Ticker(BTC));
        peer.follow(new Channel.Tickers());
        List<ServerMessage> begin = peer.take();

        Event.Trade trade = log.trade(BTC, "101.00", "2");
        Event.Ticker ticker = log.tick(BTC, "101.00");

        assertThat(((ServerMessage.Subscribed) begin.get(0)).snapshot())
                .contains(
                        new ServerMessage.Snapshot.Items(
                                log.all(new Channel.Trades(BTC)).subList(0, 1)));
        List<Event> events = peer.takeEvents();
        assertThat(events).hasSize(3).contains(trade, ticker);
        assertThat(events.stream().map(Event::channel)).contains(new Channel.Tickers());
    }

    private static List<? extends Event> roomEvents(ServerMessage subscribed) {
        return ((ServerMessage.Snapshot.OfRoom)
                        ((ServerMessage.Subscribed) subscribed).snapshot().orElseThrow())
                .events();
    }

    private static Command.Following withHistory(int events) {
        return new Command.Following(
                ROOM,
                Optional.empty(),
                OptionalInt.of(events),
                OptionalInt.empty(),
                OptionalInt.empty());
    }

    private ErrorCode refusal(Channel channel) {
        return refusal(Peer.following(channel));
    }

    private ErrorCode refusal(Command.Following following) {
        Peer peer = new Peer(hub);
        peer.follow(following);
        return ((Reply.Error) peer.take().getFirst()).code();
    }
}
