package dev.outcry.server.api;

import dev.outcry.server.auth.Addresses;
import dev.outcry.server.auth.Limits;
import dev.outcry.server.auth.Origins;
import dev.outcry.server.auth.Tokens;
import dev.outcry.server.config.Secret;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/// What every request passes.
///
/// @param origins which names and pages are served
/// @param addresses where requests come from
/// @param tokens who calls
/// @param limits how often
/// @param metrics what came of it
/// @param metricsToken lets others than this machine read metrics
public record Doors(
        Origins origins,
        Addresses addresses,
        Tokens tokens,
        Limits limits,
        Metrics metrics,
        Optional<Secret> metricsToken) {
    InetAddress client(ServerRequest request) {
        String forwarded =
                String.join(
                        ",",
                        request.headers().all(HeaderNames.X_FORWARDED_FOR, java.util.List::of));
        InetAddress peer =
                request.remotePeer().address() instanceof InetSocketAddress socket
                        ? socket.getAddress()
                        : InetAddress.getLoopbackAddress();
        return addresses.client(peer, forwarded);
    }

    String address(ServerRequest request) {
        return Addresses.key(client(request));
    }
}
