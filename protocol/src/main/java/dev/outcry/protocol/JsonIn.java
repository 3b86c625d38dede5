package dev.outcry.protocol;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
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
            return whole(new JsonIn(object));
        } catch (ProtocolException e) {
            throw e;
        } catch (RuntimeException e) { // Parsson tells deep nesting by a bare one
            throw bad("not JSON: send one object per message");
        }
    }

    /// Lets no half of a character in, which only an escape can bring: it has no UTF-8, so it could
    /// be neither kept nor sent on.
    private static JsonIn whole(JsonIn in) {
        in.object.forEach((name, value) -> {
            if (hasHalf(name) || hasHalf(value)) {
                throw new ProtocolException(
                        ErrorCode.BAD_REQUEST,
                        name.replaceAll("\\p{Cs}", "?") + ": holds half a character",
                        in.optionalNumber("id"));
            }
        });
        return in;
    }

    private static boolean hasHalf(JsonValue value) {
        return switch (value) {
            case JsonString text -> hasHalf(text.getString());
            case JsonStructure nested -> hasHalfIn(nested);
            default -> false;
        };
    }

    /// Without recursion, for a peer can nest deeply enough to overflow a virtual thread's stack.
    private static boolean hasHalfIn(JsonStructure nested) {
        Deque<JsonValue> left = new ArrayDeque<>();
        left.add(nested);
        while (!left.isEmpty()) {
            switch (left.remove()) {
                case JsonString text when hasHalf(text.getString()) -> {
                    return true;
                }
                case JsonObject object -> {
                    if (object.keySet().stream().anyMatch(JsonIn::hasHalf)) {
                        return true;
                    }
                    left.addAll(object.values());
                }
                case JsonArray array -> left.addAll(array);
                default -> {}
            }
        }
        return false;
    }

    private static boolean hasHalf(String text) {
        return text.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE);
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

    /// Reads the text of an amount. A JSON number is refused: it may have lost digits on its way.
    Optional<String> optionalAmount(String name) {
        if (object.get(name) instanceof JsonNumber) {
            throw bad(name + ": amounts are strings, so that no digit is lost: send \"1.50\"");
        }
        return optionalString(name);
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
