package dev.outcry.protocol;

import java.util.stream.Stream;

/// Reads orders, fills and balances that a server sent.
final class TradingReader {
    private TradingReader() {}

    static OrderInfo order(JsonIn in) {
        return new OrderInfo(
                in.number("order"),
                in.optionalString("client"),
                new Symbol(in.string("symbol")),
                one(Side.values(), in.string("side")),
                one(OrderKind.values(), in.string("kind")),
                one(TimeInForce.values(), in.string("tif")),
                one(OrderInfo.Status.values(), in.string("status")),
                in.optionalDecimal("price"),
                in.optionalDecimal("stop"),
                in.decimal("qty"),
                in.decimal("filled"),
                in.decimal("remaining"),
                in.optionalDecimal("average"),
                in.optionalString("reason"),
                in.number("at"));
    }

    static FillInfo fill(JsonIn in) {
        return new FillInfo(
                in.number("trade"),
                in.number("order"),
                in.optionalString("client"),
                new Symbol(in.string("symbol")),
                one(Side.values(), in.string("side")),
                in.decimal("price"),
                in.decimal("qty"),
                in.decimal("fee"),
                in.string("feeAsset"),
                in.string("liquidity").equals("maker"),
                in.decimal("filled"),
                in.decimal("remaining"),
                in.number("at"));
    }

    static BalanceInfo balance(JsonIn in) {
        return new BalanceInfo(in.string("asset"), in.decimal("available"), in.decimal("reserved"));
    }

    private static <E> E one(E[] all, String wire) {
        return Stream.of(all)
                .filter(each -> each.toString().equals(wire))
                .findFirst()
                .orElseThrow(() -> JsonIn.bad(wire + ": not known to this version"));
    }
}
