package dev.outcry.tests;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.outcry.server.webhook.TestCertificate;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;

/// What stands in front of a web program that knows no TLS: takes HTTPS on every address of this
/// machine, and passes posts on. Its certificate signs itself, and is for one name.
final class TlsFront implements AutoCloseable {
    private final TestCertificate certificate;
    private final HttpsServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    /// Begins to listen.
    ///
    /// @param name which its certificate is for
    /// @param directory where that is kept
    /// @param behind where it passes posts on to
    TlsFront(String name, Path directory, URI behind) throws IOException, InterruptedException {
        certificate = TestCertificate.make(directory, "dns:" + name);
        server = HttpsServer.create(new InetSocketAddress(0), 100);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> pass(exchange, behind));
        server.start();
    }

    private void pass(HttpExchange exchange, URI behind) throws IOException {
        try (exchange) {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(behind.resolve(exchange.getRequestURI().getRawPath()))
                            .POST(
                                    HttpRequest.BodyPublishers.ofByteArray(
                                            exchange.getRequestBody().readAllBytes()));
            for (String name : List.of("webhook-id", "webhook-timestamp", "webhook-signature")) {
                request.header(name, exchange.getRequestHeaders().getFirst(name));
            }
            exchange.sendResponseHeaders(
                    client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode(),
                    -1);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /// {@return where its certificate lies}
    Path certificate() {
        return certificate.file();
    }

    /// {@return the port that it listens on}
    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        client.close();
    }
}
