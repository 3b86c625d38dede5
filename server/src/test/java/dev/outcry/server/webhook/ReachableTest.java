package dev.outcry.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.server.config.Network;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReachableTest {
    private final Reachable reachable = new Reachable(List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.8.8.8",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.1",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::7f00:1",
                "64:ff9b::7f00:1",
                "100::1",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::1",
                "3fff::1",
                "fc00::1",
                "fd12:3456::1",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void keepsAwayFromWhatIsNotPublic(String address) {
        assertThat(reachable.may(InetAddress.ofLiteral(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "100.63.255.255",
                "100.128.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "223.255.255.255",
                "2001:4860:4860::8888",
                "2606:4700::1111",
                "2a00:1450::1"
            })
    void reachesWhatIsPublic(String address) {
        assertThat(reachable.may(InetAddress.ofLiteral(address))).isTrue();
    }

    @Test
    void reachesWhatTheOperatorAllows() {
        Reachable more = new Reachable(List.of(Network.parse("10.1.0.0/16").orElseThrow()));

        assertThat(more.may(InetAddress.ofLiteral("10.1.2.3"))).isTrue();
        assertThat(more.may(InetAddress.ofLiteral("10.2.2.3"))).isFalse();
    }
}
