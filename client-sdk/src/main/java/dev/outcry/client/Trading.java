package dev.outcry.client;

import dev.outcry.protocol.Command;
import dev.outcry.protocol.OrderInfo;
import dev.outcry.protocol.OrderRef;
import dev.outcry.protocol.Reply;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/// One's paper account: place, change and cancel orders, and follow what becomes of them. A handle
/// without state; any thread.
///
/// Nothing here blocks. Commands take effect in the order of the calls. Where there is no
/// connection they wait for one, and where it breaks before the answer they are repeated under
/// their key, so that each happens once; [#cancelAllAfter(Duration)] alone isn't repeated. An order
/// that must not be late had better have [NewOrder.Builder#goodTill(java.time.Instant)], or a
/// client a short [Outcry.Builder#answerTimeout(Duration)].
///
/// Every future fails with an [OutcryException]. A refusal left all as it was: `unauthenticated`
/// where one is anonymous, `rate_limited`, `unavailable`, `busy` (also where 1,024 commands wait
/// already) and the codes told at each method. `outcome_unknown` means that no answer came in time
/// or before the client was closed: it may have happened, and the same [NewOrder] or [Amendment]
/// may be sent again.
public final class Trading {
    private final Outcry outcry;

    Trading(Outcry outcry) {
        this.outcry = outcry;
    }

    /// Follows one's orders, fills and balances, from now on.
    ///
    /// @param listener told of them
    /// @return the subscription
    /// @throws IllegalStateException if they are followed already
    public Subscription follow(AccountListener listener) {
        return follow(Follow.me(), listener);
    }

    /// Follows one's orders, fills and balances, in another way than by default: from a
    /// [Subscription#position()] kept, in another process too, without a hole.
    ///
    /// @param follow made by [Follow#me()]
    /// @param listener told of them
    /// @return the subscription
    /// @throws IllegalStateException if they are followed already
    public Subscription follow(Follow follow, AccountListener listener) {
        Outcry.requireChannel(follow, Follow.me());
        return outcry.follow(follow, Adapters.account(listener));
    }

    /// Places an order, once.
    ///
    /// Fails with `order.bad_price`, `order.bad_quantity`, `order.insufficient_funds`,
    /// `order.would_cross`, `order.unfillable`, `order.duplicate` (then [OutcryException#order()]
    /// is the one that has the name), `order.price_band`, `order.limit`, `market.not_found`,
    /// `market.halted`, `market.quoted`, or `bad_request` where options don't go together.
    ///
    /// @param order what is wanted
    /// @return the order and what it traded at once; one that ended with something left, as an
    ///   immediate-or-cancel order may, is no failure
    public CompletableFuture<Execution> place(NewOrder order) {
        return outcry.submit(
                        id ->
                                new Command.Order(
                                        OptionalLong.of(id),
                                        order.spec(),
                                        false,
                                        Optional.of(order.key())),
                        true)
                .thenApply(Trading::execution);
    }

    /// Asks whether an order would be accepted now; places nothing. Fails as [#place(NewOrder)]
    /// would.
    ///
    /// @param order what is wanted; its key stays unused
    /// @return the order, with an id that may become another's
    public CompletableFuture<OrderInfo> validate(NewOrder order) {
        return outcry.submit(
                        id ->
                                new Command.Order(
                                        OptionalLong.of(id), order.spec(), true, Optional.empty()),
                        true)
                .thenApply(reply -> execution(reply).order());
    }

    /// Changes an order, once.
    ///
    /// Fails with `order.not_found`, `order.not_open`, `order.bad_quantity` (also where the total
    /// isn't above what has traded), `order.bad_price`, `order.insufficient_funds`,
    /// `order.would_cross`, `order.price_band`, `market.halted`, or `bad_request` where the
    /// amendment changes nothing; the order is then as it was.
    ///
    /// @param amendment which, and how
    /// @return the order and what it traded at once
    public CompletableFuture<Execution> amend(Amendment amendment) {
        return outcry.submit(
                        id ->
                                new Command.Amend(
                                        OptionalLong.of(id),
                                        amendment.order(),
                                        amendment.qty(),
                                        amendment.price(),
                                        Optional.of(amendment.key())),
                        true)
                .thenApply(Trading::execution);
    }

