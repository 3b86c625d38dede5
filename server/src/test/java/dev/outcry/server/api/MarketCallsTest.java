package dev.outcry.server.api;

import static dev.outcry.server.api.TestServer.json;
import static dev.outcry.server.api.TestServer.problem;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class MarketCallsTest {
    private static final String MARKET =
            "{\"symbol\":\"ABC-USD\",\"base\":\"ABC\",\"quote\":\"USD\",\"tick\":\"0.01\","
                    + "\"lot\":\"0.001\"}";

    private final TestServer server = new TestServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void listsAMarketForTheAdministratorOnly() {
        String admin = server.admin();

        HttpResponse<String> response = server.post("/api/v1/admin/markets", admin, MARKET);

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.body())
                .isEqualTo(
                        "{\"symbol\":\"ABC-USD\",\"base\":\"ABC\",\"quote\":\"USD\","
                                + "\"tick\":\"0.01\",\"lot\":\"0.001\",\"minQty\":\"0.001\","
                                + "\"band\":null,\"makerFee\":0,\"takerFee\":0,"
                                + "\"source\":\"users\",\"status\":\"open\"}");
        assertThat(server.get("/api/v1/markets").body())
                .isEqualTo("{\"items\":[" + response.body() + "]}");
        assertThat(server.get("/api/v1/markets/ABC-USD").body()).isEqualTo(response.body());
        problem(server.post("/api/v1/admin/markets", admin, MARKET), 409, "market.exists");
        String guest = server.guest("Ada").getString("token");
        problem(server.post("/api/v1/admin/markets", guest, MARKET), 403, "forbidden");
        problem(server.post("/api/v1/admin/markets", MARKET), 401, "unauthenticated");
    }

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"0.01\"|0.01|tick: is a JSON number; send a string",
                "\"0.01\"|\"1e-2\"|tick: must be a string of plain digits",
                "\"0.01\"|\"0\"|tick: must be above 0",
                "\"0.01\"|\"-1\"|tick: must be above 0",
                "\"0.01\"|\"123456789012345678901234567890\"|tick: must be",
                "\"ABC\"|\"abc\"|base: must be",
                "\"ABC-USD\"|\"A-B-C\"|symbol: must be",
                "}|,\"makerFee\":-1}|makerFee: must be",
                "}|,\"takerFee\":0.5}|takerFee: must be",
                "}|,\"source\":\"rumour\"}|source: must be",
            })
    void saysWhichFieldOfAMarketIsWrong(String good, String bad, String detail) {
        HttpResponse<String> response =
                server.post("/api/v1/admin/markets", server.admin(), MARKET.replace(good, bad));

        problem(response, 400, "bad_request");
        assertThat(json(response).getString("detail")).startsWith(detail);
    }

    @Test
    void putsMoneyIn() {
        String admin = server.admin();
        server.post("/api/v1/admin/markets", admin, MARKET);
        String deposit = "{\"user\":\"ada\",\"asset\":\"USD\",\"amount\":\"1000.50\"}";

        HttpResponse<String> response = server.post("/api/v1/admin/deposits", admin, deposit);

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(json(response).getInt("pos")).isEqualTo(5);
        problem(
                server.post("/api/v1/admin/deposits", admin, deposit.replace("USD", "EUR")),
                400,
                "bad_request");
        String guest = server.guest("Ada").getString("token");
        problem(server.post("/api/v1/admin/deposits", guest, deposit), 403, "forbidden");
    }

    @Test
    void tellsPricesOfMarketsThatExist() {
        server.post("/api/v1/admin/markets", server.admin(), MARKET);
        String market = "/api/v1/markets/ABC-USD";

        JsonObject ticker = json(server.get(market + "/ticker"));
        assertThat(ticker.getString("type")).isEqualTo("ticker");
        assertThat(ticker.isNull("last")).isTrue();
        assertThat(json(server.get(market + "/book")).getInt("seq")).isEqualTo(1_000);
        assertThat(json(server.get(market + "/book?depth=10")).getInt("seq")).isEqualTo(10);
        problem(server.get(market + "/book?depth=11"), 400, "bad_request");
        assertThat(server.get(market + "/trades").body()).isEqualTo("{\"items\":[]}");
        assertThat(server.get(market + "/candles?interval=1h&from=0&to=7200000").statusCode())
                .isEqualTo(200);
        assertThat(server.floor.asked)
                .isEqualTo(new TestFloor.Candles(dev.outcry.protocol.Interval.H1, 0, 7_200_000));
        problem(server.get(market + "/candles?interval=2m"), 400, "bad_request");
        for (String what : List.of("", "/ticker", "/book", "/trades", "/candles")) {
            problem(server.get("/api/v1/markets/NONE" + what), 404, "market.not_found");
        }
    }
}
