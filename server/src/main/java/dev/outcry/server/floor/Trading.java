package dev.outcry.server.floor;

import dev.outcry.exchange.Exchange;
import dev.outcry.exchange.OrderRequest;
import dev.outcry.exchange.Outcome;
import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.MarketInfo;
import dev.outcry.protocol.OrderRef;
import dev.outcry.protocol.OrderSpec;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What users do with their orders and accounts.
final class Trading {
    private static final int STRANGER = -1;

    private final Markets markets;
    private final Exchange exchange;
    private final Tape tape;
    private final Traders traders;
    private final Disconnects disconnects;
    private final Wishes wishes;
    private final OrderRequest request = new OrderRequest();

    Trading(
            Markets markets,
            Exchange exchange,
            Tape tape,
            Traders traders,
            Disconnects disconnects) {
        this.disconnects = disconnects;
        this.markets = markets;
        this.exchange = exchange;
        this.tape = tape;
        this.traders = traders;
        this.wishes = new Wishes(markets);
    }

    void write(ValuesOut out) {
        disconnects.write(out);
    }

    Result submit(FloorCommand.SubmitOrder submit, Floor.Context context) {
        OrderSpec spec = submit.order();
        TradedMarket market = markets.find(spec.symbol());
        if (market == null) {
            return new Result.Refused(ErrorCode.MARKET_NOT_FOUND, "symbol: no such market");
        }
        if (market.info().source() == MarketInfo.Source.QUOTED) {
            return new Result.Refused(
                    ErrorCode.MARKET_QUOTED, "symbol: a backend sets this market's price");
        }
        Result.@Nullable Refused unfit = wishes.check(spec, market);
        if (unfit != null) {
            return unfit;
        }
        Trader known = traders.find(submit.by().id());
        Trader owner = known == null ? stranger(submit.by()) : known;
        LiveOrder before =
                spec.client().map(client -> owner.find(client, context.at())).orElse(null);
        if (before != null) {
            return new Result.Refused(
                    ErrorCode.ORDER_DUPLICATE,
                    "client: was used for another order",
                    OptionalLong.empty(),
                    Optional.of(before.info()));
        }
        wishes.write(spec, owner, market, request);
        if (known == null || submit.validate()) { // who is refused gets no account
            Outcome outcome = validate(known, context);
            if (outcome != Outcome.ACCEPTED) {
                return Refusals.of(outcome);
            }
        }
        Optional<String> session = submit.session().filter(disconnects::armed);
        long lots = spec.qty().map(market::lots).map(OptionalLong::getAsLong).orElse(0L);
        if (submit.validate()) {
            LiveOrder order = new LiveOrder(spec, market, owner, session, lots, context.at());
            return new Result.Taken(order.info(), List.of());
        }
        Trader trader = known == null ? trader(submit.by(), context) : known;
        if (known == null) {
            wishes.write(spec, trader, market, request);
        }
        LiveOrder order = new LiveOrder(spec, market, trader, session, lots, context.at());
        begin(context, order, Optional.empty());
        Outcome outcome = exchange.submit(request, context.at());
        if (outcome != Outcome.ACCEPTED) {
            return Refusals.of(outcome);
        }
        trader.person = submit.by();
        trader.forget(context.at());
        markets.ordered();
        tape.flush(exchange);
        return new Result.Taken(order.info(), traders.fills());
    }

    private static Trader stranger(Person person) {
        return new Trader(STRANGER, person, new Inboxes.Inbox());
    }

    /// {@return what the exchange would answer to the request}
    ///
    /// @param known who asks; null if nobody knows them, who would begin with paper money
    private Outcome validate(@Nullable Trader known, Floor.Context context) {
        if (known != null) {
            return exchange.validate(request, context.at());
        }
        Assets.Asset paper = markets.assets().find(Traders.PAPER_ASSET);
        return paper == null
                ? exchange.validate(request, 0, 0, context.at())
                : exchange.validate(request, paper.index(), Traders.PAPER_UNITS, context.at());
    }

    Result amend(FloorCommand.AmendOrder amend, Floor.Context context) {
        if (amend.qty().isEmpty() && amend.price().isEmpty()) {
            return new Result.Refused(ErrorCode.BAD_REQUEST, "qty: give qty, price or both");
        }
        Found found = find(amend.by(), amend.order(), context.at());
        if (found.refused() != null) {
            return found.refused();
        }
        LiveOrder order = found.order();
        OptionalLong price = amend.price().map(order.market()::ticks).orElse(OptionalLong.of(0));
        OptionalLong qty = amend.qty().map(order.market()::lots).orElse(OptionalLong.of(0));
        if (price.isEmpty()) {
            return Wishes.offTick("price", order.market());
        }
        if (qty.isEmpty()) {
            return Wishes.offLot("qty", order.market());
        }
        begin(context, order, Optional.empty());
        Outcome outcome =
                exchange.amend(
                        order.id(), order.owner().account, price.getAsLong(), qty.getAsLong());
        if (outcome != Outcome.ACCEPTED) {
            return Refusals.of(outcome);
        }
        tape.flush(exchange);
        return new Result.Taken(order.info(), traders.fills());
    }

    Result withdraw(FloorCommand.WithdrawOrder withdraw, Floor.Context context) {
        Found found = find(withdraw.by(), withdraw.order(), context.at());
        if (found.refused() != null) {
            return found.refused();
        }
        begin(context, null, Optional.empty());
        cancel(found.order());
        tape.flush(exchange);
        return new Result.Canceled(1);
    }