    /// Cancels an order by its id. Fails with `order.not_found`, or `order.not_open` where it has
    /// ended before.
    ///
    /// @param order the server's id
    /// @return how many that were, 1
    public CompletableFuture<Canceled> cancel(long order) {
        return cancel(new OrderRef.ById(order));
    }

    /// Cancels an order by one's own name for it. Fails as [#cancel(long)].
    ///
    /// @param client see [NewOrder.Builder#client(String)]
    /// @return how many that were, 1
    public CompletableFuture<Canceled> cancel(String client) {
        return cancel(new OrderRef.ByClient(client));
    }

    private CompletableFuture<Canceled> cancel(OrderRef order) {
        Optional<String> key = newKey();
        return outcry.submit(id -> new Command.Cancel(OptionalLong.of(id), order, key), true)
                .thenApply(Trading::canceled);
    }

    /// Cancels many orders. Fails with `market.not_found`.
    ///
    /// @param scope which
    /// @return how many that were
    public CompletableFuture<Canceled> cancelAll(OrderScope scope) {
        Optional<String> key = newKey();
        return outcry.submit(
                        id ->
                                new Command.CancelAll(
                                        OptionalLong.of(id), scope.symbol(), scope.side(), key),
                        true)
                .thenApply(Trading::canceled);
    }

    /// Has the orders placed from now on canceled when the connection ends for whatever reason,
    /// [#close()][Outcry#close()] and the server's own end included.
    ///
    /// It lasts over reconnects: each new connection is armed before anything else is sent, and
    /// covers what is placed on it. Where the server can't do that just then, this is logged and
    /// tried again, and what is placed meanwhile isn't covered. Fails with `bad_request` for a
    /// grace out of range.
    ///
    /// @param grace how long after the end, up to a minute, to the millisecond
    /// @return done when the server took it
    /// @throws ArithmeticException if that is more than an `int` of milliseconds
    public CompletableFuture<Void> cancelOnDisconnect(Duration grace) {
        return cancelOnDisconnect(true, Math.toIntExact(grace.toMillis()));
    }

    /// Ends [#cancelOnDisconnect(Duration)]: orders placed from now on stay.
    ///
    /// @return done when the server took it
    public CompletableFuture<Void> stayOnDisconnect() {
        return cancelOnDisconnect(false, 0);
    }

    private CompletableFuture<Void> cancelOnDisconnect(boolean on, int graceMillis) {
        return outcry.submit(
                        id -> new Command.CancelOnDisconnect(OptionalLong.of(id), on, graceMillis),
                        true)
                .thenAccept(reply -> {});
    }

    /// Has all orders canceled unless this is called again in time: a dead man's switch, to be
    /// called at intervals of a fraction of `time`.
    ///
    /// A late one could fire at a time nobody chose, so it isn't repeated: it fails with
    /// `unavailable` while not connected, and with `outcome_unknown` if the connection ends before
    /// the answer. Call it again then.
    ///
    /// @param time up to a day, to the millisecond; zero disarms
    /// @return done when the server took it
    public CompletableFuture<Void> cancelAllAfter(Duration time) {
        return outcry.submit(
                        id -> new Command.CancelAllAfter(OptionalLong.of(id), time.toMillis()),
                        false)
                .thenAccept(reply -> {});
    }

    private static Optional<String> newKey() {
        return Optional.of(UUID.randomUUID().toString());
    }

    private static Execution execution(Reply reply) {
        if (reply instanceof Reply.Ordered ordered) {
            return new Execution(ordered.order(), ordered.fills(), ordered.pos());
        }
        throw Outcry.unexpected(reply);
    }

    private static Canceled canceled(Reply reply) {
        if (reply instanceof Reply.Canceled canceled) {
            return new Canceled(canceled.count(), canceled.pos());
        }
        throw Outcry.unexpected(reply);
    }
}
