package dev.outcry.server.floor;

import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.FillInfo;
import dev.outcry.protocol.OrderInfo;
import dev.outcry.protocol.OrderInfo.Status;
import dev.outcry.protocol.OrderSpec;
import dev.outcry.protocol.Symbol;
import java.math.BigInteger;
import java.util.Optional;
import java.util.function.Function;

/// A user's order, as its owner is told of it. Its terms are changed only by what the exchange
/// tells.
final class LiveOrder {
    private static final int AVERAGE_DIGITS = 4;

    private final OrderSpec spec;
    private final TradedMarket market;
    private final Trader owner;
    private Optional<String> session;
    private long id;
    private Status status = Status.OPEN;
    private Optional<String> reason = Optional.empty();
    private Optional<Decimal> price;
    private long qty;
    private long filled;
    private long remaining;
    private BigInteger value = BigInteger.ZERO; // ticks × lots traded
    private long changedAt;
    private final long terms; // a digest of what never changes
    private long digest; // as its owner has counted it

    LiveOrder(
            OrderSpec spec,
            TradedMarket market,
            Trader owner,
            Optional<String> session,
            long qty,
            long at) {
        this.spec = spec;
        this.market = market;
        this.owner = owner;
        this.session = session;
        this.price = spec.price().map(market::printed);
        this.qty = qty;
        this.remaining = qty;
        this.changedAt = at;
        this.terms = terms();
    }

    private long terms() {
        long hash = Hash.mix(spec.symbol().name().hashCode(), spec.side().name().hashCode());
        hash = Hash.mix(hash, spec.kind().name().hashCode(), spec.tif().name().hashCode());
        hash = Hash.mix(hash, spec.stop().map(market::printed).map(Decimal::unscaled).orElse(0L));
        return Hash.mix(hash, spec.client().map(String::hashCode).orElse(0));
    }

    void write(ValuesOut out) {
        out.order(spec);
        out.optional(session, out::text);
        out.number(id);
        out.octet(Codes.of(status));
        out.optional(reason, out::text);
        out.optional(price, out::decimal);
        out.number(qty);
        out.number(filled);
        out.number(remaining);
        out.bytes(value.toByteArray());
        out.number(changedAt);
    }

    /// @param market finds the order's
    static LiveOrder read(ValuesIn in, Trader owner, Function<Symbol, TradedMarket> market) {
        OrderSpec spec = in.order();
        LiveOrder order =
                new LiveOrder(
                        spec, market.apply(spec.symbol()), owner, in.optional(in::text), 0, 0);
        order.id = in.number();
        order.status = in.status();
        order.reason = in.optional(in::text);
        order.price = in.optional(in::decimal);
        order.qty = in.number();
        order.filled = in.number();
        order.remaining = in.number();
        order.value = new BigInteger(in.bytes());
        order.changedAt = in.number();
        return order;
    }

    void accepted(long order) {
        id = order;
    }

    void traded(long ticks, long lots, long left, long at) {
        filled += lots;
        value = value.add(BigInteger.valueOf(ticks).multiply(BigInteger.valueOf(lots)));
        remaining = left;
        if (qty == 0 || remaining > 0) { // by amount: ends when the exchange says so
            status = Status.PARTIAL;
        } else {
            status = Status.FILLED;
        }
        changedAt = at;
    }

    /// Takes the order's terms as they are now.
    ///
    /// @return false if they are what they were
    boolean amended(long ticks, long lots, long left, long at) {
        Optional<Decimal> now = ticks == 0 ? price : Optional.of(market.price(ticks));
        if (now.equals(price) && lots == qty && left == remaining) {
            return false;
        }
        price = now;
        qty = lots;
        remaining = left;
        changedAt = at;
        return true;
    }

    void changed(Status to, Optional<String> why, long at) {
        status = to;
        reason = why;
        changedAt = at;
    }

    long id() {
        return id;
    }

    OrderSpec spec() {
        return spec;
    }

    Trader owner() {
        return owner;
    }

    TradedMarket market() {
        return market;
    }

    Optional<String> session() {
        return session;
    }

    /// Stays where it is when that connection ends.
    void outlive(String connection) {
        session = session.filter(mine -> !mine.equals(connection));
    }

    long digest() {
        return digest;
    }

    /// Works out the digest anew.
    ///
    /// @return how much it differs from the one before
    long count() {
        long now = Hash.mix(Hash.mix(id, changedAt, status.name().hashCode()), qty, filled);
        now = Hash.mix(now, remaining, price.map(Decimal::unscaled).orElse(0L));
        now = Hash.mix(now, value.hashCode(), reason.map(String::hashCode).orElse(0));
        now = Hash.mix(now, terms, session.map(String::hashCode).orElse(0));
        long change = now - digest;
        digest = now;
        return change;
    }

    /// {@return whether any of it has traded}
    boolean traded() {
        return filled > 0;
    }

    Status status() {
        return status;
    }

    long changedAt() {
        return changedAt;
    }

    OrderInfo info() {
        boolean ended = !status.live();
        long total = qty == 0 ? filled : qty;
        return new OrderInfo(
                id,
                spec.client(),
                spec.symbol(),
                spec.side(),
                spec.kind(),
                spec.tif(),
                status,
                price,
                spec.stop().map(market::printed),
                market.qty(total),
                market.qty(filled),
                market.qty(ended && qty == 0 ? 0 : remaining),
                filled == 0 ? Optional.empty() : Optional.of(average()),
                reason,
                changedAt);
    }

    FillInfo fill(long trade, long ticks, long lots, Decimal fee, String feeAsset, boolean maker) {
        return new FillInfo(
                trade,
                id,
                spec.client(),
                spec.symbol(),
                spec.side(),
                market.price(ticks),
                market.qty(lots),
                fee,
                feeAsset,
                maker,
                market.qty(filled),
                market.qty(remaining),
                changedAt);
    }

    /// Four digits more than a price has, if an amount can have so many, rounded down, without
    /// zeros behind a price's own.
    private Decimal average() {
        Decimal tick = market.info().tick();
        BigInteger units = value.multiply(BigInteger.valueOf(tick.unscaled()));
        int most = Math.min(AVERAGE_DIGITS, Decimal.MAX_SCALE - tick.scale());
        for (int digits = most; ; digits--) {
            BigInteger scaled =
                    units.multiply(BigInteger.TEN.pow(digits)).divide(BigInteger.valueOf(filled));
            boolean shorter =
                    scaled.mod(BigInteger.TEN).signum() == 0 || scaled.bitLength() >= Long.SIZE;
            if (!shorter || digits == 0) {
                return new Decimal(scaled.longValue(), tick.scale() + digits);
            }
        }
    }
}
