package dev.outcry.server.feed;

import dev.outcry.protocol.Event;
import dev.outcry.protocol.Side;
import dev.outcry.protocol.Symbol;
import dev.outcry.server.floor.Effect;
import dev.outcry.server.floor.Floor;
import dev.outcry.server.floor.FloorCommand;
import dev.outcry.server.floor.Result;
import dev.outcry.server.hub.Origin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/// A real floor that applies at once, and remembers what it told. Thread-safe.
final class FloorIntake implements Intake {
    final List<Event.Trade> trades = new ArrayList<>();
    final List<Result.Refused> refusals = new ArrayList<>();

    /// Log time of the next command.
    long at = 1_500_000_000_000L;

    /// Told each command before it is applied.
    Consumer<FloorCommand> before = command -> {};

    /// How many more commands it says it has no room for.
    int full;

    long commands;
    private final Floor floor = new Floor();
    private final Map<Symbol, Map<Side, Map<Long, Long>>> books = new HashMap<>();
    private long pos;

    FloorIntake() {
        apply(new FloorCommand.Genesis("test"));
    }

    @Override
    public synchronized boolean submit(FloorCommand command, Origin origin) {
        if (full > 0) {
            full--;
            return false;
        }
        before.accept(command);
        commands++;
        Result result = apply(command);
        if (result instanceof Result.Refused refused) {
            refusals.add(refused);
        }
        if (origin instanceof Origin.Caller caller) {
            caller.answer(result, pos);
        }
        return true;
    }

    @Override
    public synchronized void backfill(long time, List<FloorCommand> commandsThen) {
        if (time < at && pos > 1) {
            throw new IllegalArgumentException("log time goes on only");
        }
        at = time;
        commandsThen.forEach(this::apply);
    }

    /// Applies somebody else's command.
    Result apply(FloorCommand command) {
        return floor.apply(++pos, at, command, this::told);
    }

    /// {@return lots by price in ticks}
    Map<Long, Long> book(Symbol symbol, Side side) {
        return books.computeIfAbsent(symbol, s -> new HashMap<>())
                .computeIfAbsent(side, s -> new TreeMap<>());
    }

    private void told(Effect effect) {
        if (effect instanceof Effect.Told(Event.Trade trade)) {
            trades.add(trade);
        } else if (effect instanceof Effect.Told(Event.BookDelta delta)) {
            for (Event.Change change : delta.changes()) {
                long price = change.level().price().unscaled();
                long lots = change.level().qty().withScale(8).unscaled();
                Map<Long, Long> levels = book(delta.symbol(), change.side());
                if (lots == 0) {
                    levels.remove(price);
                } else {
                    levels.put(price, lots);
                }
            }
        }
    }
}
