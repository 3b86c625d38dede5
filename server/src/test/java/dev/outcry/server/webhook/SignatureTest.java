package dev.outcry.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/// The example with which the libraries of Standard Webhooks are tested.
class SignatureTest {
    private static final String SECRET = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    @Test
    void isWhatReceiversLibrariesExpect() {
        var headers =
                Signature.headers(
                        Base64.getDecoder().decode(SECRET),
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        1_614_265_330,
                        "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8));

        assertThat(headers)
                .containsEntry("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek")
                .containsEntry("webhook-timestamp", "1614265330")
                .containsEntry(
                        "webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void tellsASecretAsLibrariesReadIt() {
        assertThat(Signature.secret(Base64.getDecoder().decode(SECRET)))
                .isEqualTo("whsec_" + SECRET);
    }
}
