package dev.outcry.client;

import io.helidon.webclient.api.DefaultDnsResolver;
import io.helidon.webclient.api.DnsAddressLookup;
import io.helidon.webclient.spi.DnsResolver;
import java.net.InetAddress;
import java.net.UnknownHostException;

/// Resolves as Helidon does, and lets an address keep the name it was asked by. Helidon checks a
/// server's certificate against the address's name: of a bare IP address that would be whatever a
/// reverse lookup says, and not what the application trusts.
final class LiteralNames implements DnsResolver {
    private final DnsResolver resolver = DefaultDnsResolver.create();

    @Override
    public InetAddress resolveAddress(String hostname, DnsAddressLookup lookup) {
        InetAddress address = resolver.resolveAddress(hostname, lookup);
        try {
            return InetAddress.getByAddress(
                    hostname.replace("[", "").replace("]", ""), address.getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address that was resolved has 4 or 16 bytes", e);
        }
    }
}
