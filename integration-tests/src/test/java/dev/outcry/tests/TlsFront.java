package dev.outcry.tests;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// What stands in front of a web program that knows no TLS: takes HTTPS on every address of this
/// machine, and passes posts on. Its certificate signs itself, and is for one name.
final class TlsFront implements AutoCloseable {
    static final String PASSWORD = "changeit";

    private final Path certificate;
    private final HttpsServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    /// Begins to listen.
    ///
    /// @param name which its certificate is for
    /// @param directory where that is kept
    /// @param behind where it passes posts on to
    TlsFront(String name, Path directory, URI behind) throws IOException, InterruptedException {
        certificate = directory.resolve("front.p12");
        certify(name);
        server = HttpsServer.create(new InetSocketAddress(0), 100);
        server.setHttpsConfigurator(new HttpsConfigurator(tls()));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> pass(exchange, behind));
        server.start();
    }

    private void certify(String name) throws IOException, InterruptedException {
        Process keytool =
                new ProcessBuilder(
                                List.of(
                                        Machine.java().resolveSibling("keytool").toString(),
                                        "-genkeypair",
                                        "-alias",
                                        "front",
                                        "-keyalg",
                                        "EC",
                                        "-dname",
                                        "CN=" + name,
                                        "-ext",
                                        "san=dns:" + name,
                                        "-validity",
                                        "2",
                                        "-storetype",
                                        "PKCS12",
                                        "-keystore",
                                        certificate.toString(),
                                        "-storepass",
                                        PASSWORD))
                        .inheritIO()
                        .start();
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool made no certificate");
        }
    }

    private SSLContext tls() throws IOException {
        try (InputStream in = Files.newInputStream(certificate)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD.toCharArray());
            KeyManagerFactory keys =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
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

    /// {@return its certificate, as a PKCS #12 file that [#PASSWORD] opens}
    Path certificate() {
        return certificate;
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
