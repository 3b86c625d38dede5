package dev.outcry.server.hub;

import dev.outcry.protocol.Event;
import dev.outcry.server.floor.Effect;
import dev.outcry.server.floor.PeopleEffect;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// Applied log entries, one instance for all lanes. Thread-safe.
///
/// The apply thread only wraps the list; the first lane to look makes the shared events.
final class Batch {
    private final List<Applied> applied;
    private final Filters filters;
    private final CountDownLatch everywhere = new CountDownLatch(1);
    private volatile @Nullable List<Entry> entries;

    Batch(List<Applied> applied, Filters filters) {
        this.applied = List.copyOf(applied);
        this.filters = filters;
    }

    /// One log entry.
    ///
    /// @param applied as it came
    /// @param happenings its effects, in order
    record Entry(Applied applied, List<Happening> happenings) {}

    /// What a lane does about one effect.
    sealed interface Happening {
        /// Somebody is told.
        ///
        /// @param shared the event; of the subclass that belongs to its kind
        record Told(Shared shared) implements Happening {}

        /// Levels of a book have changed.
        ///
        /// @param delta how
        record BookChanged(SharedDelta delta) implements Happening {}

        /// A room, market or user is known from here on, or otherwise than before.
        ///
        /// @param effect which
        record Opened(Effect effect) implements Happening {}
    }

    /// Lets the lanes begin. Called once every lane has it: else one of them could answer a command
    /// before another knows of it, and who hears the answer would ask the other in vain.
    void release() {
        everywhere.countDown();
    }

    /// {@return the entries, in log order; the same objects for every lane. Waits for [#release()],
    /// which is never long}
    List<Entry> entries() {
        try {
            everywhere.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts a lane", e);
        }
        List<Entry> made = entries;
        return made == null ? make() : made;
    }

    private synchronized List<Entry> make() {
        List<Entry> made = entries;
        if (made == null) {
            made = new ArrayList<>(applied.size());
            for (Applied one : applied) {
                one.effects().forEach(filters::take);
                made.add(new Entry(one, happenings(one.effects())));
            }
            entries = made;
        }
        return made;
    }

    /// {@return what the lanes do about effects; what concerns the store alone is left out}
    private static List<Happening> happenings(List<Effect> effects) {
        List<Happening> happenings = new ArrayList<>(effects.size());
        for (Effect effect : effects) {
            switch (effect) {
                case Effect.Told(Event.BookDelta delta) ->
                        happenings.add(new Happening.BookChanged(new SharedDelta(delta)));
                case Effect.Told(Event event) -> happenings.add(new Happening.Told(share(event)));
                case Effect.RoomOpened _,
                        Effect.RoomClosed _,
                        Effect.RoomDescribed _,
                        Effect.MemberChanged _,
                        Effect.Invited _,
                        Effect.InviteEnded _,
                        Effect.Reported _,
                        Effect.FilterChanged _,
                        Effect.HookChanged _,
                        Effect.HookEnded _,
                        Effect.MarketOpened _,
                        Effect.MarketChanged _,
                        Effect.MeOpened _,
                        Effect.Began _ ->
                        happenings.add(new Happening.Opened(effect));
                case Effect.TextGone _ -> {} // its deletion was told
                case Effect.Moderated _ -> {} // for the store alone
                case PeopleEffect.Became _ -> happenings.add(new Happening.Opened(effect));
                case PeopleEffect _ -> {} // concerns the doors
            }
        }
        return happenings;
    }

    private static Shared share(Event event) {
        return switch (event) {
            case Event.Ticker ticker -> new SharedTicker(ticker);
            case Event.Trade trade -> new SharedTrade(trade);
            case Event.OfRoom _,
                    Event.PresenceChanged _,
                    Event.Typing _,
                    Event.Book _,
                    Event.BookDelta _,
                    Event.OrderChanged _,
                    Event.Filled _,
                    Event.BalanceChanged _,
                    Event.Mention _,
                    Event.Read _,
                    Event.Added _,
                    Event.Halted _,
                    Event.Candle _ ->
                    new Shared(event);
        };
    }
}
