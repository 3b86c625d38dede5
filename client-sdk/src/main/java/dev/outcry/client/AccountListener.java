package dev.outcry.client;

import dev.outcry.protocol.BalanceInfo;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.FillInfo;
import dev.outcry.protocol.OrderInfo;
import java.util.List;

/// Told what happens to one's orders and money, in order and each once, on the client's callback
/// thread. Of one command fills come first, then each changed order, then each changed balance.
/// What it throws is logged, and the next event comes all the same.
public interface AccountListener extends FollowListener {
    /// The account as it is now, replacing all that was known. Comes first, and again when more was
    /// missed than the server can send one by one; what was filled meanwhile isn't told then.
    ///
    /// @param orders every live one, oldest first, waiting stops included
    /// @param balances of each asset ever held
    void onReset(List<OrderInfo> orders, List<BalanceInfo> balances);

    /// An order was placed, changed or ended.
    ///
    /// @param order as it is now
    void onOrder(OrderInfo order);

    /// An order traded; after a reconnect, what traded meanwhile comes too.
    ///
    /// @param fill one's side of the trade
    default void onFill(FillInfo fill) {}

    /// A balance changed.
    ///
    /// @param balance as it is now
    default void onBalance(BalanceInfo balance) {}

    /// Somebody named one in a message.
    ///
    /// @param mention where, by whom, and the seq of the message
    default void onMention(Event.Mention mention) {}

    /// One has read on, perhaps on another device.
    ///
    /// @param read where, and the seq of the newest event that was read
    default void onRead(Event.Read read) {}

    /// Somebody made one a member of a room, or opened a room of two with one.
    ///
    /// @param added which room, and by whom
    default void onAdded(Event.Added added) {}
}
