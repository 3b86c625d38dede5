package dev.outcry.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/// The exchange: all assets, accounts, markets and orders as one deterministic state machine.
///
/// One thread calls it. Assets, accounts and markets are numbered 0, 1, 2, … as they are added;
/// account 0 is the house, which receives the fees. Time is an argument. A command whose [Outcome]
/// isn't [Outcome#ACCEPTED] changed nothing and told the listener nothing; naming an asset, account
/// or market that was never added is the caller's bug and throws an `IndexOutOfBoundsException`
/// before anything changed.
///
/// The same commands in the same order give the same events and the same [#stateHash].
public final class Exchange {
    /// The account that receives the fees.
    public static final int HOUSE = 0;

    /// Open orders that a [AccountKind#USER] may have in one market, waiting stops included.
    public static final int MAX_OPEN = 200;

    /// Parts that an iceberg may have, so that one trade can't take for ever.
    public static final int MAX_SLICES = 1000;

    /// Largest price, in ticks.
    public static final long MAX_TICKS = 1_000_000_000_000_000L;

    /// Largest quantity of one order, in lots.
    public static final long MAX_LOTS = 1_000_000_000_000_000L;

    /// Most units that can exist of one asset.
    public static final long MAX_AMOUNT = 1L << 61;

    /// Stands for every market in [#cancelAll].
    public static final int ALL_MARKETS = -1;

    final List<Account> accounts = new ArrayList<>();
    final List<Market> markets = new ArrayList<>();
    final List<Asset> assets = new ArrayList<>();
    final Ledger ledger;
    final Orders orders = new Orders();
    final Matcher matcher;
    final Entry entry;

    private final ExchangeListener listener;
    private final Resting resting;

    /// An exchange with nothing but the house account.
    ///
    /// @param listener told of everything that changes
    public Exchange(ExchangeListener listener) {
        this.listener = listener;
        Account house = new Account(HOUSE, AccountKind.HOUSE);
        accounts.add(house);
        ledger = new Ledger(listener);
        ledger.changed(house);
        resting = new Resting(listener, ledger, orders);
        matcher = new Matcher(listener, ledger, orders, resting, house);
        entry = new Entry(listener, ledger, orders, resting, matcher);
    }

    /// Adds an asset.
    ///
    /// @param scale decimals of its unit: 6 if one unit is 10^-6 of it
    /// @return its number
    public int addAsset(int scale) {
        if (scale < 0 || scale > 18) {
            throw new IllegalArgumentException("scale is 0 to 18: " + scale);
        }
        assets.add(new Asset(scale));
        return assets.size() - 1;
    }

    /// Adds an account that holds nothing.
    ///
    /// @param kind what it is
    /// @return its number
    public int addAccount(AccountKind kind) {
        Account account = new Account(accounts.size(), kind);
        accounts.add(account);
        ledger.changed(account);
        return account.id;
    }

    /// Adds an open market with an empty book.
    ///
    /// @param spec its terms
    /// @return its number
    /// @throws IllegalArgumentException if a lot is no whole number of units of the base asset, or
    ///   tick and lot are so far from the assets' scales that values can't be exact
    /// @throws ArithmeticException for the same reason
    public int addMarket(MarketSpec spec) {
        Valuation valuation =
                new Valuation(
                        spec, assets.get(spec.base()).scale(), assets.get(spec.quote()).scale());
        markets.add(new Market(markets.size(), spec, valuation));
        return markets.size() - 1;
    }

    /// Changes a market's limits, band or fees. Open orders keep the fees that they were accepted
    /// under.
    ///
    /// @param market which
    /// @param spec the new terms
    /// @throws IllegalArgumentException if assets, tick or lot differ from before
    public void changeMarket(int market, MarketSpec spec) {
        Market changed = markets.get(market);
        if (!changed.spec.sameUnits(spec)) {
            throw new IllegalArgumentException("assets, tick and lot of a market are for ever");
        }
        changed.spec = spec;
    }

    /// Closes a market for orders and amendments; cancels and expiry go on. Does nothing if it is
    /// halted.
    ///
    /// @param market which
    public void halt(int market) {
        markets.get(market).halted = true;
    }

    /// Opens a halted market again. Does nothing if it is open.
    ///
    /// @param market which
    public void resume(int market) {
        markets.get(market).halted = false;
    }

