package dev.outcry.server.auth;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Which names the server answers to, and which web pages may use it. Immutable.
///
/// Its own are the loopback names and the host that it was told to listen on, whatever the port: a
/// proxy or a container may map it. Foreign ones were listed by the operator.
public final class Origins {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Set<String> hosts = new HashSet<>(LOOPBACK);
    private final Set<String> ownHosts;
    private final Set<String> foreign;

    /// Makes one.
    ///
    /// @param host to listen on
    /// @param foreign origins, as browsers send them
    public Origins(String host, List<String> foreign) {
        hosts.add(bracketed(host.toLowerCase(Locale.ROOT)));
        this.ownHosts = Set.copyOf(hosts);
        this.foreign = Set.copyOf(foreign);
        for (String origin : foreign) {
            host(origin).ifPresent(hosts::add);
        }
    }

    /// Tells whether a request is meant for this server, and not smuggled in under another name.
    ///
    /// @param authority of the request: the header `Host`
    /// @return whether its name, without the port, is one of ours or of a listed origin
    public boolean serves(String authority) {
        return hosts.contains(withoutPort(authority.toLowerCase(Locale.ROOT)));
    }

    /// Tells whether a page may open a connection.
    ///
    /// @param origin the header `Origin`
    /// @return whether it is our own or a listed one
    public boolean allows(String origin) {
        return isForeign(origin) || host(origin).filter(ownHosts::contains).isPresent();
    }

    /// Tells whether a page of another origin may read answers.
    ///
    /// @param origin the header `Origin`
    /// @return whether it is listed
    public boolean isForeign(String origin) {
        return foreign.contains(origin.toLowerCase(Locale.ROOT));
    }

    private static Optional<String> host(String origin) {
        try {
            URI uri = URI.create(origin.toLowerCase(Locale.ROOT));
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return web ? Optional.ofNullable(uri.getHost()) : Optional.empty();
        } catch (IllegalArgumentException e) { // such as "null"
            return Optional.empty();
        }
    }

    private static String withoutPort(String authority) {
        int colon = authority.lastIndexOf(':');
        return colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
    }

    private static String bracketed(String host) {
        return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    }
}
