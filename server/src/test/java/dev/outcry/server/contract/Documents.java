package dev.outcry.server.contract;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/// Reads the two descriptions from the repository in which the tests run.
final class Documents {
    static final Path OPENAPI = Path.of("server/src/main/resources/openapi.json");
    static final Path ASYNCAPI = Path.of("docs/asyncapi.yaml");

    /// Kept, for to find one takes longer than to read a message.
    private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

    private static final Pattern SEPARATOR = Pattern.compile("/");

    private Documents() {}

    static JsonObject openApi() {
        return parse(read(OPENAPI));
    }

    static JsonObject asyncApi() {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(1_000); // of one list of messages, in three places
        Map<?, ?> yaml = new Yaml(options).load(read(ASYNCAPI));
        return json(yaml).asJsonObject();
    }

    static JsonObject parse(String json) {
        try (JsonReader reader = READERS.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }

    /// {@return what a pointer such as `#/components/schemas/Room` points to}
    static JsonValue at(JsonObject document, String pointer) {
        JsonValue value = document;
        for (String step : SEPARATOR.splitAsStream(pointer.substring(2)).toList()) {
            value = value.asJsonObject().get(step);
            if (value == null) {
                throw new IllegalArgumentException("nothing at " + pointer);
            }
        }
        return value;
    }

    /// {@return the object itself, or what it refers to in the same document}
    static JsonObject resolved(JsonObject document, JsonObject object) {
        JsonObject found = object;
        while (found.containsKey("$ref")) {
            found = at(document, found.getString("$ref")).asJsonObject();
        }
        return found;
    }

    static List<String> strings(JsonArray array) {
        return array.getValuesAs(JsonString::getString);
    }

    private static String read(Path path) {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve(ASYNCAPI))) {
            root = root.getParent();
            if (root == null) {
                throw new IllegalStateException("not in the repository: no " + ASYNCAPI);
            }
        }
        try {
            return Files.readString(root.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonValue json(Object yaml) {
        return switch (yaml) {
            case Map<?, ?> map -> {
                var object = Json.createObjectBuilder();
                map.forEach((key, value) -> object.add((String) key, json(value)));
                yield object.build();
            }
            case List<?> list -> {
                var array = Json.createArrayBuilder();
                list.forEach(value -> array.add(json(value)));
                yield array.build();
            }
            case Boolean flag -> flag ? JsonValue.TRUE : JsonValue.FALSE;
            case Integer number -> Json.createValue(number);
            case Long number -> Json.createValue(number);
            case String text -> Json.createValue(text);
            default -> throw new IllegalArgumentException("no JSON: " + yaml);
        };
    }
}
