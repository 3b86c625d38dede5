package dev.outcry.server.hub;

import dev.outcry.protocol.BalanceInfo;
import dev.outcry.protocol.Channel;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.OrderInfo;
import dev.outcry.protocol.ServerMessage;
import dev.outcry.server.floor.Effect;
import dev.outcry.server.floor.Floor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// One user's `me`. For the lane's thread alone.
///
/// It is there from the beginning, before anything happened to the user: so its epoch is the log's.
final class MeTopic extends LogTopic {
    private final Map<Long, OrderInfo> orders = new TreeMap<>();
    private final Map<String, BalanceInfo> balances = new LinkedHashMap<>();

    MeTopic(String user, String epoch) {
        super(new Channel.Me(user), epoch, 0);
        balances.put(Floor.PAPER.asset(), Floor.PAPER);
    }

    /// One that begins later than its user.
    MeTopic(Effect.MeOpened me, String epoch) {
        super(new Channel.Me(me.user()), epoch, me.seq());
        me.orders().forEach(order -> orders.put(order.order(), order));
        me.balances().forEach(balance -> balances.put(balance.asset(), balance));
    }

    /// Tells the user, and keeps what a snapshot needs.
    void tell(Event.OfMe event, Shared shared) {
        switch (event) {
            case Event.OrderChanged(String _, long _, long _, OrderInfo order) -> {
                if (order.status().live()) {
                    orders.put(order.order(), order);
                } else {
                    orders.remove(order.order());
                }
            }
            case Event.BalanceChanged changed ->
                    balances.put(changed.balance().asset(), changed.balance());
            case Event.Filled _ -> {} // its order and balances follow
            case Event.Mention _, Event.Read _, Event.Added _ -> {} // no snapshot tells of them
        }
        tell(event.seq(), shared);
    }

    @Override
    int snapshotEvents() {
        return 0;
    }

    @Override
    ServerMessage.Snapshot snapshot(List<? extends Event> events, LaneSeat seat) {
        return new ServerMessage.Snapshot.OfMe(
                List.copyOf(orders.values()), List.copyOf(balances.values()));
    }
}
