package dev.outcry.client;

import dev.outcry.protocol.Channel;
import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.util.Optional;
import java.util.OptionalLong;

/// What can be told of a message that this version doesn't know: enough to count it, or to end the
/// command that it answers.
///
/// @param id the command that it answers
/// @param channel where it belongs
/// @param seq its number there
/// @param prev the number it follows, where that isn't `seq` − 1
record Opaque(OptionalLong id, Optional<Channel> channel, OptionalLong seq, OptionalLong prev) {
    static Opaque read(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            JsonObject object = reader.readObject();
            Optional<Channel> channel =
                    object.get("channel") instanceof JsonString name
                            ? Optional.of(Channel.parse(name.getString()))
                            : Optional.empty();
            return new Opaque(
                    number(object, "id"), channel, number(object, "seq"), number(object, "prev"));
        } catch (RuntimeException e) { // not even JSON: nothing can be told of it
            return new Opaque(
                    OptionalLong.empty(),
                    Optional.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty());
        }
    }

    private static OptionalLong number(JsonObject object, String name) {
        return object.get(name) instanceof JsonNumber number && number.isIntegral()
                ? OptionalLong.of(number.longValue())
                : OptionalLong.empty();
    }
}
