package dev.outcry.server.journal;

import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.Symbol;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// An entry for people and their scripts: whatever a command's record holds, by its names. What is
/// empty is left out.
final class EntryJson {
    private EntryJson() {}

    static JsonObject of(Entry entry, Optional<String> text) {
        JsonObjectBuilder json =
                Json.createObjectBuilder()
                        .add("pos", entry.pos())
                        .add("at", entry.at())
                        .add("kind", entry.command().getClass().getSimpleName())
                        .add("fields", fields(entry.command()));
        text.ifPresent(said -> json.add("text", said));
        return json.build();
    }

    private static JsonObject fields(Object of) {
        JsonObjectBuilder json = Json.createObjectBuilder();
        for (RecordComponent component : of.getClass().getRecordComponents()) {
            if (component.getName().equals("password")) {
                continue; // hashed, and still nothing to hand around
            }
            value(get(component, of)).ifPresent(value -> json.add(component.getName(), value));
        }
        return json.build();
    }

    private static Object get(RecordComponent component, Object of) {
        try {
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("commands are public records", e);
        }
    }

    private static Optional<JsonValue> value(Object of) {
        return switch (of) {
            case Optional<?> maybe -> maybe.flatMap(EntryJson::value);
            case OptionalLong maybe ->
                    maybe.isPresent() ? value(maybe.getAsLong()) : Optional.empty();
            case OptionalInt maybe ->
                    maybe.isPresent() ? value((long) maybe.getAsInt()) : Optional.empty();
            case List<?> list -> Optional.of(array(list));
            case Boolean flag -> Optional.of(flag ? JsonValue.TRUE : JsonValue.FALSE);
            case Integer number -> Optional.of(Json.createValue(number));
            case Long number -> Optional.of(Json.createValue(number));
            case Decimal amount -> Optional.of(Json.createValue(amount.toString()));
            case RoomId room -> Optional.of(Json.createValue(room.name()));
            case Symbol symbol -> Optional.of(Json.createValue(symbol.name()));
            case Record nested -> Optional.of(fields(nested));
            default -> Optional.of(Json.createValue(of.toString())); // text, or a constant's name
        };
    }

    private static JsonValue array(List<?> list) {
        JsonArrayBuilder json = Json.createArrayBuilder();
        list.forEach(each -> value(each).ifPresent(json::add));
        return json.build();
    }
}
