package dev.outcry.server.contract;

import dev.harrel.jsonschema.Error;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.JakartaJsonNode;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The schemas of both descriptions as one, stricter than they are published: what a schema doesn't
/// name may not be there. So `allOf` is folded into one object, and every object is closed.
///
/// Filled by one thread; after [#compile()] for any.
final class Schemas {
    private static final URI HERE = URI.create("urn:outcry:strict");
    private static final String ROOM_FOR = "#/$defs/";
    private static final Set<String> OF_ONE =
            Set.of("additionalProperties", "propertyNames", "not", "if", "then", "else");
    private static final Set<String> OF_MANY = Set.of("oneOf", "anyOf", "allOf");
    private static final Set<String> WORDS = Set.of("description", "examples", "default", "title");

    /// As published, but with all references into this one place.
    private final Map<String, JsonValue> open = new LinkedHashMap<>();

    private final Map<String, URI> addresses = new LinkedHashMap<>();
    private final Validator validator =
            new ValidatorFactory()
                    .withJsonNodeFactory(new JakartaJsonNode.Factory())
                    .createValidator();

    /// Takes all schemas of a description's components.
    ///
    /// @param prefix tells descriptions apart: `api.` or `ws.`
    void addComponents(String prefix, JsonObject document) {
        Documents.at(document, "#/components/schemas")
                .asJsonObject()
                .forEach((name, schema) -> add(prefix + name, schema, prefix));
    }

    /// Takes a schema.
    ///
    /// @param name under which [#violations] finds it
    /// @param schema as it stands in a description
    /// @param prefix of that description's components
    void add(String name, JsonValue schema, String prefix) {
        if (open.put(name, rewritten(schema, prefix)) != null) {
            throw new IllegalArgumentException("two schemas are called " + name);
        }
    }

    /// Checks the schemas themselves, and makes them ready.
    void compile() {
        JsonObjectBuilder all = Json.createObjectBuilder();
        open.forEach((name, schema) -> all.add(name, closed(schema)));
        validator.registerSchema(
                HERE,
                Json.createObjectBuilder()
                        .add("$schema", "https://json-schema.org/draft/2020-12/schema")
                        .add("$defs", all)
                        .build());
        open.keySet().forEach(name -> addresses.put(name, URI.create(HERE + ROOM_FOR + name)));
    }

    /// {@return what is wrong with a value; nothing if it is as the schema says}
    List<String> violations(String name, JsonValue value) {
        URI address = addresses.get(name);
        if (address == null) {
            throw new IllegalArgumentException("no schema is called " + name);
        }
        Validator.Result result = validator.validate(address, value);
        return result.isValid()
                ? List.of()
                : result.getErrors().stream().map(Schemas::words).toList();
    }

    private static String words(Error error) {
        return error.getInstanceLocation() + ": " + error.getError();
    }

    /// {@return a property's schema as it stands in a folded one; empty if it has none such}
    Optional<JsonValue> property(String name, String property) {
        JsonObject whole = fold(resolved(open.get(name).asJsonObject()));
        return Optional.ofNullable(whole.getJsonObject("properties").get(property));
    }

    /// Takes a schema that needs no rewriting, for it came from here.
    void addOwn(String name, JsonValue schema) {
        open.put(name, schema);
    }

    private static JsonValue rewritten(JsonValue value, String prefix) {
        return switch (value) {
            case JsonObject object -> {
                JsonObjectBuilder copy = Json.createObjectBuilder();
                object.forEach((key, each) -> {
                    if (key.equals("$ref") && each instanceof JsonString to) {
                        copy.add(key, ROOM_FOR + target(to.getString(), prefix));
                    } else if (!WORDS.contains(key) || each instanceof JsonObject) {
                        copy.add(key, rewritten(each, prefix));
                    }
                });
                yield copy.build();
            }
            case JsonArray array -> {
                JsonArrayBuilder copy = Json.createArrayBuilder();
                array.forEach(each -> copy.add(rewritten(each, prefix)));
                yield copy.build();
            }
            default -> value;
        };
    }

