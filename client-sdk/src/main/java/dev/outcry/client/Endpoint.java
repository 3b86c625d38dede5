package dev.outcry.client;

import java.net.URI;
import java.util.Locale;

/// A server's addresses, all derived from one.
///
/// @param http the base, without a slash at the end
record Endpoint(URI http) {
    /// Takes `http`, `https`, `ws` and `wss`, with or without a path.
    ///
    /// @throws IllegalArgumentException for anything else
    static Endpoint of(URI uri) {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        String http =
                switch (scheme) {
                    case "http", "ws" -> "http";
                    case "https", "wss" -> "https";
                    default ->
                            throw new IllegalArgumentException(
                                    "not an http, https, ws or wss address: " + uri);
                };
        if (uri.getHost() == null || uri.getRawQuery() != null || uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "needs a host, and neither a query nor a user: " + uri.getHost());
        }
        String path = String.valueOf(uri.getRawPath()).replaceAll("/+$", "");
        return new Endpoint(URI.create(http + "://" + uri.getRawAuthority() + path));
    }

    /// {@return where to upgrade to WebSocket; its scheme is that of HTTP}
    URI socket() {
        return URI.create(http + "/ws");
    }

    /// {@return the address of an HTTP call}
    URI api(String call) {
        return URI.create(http + "/api/v1/" + call);
    }
}
