package dev.outcry.server.main;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/// A room as a client has it that began with a snapshot and heard everything since: written after
/// the protocol alone.
final class RoomFold {
    private static final int MOST = 300;

    private final String user;
    private final SequencedMap<Long, JsonObject> events = new LinkedHashMap<>();
    private final SequencedMap<Long, JsonObject> pins = new LinkedHashMap<>();
    private final Map<Long, String> texts = new TreeMap<>();
    private Map<String, JsonValue> room;
    private Map<String, JsonValue> you;
    private long seq;

    RoomFold(String user, JsonObject snapshot) {
        this.user = user;
        this.room = new TreeMap<>(snapshot.getJsonObject("room"));
        this.you = new TreeMap<>(snapshot.getJsonObject("you"));
        this.seq = number(snapshot.getJsonObject("room"), "seq");
        for (JsonObject event : snapshot.getJsonArray("events").getValuesAs(JsonObject.class)) {
            events.put(number(event, "seq"), event);
            learn(event);
        }
        for (JsonObject pin : snapshot.getJsonArray("pins").getValuesAs(JsonObject.class)) {
            pins.put(number(pin, "seq"), pin);
        }
    }

    long seq() {
        return seq;
    }

    /// {@return who said a message}
    Optional<String> author(long message) {
        return Optional.ofNullable(events.get(message))
                .filter(event -> event.getString("type").equals("message"))
                .map(event -> event.getJsonObject("from").getString("id"))
                .filter(id -> !id.equals("banned") && !id.equals("admin"));
    }

    /// Takes everything that a client has heard.
    void take(Client client) {
        client.ask("{'type':'ping'}");
        for (JsonObject message : client.taken()) {
            String channel = message.getString("channel", "");
            if (channel.startsWith("room:")) {
                take(message);
            } else if (channel.equals("me") && message.getString("type").equals("read")) {
                you.put("read", message.get("message"));
            }
        }
    }

    private void take(JsonObject event) {
        seq = number(event, "seq");
        room.put("seq", event.get("seq"));
        events.put(seq, event);
        learn(event);
        if (events.size() > MOST) {
            events.pollFirstEntry();
        }
        boolean mine =
                event.getString("user", event.getJsonObject("from").getString("id")).equals(user);
        switch (event.getString("type")) {
            case "deleted" -> {
                long message = number(event, "message");
                events.replaceAll((_, each) -> isOf(message, each) ? blank(each) : each);
                pins.remove(message);
            }
            case "edited" ->
                    pins.computeIfPresent(
                            number(event, "message"),
                            (_, pin) -> with(pin, event.getString("text")));
            case "pinned" -> {
                long message = number(event, "message");
                pins.put(message, with(events.get(message), texts.get(message)));
            }
            case "unpinned" -> pins.remove(number(event, "message"));
            case "topic" -> room.put("topic", event.get("topic"));
            case "settings" -> {
                for (String name : new String[] {"name", "visibility", "slow"}) {
                    room.put(name, event.get(name));
                }
            }
            case "joined" -> count(1, mine, Json.createValue("member"));
            case "left" -> count(-1, mine, JsonValue.NULL);
            case "role" -> mine(mine, "role", event.get("role"));
            case "muted" -> mine(mine, "mutedUntil", event.getOrDefault("until", JsonValue.NULL));
            default -> {} // an event, and nothing more
        }
    }

    private void learn(JsonObject event) {
        if (event.containsKey("text")) {
            texts.put(
                    event.containsKey("message") ? number(event, "message") : number(event, "seq"),
                    event.getString("text"));
        }
    }

    private void count(int by, boolean mine, JsonValue role) {
        room.put(
                "members", Json.createValue(Integer.parseInt(room.get("members").toString()) + by));
        mine(mine, "role", role);
    }

    private void mine(boolean mine, String name, JsonValue value) {
        if (mine && value.equals(JsonValue.NULL)) {
            you.remove(name);
        } else if (mine) {
            you.put(name, value);
        }
    }

    private static boolean isOf(long message, JsonObject event) {
        return switch (event.getString("type")) {
            case "message" -> number(event, "seq") == message;
            case "edited" -> number(event, "message") == message;
            default -> false;
        };
    }

    private static JsonObject blank(JsonObject event) {
        JsonObjectBuilder blank = Json.createObjectBuilder(event);
        blank.remove("text").remove("card").remove("mentions").add("deleted", true);
        return blank.build();
    }

    private static JsonObject with(JsonObject message, String text) {
        return Json.createObjectBuilder(message).add("text", text).build();
    }

    private static long number(JsonObject object, String name) {
        return object.getJsonNumber(name).longValue();
    }

    /// {@return what a fresh snapshot should be}
    Map<String, Object> snapshot() {
        JsonArrayBuilder all = Json.createArrayBuilder();
        events.values().forEach(all::add);
        JsonArrayBuilder pinned = Json.createArrayBuilder();
        pins.values().forEach(pinned::add);
        return Map.of("room", room, "events", all.build(), "pins", pinned.build(), "you", you);
    }

    /// {@return a snapshot in the same form}
    static Map<String, Object> sorted(JsonObject snapshot) {
        return Map.of(
                "room",
                new TreeMap<>(snapshot.getJsonObject("room")),
                "events",
                snapshot.getJsonArray("events"),
                "pins",
                snapshot.getJsonArray("pins"),
                "you",
                new TreeMap<>(snapshot.getJsonObject("you")));
    }
}
