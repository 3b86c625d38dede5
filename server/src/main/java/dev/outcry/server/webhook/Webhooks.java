package dev.outcry.server.webhook;

import dev.outcry.protocol.Event;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.Symbol;
import dev.outcry.server.apply.Sequencer;
import dev.outcry.server.auth.TokenKeys;
import dev.outcry.server.config.Settings;
import dev.outcry.server.floor.Effect;
import dev.outcry.server.floor.RoomHook;
import dev.outcry.server.hub.Applied;
import dev.outcry.server.store.Store;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/// Posts what happens in rooms to the URLs that their webhooks name.
///
/// The apply thread hands over batches; a thread of its own finds out which webhook wants something
/// of them, and wakes its courier, which reads the events where all history is read. So a slow
/// receiver holds nothing in memory, and nothing is lost that the log has. Any thread may call.
public final class Webhooks implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Webhooks.class.getName());
    private static final int SKIPPED = 10_000;

    private final Office office;
    private final BlockingQueue<List<Applied>> batches = new LinkedBlockingQueue<>();
    private final Thread thread = Thread.ofPlatform().name("webhooks").unstarted(this::run);

    private final Map<String, Courier> couriers = new ConcurrentHashMap<>();

    // For the thread alone.
    private final Map<RoomId, Set<Courier>> byRoom = new HashMap<>();
    private final Map<Symbol, Set<Courier>> bySymbol = new HashMap<>();
    private final Map<Courier, Integer> skipped = new HashMap<>();

    /// Makes them; none is posted before [#start()].
    ///
    /// @param settings who may be posted to, and for how long it is tried
    /// @param store where events are read
    /// @param sequencer takes note of how far webhooks have come
    /// @param keys where secrets come from
    /// @param tls whom to trust; asked for each post
    /// @param clock for timestamps
    /// @param random spreads attempts
    public Webhooks(
            Settings.Webhooks settings,
            Store store,
            Sequencer sequencer,
            TokenKeys keys,
            Supplier<SSLSocketFactory> tls,
            Clock clock,
            RandomGenerator random) {
        this.office =
                new Office(
                        store,
                        sequencer,
                        keys,
                        new Poster(new Reachable(settings.allowed()), tls),
                        settings.patience(),
                        clock,
                        random,
                        new Office.Posts(),
                        new Office.Counts(new LongAdder(), new LongAdder(), new LongAdder()));
    }

    /// {@return the id of the key that a new webhook's secret comes from}
    public String key() {
        return office.keys().id();
    }

    /// Tells what a webhook's deliveries are signed with.
    ///
    /// @param key the id of the key that it comes from
    /// @param hook the webhook's id
    /// @return the secret as its owner keeps it; empty where the key is gone
    public Optional<String> secret(String key, String hook) {
        return office.keys().webhookSecret(key, hook).map(Signature::secret);
    }

    /// What was done so far.
    ///
    /// @param taken deliveries that were taken
    /// @param failed attempts that failed
    /// @param dead deliveries that were given up
    public record Stats(long taken, long failed, long dead) {}

    /// {@return what was done so far}
    public Stats stats() {
        Office.Counts counts = office.counts();
        return new Stats(counts.taken().sum(), counts.failed().sum(), counts.dead().sum());
    }

    /// Begins to post.
    public void start() {
        thread.start();
    }

    /// Takes what was applied, after the store was given it. Never waits.
    ///
    /// @param batch in log order; at first, what the floor is described by
    public void applied(List<Applied> batch) {
        batches.add(batch);
    }

    /// What stands in the way of a webhook's deliveries.
    ///
    /// @param since when the one at hand was first tried, Unix epoch milliseconds
    /// @param attempts how often it was tried
    /// @param reason what came of the last attempt
    /// @param nextAt when it is tried again, Unix epoch milliseconds
    public record Trouble(long since, int attempts, String reason, long nextAt) {}

    /// Tells whether a webhook's deliveries are taken.
    ///
    /// @param hook its id
    /// @return why not; empty if they are, or nothing is known
    public Optional<Trouble> trouble(String hook) {
        return Optional.ofNullable(couriers.get(hook))
                .flatMap(Courier::trouble)
                .map(now -> new Trouble(now.since(), now.attempts(), now.reason(), now.nextAt()));
    }

    /// Posts once more what was given up. Blocks, some seconds at most.
    ///
    /// @param hook whose
    /// @param delivery its number
    /// @return why it wasn't taken, an empty text if it was; empty if no such delivery was given up
    public Optional<String> again(String hook, long delivery) {
        Courier courier = couriers.get(hook);
        Optional<RoomHook.Dead> dead =
                courier == null
                        ? Optional.empty()
                        : courier.hook().dead().stream()
                                .filter(each -> each.upTo().deliveries() == delivery)
                                .findFirst();
        return dead.map(each -> again(courier, each));
    }

    private static String again(Courier courier, RoomHook.Dead dead) {
        try {
            return courier.again(dead) instanceof Poster.Outcome.Failed(String reason)
                    ? reason
                    : "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "the server stops";
        }
    }

    /// {@return whether a URL can't be posted to, as far as that is known without asking anybody}
    ///
    /// @param target where to
    public boolean isBarred(Target target) {
        return target.literal().filter(address -> !office.poster().may(address)).isPresent();
    }

    private void run() {
        try {
            while (true) {
                for (Applied applied : batches.take()) {
                    applied.effects().forEach(effect -> take(effect, applied.pos()));
                }
            }
        } catch (InterruptedException e) {
            LOG.log(Level.DEBUG, "webhooks end", e);
        }
    }

    private void take(Effect effect, long pos) {
        switch (effect) {
            case Effect.Told(Event.OfRoom event) -> tell(byRoom.get(event.room()), event, pos);
            case Effect.Told(Event.Trade trade) -> tell(bySymbol.get(trade.symbol()), trade, pos);
            case Effect.RoomDescribed described ->
                    described.hooks().forEach(hook -> change(described.room(), hook, pos));
            case Effect.HookChanged(RoomId room, RoomHook hook) ->
                    change(room, hook, OptionalLong.empty());
            case Effect.HookEnded(RoomId room, String hook) -> end(room, hook);
            case Effect.RoomClosed(RoomId room) ->
                    List.copyOf(byRoom.getOrDefault(room, Set.of()))
                            .forEach(courier -> end(room, courier.hook().hook()));
            case Effect _ -> {}
        }
    }

    private void tell(@Nullable Set<Courier> some, Event event, long pos) {
        if (some == null) {
            return;
        }
        for (Courier courier : some) {
            // Now and then also for what it doesn't want, so that it needn't look at that again.
            if (Delivery.wants(courier.hook(), event)
                    || skipped.merge(courier, 1, Integer::sum) >= SKIPPED) {
                skipped.remove(courier);
                courier.wake(pos);
            }
        }
    }

    private void change(RoomId room, RoomHook hook, long pos) {
        change(room, hook, OptionalLong.of(pos));
    }

    /// @param pos up to where it may have missed something, for those that begin here
    private void change(RoomId room, RoomHook hook, OptionalLong pos) {
        if (!(hook instanceof RoomHook.Out out)) {
            return;
        }
        Courier known = couriers.get(out.hook());
        if (known != null) {
            known.update(out);
            return;
        }
        Courier courier = new Courier(office, room, out);
        couriers.put(out.hook(), courier);
        byRoom.computeIfAbsent(room, _ -> new LinkedHashSet<>()).add(courier);
        out.trades()
                .ifPresent(trades ->
                        bySymbol.computeIfAbsent(trades.symbol(), _ -> new LinkedHashSet<>())
                                .add(courier));
        pos.ifPresent(courier::wake);
    }

    private void end(RoomId room, String hook) {
        Courier courier = couriers.remove(hook);
        if (courier == null) {
            return;
        }
        courier.end();
        skipped.remove(courier);
        drop(byRoom, room, courier);
        courier.hook().trades().ifPresent(trades -> drop(bySymbol, trades.symbol(), courier));
    }

    private static <K> void drop(Map<K, Set<Courier>> from, K key, Courier courier) {
        from.computeIfPresent(
                key,
                (_, some) -> {
                    some.remove(courier);
                    return some.isEmpty() ? null : some;
                });
    }

    /// Ends. What is under way may have been taken: it is posted again after the next start.
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
            List<Courier> all = new ArrayList<>(couriers.values());
            all.forEach(Courier::end);
            for (Courier courier : all) {
                courier.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
