package dev.outcry.server.main;

import dev.outcry.server.api.Api;
import dev.outcry.server.config.Settings;
import dev.outcry.server.socket.WebSockets;
import io.helidon.common.tls.Tls;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

/// The listener: HTTP and WebSocket on one port.
final class Listening {
    private static final int BACKLOG = 4_096;

    private Listening() {}

    /// Makes sure that it can listen, and under which address. Helidon itself says so only in its
    /// log.
    static void check(Settings.Web web) {
        try (ServerSocket _ = new ServerSocket(web.port(), 1, InetAddress.getByName(web.host()))) {
            return;
        } catch (UnknownHostException e) {
            throw new StartException("there is no host " + web.host() + " here: set OUTCRY_HOST");
        } catch (IOException e) {
            throw taken(web);
        }
    }

    private static StartException taken(Settings.Web web) {
        return new StartException(
                "can't listen on "
                        + web.host()
                        + ":"
                        + web.port()
                        + ": stop what listens there, or set OUTCRY_HOST and OUTCRY_PORT");
    }

    /// Makes a server that doesn't listen yet.
    static WebServer server(Settings.Web web, Optional<Tls> tls, Api api, WebSockets sockets) {
        HttpRouting.Builder routing = HttpRouting.builder();
        api.route(routing);
        WebServerConfig.Builder builder =
                WebServer.builder()
                        .host(web.host())
                        .port(web.port())
                        .backlog(BACKLOG)
                        .connectionOptions(options -> options.tcpNoDelay(true))
                        .maxPayloadSize(Api.MAX_RECEIVED)
                        .directHandlers(Api.directHandlers())
                        .shutdownHook(false)
                        .addProtocol(sockets)
                        .routing(routing);
        tls.ifPresent(builder::tls);
        return builder.build();
    }

    /// Begins to listen.
    static void start(WebServer server, Settings.Web web) {
        server.start();
        if (!server.isRunning()) {
            throw taken(web);
        }
    }

    /// {@return what trusts whom the JVM trusts, for connections to others}
    static SSLSocketFactory trusted() {
        try {
            return SSLContext.getDefault().getSocketFactory();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has TLS", e);
        }
    }

    /// {@return the certificate and key to serve with, if any}
    static Optional<Tls> tls(Settings.Web web) {
        return web.tls().isPresent() ? Optional.of(tls(web.tls().get())) : Optional.empty();
    }

    private static Tls tls(Settings.Tls settings) {
        char[] password = settings.password().value().toCharArray();
        try (InputStream file = Files.newInputStream(settings.keystore())) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(file, password);
            KeyManagerFactory managers =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return Tls.builder().sslContext(context).build();
        } catch (IOException | GeneralSecurityException e) {
            throw new StartException(
                    "can't open the key store "
                            + settings.keystore()
                            + ": OUTCRY_TLS_KEYSTORE is a PKCS #12 file,"
                            + " OUTCRY_TLS_PASSWORD its password");
        }
    }
}
