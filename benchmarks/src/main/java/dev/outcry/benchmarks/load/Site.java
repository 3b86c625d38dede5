package dev.outcry.benchmarks.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a measurement asks a server for over HTTP. For one thread.
final class Site implements AutoCloseable {
    /// The password that a measured server's administrator has.
    static final String PASSWORD = "only for measuring";

    /// The one market that commands are measured on.
    static final String MARKET = "BENCH-USD";

    private static final Pattern TOKEN = Pattern.compile("\"token\":\"([^\"]+)\"");
    private static final Pattern USER = Pattern.compile("\"id\":\"([^\"]+)\"");

    private final URI base;
    private final HttpClient http = HttpClient.newHttpClient();

    /// Somebody who may speak.
    record Guest(String user, String token) {
        String header() {
            return "Authorization: Bearer " + token + "\r\n";
        }
    }

    Site(URI base) {
        this.base = base;
    }

    Guest guest() throws Exception {
        String answer = post("guests", "", "{\"name\":\"load\"}");
        return new Guest(find(USER, answer), find(TOKEN, answer));
    }

    /// {@return the administrator's token}
    String admin() throws Exception {
        String body = "{\"name\":\"admin\",\"password\":\"" + PASSWORD + "\"}";
        return find(TOKEN, post("tokens", "", body));
    }

    /// {@return the administrator's token, after listing the market}
    String openMarket() throws Exception {
        String token = admin();
        list(token, MARKET, "users");
        return token;
    }

    /// Lists a market of something against dollars, both counted in hundredths.
    ///
    /// @param source `quoted` for a market without a book
    void list(String token, String symbol, String source) throws Exception {
        post(
                "admin/markets",
                token,
                "{\"symbol\":\""
                        + symbol
                        + "\",\"base\":\"BENCH\",\"quote\":\"USD\","
                        + "\"tick\":\"0.01\",\"lot\":\"0.01\",\"source\":\""
                        + source
                        + "\"}");
    }

    /// {@return the room, which anybody may follow}
    String createRoom(String token, String room) throws Exception {
        post("rooms", token, "{\"room\":\"" + room + "\",\"name\":\"Load\"}");
        return room;
    }

    /// Gives somebody what can be sold.
    void deposit(String token, String user) throws Exception {
        post(
                "admin/deposits",
                token,
                "{\"user\":\"" + user + "\",\"asset\":\"BENCH\",\"amount\":\"1000\"}");
    }

    private String post(String path, String token, String body) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve("/api/v1/" + path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return send(request.build());
    }

    /// {@return a metric's value}
    long metric(String name) throws Exception {
        return value(name, send(metrics()));
    }

    /// {@return a metric's value, asked for without waiting}
    CompletableFuture<Long> metricLater(String name) {
        return http.sendAsync(metrics(), HttpResponse.BodyHandlers.ofString())
                .thenApply(answer -> value(name, answer.body()));
    }

    private HttpRequest metrics() {
        return HttpRequest.newBuilder(base.resolve("/observe/metrics")).build();
    }

    private static long value(String name, String all) {
        Pattern line = Pattern.compile("^" + name + "(?:\\{[^}]*})? (\\S+)", Pattern.MULTILINE);
        return (long) Double.parseDouble(find(line, all));
    }

    private String send(HttpRequest request) throws Exception {
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(request.uri() + ": " + answer.body());
        }
        return answer.body();
    }

    private static String find(Pattern what, String in) {
        Matcher found = what.matcher(in);
        if (!found.find()) {
            throw new IllegalStateException("no " + what + " in the answer " + in);
        }
        return found.group(1);
    }

    @Override
    public void close() {
        http.close();
    }
}
