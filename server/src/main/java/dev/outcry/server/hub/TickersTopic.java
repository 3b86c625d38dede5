package dev.outcry.server.hub;

import dev.outcry.protocol.Channel;
import dev.outcry.protocol.Command;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.Position;
import dev.outcry.protocol.ServerMessage;
import dev.outcry.protocol.Symbol;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// `ticker:*`. For the lane's thread alone.
final class TickersTopic extends ConflatedTopic<TickersTopic.Follower> {
    /// The channel belongs to no market, so nothing ever begins it anew.
    private static final String EPOCH = "0";

    private final Map<Symbol, Shared> latest = new TreeMap<>();

    TickersTopic() {
        super(new Channel.Tickers(), EPOCH);
    }

    /// Takes note of a market's ticker without telling anybody.
    void begin(SharedTicker ticker) {
        latest.put(ticker.ticker().symbol(), ticker.ofAll());
    }

    void tell(SharedTicker ticker) {
        begin(ticker);
        offer(ticker.ofAll());
    }

    /// Tells that trading stopped or goes on in a market.
    void halted(Event.Halted halted) {
        Shared shared =
                new Shared(
                        new Event.Halted(channel(), halted.symbol(), halted.halted(), halted.at()));
        for (int i = 0; i < all().count(); i++) {
            all().get(i).seat().deliver(shared);
        }
    }

    @Override
    Follower subscription(LaneSeat seat, Command.Following following) {
        return new Follower(seat, following);
    }

    @Override
    ServerMessage.Snapshot snapshot(Follower follower) {
        return new ServerMessage.Snapshot.Items(
                latest.values().stream().map(Shared::event).toList());
    }

    /// Keeps the latest of each market that has moved.
    final class Follower extends Conflated {
        private final Map<Symbol, Shared> kept = new LinkedHashMap<>(0);

        private Follower(LaneSeat seat, Command.Following following) {
            super(seat, TickersTopic.this, following);
        }

        @Override
        Followers<? extends Subscription> followers() {
            return all();
        }

        @Override
        Position position() {
            return at(0);
        }

        @Override
        void keep(Shared shared) {
            if (shared.event() instanceof Event.Ticker ticker) {
                kept.put(ticker.symbol(), shared);
            }
        }

        @Override
        boolean sendKept() {
            Iterator<Shared> each = kept.values().iterator();
            while (each.hasNext() && !seat().outbox().behind()) {
                seat().deliver(each.next());
                each.remove();
            }
            return kept.isEmpty();
        }
    }
}
