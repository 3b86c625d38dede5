package dev.outcry.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// What is let through to the tests, and what is not.
class OpenApiCheckTest {
    private static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";
    private static final String ROOM =
            "{\"room\":\"lobby\",\"name\":\"Lobby\",\"topic\":\"\",\"visibility\":\"public\","
                    + "\"slow\":0,\"members\":0,\"seq\":0}";
    private static final String REFUSED =
            "{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404,"
                    + "\"code\":\"room.not_found\",\"detail\":\"none\",\"temporary\":false}";

    private static ThrowingCallable answer(
            String method, String path, int status, String type, String body) {
        return () -> Contract.check(method, URI.create("http://floor" + path), status, type, body);
    }

    @Test
    void letsThroughWhatIsDescribed() {
        assertThatCode(answer("GET", "/api/v1/rooms/lobby", 200, JSON, ROOM))
                .doesNotThrowAnyException();
        assertThatCode(answer("HEAD", "/api/v1/rooms/lobby", 200, JSON, ""))
                .doesNotThrowAnyException();
        assertThatCode(answer("GET", "/api/v1/rooms/none", 404, PROBLEM, REFUSED))
                .doesNotThrowAnyException();
        assertThatCode(answer("OPTIONS", "/api/v1/rooms", 204, "", "")).doesNotThrowAnyException();
    }

    @Test
    void complainsOfAFieldThatIsMissingOrTooMany() {
        String more = ROOM.replace("\"seq\"", "\"colour\":\"red\",\"seq\"");
        String less = ROOM.replace(",\"seq\":0", "");

        assertThatThrownBy(answer("GET", "/api/v1/rooms/lobby", 200, JSON, more))
                .hasMessageContaining("/colour");
        assertThatThrownBy(answer("GET", "/api/v1/rooms/lobby", 200, JSON, less))
                .hasMessageContaining("seq");
        assertThatThrownBy(
                        answer(
                                "GET",
                                "/api/v1/rooms",
                                200,
                                JSON,
                                "{\"items\":[" + ROOM + "," + more + "]}"))
                .hasMessageContaining("/items/1/colour");
    }

    @Test
    void complainsOfAStatusAndOfACodeThatIsNotOfTheCall() {
        assertThatThrownBy(answer("GET", "/api/v1/rooms/lobby", 202, JSON, ROOM))
                .hasMessageContaining("status");
        assertThatThrownBy(answer("GET", "/api/v1/rooms", 404, PROBLEM, REFUSED))
                .hasMessageContaining("status");
        assertThatThrownBy(answer("GET", "/api/v1/orders/1", 404, PROBLEM, REFUSED))
                .hasMessageContaining("code");
    }

    @Test
    void complainsOfAnotherContentType() {
        assertThatThrownBy(answer("GET", "/api/v1/rooms/lobby", 200, "text/html", ROOM))
                .hasMessageContaining("content type");
        assertThatThrownBy(answer("GET", "/api/v1/rooms/none", 404, JSON, REFUSED))
                .hasMessageContaining("content type");
    }

    @Test
    void complainsOfACallThatIsNotDescribedButAnswered() {
        assertThatThrownBy(answer("GET", "/api/v1/secrets", 200, JSON, "{}"))
                .hasMessageContaining("not described");
        assertThatThrownBy(answer("PUT", "/api/v1/rooms", 200, JSON, ROOM))
                .hasMessageContaining("not described");
    }

    @Test
    void complainsOfWhatWasAskedAndIsNotDescribed() {
        assertThat(
                        Contract.openApi()
                                .violationsOfRequest(
                                        "GET", "/api/v1/search", Set.of("q", "colour"), ""))
                .singleElement()
                .asString()
                .contains("colour");
        assertThat(
                        Contract.openApi()
                                .violationsOfRequest(
                                        "POST",
                                        "/api/v1/guests",
                                        Set.of(),
                                        "{\"name\":\"Ada\",\"age\":7}"))
                .singleElement()
                .asString()
                .contains("/age");
    }
}
