package dev.outcry.client;

import dev.outcry.protocol.ErrorCode;
import io.helidon.common.tls.Tls;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webclient.api.HttpClientResponse;
import io.helidon.webclient.http1.Http1Client;
import io.helidon.webclient.http1.Http1ClientRequest;
import io.helidon.webclient.http1.UpgradeResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLParameters;

/// Opens WebSockets. Helidon's `WsClient` tells a refusal only by a sentence; here the upgrade is
/// made by the HTTP client beneath it, so that the status and `Retry-After` are known.
final class Connector implements AutoCloseable {
    private static final HeaderName KEY = HeaderNames.create("Sec-WebSocket-Key");
    private static final HeaderName ACCEPT = HeaderNames.create("Sec-WebSocket-Accept");
    private static final HeaderName VERSION = HeaderNames.create("Sec-WebSocket-Version");
    private static final HeaderName PROTOCOL = HeaderNames.create("Sec-WebSocket-Protocol");
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private final Settings settings;
    private final Http1Client client;
    private final SecureRandom random = new SecureRandom();

    Connector(Settings settings) {
        this.settings = settings;
        var builder =
                Http1Client.builder()
                        .shareConnectionCache(false)
                        .followRedirects(false)
                        .dnsResolver(new LiteralNames())
                        .connectTimeout(settings.connectTimeout());
        settings.tls()
                .ifPresent(tls ->
                        builder.tls(
                                Tls.builder().sslContext(tls).sslParameters(parameters()).build()));
        this.client = builder.build();
    }

    private static SSLParameters parameters() {
        SSLParameters parameters = new SSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        return parameters;
    }

    /// Connects and upgrades. Blocks for the connect timeout at most, twice.
    ///
    /// @throws Gone if that fails
    Wire open(Optional<String> token) throws Gone {
        byte[] nonce = new byte[16];
        random.nextBytes(nonce);
        String key = Base64.getEncoder().encodeToString(nonce);
        try {
            Http1ClientRequest request =
                    client.get()
                            .uri(settings.endpoint().socket())
                            .readTimeout(settings.connectTimeout())
                            .header(HeaderNames.CONNECTION, "Upgrade")
                            .header(HeaderNames.UPGRADE, "websocket")
                            .header(VERSION, "13")
                            .header(KEY, key)
                            .header(PROTOCOL, "outcry.v1");
            token.ifPresent(
                    bearer -> request.header(HeaderNames.AUTHORIZATION, "Bearer " + bearer));
            UpgradeResponse answer = request.upgrade("websocket");
            return answer.isUpgraded() ? accepted(answer, key) : refused(answer.response());
        } catch (RuntimeException e) { // Helidon tells a peer that hangs up by a kind of its own
            throw Gone.refused(
                    ErrorCode.UNAVAILABLE,
                    "can't reach " + settings.endpoint().http() + ": " + innermost(e),
                    true,
                    Optional.empty());
        }
    }

    private static Wire accepted(UpgradeResponse answer, String key) throws Gone {
        Optional<String> accept = answer.response().headers().first(ACCEPT);
        if (!accept.equals(Optional.of(hash(key)))) {
            answer.connection().closeResource();
            throw Gone.refused(
                    ErrorCode.INTERNAL, "the server's handshake is wrong", true, Optional.empty());
        }
        return new Wire(answer.connection());
    }

    private static Wire refused(HttpClientResponse response) throws Gone {
        try (response) {
            int status = response.status().code();
            Optional<Duration> retryAfter =
                    response.headers().first(HeaderNames.RETRY_AFTER).flatMap(Problem::seconds);
            throw Problem.of(status, body(response), retryAfter).toGone();
        }
    }

    private static String body(HttpClientResponse response) {
        try {
            return response.entity().hasEntity() ? response.as(String.class) : "";
        } catch (RuntimeException e) { // cut short: the status says enough
            return "";
        }
    }

    private static String hash(String key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1")
                            .digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    private static String innermost(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    @Override
    public void close() {
        client.closeResource();
    }
}
