package dev.outcry.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
    @ParameterizedTest
    @CsvSource({
        "https://example.org, example.org, 443, /, example.org",
        "https://example.org/hook?a=%2F&b, example.org, 443, /hook?a=%2F&b, example.org",
        "HTTPS://Example.ORG:8443/x, example.org, 8443, /x, example.org:8443",
        "https://[2606:4700::1111]:444/, 2606:4700::1111, 444, /, [2606:4700::1111]:444",
        "https://192.0.2.7?x, 192.0.2.7, 443, /?x, 192.0.2.7"
    })
    void isTakenApart(String url, String host, int port, String path, String authority) {
        Target target = Target.parse(url).orElseThrow();

        assertThat(target).isEqualTo(new Target(url, host, port, path));
        assertThat(target.authority()).isEqualTo(authority);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.org",
                "http://example.org/",
                "ftp://example.org/",
                "https:///x",
                "https:example.org",
                "https://",
                "https://user@example.org/",
                "https://user:secret@example.org/",
                "https://example.org/#part",
                "https://example.org:0/",
                "https://example.org:65536/",
                "https://exa mple.org/",
                "https://example.org/\r\nX: y",
                "https://exämple.org/",
                "https://under_score.org/",
                "https://[::1/"
            })
    void isNothingElse(String url) {
        assertThat(Target.parse(url)).isEmpty();
    }

    @Test
    void isNoLongerThanItMay() {
        assertThat(Target.parse("https://example.org/" + "x".repeat(980))).isPresent();
        assertThat(Target.parse("https://example.org/" + "x".repeat(981))).isEmpty();
    }
}
