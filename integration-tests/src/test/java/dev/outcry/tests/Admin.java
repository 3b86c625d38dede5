package dev.outcry.tests;

import dev.outcry.server.contract.Contract;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The account `admin` of a floor, over HTTP. For one thread.
final class Admin implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final Floor floor;
    private final String token;

    Admin(Floor floor) throws IOException, InterruptedException {
        this.floor = floor;
        JsonObject login =
                Json.createObjectBuilder()
                        .add("name", "admin")
                        .add("password", floor.adminPassword())
                        .build();
        token = send(request("tokens").POST(body(login))).getString("token");
    }

    /// Lists a market between a base and USD.
    void list(String base, String tick, String lot, int makerFeeBps, int takerFeeBps)
            throws IOException, InterruptedException {
        post(
                "admin/markets",
                Json.createObjectBuilder()
                        .add("symbol", base + "-USD")
                        .add("base", base)
                        .add("quote", "USD")
                        .add("tick", tick)
                        .add("lot", lot)
                        .add("makerFee", makerFeeBps)
                        .add("takerFee", takerFeeBps)
                        .build());
    }

    void deposit(String user, String asset, String amount)
            throws IOException, InterruptedException {
        post(
                "admin/deposits",
                Json.createObjectBuilder()
                        .add("user", user)
                        .add("asset", asset)
                        .add("amount", amount)
                        .build());
    }

    /// What every account holds at one place in the log.
    Holdings holdings() throws IOException, InterruptedException {
        Map<String, Map<String, BigDecimal>> accounts = new TreeMap<>();
        JsonObject answer = send(authorized("admin/balances").GET());
        for (JsonValue value : answer.getJsonArray("items")) {
            JsonObject item = value.asJsonObject();
            BigDecimal held =
                    new BigDecimal(item.getString("available"))
                            .add(new BigDecimal(item.getString("reserved")));
            accounts.computeIfAbsent(item.getString("user"), user -> new TreeMap<>())
                    .put(item.getString("asset"), held.stripTrailingZeros());
        }
        return new Holdings(accounts);
    }

    /// What accounts hold, reserved or not.
    ///
    /// @param byAccount by account, then by asset; without what is nothing
    record Holdings(Map<String, Map<String, BigDecimal>> byAccount) {
        /// The same as if all belonged to one.
        Map<String, BigDecimal> sums() {
            Map<String, BigDecimal> sums = new TreeMap<>();
            for (Map<String, BigDecimal> account : byAccount.values()) {
                account.forEach((asset, held) -> sums.merge(asset, held, BigDecimal::add));
            }
            sums.replaceAll((asset, sum) -> sum.stripTrailingZeros());
            return sums;
        }

        List<String> accounts() {
            return List.copyOf(byAccount.keySet());
        }

        Map<String, BigDecimal> of(String account) {
            return byAccount.getOrDefault(account, Map.of());
        }
    }

    /// Posts to a call of the API.
    ///
    /// @return what was answered
    JsonObject post(String call, JsonObject body) throws IOException, InterruptedException {
        return send(authorized(call).POST(body(body)));
    }

    /// {@return what a call of the API answers}
    JsonObject get(String call) throws IOException, InterruptedException {
        return send(authorized(call).GET());
    }

    private HttpRequest.Builder authorized(String call) {
        return request(call).header("Authorization", "Bearer " + token);
    }

    private HttpRequest.Builder request(String call) {
        return HttpRequest.newBuilder(floor.http("/api/v1/" + call));
    }

    private static HttpRequest.BodyPublisher body(JsonObject json) {
        return BodyPublishers.ofString(json.toString());
    }

    private JsonObject send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response =
                Contract.checked(
                        http.send(
                                request.header("Content-Type", "application/json").build(),
                                BodyHandlers.ofString()));
        if (response.statusCode() / 100 != 2) {
            throw new AssertionError(response.request().uri() + ": " + response.body());
        }
        try (JsonReader reader = Json.createReader(new StringReader(response.body()))) {
            return reader.readObject();
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
