package dev.outcry.server.floor;

import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.OrderInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The accounts, for those who ask. Changes nothing.
final class Portfolios {
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
