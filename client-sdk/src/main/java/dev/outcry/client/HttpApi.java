package dev.outcry.client;

import dev.outcry.protocol.ErrorCode;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The few HTTP calls that a connection needs. Any thread; each call blocks for the connect timeout
/// at most.
final class HttpApi implements AutoCloseable {
    private final Settings settings;
    private final HttpClient client;

    HttpApi(Settings settings) {
        this.settings = settings;
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(settings.connectTimeout());
        settings.tls().ifPresent(builder::sslContext);
        this.client = builder.build();
    }

    /// A token and what renews it.
    ///
    /// @param token access
    /// @param refresh renews it, once
    /// @param refreshKey names that one renewal, so that it can be asked for again when no answer
    ///   comes: used twice without it, the server takes the token for stolen
    /// @param expiresAt when the token ends
    record Grant(String token, Optional<String> refresh, String refreshKey, Instant expiresAt) {
        @Override
        public String toString() {
            return "Grant[expiresAt=" + expiresAt + "]";
        }
    }

    Grant guest(String name) {
        return grant("guests", Json.createObjectBuilder().add("name", name).build(), Map.of());
    }

    Grant logIn(String name, String password) {
        return grant(
                "tokens",
                Json.createObjectBuilder().add("name", name).add("password", password).build(),
                Map.of());
    }

    Grant refresh(Grant held) {
        return grant(
                "tokens",
                Json.createObjectBuilder().add("refresh", held.refresh().orElse("")).build(),
                Map.of("Idempotency-Key", held.refreshKey()));
    }

    /// @throws OutcryException the server's refusal, or `unavailable`
    private Grant grant(String call, JsonObject body, Map<String, String> headers) {
        JsonObject json = post(call, body, headers);
        try {
            return new Grant(
                    json.getString("token"),
                    Optional.ofNullable(json.getString("refresh", null)),
                    UUID.randomUUID().toString(),
                    Instant.ofEpochMilli(json.getJsonNumber("expiresAt").longValueExact()));
        } catch (RuntimeException e) {
            throw new OutcryException(
                    ErrorCode.INTERNAL, "the answer to /" + call + " can't be understood", e);
        }
    }

    private JsonObject post(String call, JsonObject body, Map<String, String> headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(settings.endpoint().api(call))
                        .timeout(settings.connectTimeout())
                        .header("Content-Type", "application/json")
                        .header("Accept", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
        headers.forEach(request::header);
        try {
            HttpResponse<String> response =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw Problem.of(
                                response.statusCode(),
                                response.body(),
                                response.headers()
                                        .firstValue("Retry-After")
                                        .flatMap(Problem::seconds))
                        .toException();
            }
            try (JsonReader reader = Json.createReader(new StringReader(response.body()))) {
                return reader.readObject();
            }
        } catch (IOException e) {
            throw unavailable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(e);
        } catch (OutcryException e) {
            throw e;
        } catch (RuntimeException e) { // Parsson tells deep nesting by a bare one
            throw new OutcryException(
                    ErrorCode.INTERNAL, "the answer to /" + call + " can't be understood", e);
        }
    }

    private OutcryException unavailable(Exception cause) {
        String why = cause.getMessage() == null ? "" : ": " + cause.getMessage();
        return new OutcryException(
                ErrorCode.UNAVAILABLE, "can't reach " + settings.endpoint().http() + why, cause);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
