package dev.outcry.server.crash;

import dev.outcry.server.contract.Contract;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/// The server's HTTP side. Any thread.
///
/// @param client shared by all
/// @param address of the server
record Api(HttpClient client, URI address) {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    HttpResponse<String> send(String method, String path, Optional<String> token, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address.resolve(path))
                        .timeout(PATIENCE)
                        .method(method, HttpRequest.BodyPublishers.ofString(body));
        token.ifPresent(bearer -> request.header("Authorization", "Bearer " + bearer));
        return Contract.checked(client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    }

    JsonObject get(String path, Optional<String> token) throws IOException, InterruptedException {
        return read(send("GET", path, token, ""));
    }

    JsonObject post(String path, Optional<String> token, JsonObjectBuilder body)
            throws IOException, InterruptedException {
        return read(send("POST", path, token, body.build().toString()));
    }

    /// {@return the token of the admin}
    String admin() throws IOException, InterruptedException {
        JsonObjectBuilder login =
                Json.createObjectBuilder()
                        .add("name", "admin")
                        .add("password", ServerProcess.ADMIN_PASSWORD);
        return post("/api/v1/tokens", Optional.empty(), login).getString("token");
    }

    /// {@return the token of a new guest}
    String guest(String name) throws IOException, InterruptedException {
        return post(
                        "/api/v1/guests",
                        Optional.empty(),
                        Json.createObjectBuilder().add("name", name))
                .getString("token");
    }

    /// {@return a figure of the metrics}
    String metric(String pattern) throws IOException, InterruptedException {
        String all = send("GET", "/observe/metrics", Optional.empty(), "").body();
        return all.lines()
                .filter(line -> line.startsWith(pattern))
                .findFirst()
                .orElseThrow(() -> new IOException("no metric " + pattern))
                .substring(pattern.length());
    }

    /// {@return the newest applied log entry}
    long position() throws IOException, InterruptedException {
        return Double.valueOf(metric("outcry_log_position ")).longValue();
    }

    /// {@return the floor's state hash, as the metrics show it}
    String stateHash() throws IOException, InterruptedException {
        String labels = metric("outcry_state_info{hash=\"");
        return labels.substring(0, labels.indexOf('"'));
    }

    private static JsonObject read(HttpResponse<String> response) throws IOException {
        if (response.statusCode() / 100 != 2) {
            throw new IOException(
                    response.uri() + ": " + response.statusCode() + " " + response.body());
        }
        if (response.body().isEmpty()) {
            return Json.createObjectBuilder().build();
        }
        try (JsonReader reader = Json.createReader(new StringReader(response.body()))) {
            return reader.readObject();
        }
    }
}
