package dev.outcry.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.server.auth.Addresses;
import dev.outcry.server.auth.ApiKeys;
import dev.outcry.server.auth.Limits;
import dev.outcry.server.auth.Origins;
import dev.outcry.server.auth.Passwords;
import dev.outcry.server.auth.People;
import dev.outcry.server.auth.TokenKeys;
import dev.outcry.server.auth.Tokens;
import dev.outcry.server.config.Hashing;
import dev.outcry.server.config.Network;
import dev.outcry.server.config.Secret;
import dev.outcry.server.contract.Contract;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/// The API on a real web server with a port of its own, and a client for it.
final class TestServer implements AutoCloseable {
    static final String PASSWORD = "open sesame";
    static final String METRICS_TOKEN = "metrics-token";

    final TestFloor floor = new TestFloor();
    final AtomicBoolean ready = new AtomicBoolean(true);
    private final Metrics metrics = new Metrics(() -> "abc123");
    private final HttpClient client = HttpClient.newHttpClient();
    private final Api api;
    private final WebServer server;

    TestServer() {
        Passwords passwords = new Passwords(new Hashing(64, 1, 1), new Random(3));
        Doors doors =
                new Doors(
                        new Origins("floor.example", List.of("https://chat.example")),
                        new Addresses(List.of(Network.parse("127.0.0.0/8").orElseThrow())),
                        new Tokens(
                                TokenKeys.of(List.of(new Secret("k".repeat(32)))),
                                Clock.systemUTC(),
                                new Random(1),
                                floor.known),
                        new Limits(true, System::nanoTime),
                        metrics,
                        Optional.of(new Secret(METRICS_TOKEN)));
        api =
                new Api(
                        doors,
                        new Identities(
                                new People(
                                        Optional.of(new Secret(PASSWORD)),
                                        new Random(2),
                                        passwords,
                                        floor.known),
                                passwords,
                                floor.known,
                                new ApiKeys(new Random(4))),
                        floor,
                        ready::get,
                        Clock.systemUTC());
        HttpRouting.Builder routing = HttpRouting.builder();
        api.route(routing);
        server =
                WebServer.builder()
                        .host("127.0.0.1")
                        .port(0)
                        .maxPayloadSize(Api.MAX_RECEIVED)
                        .directHandlers(Api.directHandlers())
                        .shutdownHook(false)
                        .routing(routing)
                        .build()
                        .start();
    }

    /// {@return every call of the API that is routed}
    Set<String> calls() {
        return api.calls();
    }

    int port() {
        return server.port();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
    }

    HttpResponse<String> get(String path) {
        return send(request(path));
    }

    HttpResponse<String> post(String path, String body) {
        return send(request(path).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> post(String path, String token, String body) {
        return send(
                request(path)
                        .header("Authorization", "Bearer " + token)
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return Contract.checked(
                    client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("no answer", e);
        }
    }

    JsonObject guest(String name) {
        return json(post("/api/v1/guests", "{\"name\":\"" + name + "\"}"));
    }

    String admin() {
        String body = "{\"name\":\"admin\",\"password\":\"" + PASSWORD + "\"}";
        return json(post("/api/v1/tokens", body)).getString("token");
    }

    static JsonObject json(HttpResponse<String> response) {
        try (var reader = Json.createReader(new StringReader(response.body()))) {
            return reader.readObject();
        }
    }

    /// Makes sure that a call was refused in the right form.
    static void problem(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        assertThat(json(response).getInt("status")).isEqualTo(status);
        assertThat(json(response).getString("code")).isEqualTo(code);
        assertThat(json(response).getString("detail")).isNotEmpty();
    }

    @Override
    public void close() {
        server.stop();
        floor.close();
        metrics.close();
        client.close();
    }
}
