package dev.outcry.benchmarks.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One HTTP connection on which requests are sent without waiting for the answers to those before.
/// The loop's thread alone touches it.
final class Requests implements Wire.Reader {
    private static final byte[] HEAD_END = Scan.ascii("\r\n\r\n");
    private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: *(\\d+)\r\n");
    private static final String SUCCESS = "http/1.1 2";

    private final Wire wire;
    private final String host;
    private final String token;
    private long waiting;

    /// @param token of the user for whom it asks
    Requests(Loop loop, String token) throws IOException {
        InetSocketAddress server = loop.server();
        this.host = server.getHostString() + ":" + server.getPort();
        this.token = token;
        this.wire = loop.open(this);
    }

    /// {@return how many haven't been answered}
    long waiting() {
        return waiting;
    }

    void put(String path, String body) throws IOException {
        waiting++;
        wire.write(
                Scan.ascii(
                        "PUT "
                                + path
                                + " HTTP/1.1\r\nHost: "
                                + host
                                + "\r\nAuthorization: Bearer "
                                + token
                                + "\r\nContent-Type: application/json\r\nContent-Length: "
                                + body.length()
                                + "\r\n\r\n"
                                + body));
    }

    @Override
    public int read(byte[] bytes, int end) throws IOException {
        int at = 0;
        while (true) {
            int next = answer(bytes, at, end);
            if (next < 0) {
                return at;
            }
            at = next;
            waiting--;
        }
    }

    /// {@return where the answer ends that starts at `from`, or -1 if not all of it is there}
    private static int answer(byte[] bytes, int from, int end) throws IOException {
        int body = from;
        while (!Scan.starts(HEAD_END, bytes, body, end)) {
            if (body++ == end) {
                return -1;
            }
        }
        String head =
                new String(bytes, from, body + 2 - from, StandardCharsets.US_ASCII)
                        .toLowerCase(Locale.ROOT);
        Matcher length = LENGTH.matcher(head);
        if (!head.startsWith(SUCCESS) || !length.find()) {
            throw new IOException("an unwanted answer: " + head);
        }
        int after = body + HEAD_END.length + Integer.parseInt(length.group(1));
        return after <= end ? after : -1;
    }
}
