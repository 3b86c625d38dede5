package dev.outcry.server.floor;

import dev.outcry.protocol.Card;
import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.OrderInfo;
import dev.outcry.protocol.Symbol;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The accounts, for those who ask. Changes nothing.
final class Portfolios {
    private static final int AVERAGE = 8; // digits after the point

    private final Traders traders;
    private final Assets assets;
    private final Marks marks;

    Portfolios(Traders traders, Assets assets, Marks marks) {
        this.traders = traders;
        this.assets = assets;
        this.marks = marks;
    }

    AccountInfo of(String user) {
        Trader trader = traders.find(user);
        if (trader == null) {
            Decimal paper = usd(Traders.PAPER_UNITS);
            return new AccountInfo(
                    List.of(),
                    List.of(
                            new AccountInfo.Holding(
                                    Floor.PAPER,
                                    Optional.empty(),
                                    Optional.of(Marks.ONE),
                                    Optional.of(paper),
                                    paper)),
                    paper,
                    paper,
                    OptionalLong.empty(),
                    true);
        }
        List<OrderInfo> orders = new ArrayList<>();
        trader.live().forEach(order -> orders.add(order.info()));
        List<AccountInfo.Holding> holdings = new ArrayList<>();
        trader.positions()
                .forEach((asset, position) ->
                        holdings.add(holding(trader, assets.of(asset), position)));
        return new AccountInfo(
                List.copyOf(orders),
                List.copyOf(holdings),
                usd(equity(trader)),
                usd(trader.basis),
                OptionalLong.of(trader.since),
                trader.ranked);
    }

    List<Standing> standings() {
        List<Standing> standings = new ArrayList<>();
        for (Trader trader : traders.all()) {
            if (trader.ranked && !trader.person.guest()) {
                standings.add(new Standing(trader.person, usd(equity(trader)), usd(trader.basis)));
            }
        }
        return standings;
    }

    /// {@return what a user holds of the base of a market with USD; empty for nothing}
    Optional<Card.Position> card(String user, Symbol symbol) {
        Trader trader = traders.find(user);
        if (trader == null) {
            return Optional.empty();
        }
        for (int index : trader.positions().keySet()) {
            Assets.Asset asset = assets.of(index);
            boolean asked =
                    marks.market(asset)
                            .filter(market -> market.info().symbol().equals(symbol))
                            .isPresent();
            if (asked && traders.held(trader, asset) > 0) {
                return Optional.of(card(trader, asset, symbol));
            }
        }
        return Optional.empty();
    }

    private Card.Position card(Trader trader, Assets.Asset asset, Symbol symbol) {
        long held = traders.held(trader, asset);
        long cost = trader.position(asset.index()).cost();
        BigInteger average =
                BigInteger.valueOf(cost)
                        .multiply(BigInteger.TEN.pow(asset.scale() + AVERAGE - Assets.QUOTE_SCALE))
                        .divide(BigInteger.valueOf(held));
        return new Card.Position(
                symbol,
                asset.amount(held),
                new Decimal(
                                average.bitLength() < Long.SIZE
                                        ? average.longValue()
                                        : Long.MAX_VALUE,
                                AVERAGE)
                        .stripped(),
                marks.price(asset),
                marks.price(asset).map(_ -> usd(marks.worth(asset, held) - cost)));
    }

    private AccountInfo.Holding holding(Trader trader, Assets.Asset asset, Position position) {
        Optional<Decimal> price = marks.price(asset);
        return new AccountInfo.Holding(
                traders.balance(trader, asset),
                marks.market(asset).map(market -> market.info().symbol()),
                price,
                price.map(_ -> usd(marks.worth(asset, traders.held(trader, asset)))),
                usd(position.cost()));
    }

    private long equity(Trader trader) {
        long equity = 0;
        for (int asset : trader.positions().keySet()) {
            equity += marks.worth(assets.of(asset), traders.held(trader, assets.of(asset)));
        }
        return equity;
    }

    private static Decimal usd(long units) {
        return new Decimal(units, Assets.QUOTE_SCALE).stripped();
    }
}
