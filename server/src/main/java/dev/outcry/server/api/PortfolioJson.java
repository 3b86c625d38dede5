package dev.outcry.server.api;

import dev.outcry.protocol.Decimal;
import dev.outcry.server.floor.AccountInfo;
import dev.outcry.server.floor.Floor;
import dev.outcry.server.floor.Standing;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;

/// Tells what an account is worth. What is divided is rounded towards zero; all else is exact.
final class PortfolioJson {
    private static final MathContext EXACT = new MathContext(18, RoundingMode.DOWN);
    private static final int PERCENT = 2;
    private static final int AVERAGE = 8;

    private PortfolioJson() {}

    static JsonObjectBuilder of(String user, AccountInfo account) {
        JsonArrayBuilder balances = Json.array();
        JsonArrayBuilder positions = Json.array();
        BigDecimal cash = BigDecimal.ZERO;
        BigDecimal free = BigDecimal.ZERO;
        for (AccountInfo.Holding holding : account.holdings()) {
            balances.add(balance(holding));
            if (holding.balance().asset().equals(Floor.PAPER.asset())) {
                cash = qty(holding);
                free = holding.balance().available().toBigDecimal();
            } else if (qty(holding).signum() > 0) {
                positions.add(position(holding));
            }
        }
        BigDecimal equity = account.equity().toBigDecimal();
        BigDecimal deposited = account.deposited().toBigDecimal();
        JsonObjectBuilder json =
                Json.object()
                        .add("user", user)
                        .add("currency", Floor.PAPER.asset())
                        .add("equity", plain(equity))
                        .add("cash", plain(cash))
                        .add("buyingPower", plain(free))
                        .add("deposited", plain(deposited))
                        .add("profit", plain(equity.subtract(deposited)))
                        .add("return", percent(growth(account.equity(), account.deposited())))
                        .add("ranked", account.ranked());
        account.since().ifPresentOrElse(at -> json.add("since", at), () -> json.addNull("since"));
        return json.add("balances", balances).add("positions", positions);
    }

    static JsonObjectBuilder rank(int rank, Standing standing) {
        return Json.object()
                .add("rank", rank)
                .add(
                        "user",
                        Json.object()
                                .add("id", standing.person().id())
                                .add("name", standing.person().name()))
                .add("equity", plain(standing.equity().toBigDecimal()))
                .add("return", percent(growth(standing.equity(), standing.deposited())));
    }

    /// {@return what was gained, as a part of what was put in}
    static BigDecimal growth(Decimal now, Decimal before) {
        BigDecimal base = before.toBigDecimal();
        return base.signum() == 0
                ? BigDecimal.ZERO
                : now.toBigDecimal().subtract(base).divide(base, EXACT);
    }

    private static JsonObjectBuilder balance(AccountInfo.Holding holding) {
        JsonObjectBuilder json =
                Json.object()
                        .add("asset", holding.balance().asset())
                        .add("available", holding.balance().available().toString())
                        .add("reserved", holding.balance().reserved().toString());
        add(json, "price", holding.price());
        return add(json, "value", holding.value());
    }

    private static JsonObjectBuilder position(AccountInfo.Holding holding) {
        BigDecimal qty = qty(holding);
        BigDecimal cost = holding.cost().toBigDecimal();
        JsonObjectBuilder json = Json.object().add("asset", holding.balance().asset());
        holding.market()
                .ifPresentOrElse(
                        market -> json.add("symbol", market.name()), () -> json.addNull("symbol"));
        json.add("qty", plain(qty))
                .add("average", plain(cost.divide(qty, AVERAGE, RoundingMode.DOWN)));
        add(json, "price", holding.price());
        add(json, "value", holding.value()).add("cost", plain(cost));
        if (holding.value().isEmpty() || cost.signum() == 0) {
            return json.addNull("profit").addNull("return");
        }
        return json.add("profit", plain(holding.value().get().toBigDecimal().subtract(cost)))
                .add("return", percent(growth(holding.value().get(), holding.cost())));
    }

    private static BigDecimal qty(AccountInfo.Holding holding) {
        return holding.balance()
                .available()
                .toBigDecimal()
                .add(holding.balance().reserved().toBigDecimal());
    }

    private static JsonObjectBuilder add(
            JsonObjectBuilder json, String name, Optional<Decimal> amount) {
        return amount.isPresent() ? json.add(name, amount.get().toString()) : json.addNull(name);
    }

    private static String percent(BigDecimal part) {
        return part.movePointRight(2).setScale(PERCENT, RoundingMode.DOWN).toPlainString();
    }

    private static String plain(BigDecimal amount) {
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }
}
