package dev.outcry.server.api;

import dev.outcry.protocol.Codec;
import dev.outcry.protocol.Command;
import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.OrderInfo;
import dev.outcry.protocol.OrderRef;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.ProtocolException;
import dev.outcry.protocol.Side;
import dev.outcry.protocol.Symbol;
import dev.outcry.server.floor.Result;
import dev.outcry.server.session.Orders;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One's orders: what the commands of a connection do, and what has become of them.
final class OrderCalls {
    private final Backend backend;
    private final Reads reads;
    private final Writes writes;

    OrderCalls(Backend backend, Reads reads, Writes writes) {
        this.backend = backend;
        this.reads = reads;
        this.writes = writes;
    }

    void register(Call.Registry calls) {
        calls.add("POST", "/orders", this::place);
        calls.add("GET", "/orders", this::list);
        calls.add("DELETE", "/orders", this::cancelAll);
        calls.add("GET", "/orders/{order}", this::one);
        calls.add("PATCH", "/orders/{order}", this::amend);
        calls.add("DELETE", "/orders/{order}", this::cancel);
    }

    private Answer place(Request request) {
        Person by = request.person();
        Command.Order order = Codec.decodeOrder(request.text());
        return writes.submit(
                Orders.submit(
                        by,
                        order.order(),
                        order.validate(),
                        Optional.empty(),
                        request.key(order.key())),
                decided -> new Answer.Done(order.validate() ? 200 : 201, taken(decided)));
    }

    private Answer amend(Request request) {
        Person by = request.person();
        OrderRef which = new OrderRef.ById(request.order());
        Command.Amend amend = Codec.decodeAmend(request.text(), which);
        return writes.submit(
                Orders.amend(by, which, amend.qty(), amend.price(), request.key(amend.key())),
                decided -> Answer.ok(taken(decided)));
    }

    private Answer cancel(Request request) {
        return writes.submit(
                Orders.cancel(request.person(), new OrderRef.ById(request.order()), request.key()),
                OrderCalls::canceled);
    }

    private Answer cancelAll(Request request) {
        return writes.submit(
                Orders.cancelAll(
                        request.person(),
                        request.query("symbol").map(Symbol::new),
                        request.query("side").map(OrderCalls::side),
                        request.key()),
                OrderCalls::canceled);
    }

    private Answer list(Request request) {
        String user = request.user().id();
        Optional<Symbol> symbol = reads.symbol(request);
        Request.Page page = request.page();
        List<OrderInfo> orders =
                switch (request.query("status").orElse("open")) {
                    case "open" ->
                            reads.floor(floor -> floor.account(user)).orders().stream()
                                    .filter(each -> symbol.map(each.symbol()::equals).orElse(true))
                                    .toList();
                    case "done" ->
                            backend.doneOrders(
                                    user, symbol, page.before(), page.after(), page.limit());
                    default -> throw Fields.bad("status: must be open or done");
                };
        return Answer.ok(Json.items(orders, Codec::encode));
    }

    private Answer one(Request request) {
        String user = request.user().id();
        long id = request.order();
        return reads.floor(floor -> floor.account(user)).orders().stream()
                .filter(order -> order.order() == id)
                .findFirst()
                .or(() -> backend.order(user, id))
                .map(order -> Answer.ok(Json.of(Codec.encode(order))))
                .orElseThrow(() ->
                        new ProtocolException(
                                ErrorCode.ORDER_NOT_FOUND, "order: you have none of that id"));
    }

    private static Json taken(Writes.Decided decided) {
        if (decided.result() instanceof Result.Taken taken) {
            return Json.of(Codec.encode(taken.order(), taken.fills(), decided.pos()));
        }
        throw new IllegalStateException("an order is taken or refused");
    }

    private static Answer canceled(Writes.Decided decided) {
        if (decided.result() instanceof Result.Canceled canceled) {
            return Answer.ok(
                    Json.of(
                            Json.object()
                                    .add("canceled", canceled.count())
                                    .add("pos", decided.pos())));
        }
        throw new IllegalStateException("orders are canceled or not found");
    }

    private static Side side(String wire) {
        return Stream.of(Side.values())
                .filter(side -> side.toString().equals(wire))
                .findFirst()
                .orElseThrow(() -> Fields.bad("side: must be one of buy, sell"));
    }
}
