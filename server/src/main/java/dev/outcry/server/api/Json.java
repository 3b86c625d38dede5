package dev.outcry.server.api;

import dev.outcry.protocol.Codec;
import dev.outcry.protocol.Person;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// A finished JSON text. Immutable, as nobody writes into it.
final class Json {
    private static final JsonBuilderFactory BUILDERS =
            jakarta.json.Json.createBuilderFactory(Map.of());

    private final byte[] utf8;

    private Json(byte[] utf8) {
        this.utf8 = utf8;
    }

    static Json of(byte[] utf8) {
        return new Json(utf8);
    }

    static Json of(JsonObjectBuilder object) {
        return new Json(object.build().toString().getBytes(StandardCharsets.UTF_8));
    }

    static JsonObjectBuilder object() {
        return BUILDERS.createObjectBuilder();
    }

    /// {@return an object that begins with all of another}
    static JsonObjectBuilder object(JsonObject start) {
        return BUILDERS.createObjectBuilder(start);
    }

    /// {@return somebody, as others see them}
    static JsonObjectBuilder person(Person person) {
        JsonObjectBuilder json = object().add("id", person.id()).add("name", person.name());
        return person.guest() ? json.add("guest", true) : json;
    }

    /// {@return what the codec has written, to be put into something else}
    static JsonObject read(byte[] utf8) {
        return Codec.decodeObject(new String(utf8, StandardCharsets.UTF_8));
    }

    static jakarta.json.JsonArrayBuilder array() {
        return BUILDERS.createArrayBuilder();
    }

    /// Makes `{"items":[…]}`.
    static <T> Json items(List<? extends T> items, Function<T, byte[]> encode) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(64 + items.size() * 128);
        out.writeBytes("{\"items\":[".getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < items.size(); i++) {
            if (i > 0) {
                out.write(',');
            }
            out.writeBytes(encode.apply(items.get(i)));
        }
        out.writeBytes("]}".getBytes(StandardCharsets.US_ASCII));
        return new Json(out.toByteArray());
    }

    byte[] utf8() {
        return utf8;
    }
}
