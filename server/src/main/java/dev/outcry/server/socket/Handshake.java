package dev.outcry.server.socket;

import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// An upgrade request, as far as an [Endpoint] decides on it.
///
/// @param path decoded and normalized
/// @param query decoded parameters, each with its values in order
/// @param headers values by name, whatever the name's case
/// @param subprotocols those offered, in the peer's order
/// @param peer the address of the other end of the TCP connection, which may be a proxy's
/// @param secure whether the connection is TLS
public record Handshake(
        String path,
        Map<String, List<String>> query,
        Map<String, List<String>> headers,
        List<String> subprotocols,
        InetAddress peer,
        boolean secure) {
    /// Copies the collections.
    public Handshake {
        query = Map.copyOf(query);
        TreeMap<String, List<String>> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        byName.putAll(headers);
        headers = Collections.unmodifiableMap(byName);
        subprotocols = List.copyOf(subprotocols);
    }

    /// {@return the first value of a query parameter}
    ///
    /// @param name its name
    public Optional<String> parameter(String name) {
        return query.getOrDefault(name, List.of()).stream().findFirst();
    }

    /// {@return the first value of a header}
    ///
    /// @param name its name, in any case
    public Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    /// {@return whether the peer is on this machine; a proxy's clients are too, if it is}
    public boolean isLoopback() {
        return peer.isLoopbackAddress();
    }
}
