package dev.outcry.server.webhook;

import dev.outcry.server.auth.Hash;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// How a receiver knows that a delivery is ours: the headers of Standard Webhooks 1.0.0
/// (standardwebhooks.com), for which most languages have a library. Stateless.
public final class Signature {
    private static final String PREFIX = "whsec_";

    private Signature() {}

    /// {@return a secret as its owner is told it}
    ///
    /// @param secret its bytes
    public static String secret(byte[] secret) {
        return PREFIX + Base64.getEncoder().encodeToString(secret);
    }

    /// Signs a delivery.
    ///
    /// @param secret the webhook's
    /// @param id the delivery's, the same whenever it is tried
    /// @param seconds Unix epoch seconds
    /// @param body as it is sent
    /// @return the headers `webhook-id`, `webhook-timestamp` and `webhook-signature`
    static SequencedMap<String, String> headers(
            byte[] secret, String id, long seconds, byte[] body) {
        byte[] head = (id + "." + seconds + ".").getBytes(StandardCharsets.UTF_8);
        String signature = Base64.getEncoder().encodeToString(Hash.hmac(secret, head, body));
        SequencedMap<String, String> headers = new LinkedHashMap<>();
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", Long.toString(seconds));
        headers.put("webhook-signature", "v1," + signature);
        return headers;
    }
}
