package dev.outcry.server.api;

import static dev.outcry.server.api.TestServer.json;
import static dev.outcry.server.api.TestServer.problem;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class SearchTest {
    private final TestServer server = new TestServer();

    @AfterEach
    void stop() {
        server.close();
    }

    private String say(String name, String text) {
        JsonObject guest = server.guest(name);
        HttpResponse<String> said =
                server.post(
                        "/api/v1/rooms/lobby/messages",
                        guest.getString("token"),
                        "{\"text\":\"" + text + "\"}");
        assertThat(said.statusCode()).as(said.body()).isEqualTo(201);
        return guest.getJsonObject("user").getString("id");
    }

    private HttpResponse<String> search(String query, String more) {
        String encoded = URLEncoder.encode(query, StandardCharsets.UTF_8);
        return server.get("/api/v1/search?q=" + encoded + more);
    }

    private List<String> texts(String query, String more) {
        HttpResponse<String> response = search(query, more);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json(response).getJsonArray("items").getValuesAs(JsonObject.class).stream()
                .map(item -> item.getString("text"))
                .toList();
    }

    @Test
    void findsWhatWasJustSaid() {
        String ada = say("Ada", "Gold is cr\u00e8me");
        say("Bob", "gold and silver");

        assertThat(texts("GOLD", "")).containsExactly("Gold is cr\u00e8me", "gold and silver");
        assertThat(texts("creme gold", "")).containsExactly("Gold is cr\u00e8me");
        assertThat(texts("gold", "&limit=1")).containsExactly("gold and silver");
        assertThat(texts("gold", "&from=" + ada)).containsExactly("Gold is cr\u00e8me");
        assertThat(texts("gold", "&room=lobby")).hasSize(2);
        JsonObject newest = json(search("silver", "")).getJsonArray("items").getJsonObject(0);
        assertThat(newest.getString("room")).isEqualTo("lobby");
        assertThat(newest.getString("type")).isEqualTo("message");
        assertThat(texts("gold", "&before=" + newest.getInt("pos")))
                .containsExactly("Gold is cr\u00e8me");
    }

    @ParameterizedTest(name = "[{0}]")
    @ValueSource(strings = {"\"", "gold\"", "NOT gold", "*", "gold*", "text:", "\u0000gold", "^("})
    void answersOperatorsAsText(String query) {
        say("Ada", "silver");

        assertThat(texts(query, "")).isEmpty();
    }

    @Test
    void saysWhatIsWrong() {
        problem(server.get("/api/v1/search"), 400, "bad_request");
        problem(search("  ", ""), 400, "bad_request");
        problem(search("a".repeat(257), ""), 400, "bad_request");
        problem(search("a", "&from=No%20one"), 400, "bad_request");
        problem(search("a", "&room=hidden"), 404, "room.not_found");
        problem(search("a", "&room=nowhere"), 404, "room.not_found");
        problem(search("a", "&limit=301"), 400, "bad_request");
    }
}
