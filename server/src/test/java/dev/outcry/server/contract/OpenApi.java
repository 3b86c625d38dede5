package dev.outcry.server.contract;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParsingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the description of the HTTP API says of calls. Immutable; any thread.
final class OpenApi {
    private static final String PREFIX = "api.";
    private static final String PROBLEM = "application/problem+json";

    /// What may befall a request before it is known what it asks for, by status.
    private static final Set<Integer> BEFORE_ROUTING = Set.of(400, 413, 421, 500, 503);

    private final JsonObject document;
    private final Schemas schemas;
    private final List<Path> paths = new ArrayList<>();

    /// One path with its calls.
    ///
    /// @param shape of the paths that it stands for
    /// @param calls by method, in upper case
    private record Path(Pattern shape, Map<String, Call> calls) {}

    /// One call.
    ///
    /// @param answers by status
    /// @param body the schema of what is sent, if anything
    /// @param queries names of what may stand behind the question mark
    private record Call(
            Map<Integer, Content> answers, Optional<String> body, Set<String> queries) {}

    /// What is answered.
    ///
    /// @param type of the body; empty where there is none
    /// @param schema of the body
    private record Content(String type, String schema) {}

    OpenApi(JsonObject document, Schemas schemas) {
        this.document = document;
        this.schemas = schemas;
        schemas.addComponents(PREFIX, document);
        Documents.at(document, "#/components/responses")
                .asJsonObject()
                .forEach((name, response) -> content("response." + name, response.asJsonObject()));
        document.getJsonObject("paths")
                .forEach((template, calls) ->
                        paths.add(
                                new Path(shape(template), calls(template, calls.asJsonObject()))));
    }

    private static Pattern shape(String template) {
        return Pattern.compile(
                Stream.of(template.split("/", -1))
                        .map(step -> step.startsWith("{") ? "[^/]+" : Pattern.quote(step))
                        .collect(Collectors.joining("/")));
    }

    private Map<String, Call> calls(String template, JsonObject described) {
        Map<String, Call> calls = new TreeMap<>();
        described.forEach((method, call) ->
                calls.put(
                        method.toUpperCase(Locale.ROOT),
                        call(method + template.replaceAll("[^a-z0-9]", "."), call.asJsonObject())));
        return calls;
    }

    private Call call(String name, JsonObject described) {
        Map<Integer, Content> answers = new LinkedHashMap<>();
        described
                .getJsonObject("responses")
                .forEach((status, response) ->
                        answers.put(
                                Integer.parseInt(status),
                                answer(name + "." + status, response.asJsonObject())));
        Optional<String> body = Optional.empty();
        if (described.containsKey("requestBody")) {
            body =
                    Optional.of(
                            content(name + ".body", described.getJsonObject("requestBody"))
                                    .schema());
        }
        Set<String> queries = new TreeSet<>();
        if (described.containsKey("parameters")) {
            described.getJsonArray("parameters").getValuesAs(JsonObject.class).stream()
                    .map(each -> Documents.resolved(document, each))
                    .filter(each -> each.getString("in").equals("query"))
                    .forEach(each -> queries.add(each.getString("name")));
        }
        return new Call(answers, body, queries);
    }

    private Content answer(String name, JsonObject response) {
        if (response.containsKey("$ref")) {
            String to = response.getString("$ref");
            Documents.at(document, to);
            return new Content(PROBLEM, "response." + to.substring(to.lastIndexOf('/') + 1));
        }
        return content(name, response);
    }

    private Content content(String name, JsonObject described) {
        if (!described.containsKey("content")) {
            return new Content("", "");
        }
        Map.Entry<String, JsonValue> only =
                described.getJsonObject("content").entrySet().iterator().next();
        schemas.add(name, only.getValue().asJsonObject().get("schema"), PREFIX);
        return new Content(only.getKey(), name);
    }

    /// {@return every call, such as `GET /api/v1/rooms`}
    Set<String> calls() {
        Set<String> all = new TreeSet<>();
        document.getJsonObject("paths")
                .forEach((path, calls) ->
                        calls.asJsonObject()
                                .keySet()
                                .forEach(method ->
                                        all.add(method.toUpperCase(Locale.ROOT) + " " + path)));
        return all;
    }

    /// {@return what is wrong with an answer}
    List<String> violations(
            String method, String path, int status, String contentType, String body) {
        Optional<Path> found = find(path);
        if (found.isEmpty()) {
            return path.startsWith("/api/")
                    ? refusal("NotFound", 404, status, contentType, body)
                    : List.of(); // the web page
        }
        boolean head = method.equals("HEAD");
        Call call = found.get().calls().get(head ? "GET" : method);
        if (call == null) {
            return method.equals("OPTIONS") && status == 204
                    ? List.of()
                    : refusal("NotAllowed", 405, status, contentType, body);
        }
        Content content = call.answers().get(status);
        if (content == null) {
            return List.of("the status is not described");
        }
        if (!content.type().equals(contentType)) {
            return List.of("the content type is described as " + content.type());
        }
        if (head || content.type().isEmpty()) {
            return body.isEmpty() ? List.of() : List.of("no body is described");
        }
        return violations(content.schema(), body);
    }

    /// {@return what is wrong with a request that was carried out}
    List<String> violationsOfRequest(String method, String path, Set<String> queries, String body) {
        Optional<Call> call = find(path).map(found -> found.calls().get(method));
        if (call.isEmpty()) {
            return List.of();
        }
        List<String> all = new ArrayList<>();
        for (String query : queries) {
            if (!call.get().queries().contains(query)) {
                all.add("query " + query + " is not described");
            }
        }
        if (!body.isEmpty()) {
            all.addAll(
                    call.get()
                            .body()
                            .map(schema -> schemas.violations(schema, given(body)))
                            .orElse(List.of("no body of the request is described")));
        }
        return all;
    }

    private static JsonObject given(String body) {
        JsonObjectBuilder given = Json.createObjectBuilder();
        Documents.parse(body)
                .forEach((name, value) -> {
                    if (!value.equals(JsonValue.NULL)) {
                        given.add(name, value);
                    }
                });
        return given.build();
    }

    private List<String> violations(String schema, String body) {
        try {
            return schemas.violations(schema, Documents.parse(body));
        } catch (JsonParsingException e) {
            return List.of("no JSON object: " + e.getMessage());
        }
    }

    private List<String> refusal(
            String name, int expected, int status, String contentType, String body) {
        if (status != expected && !BEFORE_ROUTING.contains(status)) {
            return List.of("not described, and not refused with " + expected);
        }
        if (!contentType.equals(PROBLEM)) {
            return List.of("refused without a problem");
        }
        return body.isEmpty()
                ? List.of() // of HEAD
                : violations(status == expected ? "response." + name : "api.Problem", body);
    }

    private Optional<Path> find(String path) {
        return paths.stream().filter(each -> each.shape().matcher(path).matches()).findFirst();
    }
}
