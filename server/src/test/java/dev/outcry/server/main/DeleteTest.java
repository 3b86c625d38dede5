package dev.outcry.server.main;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Protocol §5: messages that are taken back.
@Timeout(30)
class DeleteTest {
    private static final String ROOM = "room:lobby";

    private static TestFloor floor;

    @BeforeAll
    static void start() {
        floor = TestFloor.open();
    }

    @AfterAll
    static void stop() {
        floor.close();
    }

    private static String delete(long message) {
        return "{'type':'delete','room':'lobby','message':" + message + "}";
    }

    private static JsonObject last(JsonObject subscribed) {
        var events = subscribed.getJsonObject("snapshot").getJsonArray("events");
        return events.getJsonObject(events.size() - 2); // the deletion is the last
    }

    @Test
    void areToldOfAndBlankFromThenOn() {
        try (Client ada = floor.as(floor.token("Ada"));
                Client bob = floor.as(floor.token("Bob"));
                Client late = floor.anonymous();
                Client back = floor.anonymous()) {
            bob.follow(ROOM);
            JsonObject said = ada.say("a secret for @bob");
            long seq = said.getJsonNumber("seq").longValue();
            bob.next("message");

            bob.refused(delete(seq), "forbidden");
            bob.refused(delete(seq + 1), "message.not_found");
            JsonObject ok = ada.answered(delete(seq), "ok");

            JsonObject told = bob.next("deleted");
            assertThat(told.keySet())
                    .containsExactly("type", "channel", "seq", "pos", "at", "from", "message");
            assertThat(told.getInt("message")).isEqualTo(seq);
            assertThat(told.get("seq")).isEqualTo(ok.get("seq"));
            assertThat(told.get("pos")).isEqualTo(ok.get("pos"));
            assertThat(ada.answered(delete(seq), "ok").get("seq")).isEqualTo(ok.get("seq"));

            JsonObject snapshot = late.follow(ROOM);
            assertThat(last(snapshot).getBoolean("deleted")).isTrue();
            assertThat(last(snapshot).containsKey("text")).isFalse();
            assertThat(last(snapshot).containsKey("mentions")).isFalse();

            String epoch = snapshot.getString("epoch");
            back.answered(
                    "{'type':'subscribe','channel':'"
                            + ROOM
                            + "','since':{'epoch':'"
                            + epoch
                            + "','seq':"
                            + (seq - 1)
                            + "}}",
                    "subscribed");
            JsonObject again = back.next("message");
            assertThat(again.getBoolean("deleted")).isTrue();
            assertThat(again.containsKey("text")).isFalse();
            assertThat(back.next("deleted")).isEqualTo(told);
        }
    }

    @Test
    void mayBeOfAnybodyForTheAdministrator() {
        try (Client ada = floor.as(floor.token("Ada"));
                Client admin = floor.as(floor.admin())) {
            long seq = ada.say("rude words").getJsonNumber("seq").longValue();

            admin.answered(delete(seq), "ok");
        }
    }

    @Test
    void happenOnceUnderAKey() {
        try (Client ada = floor.as(floor.token("Ada"))) {
            long seq = ada.say("words").getJsonNumber("seq").longValue();
            String keyed = delete(seq).replace("}", ",'key':'d" + seq + "'}");
            JsonObject first = ada.answered(keyed, "ok");

            JsonObject again = ada.answered(keyed, "ok");

            assertThat(again.get("seq")).isEqualTo(first.get("seq"));
            ada.refused(
                    keyed.replace("'message':" + seq, "'message':" + (seq + 1)),
                    "idempotency.conflict");
        }
    }
}
