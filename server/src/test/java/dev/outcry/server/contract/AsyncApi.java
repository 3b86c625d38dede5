package dev.outcry.server.contract;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What the description of the connection says of messages. Immutable; any thread.
final class AsyncApi {
    private static final String PREFIX = "ws.";
    private static final String MESSAGES = "#/components/messages/";

    private final JsonObject document;
    private final Schemas schemas;
    private final Map<String, List<String>> received = new LinkedHashMap<>();
    private final Map<String, List<String>> sent = new LinkedHashMap<>();

    AsyncApi(JsonObject document, Schemas schemas) {
        this.document = document;
        this.schemas = schemas;
        schemas.addComponents(PREFIX, document);
        Set<String> commands = named("receive");
        Set<String> told = named("send");
        Documents.at(document, "#/components/messages")
                .asJsonObject()
                .forEach((name, message) -> {
                    if (!commands.contains(name) && !told.contains(name)) {
                        throw new IllegalArgumentException("no operation has message " + name);
                    }
                    add(name, message.asJsonObject(), commands.contains(name) ? received : sent);
                });
    }

    private void add(String name, JsonObject message, Map<String, List<String>> byType) {
        String schema = "message." + name;
        schemas.add(schema, message.get("payload"), PREFIX);
        schemas.property(schema, "channel")
                .ifPresent(channel -> schemas.addOwn(channel(schema), channel));
        byType.computeIfAbsent(message.getString("name"), _ -> new ArrayList<>()).add(schema);
    }

    private static String channel(String schema) {
        return schema + ".channel";
    }

    /// {@return the names of messages that the server receives, or sends}
    private Set<String> named(String action) {
        Set<String> names = new TreeSet<>();
        for (JsonValue value : document.getJsonObject("operations").values()) {
            JsonObject operation = value.asJsonObject();
            if (operation.getString("action").equals(action)) {
                names.addAll(messages(operation));
            }
            if (action.equals("send") && operation.containsKey("reply")) {
                names.addAll(messages(operation.getJsonObject("reply")));
            }
        }
        return names;
    }

    /// Follows from the operation to the channel, and from there to the component.
    private List<String> messages(JsonObject operation) {
        return operation.getJsonArray("messages").getValuesAs(JsonObject.class).stream()
                .map(each -> Documents.at(document, each.getString("$ref")).asJsonObject())
                .map(each -> each.getString("$ref").substring(MESSAGES.length()))
                .toList();
    }

    /// {@return the types of commands, as they are on the wire}
    Set<String> commands() {
        return received.keySet();
    }

    /// {@return the types of what the server sends, as they are on the wire}
    Set<String> messages() {
        return sent.keySet();
    }

    /// {@return what is wrong with a command}
    List<String> violationsOfCommand(JsonObject command) {
        return violations(received, command);
    }

    /// {@return what is wrong with a message of the server's}
    List<String> violations(JsonObject message) {
        return violations(sent, message);
    }

    private List<String> violations(Map<String, List<String>> byType, JsonObject message) {
        List<String> named = byType.getOrDefault(message.getString("type", ""), List.of());
        List<String> candidates =
                named.size() < 2 || !message.containsKey("channel")
                        ? named
                        : named.stream().filter(each -> fits(each, message)).toList();
        if (candidates.isEmpty()) {
            return List.of("no message of this type and channel is described");
        }
        List<String> all = new ArrayList<>();
        for (String candidate : candidates) {
            List<String> violations = schemas.violations(candidate, message);
            if (violations.isEmpty()) {
                return List.of();
            }
            violations.forEach(each -> all.add(candidate + each));
        }
        return all;
    }

    private boolean fits(String schema, JsonObject message) {
        return schemas.violations(channel(schema), message.get("channel")).isEmpty();
    }
}
