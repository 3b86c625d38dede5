package dev.outcry.protocol;

import java.util.Optional;
import java.util.stream.Stream;

/// Reads an order as somebody wants it, and which order somebody means.
final class OrderReader {
    private static final int MAX_CLIENT = 36;

    private final JsonIn in;

    OrderReader(JsonIn in) {
        this.in = in;
    }

    OrderSpec spec() {
        OrderKind kind = required("kind", OrderKind.values());
        Side side = required("side", Side.values());
        TimeInForce tif = optional("tif", TimeInForce.values()).orElse(TimeInForce.GTC);
        OrderSpec spec =
                new OrderSpec(
                        new Symbol(in.string("symbol")),
                        side,
                        kind,
                        qty("qty"),
                        price("price"),
                        price("stop"),
                        qty("quoteQty"),
                        tif,
                        in.optionalNumber("expiresAt"),
                        in.flag("postOnly"),
                        qty("display"),
                        optional("stp", SelfTrade.values()).orElse(SelfTrade.CANCEL_NEWEST),
                        client());
        check(spec);
        return spec;
    }

    private static void check(OrderSpec spec) {
        boolean priced = spec.kind() == OrderKind.LIMIT || spec.kind() == OrderKind.STOP_LIMIT;
        boolean waits = spec.kind() == OrderKind.STOP || spec.kind() == OrderKind.STOP_LIMIT;
        require(spec.price().isPresent() == priced, "price: goes with limit and stopLimit");
        require(spec.stop().isPresent() == waits, "stop: goes with stop and stopLimit");
        require(
                spec.quoteQty().isEmpty()
                        || (spec.kind() == OrderKind.MARKET && spec.side() == Side.BUY),
                "quoteQty: goes with a market buy");
        require(
                spec.qty().isPresent() != spec.quoteQty().isPresent(),
                "qty: is missing, or given beside quoteQty");
        require(
                spec.expiresAt().isPresent() == (spec.tif() == TimeInForce.GTD),
                "expiresAt: goes with tif gtd");
    }

    OrderRef ref() {
        Optional<String> client = client();
        require(client.isPresent() != in.has("order"), "order: give either order or client");
        return client.isPresent()
                ? new OrderRef.ByClient(client.get())
                : new OrderRef.ById(in.number("order"));
    }

    Optional<Side> optionalSide() {
        return optional("side", Side.values());
    }

    /// Reads a price, which a market may still refuse.
    Optional<Decimal> price(String name) {
        return amount(name, ErrorCode.ORDER_BAD_PRICE);
    }

    /// Reads a quantity, which a market may still refuse.
    Optional<Decimal> qty(String name) {
        return amount(name, ErrorCode.ORDER_BAD_QUANTITY);
    }

    private Optional<Decimal> amount(String name, ErrorCode code) {
        Optional<String> text = in.optionalAmount(name);
        try {
            Optional<Decimal> amount = text.map(Decimal::parse);
            if (amount.isEmpty() || amount.get().unscaled() > 0) {
                return amount;
            }
        } catch (NumberFormatException e) {
            throw new ProtocolException(code, name + ": must be plain digits, " + e.getMessage());
        }
        throw new ProtocolException(code, name + ": must be above 0");
    }

    private Optional<String> client() {
        Optional<String> client = in.optionalString("client");
        require(
                client.isEmpty()
                        || (!client.get().isEmpty()
                                && client.get().length() <= MAX_CLIENT
                                && client.get().chars().allMatch(c -> c >= 0x20 && c < 0x7f)),
                "client: must be 1 to 36 printable ASCII characters");
        return client;
    }

    private <E> E required(String name, E[] all) {
        return optional(name, all).orElseThrow(() -> JsonIn.bad(name + ": is missing"));
    }

    private <E> Optional<E> optional(String name, E[] all) {
        Optional<String> wire = in.optionalString(name);
        if (wire.isEmpty()) {
            return Optional.empty();
        }
        Optional<E> found =
                Stream.of(all).filter(each -> each.toString().equals(wire.get())).findFirst();
        if (found.isEmpty()) {
            throw JsonIn.bad(
                    name
                            + ": must be one of "
                            + String.join(", ", Stream.of(all).map(Object::toString).toList()));
        }
        return found;
    }

    private static void require(boolean ok, String otherwise) {
        if (!ok) {
            throw JsonIn.bad(otherwise);
        }
    }
}