    private static String target(String reference, String prefix) {
        String name = reference.substring(reference.lastIndexOf('/') + 1);
        return reference.startsWith("#/components/schemas/") ? prefix + name : "api." + name;
    }

    /// {@return the same, closed: with no room for what isn't named}
    private JsonValue closed(JsonValue value) {
        if (!(value instanceof JsonObject schema)) {
            return value;
        }
        JsonObject whole = fold(schema);
        JsonObjectBuilder copy = Json.createObjectBuilder();
        whole.forEach((key, each) -> {
            if (key.equals("properties")) {
                JsonObjectBuilder properties = Json.createObjectBuilder();
                each.asJsonObject().forEach((name, of) -> properties.add(name, closed(of)));
                copy.add(key, properties);
            } else if (key.equals("items") && each instanceof JsonArray tuple) { // of draft 7
                copy.add("prefixItems", closedAll(tuple)).add("items", false);
            } else if (key.equals("items") || OF_ONE.contains(key)) {
                copy.add(key, closed(each));
            } else if (OF_MANY.contains(key)) {
                copy.add(key, closedAll(each.asJsonArray()));
            } else {
                copy.add(key, each);
            }
        });
        boolean closes =
                whole.getString("type", "").equals("object")
                        && whole.containsKey("properties")
                        && !whole.containsKey("additionalProperties");
        return closes ? copy.add("additionalProperties", false).build() : copy.build();
    }

    private JsonArrayBuilder closedAll(JsonArray schemas) {
        JsonArrayBuilder all = Json.createArrayBuilder();
        schemas.forEach(each -> all.add(closed(each)));
        return all;
    }

    /// Makes one object of a schema and all that its `allOf` names.
    private JsonObject fold(JsonObject schema) {
        if (!schema.containsKey("allOf")) {
            return schema;
        }
        Fold fold = new Fold();
        fold.add(Json.createObjectBuilder(schema).remove("allOf").build());
        for (JsonObject part : schema.getJsonArray("allOf").getValuesAs(JsonObject.class)) {
            fold.add(fold(resolved(part)));
        }
        return fold.whole();
    }

    private JsonObject resolved(JsonObject schema) {
        JsonObject found = schema;
        while (found.containsKey("$ref")) {
            String name = found.getString("$ref").substring(ROOM_FOR.length());
            JsonValue target = open.get(name);
            if (target == null) {
                throw new IllegalArgumentException("there is no schema " + name);
            }
            found = target.asJsonObject();
        }
        return found;
    }

    private static final class Fold {
        private final Map<String, JsonValue> properties = new LinkedHashMap<>();
        private final Set<String> required = new LinkedHashSet<>();
        private final Map<String, JsonValue> others = new LinkedHashMap<>();
        private final List<JsonValue> more = new ArrayList<>();

        void add(JsonObject part) {
            part.forEach((key, value) -> {
                if (key.equals("properties")) {
                    value.asJsonObject()
                            .forEach((name, of) -> properties.merge(name, of, Fold::both));
                } else if (key.equals("required")) {
                    required.addAll(Documents.strings(value.asJsonArray()));
                } else if (key.equals("allOf")) {
                    more.addAll(value.asJsonArray());
                } else if (others.putIfAbsent(key, value) != null
                        && !value.equals(others.get(key))) {
                    more.add(Json.createObjectBuilder().add(key, value).build());
                }
            });
        }

        private static JsonValue both(JsonValue one, JsonValue other) {
            return one.equals(other)
                    ? one
                    : Json.createObjectBuilder()
                            .add("allOf", Json.createArrayBuilder().add(one).add(other))
                            .build();
        }

        JsonObject whole() {
            JsonObjectBuilder whole = Json.createObjectBuilder();
            others.forEach(whole::add);
            if (!properties.isEmpty()) {
                JsonObjectBuilder all = Json.createObjectBuilder();
                properties.forEach(all::add);
                whole.add("properties", all);
            }
            if (!required.isEmpty()) {
                whole.add("required", Json.createArrayBuilder(required));
            }
            if (!more.isEmpty()) {
                whole.add("allOf", Json.createArrayBuilder(more));
            }
            return whole.build();
        }
    }
}
