package dev.outcry.protocol;

import java.util.Optional;

/// Writes orders, fills and balances: on HTTP and in replies as objects, in events as their fields.
final class TradingWriter {
    private final JsonOut out;

    TradingWriter(JsonOut out) {
        this.out = out;
    }

    void order(OrderInfo order) {
        out.beginObject();
        orderFields(order);
        out.field("at", order.at()).endObject();
    }

    /// All but `at`, which an event has already.
    void orderFields(OrderInfo order) {
        out.field("order", order.order());
        nullable("client", order.client());
        out.field("symbol", order.symbol().name())
                .field("side", order.side().toString())
                .field("kind", order.kind().toString())
                .field("tif", order.tif().toString())
                .field("status", order.status().toString())
                .field("price", order.price())
                .field("stop", order.stop())
                .field("qty", order.qty())
                .field("filled", order.filled())
                .field("remaining", order.remaining())
                .field("average", order.average());
        order.reason().ifPresent(reason -> out.field("reason", reason));
    }

    void fill(FillInfo fill) {
        out.beginObject();
        fillFields(fill);
        out.field("at", fill.at()).endObject();
    }

    /// All but `at`, which an event has already.
    void fillFields(FillInfo fill) {
        out.field("trade", fill.trade()).field("order", fill.order());
        nullable("client", fill.client());
        out.field("symbol", fill.symbol().name())
                .field("side", fill.side().toString())
                .field("price", fill.price())
                .field("qty", fill.qty())
                .field("fee", fill.fee())
                .field("feeAsset", fill.feeAsset())
                .field("liquidity", fill.maker() ? "maker" : "taker")
                .field("filled", fill.filled())
                .field("remaining", fill.remaining());
    }

    void balance(BalanceInfo balance) {
        out.beginObject();
        balanceFields(balance);
        out.endObject();
    }

    void balanceFields(BalanceInfo balance) {
        out.field("asset", balance.asset())
                .field("available", balance.available())
                .field("reserved", balance.reserved());
    }

    private void nullable(String name, Optional<String> text) {
        out.name(name);
        text.ifPresentOrElse(out::value, out::nullValue);
    }
}
