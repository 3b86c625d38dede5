package dev.outcry.server.main;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Half characters have no UTF-8, and numbers of any size have no place: neither may reach the log,
/// which ends the process over what it can't write.
@Timeout(30)
class HostileTextTest {
    private static TestFloor floor;

    @BeforeAll
    static void start() {
        floor = TestFloor.open();
        floor.market("HST-USD");
    }

    @AfterAll
    static void stop() {
        floor.close();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "{'type':'say','room':'lobby','text':'a \\ud800'}",
                "{'type':'say','room':'lo\\ud800by','text':'a'}",
                "{'type':'say','room':'lobby','text':'a','key':'\\udfff'}",
                "{'type':'delete','room':'lobby','message':1,'key':'\\udfff'}",
                "{'type':'typing','room':'\\ud800','on':true}",
                "{'type':'authenticate','token':'\\ud800'}",
                "{'type':'subscribe','channel':'room:\\ud800'}",
                "{'type':'subscribe','channel':'room:lobby','since':{'epoch':'\\ud800','seq':1}}",
                "{'type':'order','symbol':'HST-USD','side':'buy','kind':'limit','price':'1.00',"
                        + "'qty':'1','client':'\\ud800'}",
                "{'type':'order','symbol':'HST-\\ud800','side':'buy','kind':'market','qty':'1'}",
                "{'type':'cancel','client':'\\ude00\\ud83d'}",
                "{'type':'amend','client':'\\ud800','qty':'1'}",
                "{'type':'cancelAll','symbol':'\\ud800'}",
                "{'type':'\\ud800'}",
            })
    void isRefusedOverWebSocket(String command) {
        try (Client ada = floor.guest("Ada")) {
            JsonObject error = ada.send(command.replace("{'type'", "{'id':7,'type'")).next("error");

            assertThat(error.getString("code")).isEqualTo("bad_request");
            assertThat(error.getInt("id")).isEqualTo(7);
            ada.answered("{'type':'ping'}", "pong");
        }
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "POST; /guests; {'name':'Ada \\ud800'}",
                "POST; /rooms; {'room':'\\ud800','name':'x'}",
                "POST; /rooms; {'room':'hostile','name':'x\\udfff'}",
                "POST; /rooms; {'room':'hostile','name':'x','topic':'\\ud800'}",
                "POST; /rooms; {'room':'hostile','name':'x','key':'\\ud800'}",
                "POST; /rooms/lobby/messages; {'text':'\\ud800'}",
                "POST; /rooms/lobby/messages; {'text':'x','key':'\\ud800'}",
                "POST; /rooms/lobby/messages; {'text':'x','replyTo':1e999999999}",
                "POST; /rooms/lobby/messages; {'text':'x','replyTo':1e-999999999}",
                "POST; /orders; {'symbol':'HST-USD','side':'buy','kind':'limit','price':'1.00',"
                        + "'qty':'1','client':'\\ud800'}",
                "POST; /tokens; {'name':'\\ud800','password':'x'}",
                "PATCH; /me; {'ranked':true,'key':'\\ud800'}",
            })
    void isRefusedOverHttp(String method, String path, String body) {
        HttpResponse<String> response = floor.send(method, path, floor.token("Ada"), body);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(response.body()).contains("bad_request");
    }

    @Test
    void isRefusedWhateverItsDigits() {
        String digits = "9".repeat(20_000);

        HttpResponse<String> response =
                floor.send(
                        "POST",
                        "/rooms/lobby/messages",
                        floor.token("Ada"),
                        "{'text':'x','replyTo':" + digits + "}");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    }
}
