package dev.outcry.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.server.contract.Contract;
import jakarta.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// `GET /openapi` describes what is served: not less, and not more.
@Timeout(30)
class OpenApiTest {
    private static final String BASE = "/api/v1";

    @AutoClose private final TestServer server = new TestServer();

    @Test
    void describesEveryCallThatIsRouted() {
        Set<String> described = new TreeSet<>(Contract.calls());
        described.removeIf(call -> !call.contains(" /api/v1/"));

        assertThat(described).isEqualTo(server.calls());
    }

    @Test
    void everyCallThatItDescribesIsServed() {
        JsonObject paths = described().getJsonObject("paths");

        paths.forEach((path, calls) -> {
            String some = path.replaceAll("\\{[a-z]+}", "1");
            for (String method : calls.asJsonObject().keySet()) {
                HttpRequest.Builder request =
                        server.request(some)
                                .method(
                                        method.toUpperCase(Locale.ROOT),
                                        HttpRequest.BodyPublishers.noBody());
                HttpResponse<String> response = server.send(request); // and that is as described
                assertThat(response.statusCode()).as(method + " " + some).isNotEqualTo(405);
                if (response.statusCode() == 404) { // of a room, an order; not of the path
                    assertThat(TestServer.json(response).getString("code")).contains(".");
                }
            }
        });
    }

    @Test
    void saysItselfWhichMethodsAPathTakes() {
        JsonObject paths = described().getJsonObject("paths");

        paths.forEach((path, calls) -> {
            if (path.startsWith("/api/")) {
                HttpRequest.Builder options =
                        server.request(path.replaceAll("\\{[a-z]+}", "1"))
                                .method("OPTIONS", HttpRequest.BodyPublishers.noBody());
                String allowed = server.send(options).headers().firstValue("Allow").orElse("");
                Set<String> methods = new TreeSet<>(Set.of(allowed.split(", ", -1)));
                methods.removeAll(Set.of("HEAD", "OPTIONS"));
                assertThat(methods.stream().map(each -> each.toLowerCase(Locale.ROOT)))
                        .as(path)
                        .containsExactlyInAnyOrderElementsOf(calls.asJsonObject().keySet());
            }
        });
    }

    @Test
    void namesTheScopeThatAnApiKeyMustHave() {
        Map<String, Optional<String>> described = new TreeMap<>();
        Map<String, Optional<String>> taken = new TreeMap<>();
        described()
                .getJsonObject("paths")
                .forEach((path, calls) -> {
                    if (path.startsWith(BASE)) {
                        calls.asJsonObject()
                                .forEach((name, call) -> {
                                    String method = name.toUpperCase(Locale.ROOT);
                                    described.put(method + " " + path, scope(call.asJsonObject()));
                                    taken.put(
                                            method + " " + path,
                                            CallScopes.of(method, path.substring(BASE.length()))
                                                    .map(Object::toString));
                                });
                    }
                });

        assertThat(described).isEqualTo(taken);
    }

    private static Optional<String> scope(JsonObject call) {
        return call.getJsonArray("security").getValuesAs(JsonObject.class).stream()
                .filter(way -> way.containsKey("key"))
                .map(way -> way.getJsonArray("key").getString(0))
                .findFirst();
    }

    @Test
    void isTheOneThatTestsAreHeldAgainst() {
        Set<String> served = new TreeSet<>();
        described()
                .getJsonObject("paths")
                .forEach((path, calls) ->
                        calls.asJsonObject()
                                .keySet()
                                .forEach(method ->
                                        served.add(method.toUpperCase(Locale.ROOT) + " " + path)));

        assertThat(served).isEqualTo(Contract.calls());
        assertThat(Stream.of("/openapi", "/observe/health").map(path -> "GET " + path))
                .isSubsetOf(served);
    }

    private JsonObject described() {
        HttpResponse<String> response = server.get("/openapi");
        assertThat(response.statusCode()).isEqualTo(200);
        return TestServer.json(response);
    }
}
