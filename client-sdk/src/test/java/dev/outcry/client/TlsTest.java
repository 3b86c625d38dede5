package dev.outcry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outcry.protocol.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir private static Path directory;
    private static SSLContext context;
    private FakeServer server;

    @BeforeAll
    static void makeACertificateForLocalhost() throws Exception {
        Path store = directory.resolve("store.p12");
        int status =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "server",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "SAN=dns:localhost",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                new String(PASSWORD))
                        .inheritIO()
                        .start()
                        .waitFor();
        assertThat(status).isZero();
        context = context(store);
    }

    @BeforeEach
    void listen() {
        server = new FakeServer(context.getServerSocketFactory());
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void speaksTlsWhereTheAddressIsHttps() {
        Recorder recorder = new Recorder();
        server.answer(
                "201 Created", "{\"token\":\"t\",\"refresh\":\"r\",\"expiresAt\":99999999999999}");
        try (Outcry outcry =
                Outcry.builder(address("localhost"))
                        .tls(context)
                        .credentials(Credentials.guest("Ada"))
                        .listener(recorder)
                        .start()) {
            assertThat(server.request().line()).startsWith("POST /api/v1/guests");
            assertThat(server.welcomed().header("authorization")).isEqualTo("Bearer t");
            recorder.state(ConnectionState.Live.class);
            assertThat(outcry.state()).isInstanceOf(ConnectionState.Live.class);
            server.close();
        }
    }

    @Test
    void refusesACertificateThatNobodyVouchesFor() {
        assertThatThrownBy(() -> Outcry.connect(address("localhost"), Credentials.anonymous()))
                .isInstanceOfSatisfying(
                        OutcryException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
    }

    @Test
    void refusesACertificateOfAnotherHost() {
        assertThatThrownBy(() -> Outcry.builder(address("127.0.0.1")).tls(context).connect())
                .isInstanceOfSatisfying(
                        OutcryException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE))
                .hasMessageContaining("127.0.0.1 found");
    }

    private URI address(String host) {
        return URI.create("https://" + host + ":" + server.uri().getPort());
    }

    private static SSLContext context(Path file) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, PASSWORD);
        trusted.setCertificateEntry("server", store.getCertificate("server"));
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
