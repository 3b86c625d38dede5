package dev.outcry.server.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.BalanceInfo;
import dev.outcry.protocol.Channel;
import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.MarketInfo;
import dev.outcry.protocol.OrderInfo;
import dev.outcry.protocol.OrderKind;
import dev.outcry.protocol.OrderRef;
import dev.outcry.protocol.OrderSpec;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.Position;
import dev.outcry.protocol.SelfTrade;
import dev.outcry.protocol.ServerMessage;
import dev.outcry.protocol.Side;
import dev.outcry.protocol.TimeInForce;
import dev.outcry.server.floor.Effect;
import dev.outcry.server.floor.Floor;
import dev.outcry.server.floor.FloorCommand;
import dev.outcry.server.floor.Result;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whoever trades, and whatever happens to the connections: what an owner is shown of orders and
/// balances is what a fresh snapshot shows, and all of it sums to what was paid in.
class MePropertyTest {
    private static final String EPOCH = "e";
    private static final List<String> USERS = List.of("ada", "bob", "cyd");
    private static final int STEPS = 2_000;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    @Timeout(60)
    void everyViewIsTheLogsAndWhatAFreshSnapshotShows(long seed) {
        Random random = new Random(seed);
        Trades log = new Trades();
        try (Hub hub = new Hub(1 + random.nextInt(3), log, new ManualClock())) {
            log.open(hub);
            List<Client> clients = new ArrayList<>();
            for (int i = 0; i < 2 * USERS.size(); i++) {
                clients.add(new Client(hub, log, USERS.get(i % USERS.size())));
            }

            for (int i = 0; i < STEPS; i++) {
                log.trade(random);
                clients.get(random.nextInt(clients.size())).live(random);
            }

            clients.forEach(Client::settle);
            Decimal btc = new Decimal(50L * USERS.size(), 0);
            assertThat(log.sum("BTC")).isEqualByComparingTo(btc.toBigDecimal());
            assertThat(log.sum("USD").add(log.fees)).isEqualByComparingTo("300000");
            assertThat(log.fees).isPositive();
        }
    }

    /// A real floor, and the record of what it told.
    private static final class Trades implements History {
        private final Floor floor = new Floor();

        @SuppressWarnings("NullAway.Init") // the hub needs the history first
        private Hub hub;

        private final Map<Channel, List<Event.Sequenced>> events = new HashMap<>();
        private final Map<String, BalanceInfo> balances = new HashMap<>();
        private BigDecimal fees = BigDecimal.ZERO;
        private long pos;
        private long at = ManualClock.START;

        void open(Hub hub) {
            this.hub = hub;
            apply(new FloorCommand.Genesis(EPOCH));
            apply(
                    new FloorCommand.ListMarket(
                            new MarketInfo(
                                    TestLog.BTC,
                                    "BTC",
                                    "USD",
                                    Decimal.parse("0.01"),
                                    Decimal.parse("0.001"),
                                    Decimal.parse("0.001"),
                                    Optional.of(500),
                                    10,
                                    20,
                                    MarketInfo.Source.USERS,
                                    false)));
            for (String user : USERS) {
                apply(new FloorCommand.Deposit(user, "BTC", Decimal.parse("50")));
            }
        }

        private void apply(FloorCommand command) {
            List<Effect> effects = new ArrayList<>();
            Result result = floor.apply(++pos, at, command, effects::add);
            synchronized (this) {
                for (Effect effect : effects) {
                    if (effect instanceof Effect.Told(Event.OfMe event)) {
                        remember(event);
                    }
                }
            }
            hub.publish(List.of(new Applied(pos, at, new Origin.None(), result, effects)));
        }

        private void remember(Event.OfMe event) {
            events.computeIfAbsent(event.channel(), _ -> new ArrayList<>()).add(event);
            assertThat(all(event.channel())).hasSize((int) event.seq());
            if (event instanceof Event.Filled filled) {
                fees = fees.add(filled.fill().fee().toBigDecimal());
            } else if (event instanceof Event.BalanceChanged changed) {
                balances.put(changed.user() + changed.balance().asset(), changed.balance());
            }
        }

