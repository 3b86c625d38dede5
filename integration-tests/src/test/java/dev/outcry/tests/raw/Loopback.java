package dev.outcry.tests.raw;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/// Addresses of this machine from which peers can come, so that they are many people to the
/// server's limits, and don't run out of ports.
final class Loopback {
    private static final int MANY = 200;
    private static final int ADDRESSES = isWide() ? MANY : 1;

    private Loopback() {}

    /// {@return one of 200 addresses, where the system has them; else always the same}
    static InetAddress nth(long number) {
        return address(1 + (int) Math.floorMod(number, (long) ADDRESSES));
    }

    private static InetAddress address(int last) {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Linux answers on all of 127.0.0.0/8, others on 127.0.0.1 only.
    private static boolean isWide() {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(address(MANY), 0));
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
