package dev.outcry.server.floor;

import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A webhook: a way for programs elsewhere into a room, or out of it. Immutable.
public sealed interface RoomHook {
    /// How many deliveries that were given up are remembered for a hook.
    int MOST_DEAD = 100;

    /// {@return its id, unique on the server}
    String hook();

    /// {@return who made it}
    Person by();

    /// {@return when, Unix epoch milliseconds}
    long at();

    /// A way in: whoever has its token may speak in the room.
    ///
    /// @param hook its id
    /// @param by who made it
    /// @param at when
    /// @param name what its messages come from
    /// @param token SHA-256 of the token in hex
    record In(String hook, Person by, long at, String name, String token) implements RoomHook {
        /// {@return as whom it speaks; no person's id has a colon}
        public Person author() {
            return new Person("hook:" + hook, name, false);
        }
    }

    /// A way out: what happens is posted to a URL.
    ///
    /// @param hook its id
    /// @param by who made it
    /// @param at when
    /// @param url where to
    /// @param key names the key that its secret comes from
    /// @param kinds which of the room's events it wants, each once
    /// @param trades which trades
    /// @param epoch within which its deliveries are counted: another after a restored backup
    /// @param reached how far it has come
    /// @param sending how far it has come with the delivery that is being posted, if one is
    /// @param dead deliveries that were given up, the oldest first
    record Out(
            String hook,
            Person by,
            long at,
            String url,
            String key,
            List<Kind> kinds,
            Optional<Trades> trades,
            String epoch,
            Reached reached,
            Optional<Reached> sending,
            List<Dead> dead)
            implements RoomHook {
        /// Copies the lists.
        public Out {
            kinds = List.copyOf(kinds);
            dead = List.copyOf(dead);
        }

        private Out with(Reached now, Optional<Reached> next, List<Dead> left) {
            return new Out(hook, by, at, url, key, kinds, trades, epoch, now, next, left);
        }

        /// {@return the same in another epoch}
        Out renewed(String now) {
            return new Out(hook, by, at, url, key, kinds, trades, now, reached, sending, dead);
        }

        /// {@return the same with a delivery on its way}
        Out sending(Reached upTo) {
            return with(reached, Optional.of(upTo), dead);
        }

        /// {@return the same with nothing on its way}
        ///
        /// @param upTo how far it has come
        /// @param given what is remembered of the delivery, where it was given up
        Out after(Reached upTo, Optional<Dead> given) {
            List<Dead> all = new ArrayList<>(dead);
            given.ifPresent(all::add);
            return with(
                    upTo,
                    Optional.empty(),
                    all.subList(Math.max(0, all.size() - MOST_DEAD), all.size()));
        }

        /// {@return the same without what is remembered of a delivery}
        Out without(long delivery) {
            return with(
                    reached,
                    sending,
                    dead.stream().filter(each -> each.upTo().deliveries() != delivery).toList());
        }
    }

    /// What a hook wants to hear of its room.
    enum Kind {
        /// Messages.
        MESSAGE,
        /// Other texts for them.
        EDITED,
        /// Messages taken back.
        DELETED,
        /// New members.
        JOINED,
        /// Members who left, or were removed.
        LEFT
    }

    /// Trades that a hook wants to hear of.
    ///
    /// @param symbol of which market
    /// @param qty from how much on
    record Trades(Symbol symbol, Decimal qty) {}

    /// How far a hook has come.
    ///
    /// @param deliveries how many there were, those given up among them
    /// @param room seq of the newest event of its room that was looked at
    /// @param trades the same of its market's trades, 0 where it wants none
    record Reached(long deliveries, long room, long trades) {}

    /// A delivery that was given up.
    ///
    /// @param after where it begins, exclusive
    /// @param upTo where it ends, inclusive, and which one it is
    /// @param at when it was given up, log time
    /// @param attempts how often it was tried
    /// @param reason what came of the last attempt
    record Dead(Reached after, Reached upTo, long at, int attempts, String reason) {}
}
