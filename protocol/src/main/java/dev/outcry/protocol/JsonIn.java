package dev.outcry.protocol;

import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Reads fields of one JSON object, and says of each bad one what is wrong with it.
final class JsonIn {
    /// Ids, seqs and positions stay below what a JavaScript number holds exactly.
    private static final long MAX_EXACT = 1L << 53;

    private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());

    private final JsonObject object;

    JsonIn(JsonObject object) {
        this.object = object;
    }

    static JsonIn parse(String json) {
        try (JsonParser parser = PARSERS.createParser(new StringReader(json))) {
            if (parser.next() != JsonParser.Event.START_OBJECT) {
                throw bad("not a JSON object: send one object per message");
            }
            JsonObject object = parser.getObject();
            long end = parser.getLocation().getStreamOffset();
            if (!json.chars().skip(end).allMatch(c -> " \t\r\n".indexOf(c) >= 0)) {
                throw bad("not JSON: send one object per message");
            }
            return new JsonIn(object);
        } catch (ProtocolException e) {
            throw e;
        } catch (RuntimeException e) { // Parsson tells deep nesting by a bare one
            throw bad("not JSON: send one object per message");
        }
    }

    static ProtocolException bad(String message) {
        return new ProtocolException(ErrorCode.BAD_REQUEST, message);
    }

    boolean has(String name) {
        JsonValue value = object.get(name);
        return value != null && value.getValueType() != JsonValue.ValueType.NULL;
    }

    JsonObject object() {
        return object;
    }

    String string(String name) {
        return optionalString(name).orElseThrow(() -> bad(name + ": is missing"));
    }

    Optional<String> optionalString(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        if (object.get(name) instanceof JsonString text) {
            return Optional.of(text.getString());
        }
        throw bad(name + ": must be a string");
    }

    long number(String name) {
        OptionalLong number = optionalNumber(name);
        if (number.isEmpty()) {
            throw bad(name + ": is missing");
        }
        return number.getAsLong();
    }

    /// Reads an integer of 0 to 2^53 − 1.
    OptionalLong optionalNumber(String name) {
        if (!has(name)) {
            return OptionalLong.empty();
        }
        if (object.get(name) instanceof JsonNumber number) {
            try {
                long value = number.longValueExact();
                if (value >= 0 && value < MAX_EXACT) {
                    return OptionalLong.of(value);
                }
            } catch (ArithmeticException | UnsupportedOperationException e) { // or too many digits
                throw bad(name + ": must be an integer from 0 to 2^53 - 1");
            }
        }
        throw bad(name + ": must be an integer from 0 to 2^53 - 1");
    }

    OptionalInt optionalInt(String name, int least, int most) {
        OptionalLong number = optionalNumber(name);
        if (number.isEmpty()) {
            return OptionalInt.empty();
        }
        long value = number.getAsLong();
        if (value < least || value > most) {
            throw bad(name + ": must be from " + least + " to " + most);
        }
        return OptionalInt.of((int) value);
    }

    boolean flag(String name) {
        return switch (object.getOrDefault(name, JsonValue.NULL).getValueType()) {
            case TRUE -> true;
            case FALSE, NULL -> false;
            default -> throw bad(name + ": must be true or false");
        };
    }

    boolean requiredFlag(String name) {
        if (!has(name)) {
            throw bad(name + ": is missing");
        }
        return flag(name);
    }

    Decimal decimal(String name) {
        try {
            return Decimal.parse(string(name));
        } catch (NumberFormatException e) {
            throw bad(name + ": must be a string of plain digits");
        }
    }

    Optional<Decimal> optionalDecimal(String name) {
        return has(name) ? Optional.of(decimal(name)) : Optional.empty();
    }

    JsonIn child(String name) {
        if (object.get(name) instanceof JsonObject child) {
            return new JsonIn(child);
        }
        throw bad(name + ": must be an object");
    }

    Optional<JsonIn> optionalChild(String name) {
        return has(name) ? Optional.of(child(name)) : Optional.empty();
    }
}
