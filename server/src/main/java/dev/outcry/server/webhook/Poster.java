package dev.outcry.server.webhook;

import dev.outcry.server.config.Release;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// Posts over HTTPS, and reads nothing of the answer but its status.
///
/// Written by hand for three things that clients leave open: the address that was checked is the
/// one that is connected to, so that a name can't mean another one in between; five seconds bound
/// the whole exchange, however slowly a peer trickles; and no byte that a peer sends is kept.
/// Redirects aren't followed. Thread-safe.
final class Poster {
    /// How long one exchange may take, finding the address included.
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int CONNECT_MILLIS = 5_000;
    private static final int MAX_HEAD = 16_384;
    private static final int MAX_LINE = 1_024;
    private static final int LOOKUPS = 128;

    private final Reachable reachable;
    private final Supplier<SSLSocketFactory> tls;
    private final Semaphore lookups = new Semaphore(LOOKUPS);

    /// @param reachable what may be connected to
    /// @param tls whom to trust; asked for each post
    Poster(Reachable reachable, Supplier<SSLSocketFactory> tls) {
        this.reachable = reachable;
        this.tls = tls;
    }

    /// {@return whether an address may be posted to}
    boolean may(InetAddress address) {
        return reachable.may(address);
    }

    /// What came of a post.
    sealed interface Outcome {
        /// The peer has taken it: a status of 200 to 299.
        ///
        /// @param status of HTTP
        record Taken(int status) implements Outcome {}

        /// It hasn't, or nobody knows.
        ///
        /// @param reason for those whose webhook it is
        record Failed(String reason) implements Outcome {}
    }

    /// Posts once. Blocks, 5 s at most, for a virtual thread.
    ///
    /// @param target where to
    /// @param headers beside those of HTTP itself
    /// @param body JSON
    /// @return what came of it
    /// @throws InterruptedException if the server stops meanwhile
    Outcome post(Target target, Map<String, String> headers, byte[] body)
            throws InterruptedException {
        AtomicReference<Outcome> outcome = new AtomicReference<>();
        Thread exchange =
                Thread.ofVirtual()
                        .name("webhook-post")
                        .start(() -> outcome.set(exchange(target, headers, body)));
        try {
            if (!exchange.join(PATIENCE)) {
                return new Outcome.Failed("no answer within 5 s");
            }
        } finally {
            exchange.interrupt(); // closes its socket
        }
        return Optional.ofNullable(outcome.get()).orElse(new Outcome.Failed("the server failed"));
    }

    private Outcome exchange(Target target, Map<String, String> headers, byte[] body) {
        try {
            Optional<InetAddress> address = address(target.host());
            if (address.isEmpty()) {
                return new Outcome.Failed("the host has no public address");
            }
            try (Socket plain = new Socket()) {
                plain.connect(new InetSocketAddress(address.get(), target.port()), CONNECT_MILLIS);
                try (SSLSocket socket = secure(plain, target)) {
                    OutputStream out = socket.getOutputStream();
                    out.write(request(target, headers, body));
                    out.flush();
                    return outcome(status(socket.getInputStream()));
                }
            }
        } catch (UnknownHostException e) {
            return new Outcome.Failed("the host has no address");
        } catch (InterruptedException e) {
            return new Outcome.Failed("the host's address wasn't found in time");
        } catch (SSLException e) {
            return new Outcome.Failed("no secure connection: is its certificate good?");
        } catch (IOException e) {
            return new Outcome.Failed("the connection failed");
        }
    }

    private Optional<InetAddress> address(String host) throws IOException, InterruptedException {
        return Stream.of(lookUp(host)).filter(reachable::may).findFirst();
    }

    /// Asks the name server on a thread of the system's: a virtual one would hold its carrier until
    /// that answers, and all others with it.
    private InetAddress[] lookUp(String host) throws IOException, InterruptedException {
        CompletableFuture<InetAddress[]> found = new CompletableFuture<>();
        lookups.acquire();
        Thread.ofPlatform()
                .daemon()
                .name("webhook-lookup")
                .start(() -> {
                    try {
                        found.complete(InetAddress.getAllByName(host));
                    } catch (UnknownHostException | RuntimeException e) {
                        found.completeExceptionally(e);
                    } finally {
                        lookups.release();
                    }
                });
        try {
            return found.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownHostException unknown) {
                throw unknown;
            }
            throw new IllegalStateException("an address can't be looked up", e.getCause());
        }
    }

    private SSLSocket secure(Socket plain, Target target) throws IOException {
        SSLSocket socket =
                (SSLSocket) tls.get().createSocket(plain, target.host(), target.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setApplicationProtocols(new String[] {"http/1.1"});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static byte[] request(Target target, Map<String, String> headers, byte[] body) {
        StringBuilder head =
                new StringBuilder("POST ").append(target.path()).append(" HTTP/1.1\r\n");
        header(head, "Host", target.authority());
        header(head, "Content-Type", "application/json");
        header(head, "Content-Length", Integer.toString(body.length));
        header(head, "User-Agent", "Outcry/" + Release.VERSION);
        header(head, "Connection", "close");
        headers.forEach((name, value) -> header(head, name, value));
        byte[] first = head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[first.length + body.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(body, 0, all, first.length, body.length);
        return all;
    }

    private static void header(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }

    private static Outcome outcome(int status) {
        return status / 100 == 2
                ? new Outcome.Taken(status)
                : new Outcome.Failed("the status was " + status);
    }

    /// Reads the status of the answer, past those that only say that one is coming.
    private static int status(InputStream in) throws IOException {
        Head head = new Head(in);
        int status = number(head.line());
        while (status / 100 == 1) {
            while (!head.line().isEmpty()) {} // its headers
            status = number(head.line());
        }
        return status;
    }

    /// RFC 9112, section 4: `HTTP/1.1 204 No Content`.
    private static int number(String line) throws IOException {
        List<String> parts = List.of(line.split(" ", 3));
        boolean good =
                parts.size() >= 2
                        && parts.getFirst().startsWith("HTTP/1.")
                        && parts.get(1).length() == 3
                        && parts.get(1).chars().allMatch(c -> c >= '0' && c <= '9');
        if (!good) {
            throw new IOException("no HTTP");
        }
        return Integer.parseInt(parts.get(1));
    }

    /// The lines of an answer's head, as many as it may have.
    private static final class Head {
        private final InputStream in;
        private int left = MAX_HEAD;

        Head(InputStream in) {
            this.in = in;
        }

        String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0 || --left < 0 || line.length() > MAX_LINE) {
                    throw new IOException("no head of HTTP");
                }
                line.append((char) c);
            }
            return line.toString().stripTrailing();
        }
    }
}
