package dev.outcry.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.BalanceInfo;
import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.FillInfo;
import dev.outcry.protocol.MarketInfo;
import dev.outcry.protocol.MessageInfo;
import dev.outcry.protocol.OrderInfo;
import dev.outcry.protocol.OrderKind;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.RoomInfo;
import dev.outcry.protocol.Side;
import dev.outcry.protocol.Symbol;
import dev.outcry.protocol.TimeInForce;
import dev.outcry.server.floor.Effect;
import dev.outcry.server.floor.Result;
import dev.outcry.server.hub.Applied;
import dev.outcry.server.hub.Origin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// A store, and a floor that does as it is told: each call is one entry of its log, which it
/// remembers.
final class TestStore implements AutoCloseable {
    static final RoomId LOBBY = new RoomId("lobby");
    static final Symbol BTC = new Symbol("BTC-USD");
    static final Symbol SPY = new Symbol("SPY");
    static final Person ADA = new Person("ada", "Ada", false);
    static final String RELEASE = "1.0.0";

    final Store store;
    final List<Applied> log = new ArrayList<>();
    final List<Long> textsGone = new ArrayList<>();
    private final Map<String, Long> seqs = new HashMap<>();
    private long pos;
    private long at = 1_000_000;
    private long trades;

    TestStore(Path file) {
        store = Store.open(file, RELEASE, textsGone::add);
    }

    /// {@return messages without what has become of them, of which there must be nothing}
    static List<Event.Message> said(List<MessageInfo> messages) {
        assertThat(messages).noneMatch(MessageInfo::edited);
        assertThat(messages).allMatch(message -> message.reactions().isEmpty());
        return messages.stream().map(MessageInfo::message).toList();
    }

    /// Sets log time forward.
    void pass(long millis) {
        at += millis;
    }

    long at() {
        return at;
    }

    long pos() {
        return pos;
    }

    void happen(Effect... effects) {
        Applied applied =
                new Applied(++pos, at, new Origin.None(), new Result.Applied(), List.of(effects));
        log.add(applied);
        store.write(List.of(applied));
    }

    long nextSeq(RoomId room) {
        return next("room:" + room);
    }

    private long next(String channel) {
        return seqs.merge(channel, 1L, Long::sum);
    }

    void open(RoomId room) {
        seqs.remove("room:" + room);
        RoomInfo info = new RoomInfo(room, room.name(), "", RoomInfo.Visibility.PUBLIC, 0, 0, 0);
        happen(new Effect.RoomOpened(info, "e" + pos));
    }

    /// Prices have two digits after the point, quantities at most three.
    void list(Symbol symbol) {
        seqs.remove("trades:" + symbol);
        MarketInfo info =
                new MarketInfo(
                        symbol,
                        "BTC",
                        "USD",
                        Decimal.parse("0.01"),
                        Decimal.parse("0.001"),
                        Decimal.parse("0.001"),
                        Optional.empty(),
                        0,
                        0,
                        MarketInfo.Source.USERS,
                        false);
        happen(new Effect.MarketOpened(info, "e" + pos, 0));
    }

    Event.Message say(String text) {
        return say(LOBBY, ADA, text);
    }

    /// Replays a message that was taken back later.
    Event.Message sayForgotten() {
        Event.Message message = message(LOBBY, ADA, "").withoutText();
        happen(new Effect.Told(message));
        return message;
    }

    Event.Message say(RoomId room, Person by, String text) {
        Event.Message message = message(room, by, text);
        happen(new Effect.Told(message));
        return message;
    }

    private Event.Message message(RoomId room, Person by, String text) {
        return new Event.Message(
                room,
                next("room:" + room),
                pos + 1,
                at,
                by,
                Optional.of(text),
                OptionalLong.of(7),
                List.of("bob"),
                Map.of(BTC, Decimal.parse("61250.00")),
                false);
    }

    Event.Trade trade(Symbol symbol, String price, String qty) {
        Event.Trade trade =
                new Event.Trade(
                        symbol,
                        next("trades:" + symbol),
                        pos + 1,
                        at,
                        ++trades,
                        Decimal.parse(price),
                        Decimal.parse(qty),
                        Side.SELL);
        happen(new Effect.Told(trade));
        return trade;
    }

    OrderInfo order(String user, long order, Symbol symbol, OrderInfo.Status status) {
        OrderInfo info =
                new OrderInfo(
                        order,
                        Optional.of("my-" + order),
                        symbol,
                        Side.BUY,
                        OrderKind.LIMIT,
                        TimeInForce.GTC,
                        status,
                        Optional.of(Decimal.parse("1.50")),
                        Optional.empty(),
                        Decimal.parse("2"),
                        Decimal.ZERO,
                        Decimal.parse("2"),
                        Optional.empty(),
                        Optional.empty(),
                        at);
        happen(new Effect.Told(new Event.OrderChanged(user, next(user), pos + 1, info)));
        return info;
    }

    FillInfo fill(String user, long trade, Symbol symbol) {
        FillInfo fill =
                new FillInfo(
                        trade,
                        trade * 10,
                        Optional.empty(),
                        symbol,
                        Side.BUY,
                        Decimal.parse("1.50"),
                        Decimal.parse("2"),
                        Decimal.parse("0.01"),
                        "USD",
                        true,
                        Decimal.parse("2"),
                        Decimal.ZERO,
                        at);
        happen(new Effect.Told(new Event.Filled(user, next(user), pos + 1, fill)));
        return fill;
    }

    /// Changes a user's balance many times in one entry.
    void balances(String user, int times) {
        Effect[] effects = new Effect[times];
        for (int i = 0; i < times; i++) {
            BalanceInfo balance =
                    new BalanceInfo("USD", Decimal.parse("" + i), Decimal.parse("0.5"));
            effects[i] =
                    new Effect.Told(
                            new Event.BalanceChanged(user, next(user), pos + 1, at, balance));
        }
        happen(effects);
    }

    /// {@return all events of a channel that were told}
    List<Event.Sequenced> told(dev.outcry.protocol.Channel channel) {
        return log.stream()
                .flatMap(applied -> applied.effects().stream())
                .filter(Effect.Told.class::isInstance)
                .map(effect -> ((Effect.Told) effect).event())
                .filter(event -> event.channel().equals(channel))
                .map(Event.Sequenced.class::cast)
                .toList();
    }

    @Override
    public void close() {
        store.close();
    }
}
