package dev.outcry.server.auth;

import dev.outcry.server.config.Network;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Finds out where a request comes from. Immutable.
public final class Addresses {
    private static final int SITE_BYTES = 8;
    private static final int MAX_HOPS = 20;

    private final List<Network> proxies;

    /// Makes one.
    ///
    /// @param proxies whose word is taken
    public Addresses(List<Network> proxies) {
        this.proxies = List.copyOf(proxies);
    }

    /// Finds the client behind the peer.
    ///
    /// @param peer the other end of the connection
    /// @param forwardedFor the header `X-Forwarded-For`, empty if there is none
    /// @return the peer itself unless it is a trusted proxy; then the last address in the header
    ///   that isn't
    public InetAddress client(InetAddress peer, String forwardedFor) {
        InetAddress client = peer;
        int end = forwardedFor.length();
        for (int hop = 0; hop < MAX_HOPS && end >= 0 && isProxy(client); hop++) {
            int comma = forwardedFor.lastIndexOf(',', end - 1);
            Optional<InetAddress> before = parse(forwardedFor.substring(comma + 1, end).strip());
            if (before.isEmpty()) {
                return client;
            }
            client = before.get();
            end = comma;
        }
        return client;
    }

    /// Names an address for [Limits]. Of IPv6 only the site counts, for one person has all of it.
    ///
    /// @param address of either family
    /// @return a key
    public static String key(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address.getHostAddress();
        }
        byte[] site = Arrays.copyOf(address.getAddress(), SITE_BYTES);
        try {
            return InetAddress.getByAddress(Arrays.copyOf(site, 2 * SITE_BYTES)).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("16 bytes are always an address", e);
        }
    }

    /// Tells whether the peer looks like a proxy that nobody told us of: all its clients then count
    /// as one address. A header alone proves nothing; anybody can send it.
    ///
    /// @param peer the other end of the connection
    /// @param forwardedFor the header `X-Forwarded-For`, empty if there is none
    /// @return whether it is near, forwards, and isn't trusted
    public boolean isUnknownProxy(InetAddress peer, String forwardedFor) {
        return !forwardedFor.isEmpty()
                && (peer.isLoopbackAddress() || peer.isSiteLocalAddress())
                && !isProxy(peer);
    }

    private boolean isProxy(InetAddress address) {
        return proxies.stream().anyMatch(network -> network.contains(address));
    }

    private static Optional<InetAddress> parse(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
