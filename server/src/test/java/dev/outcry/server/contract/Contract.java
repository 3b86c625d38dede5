package dev.outcry.server.contract;

import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Holds what a server sends against its descriptions. Every client of the tests passes it all
/// through here, so that neither can change without the other. Any thread.
public final class Contract {
    private static final int SHOWN = 2_000;
    private static final int LONG = 1_000;
    private static final int LARGE = 16;
    private static final int MOST_FORMS = 20_000;

    private final AsyncApi asyncApi;
    private final OpenApi openApi;
    private final Set<String> right = ConcurrentHashMap.newKeySet();

    private Contract() {
        Schemas schemas = new Schemas();
        openApi = new OpenApi(Documents.openApi(), schemas);
        asyncApi = new AsyncApi(Documents.asyncApi(), schemas);
        schemas.compile();
    }

    /// Read once, when it is first asked.
    private static final class Held {
        private static final Contract CONTRACT = new Contract();
    }

    static OpenApi openApi() {
        return Held.CONTRACT.openApi;
    }

    static AsyncApi asyncApi() {
        return Held.CONTRACT.asyncApi;
    }

    /// {@return every call that is described, such as `GET /api/v1/rooms`}
    public static Set<String> calls() {
        return openApi().calls();
    }

    /// Checks a message that came from the server.
    ///
    /// @param message as it came
    /// @return the message
    /// @throws AssertionError if it isn't described so
    public static JsonObject checked(JsonObject message) {
        List<String> violations = asyncApi().violations(message);
        if (!violations.isEmpty()) {
            throw broken(message.toString(), Documents.ASYNCAPI.toString(), violations);
        }
        return message;
    }

    /// The same for one that wasn't read yet. Of those that differ in their figures alone, and some
    /// tests hear tens of thousands, the first is looked at.
    ///
    /// @param message as it came
    /// @return the message
    /// @throws AssertionError if it isn't described so
    public static String checked(String message) {
        if (message.length() > LONG) {
            JsonObject _ = checked(Documents.parse(message));
            return message;
        }
        String form = form(message);
        if (!Held.CONTRACT.right.contains(form)) {
            JsonObject _ = checked(Documents.parse(message));
            if (Held.CONTRACT.right.size() < MOST_FORMS) {
                Held.CONTRACT.right.add(form);
            }
        }
        return message;
    }

    /// Writes 1 for each number but 0, and but those so large that a limit may be in the way.
    static String form(String message) {
        StringBuilder form = new StringBuilder(message.length());
        int at = 0;
        while (at < message.length()) {
            char c = message.charAt(at);
            int end = at + 1;
            if (isDigit(c)) {
                boolean nothing = c == '0';
                while (end < message.length() && isDigit(message.charAt(end))) {
                    nothing &= message.charAt(end) == '0';
                    end++;
                }
                if (end - at < LARGE) {
                    form.append(nothing ? '0' : '1');
                } else {
                    form.append(message, at, end);
                }
            } else {
                form.append(c);
            }
            at = end;
        }
        return form.toString();
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /// Checks a command that the server carried out.
    ///
    /// @param command as it was sent
    /// @throws AssertionError if it isn't described so
    public static void checkCommand(JsonObject command) {
        List<String> violations = asyncApi().violationsOfCommand(command);
        if (!violations.isEmpty()) {
            throw broken(command.toString(), Documents.ASYNCAPI.toString(), violations);
        }
    }

    /// Checks an answer: status, content type and body.
    ///
    /// @param response as it came
    /// @return the answer
    /// @throws AssertionError if the call isn't described so
    public static HttpResponse<String> checked(HttpResponse<String> response) {
        String type = response.headers().firstValue("Content-Type").orElse("");
        check(
                response.request().method(),
                response.uri(),
                response.statusCode(),
                type,
                response.body());
        return response;
    }

    /// The same, of any client.
    ///
    /// @param method of HTTP
    /// @param uri with the path as it was sent
    /// @param status what came of it
    /// @param contentType of the body; empty if there is none
    /// @param body empty if there is none
    /// @throws AssertionError if the call isn't described so
    public static void check(String method, URI uri, int status, String contentType, String body) {
        List<String> violations =
                openApi().violations(method, uri.getRawPath(), status, contentType, body);
        if (!violations.isEmpty()) {
            throw broken(
                    method + " " + uri + " " + status + " " + contentType + "\n" + body,
                    Documents.OPENAPI.toString(),
                    violations);
        }
    }

    /// Checks a request that was carried out.
    ///
    /// @param body what was sent; empty for nothing; a field that is `null` is none
    /// @param response what came of it, at which refusals are not looked
    /// @throws AssertionError if the call takes no such fields and queries
    public static void checkRequest(String body, HttpResponse<String> response) {
        if (response.statusCode() / 100 != 2) {
            return;
        }
        URI uri = response.uri();
        Set<String> queries = new TreeSet<>();
        if (uri.getRawQuery() != null) {
            Stream.of(uri.getRawQuery().split("&", -1))
                    .forEach(each -> queries.add(each.replaceFirst("=.*", "")));
        }
        List<String> violations =
                openApi()
                        .violationsOfRequest(
                                response.request().method(), uri.getRawPath(), queries, body);
        if (!violations.isEmpty()) {
            throw broken(
                    response.request().method() + " " + uri + "\n" + body,
                    Documents.OPENAPI.toString(),
                    violations);
        }
    }

    private static AssertionError broken(String what, String document, List<String> violations) {
        String shown = what.length() > SHOWN ? what.substring(0, SHOWN) + "…" : what;
        return new AssertionError(
                "not as " + document + " says:\n" + shown + "\n" + String.join("\n", violations));
    }
}
