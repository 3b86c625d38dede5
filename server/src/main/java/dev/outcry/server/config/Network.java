package dev.outcry.server.config;

import java.net.InetAddress;
import java.util.Optional;

/// A range of addresses: one, or all that share a prefix.
///
/// @param base any address in it
/// @param prefixBits how many leading bits are shared
public record Network(InetAddress base, int prefixBits) {
    /// Reads `10.0.0.0/8`, `::1` and the like. Never asks a name server.
    ///
    /// @param text anything
    /// @return the range, or empty if it is none
    public static Optional<Network> parse(String text) {
        int slash = text.indexOf('/');
        try {
            InetAddress base = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
            int most = base.getAddress().length * Byte.SIZE;
            int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
            return bits < 0 || bits > most
                    ? Optional.empty()
                    : Optional.of(new Network(base, bits));
        } catch (IllegalArgumentException e) { // no literal, or no number
            return Optional.empty();
        }
    }

    /// Tells whether an address lies in it.
    ///
    /// @param address of either family
    /// @return whether it shares the prefix
    public boolean contains(InetAddress address) {
        byte[] mine = base.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < prefixBits; bit++) {
            int mask = 0x80 >> (bit % Byte.SIZE);
            if (((mine[bit / Byte.SIZE] ^ other[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