    /// Brings an amount into the exchange.
    ///
    /// @param account who gets it
    /// @param asset of what
    /// @param amount how many units
    /// @return [Outcome#BAD_QUANTITY] if it isn't above 0, or more than [#MAX_AMOUNT] would exist
    public Outcome deposit(int account, int asset, long amount) {
        Balance to = balance(account, asset);
        Asset of = assets.get(asset);
        if (amount <= 0 || amount > MAX_AMOUNT - of.supply) {
            return Outcome.BAD_QUANTITY;
        }
        of.supply += amount;
        ledger.add(to, amount);
        ledger.flush();
        return Outcome.ACCEPTED;
    }

    /// Takes an amount out of the exchange.
    ///
    /// @param account whose
    /// @param asset of what
    /// @param amount how many units
    /// @return [Outcome#BAD_QUANTITY] if it isn't above 0; [Outcome#INSUFFICIENT_FUNDS] if less is
    ///   available
    public Outcome withdraw(int account, int asset, long amount) {
        Balance from = balance(account, asset);
        Asset of = assets.get(asset);
        if (amount <= 0) {
            return Outcome.BAD_QUANTITY;
        }
        if (amount > from.available) {
            return Outcome.INSUFFICIENT_FUNDS;
        }
        of.supply -= amount;
        ledger.add(from, -amount);
        ledger.flush();
        return Outcome.ACCEPTED;
    }

    /// Places an order: trades what can trade, then rests what may rest. Stops that its trades
    /// reach follow within the same call.
    ///
    /// Costs `O(t + log n)` for `t` trades and canceled orders over `n` price levels, and allocates
    /// nothing once its pools have grown.
    ///
    /// @param request the order
    /// @param at the time, epoch milliseconds; [#expire] must have seen it
    /// @return whether it was taken
    /// @throws IllegalStateException if the order's id isn't above that of every order accepted
    ///   before
    public Outcome submit(OrderRequest request, long at) {
        return entry.submit(
                request, markets.get(request.market), accounts.get(request.account), at, true);
    }

    /// Says what [#submit] would answer, and does nothing.
    ///
    /// @param request the order
    /// @param at the time, epoch milliseconds
    /// @return whether it would be taken
    public Outcome validate(OrderRequest request, long at) {
        return entry.submit(
                request, markets.get(request.market), accounts.get(request.account), at, false);
    }

    /// Says what [#submit] would answer to a new account, and does nothing.
    ///
    /// @param request the order, whose account doesn't count
    /// @param asset what that account would hold
    /// @param amount how many units of it
    /// @param at the time, epoch milliseconds
    /// @return whether it would be taken
    public Outcome validate(OrderRequest request, int asset, long amount, long at) {
        Account account = new Account(accounts.size(), AccountKind.USER);
        account.balance(asset).available = amount;
        return entry.submit(request, markets.get(request.market), account, at, false);
    }

    /// Changes an order's price or quantity. A smaller quantity keeps its place in the queue;
    /// another price or a larger quantity loses it, and the order may trade as if it were new.
    ///
    /// @param order its id
    /// @param account its owner
    /// @param priceTicks the new limit; 0 leaves it
    /// @param qtyLots the new quantity, what is filled included; 0 leaves it
    /// @return whether it was changed
    public Outcome amend(long order, int account, long priceTicks, long qtyLots) {
        Order amended = orders.find(order);
        if (amended == null || amended.account.id != account) {
            return Outcome.UNKNOWN_ORDER;
        }
        return entry.amend(amended, priceTicks, qtyLots);
    }

    /// Cancels an order.
    ///
    /// @param order its id
    /// @param account its owner
    /// @return [Outcome#UNKNOWN_ORDER] if it isn't open or another's
    public Outcome cancel(long order, int account) {
        Order canceled = orders.find(order);
        if (canceled == null || canceled.account.id != account) {
            return Outcome.UNKNOWN_ORDER;
        }
        resting.leave(canceled);
        resting.cancel(canceled, CancelReason.REQUESTED);
        ledger.flush();
        return Outcome.ACCEPTED;
    }

    /// Cancels all open orders of an account, oldest first.
    ///
    /// @param account whose
    /// @param market where, or [#ALL_MARKETS]
    /// @param buys whether buys are canceled
    /// @param sells whether sells are canceled
    /// @return how many
    public int cancelAll(int account, int market, boolean buys, boolean sells) {
        int count = 0;
        Order next = accounts.get(account).firstOrder;
        while (next != null) {
            Order order = next;
            next = order.accountNext;
            boolean here = market == ALL_MARKETS || order.market().id == market;
            if (here && (order.side() == Side.BUY ? buys : sells)) {
                resting.leave(order);
                resting.cancel(order, CancelReason.REQUESTED);
                count++;
            }
        }
        ledger.flush();
        return count;
    }

