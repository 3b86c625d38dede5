package dev.outcry.server.webhook;

import dev.outcry.server.config.Network;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/// The addresses that may be posted to: public ones, and those that the operator allows.
///
/// What isn't public is listed in the IANA registries of special-purpose addresses (RFC 6890). Of
/// IPv6, only global unicast addresses are public, without those that hold an IPv4 address.
public final class Reachable {
    private static final List<Network> SPECIAL_4 =
            networks(
                    "0.0.0.0/8", // this network
                    "10.0.0.0/8", // private
                    "100.64.0.0/10", // shared behind a carrier's NAT
                    "127.0.0.0/8", // loopback
                    "169.254.0.0/16", // link-local, and where clouds keep their metadata
                    "172.16.0.0/12", // private
                    "192.0.0.0/24", // protocol assignments
                    "192.0.2.0/24", // documentation
                    "192.88.99.0/24", // 6to4 relays
                    "192.168.0.0/16", // private
                    "198.18.0.0/15", // benchmarks
                    "198.51.100.0/24", // documentation
                    "203.0.113.0/24", // documentation
                    "224.0.0.0/3"); // multicast, reserved, broadcast

    private static final List<Network> GLOBAL_6 = networks("2000::/3");
    private static final List<Network> SPECIAL_6 =
            networks(
                    "2001::/23", // protocol assignments, Teredo among them
                    "2001:db8::/32", // documentation
                    "2002::/16", // 6to4
                    "3fff::/20"); // documentation

    private final List<Network> allowed;

    /// Makes it.
    ///
    /// @param allowed networks that may be posted to though they aren't public
    public Reachable(List<Network> allowed) {
        this.allowed = List.copyOf(allowed);
    }

    private static List<Network> networks(String... texts) {
        return Stream.of(texts).map(text -> Network.parse(text).orElseThrow()).toList();
    }

    /// Tells whether an address may be posted to.
    ///
    /// @param address of either family
    /// @return whether it is public or allowed
    public boolean may(InetAddress address) {
        return in(allowed, address)
                || (address instanceof Inet4Address
                        ? !in(SPECIAL_4, address)
                        : in(GLOBAL_6, address) && !in(SPECIAL_6, address));
    }

    private static boolean in(List<Network> networks, InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }
}
