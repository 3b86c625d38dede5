package dev.outcry.server.api;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// The web page: the files that the module `web-ui` packed. Each is read and compressed once.
final class WebPage implements Handler {
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+");
    private static final Header IMMUTABLE =
            HeaderValues.createCached(
                    HeaderNames.CACHE_CONTROL, "public, max-age=31536000, immutable");
    private static final Header REVALIDATE =
            HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-cache");
    private static final Header POLICY =
            HeaderValues.createCached("Content-Security-Policy", policy());

    private final Map<String, WebFile> files = new ConcurrentHashMap<>();

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        String path = request.prologue().uriPath().path();
        Optional<WebFile> found = find(path.equals("/") ? "/index.html" : path);
        Method method = request.prologue().method();
        if (found.isEmpty()) {
            Replies.send(request, response, Answer.Problem.ofStatus(404, "there is nothing here"));
        } else if (!method.equals(Method.GET) && !method.equals(Method.HEAD)) {
            response.header(HeaderNames.ALLOW, "GET, HEAD");
            Replies.send(
                    request, response, Answer.Problem.ofStatus(405, "this path takes GET, HEAD"));
        } else {
            send(request, response, found.get());
        }
    }

    private static void send(ServerRequest request, ServerResponse response, WebFile file) {
        boolean zip =
                file.shrinks()
                        && request.headers()
                                .first(HeaderNames.ACCEPT_ENCODING)
                                .filter(accepted -> accepted.matches(".*\\bgzip\\b(?!;q=0).*"))
                                .isPresent();
        String tag = "\"" + file.tag() + (zip ? "-gz\"" : "\"");
        response.header(file.isHashed() ? IMMUTABLE : REVALIDATE);
        response.header(POLICY);
        response.header(HeaderNames.ETAG, tag);
        response.header(HeaderNames.VARY, "Accept-Encoding");
        boolean known =
                request.headers()
                        .first(HeaderNames.IF_NONE_MATCH)
                        .filter(tags -> tags.contains(tag) || tags.equals("*"))
                        .isPresent();
        if (known) {
            Replies.empty(response.status(Status.NOT_MODIFIED_304));
            return;
        }
        response.header(HeaderNames.CONTENT_TYPE, file.type());
        if (zip) {
            response.header(HeaderNames.CONTENT_ENCODING, "gzip");
        }
        Replies.entity(request, response, file.bytes(zip));
    }

    /// The policy comes with the page: it names the hash of a style that the chart brings.
    private static String policy() {
        return WebFile.read("/content-security-policy.txt")
                .map(file -> new String(file.bytes(false), StandardCharsets.UTF_8).strip())
                .orElse("default-src 'none'; frame-ancestors 'none'");
    }

    private Optional<WebFile> find(String path) {
        if (!PATH.matcher(path).matches()) {
            return Optional.empty();
        }
        WebFile known = files.get(path);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<WebFile> read = WebFile.read(path);
        read.ifPresent(file -> files.put(path, file));
        return read;
    }
}
