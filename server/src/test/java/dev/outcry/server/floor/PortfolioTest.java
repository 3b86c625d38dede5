package dev.outcry.server.floor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.FillInfo;
import dev.outcry.protocol.MarketInfo;
import dev.outcry.protocol.OrderKind;
import dev.outcry.protocol.OrderSpec;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.SelfTrade;
import dev.outcry.protocol.Side;
import dev.outcry.protocol.Symbol;
import dev.outcry.protocol.TimeInForce;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the floor tells of accounts, against what their owners can work out from the events.
class PortfolioTest {
    private static final List<Person> PEOPLE =
            List.of(
                    new Person("ada", "Ada", false),
                    new Person("bob", "Bob", false),
                    new Person("cyd", "Cyd", true));
    private static final List<String> MARKETS = List.of("BTC-USD", "ETH-USD", "ETH-BTC");
    private static final Map<String, Integer> PRICES =
            Map.of("BTC-USD", 10_000, "ETH-USD", 1_000, "ETH-BTC", 10);

    private final Floor floor = new Floor();
    private final Map<String, Model> models = new HashMap<>();
    private final Map<String, BigDecimal> last = new HashMap<>();
    private long pos;

    /// What one user can know of one asset.
    private static final class Model {
        BigDecimal held = BigDecimal.ZERO;
        BigDecimal cost = BigDecimal.ZERO;
        BigDecimal unvalued = BigDecimal.ZERO;

        void come(BigDecimal qty, BigDecimal paid) {
            held = held.add(qty);
            cost = cost.add(paid);
        }

