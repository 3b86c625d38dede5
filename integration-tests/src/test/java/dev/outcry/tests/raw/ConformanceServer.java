package dev.outcry.tests.raw;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// The one server that all chapters of the conformance suite share.
///
/// Without rates and counts (`OUTCRY_LIMITS=off`), for all its peers come from one address; sizes
/// are limited all the same.
final class ConformanceServer implements AutoCloseable {
    private final RunningServer server;
    private final String token;

    private ConformanceServer() throws IOException {
        server = RunningServer.start(Map.of("OUTCRY_FEED", "none", "OUTCRY_LIMITS", "off"));
        token = server.guest("Ada");
    }

    /// {@return a new connection of somebody who may speak}
    ///
    /// @param headers further lines of the request
    Peer connect(String... headers) throws IOException {
        Peer peer = Peer.plain(server.port());
        assertThat(upgrade(peer, headers)).startsWith("HTTP/1.1 101 ");
        return peer;
    }

    /// {@return the head of the answer to an upgrade}
    String upgrade(Peer peer, String... headers) throws IOException {
        String[] all = new String[headers.length + 1];
        all[0] = "Authorization: Bearer " + token;
        System.arraycopy(headers, 0, all, 1, headers.length);
        return peer.upgrade("/ws/rooms/lobby?history=0", all);
    }

    /// {@return a new connection on which nothing has been sent}
    Peer plain() throws IOException {
        return Peer.plain(server.port());
    }

    /// Goes through a case on a connection of its own.
    void hold(Case each) throws Exception {
        try (Peer peer = connect()) {
            each.steps().take(Talker.in(peer));
        }
    }

    void expectNoComplaints() throws IOException {
        assertThat(server.complaints()).isEmpty();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    /// Gives it to tests that ask for it, and closes it behind the last one.
    static final class Shared implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == ConformanceServer.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.create(ConformanceServer.class))
                    .computeIfAbsent(
                            ConformanceServer.class,
                            _ -> {
                                try {
                                    return new ConformanceServer();
                                } catch (IOException e) {
                                    throw new IllegalStateException(e);
                                }
                            });
        }
    }
}
