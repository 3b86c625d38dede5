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
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// The listener: HTTP and WebSocket on one port.
final class Listening {
    private static final int BACKLOG = 4_096;

    private Listening() {}

    /// Makes a server that doesn't listen yet.
    static WebServer server(Settings.Web web, Api api, WebSockets sockets) throws StartException {
        if (new InetSocketAddress(web.host(), web.port()).isUnresolved()) {
            throw new StartException("there is no host " + web.host() + " here: set OUTCRY_HOST");
        }
        HttpRouting.Builder routing = HttpRouting.builder();
        api.route(routing);
        WebServerConfig.Builder builder =
                WebServer.builder()
                        .host(web.host())
                        .port(web.port())
                        .backlog(BACKLOG)
                        .connectionOptions(options -> options.tcpNoDelay(true))
                        .maxPayloadSize(Api.MAX_BODY)
                        .directHandlers(Api.directHandlers())
                        .shutdownHook(false)
                        .addProtocol(sockets)
                        .routing(routing);
        if (web.tls().isPresent()) {
            builder.tls(tls(web.tls().get()));
        }
        return builder.build();
    }

    /// Begins to listen.
    ///
    /// Helidon logs why it can't and returns as if it could, so that is found out before.
    static void start(WebServer server, Settings.Web web) throws StartException {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(web.host(), web.port()));
        } catch (IOException e) {
            throw taken(web);
        }
        server.start();
        if (!server.isRunning()) {
            throw taken(web);
        }
    }

    private static StartException taken(Settings.Web web) {
        return new StartException(
                "can't listen on "
                        + web.host()
                        + ":"
                        + web.port()
                        + ": stop what listens there, or set OUTCRY_PORT or OUTCRY_HOST");
    }

    private static Tls tls(Settings.Tls settings) throws StartException {
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