    /// Ends the orders whose time has come, in the order of their times, then of their ids.
    ///
    /// @param now the time, epoch milliseconds
    /// @return how many
    public int expire(long now) {
        int count = 0;
        while (orders.due.nextDue() <= now) {
            Order order = orders.due.first();
            resting.leave(order);
            resting.release(order);
            listener.expired(order.id, order.account.id, order.market().id, order.remaining);
            orders.close(order);
            count++;
        }
        ledger.flush();
        return count;
    }

    /// {@return when the next order expires, epoch milliseconds; [Long#MAX_VALUE] for never}
    public long nextDue() {
        return orders.due.nextDue();
    }

    /// {@return the whole state as bytes, for [#restore]; the same bytes for the same state}
    public byte[] snapshot() {
        return new SnapshotWriter().write(this);
    }

    /// Makes an exchange that goes on where another was when its snapshot was taken. Nothing is
    /// told of what it holds already.
    ///
    /// @param snapshot what [#snapshot] gave
    /// @param listener told of everything that changes from here on
    /// @return the exchange, with the same [#stateHash]
    /// @throws IllegalArgumentException if the bytes are no snapshot, or damaged
    public static Exchange restore(byte[] snapshot, ExchangeListener listener) {
        return new SnapshotReader(snapshot).read(new Exchange(listener));
    }

    /// {@return a number that is the same for the same state, and for no other but by the chance of
    /// 2^-64}
    public long stateHash() {
        return StateHash.of(this);
    }

    /// Visits the levels of one side, best first.
    ///
    /// @param market which
    /// @param side bids or asks
    /// @param depth most levels to visit
    /// @param visitor receives them
    public void levels(int market, Side side, int depth, LevelVisitor visitor) {
        BookSide levels = markets.get(market).book(side);
        int visited = 0;
        for (int i = 0; i < levels.size() && visited < depth; i++) {
            Level level = levels.fromBest(i);
            if (level.head != null) {
                visitor.level(level.price, level.shown, level.count);
                visited++;
            }
        }
    }

    /// {@return the best price of a side, in ticks}
    ///
    /// @param market which
    /// @param side bids or asks
    public OptionalLong best(int market, Side side) {
        Level best = markets.get(market).book(side).best();
        return best == null ? OptionalLong.empty() : OptionalLong.of(best.price);
    }

    /// {@return the price of the last trade, in ticks}
    ///
    /// @param market which
    public OptionalLong lastPrice(int market) {
        long last = markets.get(market).last;
        return last == 0 ? OptionalLong.empty() : OptionalLong.of(last);
    }

    /// {@return the terms of a market}
    ///
    /// @param market which
    public MarketSpec spec(int market) {
        return markets.get(market).spec;
    }

    /// {@return whether a market is halted}
    ///
    /// @param market which
    public boolean halted(int market) {
        return markets.get(market).halted;
    }

    /// {@return units that exist of an asset, in all accounts together}
    ///
    /// @param asset which
    public long supply(int asset) {
        return assets.get(asset).supply;
    }

    /// {@return units that may be spent}
    ///
    /// @param account whose
    /// @param asset of what
    public long available(int account, int asset) {
        return balance(account, asset).available;
    }

    /// {@return units that open orders hold}
    ///
    /// @param account whose
    /// @param asset of what
    public long reserved(int account, int asset) {
        return balance(account, asset).reserved;
    }

    /// {@return an open order}
    ///
    /// @param order its id
    public Optional<OrderInfo> order(long order) {
        return Optional.ofNullable(orders.find(order)).map(Order::info);
    }

    /// {@return the open orders of an account, oldest first}
    ///
    /// @param account whose
    public List<OrderInfo> openOrders(int account) {
        List<OrderInfo> open = new ArrayList<>();
        for (Order o = accounts.get(account).firstOrder; o != null; o = o.accountNext) {
            open.add(o.info());
        }
        return open;
    }

    /// {@return how many orders are open, waiting stops included}
    public int openOrders() {
        return orders.count();
    }

    private Balance balance(int account, int asset) {
        return accounts.get(account).balance(Objects.checkIndex(asset, assets.size()));
    }
}
