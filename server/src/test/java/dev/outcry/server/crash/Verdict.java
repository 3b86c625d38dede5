package dev.outcry.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Compares what clients were told, all of them together, with what the server says now.
final class Verdict {
    private static final String ROOM = "room:lobby";
    private static final BigDecimal PAPER = new BigDecimal(100_000);
    private static final long REPLAYED = 9_000;
    private static final int LOOKED_FOR = 25;

    private final Told told;
    private final List<Participant> participants;

    Verdict(Told told, List<Participant> participants) {
        this.told = told;
        this.participants = participants;
    }

    /// Everything that was answered has happened, once, at its place, and is told to everybody.
    void compare(Api api) throws IOException, InterruptedException {
        Map<Long, JsonObject> room = told.of(ROOM);
        Map<String, Integer> texts = new TreeMap<>();
        texts(room).values().forEach(text -> texts.merge(text, 1, Integer::sum));
        assertThat(texts.values()).as("nothing twice").allMatch(count -> count == 1);
        for (Participant participant : participants) {
            assertThat(participant.unknown()).isZero();
            Map<String, Set<Long>> orders = orders(participant);
            participant
                    .answered()
                    .forEach((key, done) -> {
                        if (done.type().equals("order")) {
                            assertThat(orders.get(key))
                                    .as("%s", done)
                                    .containsExactly(
                                            done.ok()
                                                    .getJsonObject("order")
                                                    .getJsonNumber("order")
                                                    .longValue());
                        } else {
                            happened(done, room.get(done.seq()));
                        }
                    });
        }
        Map<Long, String> left = texts(room);
        Set<Long> deleted = deleted();
        assertThat(deleted).isNotEmpty().containsAll(told.blanked());
        left.keySet().removeAll(deleted);
        assertThat(history(api)).isEqualTo(left);
    }

    private static void happened(Participant.Done done, @Nullable JsonObject event) {
        assertThat(event).as("%s", done).isNotNull();
        assertThat(event.get("pos")).as("%s", done).isEqualTo(done.ok().get("pos"));
        if (done.type().equals("delete")) {
            assertThat(event.get("message")).isEqualTo(done.command().get("message"));
        } else if (!Told.blank(event)) {
            assertThat(event.get("text")).isEqualTo(done.command().get("text"));
        }
    }

    /// The messages that were taken back.
    private Set<Long> deleted() {
        Set<Long> deleted = new TreeSet<>();
        for (JsonObject event : told.of(ROOM).values()) {
            if (event.getString("type").equals("deleted")) {
                deleted.add(event.getJsonNumber("message").longValue());
            }
        }
        return deleted;
    }

    /// {@return of each text that was taken back the word that nobody else said}
    Set<String> deletedWords() {
        Map<Long, String> texts = said();
        texts.keySet().retainAll(deleted());
        Set<String> words = new TreeSet<>();
        texts.values().forEach(text -> words.add(word(text)));
        return words;
    }

    /// By those who said it, for it may be that nobody else was told.
    private Map<Long, String> said() {
        Map<Long, String> said = new TreeMap<>();
        for (Participant participant : participants) {
            for (Participant.Done done : participant.answered().values()) {
                if (done.type().equals("say")) {
                    said.put(done.seq(), done.command().getString("text"));
                }
            }
        }
        return said;
    }

    private static String word(String text) {
        return text.substring(text.indexOf(' ') + 1);
    }

    /// Neither a search nor a replay must give what was taken back.
    void findsNothingDeleted(Api api) throws IOException, InterruptedException {
        Map<Long, String> left = said();
        left.keySet().removeAll(deleted());
        assertThat(found(api, left.values().stream().map(Verdict::word).toList())).isPositive();
        assertThat(found(api, List.copyOf(deletedWords()))).isZero();

        Set<Long> deleted = deleted();
        List<JsonObject> replayed =
                participants.getFirst().missed(api.client(), api.address(), ROOM, REPLAYED);
        assertThat(replayed).isNotEmpty();
        for (JsonObject event : replayed) {
            boolean gone = deleted.contains(event.getJsonNumber("seq").longValue());
            assertThat(Told.blank(event)).as("%s", event).isEqualTo(gone);
            assertThat(event.containsKey("text"))
                    .as("%s", event)
                    .isEqualTo(event.getString("type").equals("message") && !gone);
        }
    }

    private static int found(Api api, List<String> words) throws IOException, InterruptedException {
        int found = 0;
        for (String word : words.subList(0, Math.min(LOOKED_FOR, words.size()))) {
            found +=
                    api.get("/api/v1/search?q=" + word, Optional.empty())
                            .getJsonArray("items")
                            .size();
        }
        return found;
    }

    /// Order ids by client id.
    private Map<String, Set<Long>> orders(Participant participant) {
        Map<String, Set<Long>> orders = new TreeMap<>();
        for (JsonObject event : told.of("me " + participant.name()).values()) {
            if (event.getString("type").equals("order")) {
                orders.computeIfAbsent(event.getString("client"), client -> new TreeSet<>())
                        .add(event.getJsonNumber("order").longValue());
            }
        }
        return orders;
    }

    private static Map<Long, String> texts(Map<Long, JsonObject> room) {
        Map<Long, String> texts = new TreeMap<>();
        room.forEach((seq, event) -> {
            if (event.containsKey("text")) {
                texts.put(seq, event.getString("text"));
            }
        });
        return texts;
    }

    private static Map<Long, String> history(Api api) throws IOException, InterruptedException {
        TreeMap<Long, String> texts = new TreeMap<>();
        for (List<JsonObject> page = page(api, 0);
                !page.isEmpty();
                page = page(api, texts.lastKey())) {
            page.forEach(message ->
                    texts.put(message.getJsonNumber("seq").longValue(), message.getString("text")));
        }
        return texts;
    }

    private static List<JsonObject> page(Api api, long after)
            throws IOException, InterruptedException {
        return api.get("/api/v1/rooms/lobby/messages?limit=300&after=" + after, Optional.empty())
                .getJsonArray("items")
                .getValuesAs(JsonValue::asJsonObject);
    }

    /// Nothing came into the accounts but by deposits, and nothing went.
    void compareBalances(Api api) throws IOException, InterruptedException {
        Map<String, BigDecimal> sums = new TreeMap<>();
        for (Participant participant : participants) {
            for (JsonObject balance :
                    api.get("/api/v1/balances", Optional.of(participant.token()))
                            .getJsonArray("items")
                            .getValuesAs(JsonValue::asJsonObject)) {
                BigDecimal held =
                        new BigDecimal(balance.getString("available"))
                                .add(new BigDecimal(balance.getString("reserved")));
                sums.merge(balance.getString("asset"), held, BigDecimal::add);
            }
        }
        BigDecimal all = new BigDecimal(participants.size());
        assertThat(sums.get("USD")).isEqualByComparingTo(PAPER.multiply(all));
        assertThat(sums.get("CRS")).isEqualByComparingTo(Scenario.HELD.multiply(all));
    }
}