    Result withdrawAll(FloorCommand.WithdrawAll withdraw, Floor.Context context) {
        Symbol symbol = withdraw.symbol().orElse(null);
        if (symbol != null && markets.find(symbol) == null) {
            return new Result.Refused(ErrorCode.MARKET_NOT_FOUND, "symbol: no such market");
        }
        Trader trader = traders.find(withdraw.by().id());
        if (trader == null) {
            return new Result.Canceled(0);
        }
        begin(context, null, Optional.empty());
        int count = 0;
        for (LiveOrder order : live(trader)) {
            boolean here = symbol == null || order.spec().symbol().equals(symbol);
            if (here && withdraw.side().map(order.spec().side()::equals).orElse(true)) {
                cancel(order);
                count++;
            }
        }
        tape.flush(exchange);
        return new Result.Canceled(count);
    }

    Result arm(FloorCommand.ArmSession arm) {
        disconnects.arm(arm.session(), arm.by().id(), arm.graceMillis());
        return new Result.Applied();
    }

    Result disarm(FloorCommand.DisarmSession disarm) {
        String user = disconnects.disarm(disarm.session());
        Trader trader = user == null ? null : traders.find(user);
        if (trader != null) { // arming it again is for the orders from then on
            for (LiveOrder order : trader.live()) {
                order.outlive(disarm.session());
                trader.count(order);
            }
        }
        return new Result.Applied();
    }

    Result end(FloorCommand.EndSession end, Floor.Context context) {
        disconnects.end(end.session(), context.at());
        actAll(context);
        return new Result.Applied();
    }

    Result lost(Floor.Context context) {
        disconnects.endAll(context.at());
        actAll(context);
        return new Result.Applied();
    }

    Result arm(FloorCommand.ArmSwitch arm, Floor.Context context) {
        long fires = arm.millis() == 0 ? 0 : context.at() + arm.millis();
        disconnects.arm(arm.by().id(), fires);
        return new Result.Applied();
    }

    /// {@return when something is due, Unix epoch milliseconds}
    long nextDue() {
        return disconnects.nextDue();
    }

    private void actAll(Floor.Context context) {
        while (nextDue() <= context.at()) {
            act(context);
        }
    }

    /// Cancels for what is due first.
    void act(Floor.Context context) {
        Disconnects.Due due = disconnects.poll(context.at());
        Trader trader = due == null ? null : traders.find(due.user());
        if (due == null || trader == null) {
            return;
        }
        begin(context, null, Optional.of(due.session().isPresent() ? "disconnect" : "timer"));
        for (LiveOrder order : live(trader)) {
            if (due.session().isEmpty() || order.session().equals(due.session())) {
                cancel(order);
            }
        }
        tape.flush(exchange);
    }

    Result reset(FloorCommand.ResetAccount reset, Floor.Context context) {
        Trader trader = trader(reset.by(), context);
        begin(context, null, Optional.of("reset"));
        live(trader).forEach(this::cancel);
        for (Assets.Asset asset : markets.assets().all()) {
            long held = exchange.available(trader.account, asset.index());
            if (held > 0
                    && exchange.withdraw(trader.account, asset.index(), held) != Outcome.ACCEPTED) {
                throw new IllegalStateException("what is available can't be taken");
            }
        }
        traders.grant(trader, context.at());
        tape.flush(exchange);
        return new Result.Applied();
    }

    /// Gives an account what was armed for a guest.
    void become(String guest, String account) {
        disconnects.become(guest, account);
    }

    /// Cancels all orders of somebody who leaves, disarms the switch, and ranks no more.
    void leave(Person by, Floor.Context context) {
        disconnects.arm(by.id(), 0);
        Result _ =
                withdrawAll(
                        new FloorCommand.WithdrawAll(
                                by, Optional.empty(), Optional.empty(), Optional.empty()),
                        context);
        Trader trader = traders.find(by.id());
        if (trader != null) {
            trader.ranked = false;
        }
    }

    Result rank(FloorCommand.Rank rank, Floor.Context context) {
        trader(rank.by(), context).ranked = rank.ranked();
        return new Result.Applied();
    }

    private Trader trader(Person person, Floor.Context context) {
        tape.begin(context);
        Trader trader = traders.of(person, context.at());
        tape.forget();
        return trader;
    }

    private void begin(Floor.Context context, @Nullable LiveOrder order, Optional<String> reason) {
        tape.begin(context);
        traders.begin(order, reason);
    }

    private void cancel(LiveOrder order) {
        if (exchange.cancel(order.id(), order.owner().account) != Outcome.ACCEPTED) {
            throw new IllegalStateException("order " + order.id() + " lives, but not in the book");
        }
    }

    private static List<LiveOrder> live(Trader trader) {
        List<LiveOrder> live = new ArrayList<>();
        trader.live().forEach(live::add);
        return live;
    }

    /// An order found, or why not.
    private record Found(@Nullable LiveOrder found, Result.@Nullable Refused refused) {
        LiveOrder order() {
            if (found == null) {
                throw new IllegalStateException("look at refused first");
            }
            return found;
        }
    }

    private Found find(Person by, OrderRef ref, long at) {
        Trader trader = traders.find(by.id());
        LiveOrder order =
                trader == null
                        ? null
                        : switch (ref) {
                            case OrderRef.ById(long id) -> trader.find(id, at);
                            case OrderRef.ByClient(String client) -> trader.find(client, at);
                        };
        if (order == null) {
            return new Found(
                    null,
                    new Result.Refused(
                            ErrorCode.ORDER_NOT_FOUND, "order: you have none of that id"));
        }
        return order.status().live()
                ? new Found(order, null)
                : new Found(
                        null,
                        new Result.Refused(
                                ErrorCode.ORDER_NOT_OPEN, "order: it is " + order.status()));
    }

    long hash() {
        return disconnects.hash();
    }
}