        BigDecimal sum(String asset) {
            BigDecimal sum = BigDecimal.ZERO;
            for (String user : USERS) {
                BalanceInfo balance =
                        balances.getOrDefault(
                                user + asset,
                                asset.equals("USD")
                                        ? Floor.PAPER
                                        : new BalanceInfo(asset, Decimal.ZERO, Decimal.ZERO));
                sum = sum.add(balance.available().toBigDecimal());
                sum = sum.add(balance.reserved().toBigDecimal());
            }
            return sum;
        }

        synchronized List<Event.Sequenced> all(Channel channel) {
            return List.copyOf(events.getOrDefault(channel, List.of()));
        }

        @Override
        public long oldest(Channel channel) {
            return 1;
        }

        @Override
        public List<Event.Sequenced> read(Channel channel, long after, int limit) {
            List<Event.Sequenced> known = all(channel);
            int first = (int) Math.min(after, known.size());
            return known.subList(first, Math.min(first + limit, known.size()));
        }

        void trade(Random random) {
            at += random.nextInt(200);
            Person by = new Person(USERS.get(random.nextInt(USERS.size())), "Name", false);
            OrderRef ref = new OrderRef.ById(1 + random.nextLong(pos));
            switch (random.nextInt(12)) {
                case 0 -> apply(new FloorCommand.WithdrawOrder(by, ref, Optional.empty()));
                case 1 ->
                        apply(
                                new FloorCommand.AmendOrder(
                                        by,
                                        ref,
                                        Optional.of(qty(random)),
                                        Optional.of(price(random)),
                                        Optional.empty()));
                case 2 -> apply(new FloorCommand.ArmSwitch(by, 1 + random.nextInt(20_000)));
                case 3 -> {
                    if (random.nextInt(20) == 0) {
                        apply(
                                new FloorCommand.WithdrawAll(
                                        by, Optional.empty(), Optional.empty(), Optional.empty()));
                    }
                }
                default ->
                        apply(
                                new FloorCommand.SubmitOrder(
                                        by,
                                        order(random),
                                        random.nextInt(9) == 0,
                                        Optional.empty(),
                                        Optional.empty()));
            }
        }

        private OrderSpec order(Random random) {
            OrderKind kind = one(random, OrderKind.values());
            boolean waits = kind == OrderKind.STOP || kind == OrderKind.STOP_LIMIT;
            boolean priced = kind == OrderKind.LIMIT || kind == OrderKind.STOP_LIMIT;
            Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
            boolean byAmount =
                    kind == OrderKind.MARKET && side == Side.BUY && random.nextInt(2) == 0;
            TimeInForce tif = one(random, TimeInForce.values());
            Decimal qty = qty(random);
            return new OrderSpec(
                    TestLog.BTC,
                    side,
                    kind,
                    byAmount ? Optional.empty() : Optional.of(qty),
                    priced ? Optional.of(price(random)) : Optional.empty(),
                    waits ? Optional.of(price(random)) : Optional.empty(),
                    byAmount
                            ? Optional.of(new Decimal(1 + random.nextInt(90_000), 2))
                            : Optional.empty(),
                    tif,
                    tif == TimeInForce.GTD
                            ? OptionalLong.of(at + random.nextInt(60_000))
                            : OptionalLong.empty(),
                    priced && random.nextInt(6) == 0,
                    random.nextInt(6) == 0 ? Optional.of(qty(random)) : Optional.empty(),
                    one(random, SelfTrade.values()),
                    random.nextInt(3) == 0
                            ? Optional.of("c" + random.nextInt(500))
                            : Optional.empty());
        }

        private static <E> E one(Random random, E[] all) {
            return all[random.nextInt(all.length)];
        }