        void go(BigDecimal qty) {
            BigDecimal share =
                    held.signum() == 0
                            ? BigDecimal.ZERO
                            : cost.multiply(qty).divide(held, 6, RoundingMode.DOWN);
            held = held.subtract(qty);
            cost = held.signum() == 0 ? BigDecimal.ZERO : cost.subtract(share);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void costsAndValuesAreWhatTheEventsComeTo(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        apply(new FloorCommand.Genesis("e"));
        MARKETS.forEach(this::list);
        BigDecimal paper = Floor.PAPER.available().toBigDecimal();
        for (Person person : PEOPLE) {
            model(person.id(), "USD").come(paper, paper);
            deposit(person, "BTC", "50");
            deposit(person, "ETH", "500");
        }

        for (int i = 0; i < 2_000; i++) {
            apply(order(random));
        }

        assertThat(last).containsOnlyKeys(MARKETS);
        BigDecimal equities = BigDecimal.ZERO;
        for (Person person : PEOPLE) {
            AccountInfo account = floor.account(person.id());
            assertThat(account.holdings()).hasSize(3);
            BigDecimal equity = BigDecimal.ZERO;
            for (AccountInfo.Holding holding : account.holdings()) {
                String asset = holding.balance().asset();
                Model model = model(person.id(), asset);
                assertThat(
                                holding.balance()
                                        .available()
                                        .toBigDecimal()
                                        .add(holding.balance().reserved().toBigDecimal()))
                        .as("%s %s", person.id(), asset)
                        .isEqualByComparingTo(model.held);
                assertThat(holding.cost().toBigDecimal())
                        .as("cost of %s %s", person.id(), asset)
                        .isEqualByComparingTo(model.cost);
                equity = equity.add(worth(asset, model.held));
            }
            assertThat(account.equity().toBigDecimal()).isEqualByComparingTo(equity);
            assertThat(account.deposited().toBigDecimal())
                    .isEqualByComparingTo(model(person.id(), "deposited").cost.add(paper));
            equities = equities.add(equity);
        }
        assertThat(floor.standings()).extracting(Standing::person).isEqualTo(PEOPLE.subList(0, 2));
        assertThat(equities).isPositive();
    }

    private Model model(String user, String asset) {
        return models.computeIfAbsent(user + " " + asset, _ -> new Model());
    }

    private void list(String symbol) {
        String[] assets = symbol.split("-", 2);
        apply(
                new FloorCommand.ListMarket(
                        new MarketInfo(
                                new Symbol(symbol),
                                assets[0],
                                assets[1],
                                Decimal.parse("0.01"),
                                Decimal.parse("0.001"),
                                Decimal.parse("0.001"),
                                Optional.empty(),
                                10,
                                20,
                                MarketInfo.Source.USERS,
                                false)));
    }

    private void deposit(Person person, String asset, String amount) {
        apply(new FloorCommand.Deposit(person.id(), asset, Decimal.parse(amount)));
        model(person.id(), asset).come(new BigDecimal(amount), BigDecimal.ZERO);
        model(person.id(), asset).unvalued = new BigDecimal(amount);
    }

    private static FloorCommand order(SplittableRandom random) {
        String symbol = MARKETS.get(random.nextInt(MARKETS.size()));
        OrderSpec spec =
                new OrderSpec(
                        new Symbol(symbol),
                        random.nextBoolean() ? Side.BUY : Side.SELL,
                        OrderKind.LIMIT,
                        Optional.of(new Decimal(random.nextInt(1, 9_000), 3)),
                        Optional.of(new Decimal(PRICES.get(symbol) + random.nextInt(-3, 4), 2)),
                        Optional.empty(),
                        Optional.empty(),
                        TimeInForce.GTC,
                        OptionalLong.empty(),
                        false,
                        Optional.empty(),
                        SelfTrade.CANCEL_OLDEST,
                        Optional.empty());
        Person by = PEOPLE.get(random.nextInt(PEOPLE.size()));
        return new FloorCommand.SubmitOrder(by, spec, false, Optional.empty(), Optional.empty());
    }

    private void apply(FloorCommand command) {
        List<Effect> effects = new ArrayList<>();
        floor.apply(++pos, pos, command, effects::add);
        for (Effect effect : effects) {
            if (effect instanceof Effect.Told(Event.Trade trade)) {
                traded(trade);
            } else if (effect instanceof Effect.Told(Event.Filled filled)) {
                filled(filled.user(), filled.fill());
            }
        }
    }

    /// With its first price, what was put in before has a value.
    private void traded(Event.Trade trade) {
        String symbol = trade.symbol().name();
        boolean first = last.put(symbol, trade.price().toBigDecimal()) == null;
        if (first && symbol.endsWith("-USD")) {
            String asset = symbol.substring(0, symbol.indexOf('-'));
            for (Person person : PEOPLE) {
                Model model = model(person.id(), asset);
                BigDecimal value = worth(asset, model.unvalued.min(model.held));
                model.come(BigDecimal.ZERO, value);
                model(person.id(), "deposited").come(BigDecimal.ZERO, value);
            }
        }
    }

    private void filled(String user, FillInfo fill) {
        String[] assets = fill.symbol().name().split("-", 2);
        BigDecimal qty = fill.qty().toBigDecimal();
        BigDecimal value =
                fill.price()
                        .toBigDecimal()
                        .multiply(qty)
                        .setScale(assets[1].equals("USD") ? 6 : 8, RoundingMode.DOWN);
        if (fill.side() == Side.BUY) {
            BigDecimal paid = value.add(fill.fee().toBigDecimal());
            model(user, assets[0]).come(qty, worth(assets[1], paid));
            model(user, assets[1]).go(paid);
        } else {
            BigDecimal got = value.subtract(fill.fee().toBigDecimal());
            model(user, assets[0]).go(qty);
            model(user, assets[1]).come(got, worth(assets[1], got));
        }
    }

    private BigDecimal worth(String asset, BigDecimal qty) {
        BigDecimal price =
                asset.equals("USD")
                        ? BigDecimal.ONE
                        : last.getOrDefault(asset + "-USD", BigDecimal.ZERO);
        return price.multiply(qty).setScale(6, RoundingMode.DOWN);
    }
}
