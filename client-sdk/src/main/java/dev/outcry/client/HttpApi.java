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
import java.util.Optional;

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
    /// @param expiresAt when the token ends
    record Grant(String token, Optional<String> refresh, Instant expiresAt) {
        @Override
        public String toString() {
            return "Grant[expiresAt=" + expiresAt + "]";
        }
    }

    Grant guest(String name) {
        return grant("guests", Json.createObjectBuilder().add("name", name).build());
    }

    Grant logIn(String name, String password) {
        return grant(
                "tokens",
                Json.createObjectBuilder().add("name", name).add("password", password).build());
    }

    Grant refresh(String refresh) {
        return grant("tokens", Json.createObjectBuilder().add("refresh", refresh).build());
    }

    /// @throws OutcryException the server's refusal, or `unavailable`
    private Grant grant(String call, JsonObject body) {
        JsonObject json = post(call, body);
        try {
            return new Grant(
                    json.getString("token"),
                    Optional.ofNullable(json.getString("refresh", null)),
                    Instant.ofEpochMilli(json.getJsonNumber("expiresAt").longValueExact()));
        } catch (RuntimeException e) {
            throw new OutcryException(
                    ErrorCode.INTERNAL, "the answer to /" + call + " can't be understood", e);
        }
    }

    private JsonObject post(String call, JsonObject body) {
        HttpRequest request =
                HttpRequest.newBuilder(settings.endpoint().api(call))
                        .timeout(settings.connectTimeout())
                        .header("Content-Type", "application/json")
                        .header("Accept", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                        .build();
        try {
            HttpResponse<String> response =
                    client.send(request, HttpResponse.BodyHandlers.ofString());
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