        private static Decimal price(Random random) {
            return new Decimal(10_000 + random.nextInt(-40, 40), 2);
        }

        private static Decimal qty(Random random) {
            return new Decimal(1 + random.nextInt(3_000), 3);
        }
    }

    /// One who folds what is told of an account.
    private static final class Client {
        private final Hub hub;
        private final Trades log;
        private final String user;
        private final Channel me;
        private final Map<Long, OrderInfo> orders = new TreeMap<>();
        private final Map<String, BalanceInfo> balances = new HashMap<>();
        private Peer peer;
        private long seen = -1;
        private boolean resuming;

        Client(Hub hub, Trades log, String user) {
            this.hub = hub;
            this.log = log;
            this.user = user;
            this.me = new Channel.Me(user);
            this.peer = new Peer(hub, user);
        }

        void live(Random random) {
            switch (random.nextInt(12)) {
                case 0 -> subscribe(false);
                case 1, 2 -> subscribe(true);
                case 3 -> {
                    if (random.nextBoolean()) {
                        drain();
                    }
                    peer.seat().leave();
                    peer = new Peer(hub, user);
                }
                case 4, 5 -> drain();
                default -> {}
            }
        }

        private void subscribe(boolean resume) {
            drain();
            resuming = resume && seen >= 0;
            if (resuming) {
                peer.follow(me, new Position(EPOCH, seen));
            } else {
                peer.follow(me);
            }
        }

        private void drain() {
            peer.take().forEach(this::see);
        }

        private void see(ServerMessage message) {
            switch (message) {
                case ServerMessage.Subscribed subscribed -> begin(subscribed);
                case ServerMessage.Live live -> assertThat(live.seq()).isEqualTo(seen);
                case Event.OfMe event -> {
                    assertThat(event.seq()).isEqualTo(++seen);
                    assertThat(event)
                            .usingRecursiveComparison()
                            .ignoringFields("user") // who is told knows who it is
                            .isEqualTo(log.all(me).get((int) seen - 1));
                    fold(event);
                }
                default -> throw new AssertionError("unexpected " + message);
            }
        }

        private void begin(ServerMessage.Subscribed subscribed) {
            assertThat(subscribed.recovered()).isEqualTo(resuming);
            if (resuming) {
                assertThat(subscribed.position().seq()).isEqualTo(seen);
                return;
            }
            ServerMessage.Snapshot.OfMe snapshot =
                    (ServerMessage.Snapshot.OfMe) subscribed.snapshot().orElseThrow();
            orders.clear();
            balances.clear();
            snapshot.orders().forEach(order -> orders.put(order.order(), order));
            snapshot.balances().forEach(balance -> balances.put(balance.asset(), balance));
            seen = subscribed.position().seq();
            assertThat(seen).isLessThanOrEqualTo(log.all(me).size());
        }

        private void fold(Event.OfMe event) {
            if (event instanceof Event.OrderChanged changed) {
                if (changed.order().status().live()) {
                    orders.put(changed.order().order(), changed.order());
                } else {
                    orders.remove(changed.order().order());
                }
            } else if (event instanceof Event.BalanceChanged changed) {
                balances.put(changed.balance().asset(), changed.balance());
            }
        }

        /// After all is told, it knows what one knows who comes now, and what the floor knows.
        void settle() {
            subscribe(true);
            drain();
            assertThat(seen).isEqualTo(log.all(me).size());
            Client fresh = new Client(hub, log, user);
            fresh.subscribe(false);
            fresh.drain();
            assertThat(orders).isEqualTo(fresh.orders);
            assertThat(balances).isEqualTo(fresh.balances);
            for (OrderInfo order : orders.values()) {
                assertThat(order.qty().toBigDecimal())
                        .isEqualByComparingTo(
                                order.filled()
                                        .toBigDecimal()
                                        .add(order.remaining().toBigDecimal()));
            }
        }
    }
}
