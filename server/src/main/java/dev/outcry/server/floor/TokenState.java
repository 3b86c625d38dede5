package dev.outcry.server.floor;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Which tokens are good: of each user who ended or refreshed any, the generation, and how far each
/// family of refresh tokens is.
///
/// A family begins with a log-in, of which the log knows nothing until the first refresh. It is
/// known for 31 days from its last one, which is longer than its tokens last, and at most the 50
/// refreshed last are: older ones of that user have ended then.
final class TokenState {
    private static final int MOST_FAMILIES = 50;
    private static final long KEPT_MILLIS = 31L * 24 * 60 * 60 * 1_000;

    private final Map<String, Seal> seals = new TreeMap<>();
    private long hash; // a sum of digests

    /// One user's.
    private static final class Seal {
        private long generation;
        private long endedBefore; // families unknown that were born then or before have ended

        // By the last refresh, the newest last.
        private final SequencedMap<String, Family> families = new LinkedHashMap<>();

        private long digest(String user) {
            long digest = Hash.mix(Hash.mix(1, user), generation, endedBefore);
            for (Map.Entry<String, Family> each : families.entrySet()) {
                Family family = each.getValue();
                digest = Hash.mix(Hash.mix(digest, each.getKey()), family.next());
                digest = Hash.mix(digest, family.bornAt(), family.at());
            }
            return digest;
        }

        private PeopleEffect tokens(String user) {
            Map<String, Long> numbers = new TreeMap<>();
            families.forEach((name, family) -> numbers.put(name, family.next()));
            return new PeopleEffect.TokensChanged(user, generation, numbers);
        }
    }

    /// @param next number of the refresh token that is good, or that none is
    /// @param bornAt when it began
    /// @param at when it was last refreshed
    private record Family(long next, long bornAt, long at) {}

    /// Ends all of a user's.
    void end(String user, EffectSink effects) {
        change(
                user,
                effects,
                seal -> {
                    seal.generation++;
                    seal.families.clear();
                    seal.endedBefore = 0;
                });
    }

    /// Does what [PeopleCommand.Refresh] says. What became of it is in the state.
    void refresh(PeopleCommand.Refresh refresh, Floor.Context context) {
        Seal known = seals.get(refresh.user());
        long generation = known == null ? 0 : known.generation;
        if (generation != refresh.generation() || isOver(known, refresh)) {
            return;
        }
        change(
                refresh.user(),
                context.effects(),
                seal -> {
                    forget(seal, context.at());
                    Family before = seal.families.remove(refresh.family());
                    boolean again = before != null && refresh.number() < before.next();
                    seal.families.put(
                            refresh.family(),
                            new Family(
                                    again ? PeopleEffect.TokensChanged.ENDED : refresh.number() + 1,
                                    refresh.bornAt(),
                                    context.at()));
                    if (seal.families.size() > MOST_FAMILIES) {
                        Family gone = seal.families.pollFirstEntry().getValue();
                        seal.endedBefore = Math.max(seal.endedBefore, gone.bornAt());
                    }
                });
    }

    private static boolean isOver(@Nullable Seal seal, PeopleCommand.Refresh refresh) {
        if (seal == null) {
            return false;
        }
        Family family = seal.families.get(refresh.family());
        return family == null
                ? refresh.bornAt() <= seal.endedBefore
                : family.next() == PeopleEffect.TokensChanged.ENDED;
    }

    private static void forget(Seal seal, long at) {
        while (!seal.families.isEmpty()
                && seal.families.firstEntry().getValue().at() <= at - KEPT_MILLIS) {
            seal.families.pollFirstEntry();
        }
    }

    @FunctionalInterface
    private interface Change {
        void to(Seal seal);
    }

    private void change(String user, EffectSink effects, Change change) {
        Seal seal = seals.get(user);
        if (seal == null) {
            seal = new Seal();
            seals.put(user, seal);
        } else {
            hash -= seal.digest(user);
        }
        change.to(seal);
        hash += seal.digest(user);
        effects.add(seal.tokens(user));
    }

    void describe(EffectSink effects) {
        seals.forEach((user, seal) -> effects.add(seal.tokens(user)));
    }

    void write(ValuesOut out) {
        out.list(
                seals.entrySet(),
                each -> {
                    Seal seal = each.getValue();
                    out.text(each.getKey());
                    out.number(seal.generation);
                    out.number(seal.endedBefore);
                    out.list(
                            seal.families.entrySet(),
                            family -> {
                                out.text(family.getKey());
                                out.signed(family.getValue().next());
                                out.number(family.getValue().bornAt());
                                out.number(family.getValue().at());
                            });
                });
    }

    void read(ValuesIn in) {
        in.each(() -> {
            String user = in.text();
            Seal seal = new Seal();
            seal.generation = in.number();
            seal.endedBefore = in.number();
            in.each(() ->
                    seal.families.put(
                            in.text(), new Family(in.signed(), in.number(), in.number())));
            seals.put(user, seal);
            hash += seal.digest(user);
        });
    }

    /// {@return a sum, 0 where nobody ever ended or refreshed a token}
    long hash() {
        return hash;
    }
}
