package dev.outcry.server.main;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.Side;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class AdminBalancesTest {
    private final TestFloor floor = TestFloor.open();

    @AfterEach
    void stop() {
        floor.close();
    }

    @Test
    void theAdministratorSeesWhatEveryAccountHolds() {
        TestFloor.expect(
                201,
                floor.post(
                        "/api/v1/admin/markets",
                        floor.admin(),
                        "{'symbol':'ABC-USD','base':'ABC','quote':'USD','tick':'0.01',"
                                + "'lot':'0.001','makerFee':10,'takerFee':25}"));
        deposit("maker", "ABC", "10");
        deposit("taker", "USD", "1000");
        floor.order("maker", "ABC-USD", Side.SELL, 10_001, 3_000);
        floor.order("taker", "ABC-USD", Side.BUY, 10_001, 1_000);

        assertThat(balances("")) // fees are 0.1 and 0.25 % of 100.01
                .containsExactly(
                        "house USD 0.350035 0",
                        "maker USD 100099.90999 0",
                        "maker ABC 7 2",
                        "taker USD 100899.739975 0",
                        "taker ABC 1 0");
        assertThat(balances("?user=house")).containsExactly("house USD 0.350035 0");
        assertThat(balances("?user=nobody")).isEmpty();
    }

    @Test
    void nobodyElseDoes() {
        String path = "/api/v1/admin/balances";

        assertThat(floor.get(path).statusCode()).isEqualTo(401);
        String guest = "Bearer " + floor.token("Ada");
        assertThat(floor.get(path, "Authorization", guest).statusCode()).isEqualTo(403);
    }

    private void deposit(String user, String asset, String amount) {
        TestFloor.expect(
                201,
                floor.post(
                        "/api/v1/admin/deposits",
                        floor.admin(),
                        "{'user':'%s','asset':'%s','amount':'%s'}".formatted(user, asset, amount)));
    }

    private List<String> balances(String query) {
        String path = "/api/v1/admin/balances" + query;
        String body =
                TestFloor.expect(200, floor.get(path, "Authorization", "Bearer " + floor.admin()))
                        .body();
        return Client.parse(body).getJsonArray("items").stream()
                .map(JsonValue::asJsonObject)
                .map(AdminBalancesTest::line)
                .toList();
    }

    private static String line(JsonObject item) {
        return String.join(
                " ",
                item.getString("user"),
                item.getString("asset"),
                item.getString("available"),
                item.getString("reserved"));
    }
}
