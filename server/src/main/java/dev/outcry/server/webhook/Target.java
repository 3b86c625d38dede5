package dev.outcry.server.webhook;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/// Where a webhook posts to: an `https` URL without user, password and fragment.
///
/// @param url as it was given
/// @param host a name or an address, without the brackets of IPv6
/// @param port from 1 to 65,535
/// @param path with the query, as it is sent
public record Target(String url, String host, int port, String path) {
    /// How long a URL may be, in characters.
    public static final int MAX_LENGTH = 1_000;

    private static final int HTTPS_PORT = 443;
    private static final int MAX_PORT = 65_535;

    /// Reads a URL. Asks no name server.
    ///
    /// @param url anything
    /// @return empty where it is none that can be posted to
    public static Optional<Target> parse(String url) {
        boolean plain = url.chars().allMatch(c -> c > ' ' && c < 0x7f);
        if (!plain || url.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(url);
            int port = uri.getPort() < 0 ? HTTPS_PORT : uri.getPort();
            boolean good =
                    "https".equalsIgnoreCase(uri.getScheme())
                            && uri.getHost() != null
                            && uri.getRawUserInfo() == null
                            && uri.getRawFragment() == null
                            && port > 0
                            && port <= MAX_PORT;
            return good ? Optional.of(of(url, uri, port)) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static Target of(String url, URI uri, int port) {
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return new Target(url, bare, port, path + query);
    }

    /// {@return the address that the host is, where it is one and no name}
    public Optional<InetAddress> literal() {
        try {
            return Optional.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// {@return what the header `Host` says}
    String authority() {
        String name = host.indexOf(':') < 0 ? host : "[" + host + "]";
        return port == HTTPS_PORT ? name : name + ":" + port;
    }
}
