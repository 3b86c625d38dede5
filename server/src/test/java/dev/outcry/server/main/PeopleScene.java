package dev.outcry.server.main;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;

/// What a stranger does to be somebody, on a [TestFloor].
///
/// @param floor where
record PeopleScene(TestFloor floor) {
    static final String PASSWORD = "correct horse";

    /// Registers; must succeed.
    JsonObject register(String name) {
        return registerAs("", name);
    }

    /// Registers with a token; must succeed.
    JsonObject registerAs(String token, String name) {
        return floor.call(201, "POST", "/accounts", token, account(name, PASSWORD));
    }

    static String account(String name, String password) {
        return "{'name':'" + name + "','password':'" + password + "'}";
    }

    HttpResponse<String> logIn(String name, String password) {
        return floor.send("POST", "/tokens", "", account(name, password));
    }

    /// Logs in; must succeed.
    JsonObject logIn(String name) {
        return Client.parse(TestFloor.expect(200, logIn(name, PASSWORD)).body());
    }

    HttpResponse<String> refresh(JsonObject issued) {
        return floor.send(
                "POST", "/tokens", "", "{'refresh':'" + issued.getString("refresh") + "'}");
    }

    /// Refreshes; must succeed.
    JsonObject refreshed(JsonObject issued) {
        return Client.parse(TestFloor.expect(200, refresh(issued)).body());
    }

    /// Makes an API key; must succeed.
    JsonObject key(String token, String scopes) {
        return floor.call(201, "POST", "/keys", token, "{'name':'bot','scopes':[" + scopes + "]}");
    }

    /// Makes sure that an answer is a problem.
    static JsonObject refused(int status, String code, HttpResponse<String> answer) {
        JsonObject problem = Client.parse(TestFloor.expect(status, answer).body());
        assertThat(problem.getString("code")).isEqualTo(code);
        return problem;
    }

    JsonObject me(String token) {
        return floor.call(200, "GET", "/me", token, "");
    }

    static String token(JsonObject issued) {
        return issued.getString("token");
    }
}
