package dev.outcry.client;

import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.OrderKind;
import dev.outcry.protocol.OrderSpec;
import dev.outcry.protocol.SelfTrade;
import dev.outcry.protocol.Side;
import dev.outcry.protocol.Symbol;
import dev.outcry.protocol.TimeInForce;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/// An order to place: the same one may be placed again when its outcome stayed unknown.
///
/// ```java
/// NewOrder.limit("BTC-USD", Side.BUY, Decimal.parse("0.5"), Decimal.parse("617.50")).postOnly().build()
/// ```
///
/// @param spec what is wanted. Whether amounts fit the market and options go together, the server
///   says
/// @param key names this one placing of it for 10 minutes: however often it is sent, it is placed
///   once
public record NewOrder(OrderSpec spec, String key) {
    /// Trades at a price or better; what is left rests.
    ///
    /// @param symbol such as `BTC-USD`
    /// @param side buy or sell
    /// @param qty how much, a multiple of the market's lot
    /// @param price limit, a multiple of the market's tick
    /// @return without options
    /// @throws OutcryException `market.not_found` if no market can have that symbol
    public static Builder limit(String symbol, Side side, Decimal qty, Decimal price) {
        Builder builder = new Builder(symbol, side, OrderKind.LIMIT);
        builder.qty = Optional.of(qty);
        builder.price = Optional.of(price);
        return builder;
    }

    /// Trades at what the book offers; what is left is canceled.
    ///
    /// @param symbol such as `BTC-USD`
    /// @param side buy or sell
    /// @param qty how much, a multiple of the market's lot
    /// @return without options
    /// @throws OutcryException `market.not_found` if no market can have that symbol
    public static Builder market(String symbol, Side side, Decimal qty) {
        Builder builder = new Builder(symbol, side, OrderKind.MARKET);
        builder.qty = Optional.of(qty);
        return builder;
    }

    /// Buys what the book offers for an amount of money.
    ///
    /// @param symbol such as `BTC-USD`
    /// @param quoteQty what may be paid, in the quote currency
    /// @return without options
    /// @throws OutcryException `market.not_found` if no market can have that symbol
    public static Builder buyFor(String symbol, Decimal quoteQty) {
        Builder builder = new Builder(symbol, Side.BUY, OrderKind.MARKET);
        builder.quoteQty = Optional.of(quoteQty);
        return builder;
    }

    /// Waits for a trade at a price, then is a market order.
    ///
    /// @param symbol such as `BTC-USD`
    /// @param side buy or sell
    /// @param qty how much, a multiple of the market's lot
    /// @param stop what triggers it, a multiple of the market's tick
    /// @return without options
    /// @throws OutcryException `market.not_found` if no market can have that symbol
    public static Builder stop(String symbol, Side side, Decimal qty, Decimal stop) {
        Builder builder = new Builder(symbol, side, OrderKind.STOP);
        builder.qty = Optional.of(qty);
        builder.stop = Optional.of(stop);
        return builder;
    }

    /// Waits for a trade at a price, then is a limit order.
    ///
    /// @param symbol such as `BTC-USD`
    /// @param side buy or sell
    /// @param qty how much, a multiple of the market's lot
    /// @param stop what triggers it, a multiple of the market's tick
    /// @param price limit, a multiple of the market's tick
    /// @return without options
    /// @throws OutcryException `market.not_found` if no market can have that symbol
    public static Builder stopLimit(
            String symbol, Side side, Decimal qty, Decimal stop, Decimal price) {
        Builder builder = new Builder(symbol, side, OrderKind.STOP_LIMIT);
        builder.qty = Optional.of(qty);
        builder.stop = Optional.of(stop);
        builder.price = Optional.of(price);
        return builder;
    }

    /// The options of an order. Not thread-safe.
    public static final class Builder {
        private final Symbol symbol;
        private final Side side;
        private final OrderKind kind;
        private Optional<Decimal> qty = Optional.empty();
        private Optional<Decimal> price = Optional.empty();
        private Optional<Decimal> stop = Optional.empty();
        private Optional<Decimal> quoteQty = Optional.empty();
        private TimeInForce tif = TimeInForce.GTC;
        private OptionalLong expiresAt = OptionalLong.empty();
        private boolean postOnly;
        private Optional<Decimal> display = Optional.empty();
        private SelfTrade selfTrade = SelfTrade.CANCEL_NEWEST;
        private Optional<String> client = Optional.empty();
        private Optional<String> key = Optional.empty();

        private Builder(String symbol, Side side, OrderKind kind) {
            this.symbol = OutcryException.translating(() -> new Symbol(symbol));
            this.side = side;
            this.kind = kind;
        }

        /// Sets how long it stays; until canceled by default.
        ///
        /// @param time any but [TimeInForce#GTD], which [#goodTill(Instant)] sets
        /// @return this
        public Builder tif(TimeInForce time) {
            tif = time;
            expiresAt = OptionalLong.empty();
            return this;
        }

        /// Lets it stay until a time.
        ///
        /// @param end by the server's clock, to the millisecond
        /// @return this
        public Builder goodTill(Instant end) {
            tif = TimeInForce.GTD;
            expiresAt = OptionalLong.of(end.toEpochMilli());
            return this;
        }

        /// Has it refused with `order.would_cross` if it would trade at once.
        ///
        /// @return this
        public Builder postOnly() {
            postOnly = true;
            return this;
        }

        /// Makes it an iceberg.
        ///
        /// @param shown how much others see at a time
        /// @return this
        public Builder display(Decimal shown) {
            display = Optional.of(shown);
            return this;
        }

        /// Sets what happens when it would trade with an order of one's own; the newer one, this,
        /// is canceled by default.
        ///
        /// @param what is canceled
        /// @return this
        public Builder selfTrade(SelfTrade what) {
            selfTrade = what;
            return this;
        }

        /// Gives it a name of one's own, to amend and cancel it by.
        ///
        /// @param name 1 to 36 printable ASCII characters, another for each order of 10 minutes
        /// @return this
        public Builder client(String name) {
            client = Optional.of(name);
            return this;
        }

        /// Sets the key, so that another process may repeat this; a random one by default.
        ///
        /// @param name 1 to 64 printable ASCII characters
        /// @return this
        public Builder key(String name) {
            key = Optional.of(name);
            return this;
        }

        /// {@return the order, under a new random key where none was set}
        public NewOrder build() {
            OrderSpec spec =
                    new OrderSpec(
                            symbol, side, kind, qty, price, stop, quoteQty, tif, expiresAt,
                            postOnly, display, selfTrade, client);
            return new NewOrder(spec, key.orElseGet(() -> UUID.randomUUID().toString()));
        }
    }
}
