package dev.outcry.server.api;

import dev.outcry.protocol.Codec;
import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.ProtocolException;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The fields of a request's JSON object. Each refusal names the field; unknown ones are ignored.
final class Fields {
    private static final int MAX_BPS = 10_000;

    private final JsonObject object;

    private Fields(JsonObject object) {
        this.object = object;
    }

    static Fields parse(String text) {
        return new Fields(Codec.decodeObject(text));
    }

    static ProtocolException bad(String message) {
        return new ProtocolException(ErrorCode.BAD_REQUEST, message);
    }

    boolean has(String name) {
        JsonValue value = object.get(name);
        return value != null && value.getValueType() != JsonValue.ValueType.NULL;
    }

    String string(String name) {
        return optionalString(name).orElseThrow(() -> bad(name + ": is missing"));
    }

    Optional<String> optionalString(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        return switch (object.get(name)) {
            case JsonString text -> Optional.of(text.getString());
            case JsonNumber number ->
                    throw bad(name + ": is a JSON number; send a string, such as \"1.25\"");
            default -> throw bad(name + ": must be a string");
        };
    }

    /// Reads what must be there, and be an array of strings.
    List<String> strings(String name) {
        String must = name + ": must be an array of strings";
        if (!(object.get(name) instanceof JsonArray array)) {
            throw bad(has(name) ? must : name + ": is missing");
        }
        List<String> strings = new ArrayList<>(array.size());
        for (JsonValue value : array) {
            if (!(value instanceof JsonString text)) {
                throw bad(must);
            }
            strings.add(text.getString());
        }
        return strings;
    }

    /// Reads what must be there, and be true or false.
    boolean flag(String name) {
        return switch (object.getOrDefault(name, JsonValue.NULL).getValueType()) {
            case TRUE -> true;
            case FALSE -> false;
            case NULL -> throw bad(name + ": is missing");
            default -> throw bad(name + ": must be true or false");
        };
    }

    Optional<Boolean> optionalFlag(String name) {
        return has(name) ? Optional.of(flag(name)) : Optional.empty();
    }

    Optional<JsonObject> optionalObject(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        if (object.get(name) instanceof JsonObject child) {
            return Optional.of(child);
        }
        throw bad(name + ": must be an object");
    }

    /// {@return the fields of an object within this one}
    Optional<Fields> nested(String name) {
        return optionalObject(name).map(Fields::new);
    }

    /// Reads an array that must be there.
    List<String> strings(String name, int most) {
        if (!(object.get(name) instanceof JsonArray array)
                || array.size() > most
                || !array.stream().allMatch(JsonString.class::isInstance)) {
            throw bad(name + ": must be an array of at most " + most + " strings");
        }
        return array.getValuesAs(JsonString::getString);
    }

    /// Reads an amount: a string of plain digits, above nothing.
    Decimal amount(String name) {
        return amount(name, ErrorCode.BAD_REQUEST);
    }

    /// Reads a price, which a market may still refuse.
    Decimal price(String name) {
        return amount(name, ErrorCode.ORDER_BAD_PRICE);
    }

    Optional<Decimal> optionalPrice(String name) {
        return has(name) ? Optional.of(price(name)) : Optional.empty();
    }

    private Decimal amount(String name, ErrorCode code) {
        String text = string(name);
        try {
            Decimal amount = Decimal.parse(text);
            if (amount.unscaled() > 0) {
                return amount;
            }
        } catch (NumberFormatException e) {
            throw new ProtocolException(
                    code, name + ": must be a string of plain digits, such as \"1.25\"");
        }
        throw new ProtocolException(code, name + ": must be above 0");
    }

    /// Reads hundredths of a percent: an integer, or a string of its digits.
    OptionalLong optionalBasisPoints(String name, int least) {
        if (has(name) && object.get(name) instanceof JsonString text) {
            boolean digits = text.getString().matches("[0-9]{1,5}");
            long value = digits ? Long.parseLong(text.getString()) : -1;
            if (value < least || value > MAX_BPS) {
                throw bad(name + ": must be an integer from " + least + " to " + MAX_BPS);
            }
            return OptionalLong.of(value);
        }
        return optionalInteger(name, least, MAX_BPS);
    }

    OptionalLong optionalInteger(String name, long least, long most) {
        if (!has(name)) {
            return OptionalLong.empty();
        }
        String must = name + ": must be an integer from " + least + " to " + most;
        if (!(object.get(name) instanceof JsonNumber number)) {
            throw bad(must);
        }
        try {
            long value = number.longValueExact();
            if (value >= least && value <= most) {
                return OptionalLong.of(value);
            }
        } catch (ArithmeticException | UnsupportedOperationException e) { // or too many digits
            throw bad(must);
        }
        throw bad(must);
    }
}
