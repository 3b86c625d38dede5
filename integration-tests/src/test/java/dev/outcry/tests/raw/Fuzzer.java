package dev.outcry.tests.raw;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.server.contract.Contract;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/// Comes to a server as one hostile peer after the other, and checks what it hears: only frames and
/// answers that are allowed, and never that the server has failed. Any thread.
///
/// @param server the server
/// @param token of somebody who may speak and trade
record Fuzzer(RunningServer server, String token) {
    private static final int INTERNAL_ERROR = 1011;
    private static final byte[] SWITCHED = Frame.utf8("HTTP/1.1 101 ");
    private static final byte[] END_OF_HEAD = Frame.utf8("\r\n\r\n");

    /// Comes once.
    ///
    /// @param seed all that is done follows from it
    void come(long seed) throws IOException {
        Random random = new Random(seed);
        Mutations mutations = new Mutations(random);
        try (Peer peer = Peer.plain(server.port(), Loopback.nth(seed), 0)) {
            switch (random.nextInt(8)) {
                case 0 -> bytes(peer, Frame.join(upgrade(random), mutations.bytes(300)), random);
                case 1, 2 -> bytes(peer, mutations.request(), random);
                case 3, 4, 5 ->
                        bytes(peer, Frame.join(upgrade(random), mutations.frames()), random);
                default -> commands(peer, mutations, random);
            }
        }
    }

    private byte[] upgrade(Random random) {
        String extension = random.nextBoolean() ? "permessage-deflate" : "permessage-none";
        return Peer.request(
                        "/ws/rooms/lobby?history=1",
                        "Authorization: Bearer " + token,
                        "Sec-WebSocket-Extensions: " + extension)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void bytes(Peer peer, byte[] bytes, Random random) throws IOException {
        try {
            peer.inPieces(
                    random.nextInt(4) == 0 ? 1 + random.nextInt(60) : bytes.length + 1, bytes);
            if (random.nextInt(3) == 0) {
                peer.reset();
                return;
            }
            peer.sendsNoMore();
        } catch (SocketException _) {
            // The server was faster to end it.
        }
        check(peer.readToEnd());
    }

    private void commands(Peer peer, Mutations mutations, Random random) throws IOException {
        peer.send(upgrade(random));
        int count = random.nextInt(1, 8);
        for (int i = 0; i < count; i++) {
            peer.send(Frame.text(mutations.command()));
        }
        peer.send(Frame.text(Talker.ping(1_000_000)));
        if (random.nextInt(4) == 0) {
            peer.reset();
            return;
        }
        skipHead(peer);
        while (true) {
            Frame frame = peer.readAny();
            check(frame);
            if (frame.head() == (Frame.FIN | Frame.CLOSE)
                    || frame.text().startsWith("{\"type\":\"pong\",\"id\":1000000")) {
                return;
            }
        }
    }

    private static void skipHead(Peer peer) throws IOException {
        byte[] next = new byte[1];
        for (int matched = 0; matched < END_OF_HEAD.length; ) {
            if (peer.readRaw(next) == 0) {
                throw new EOFException("no answer to an upgrade");
            }
            matched = next[0] == END_OF_HEAD[matched] ? matched + 1 : next[0] == '\r' ? 1 : 0;
        }
    }

    /// An answer over HTTP, or one that switches and frames behind it, the last of which may be
    /// cut.
    private static void check(byte[] heard) throws IOException {
        String text = new String(heard, StandardCharsets.ISO_8859_1);
        assertThat(text).doesNotStartWith("HTTP/1.1 500");
        if (!Arrays.equals(
                heard, 0, Math.min(heard.length, SWITCHED.length), SWITCHED, 0, SWITCHED.length)) {
            return;
        }
        int from = text.indexOf("\r\n\r\n") + END_OF_HEAD.length;
        DataInputStream in =
                new DataInputStream(new ByteArrayInputStream(heard, from, heard.length - from));
        try {
            while (true) {
                check(Frame.read(in));
            }
        } catch (EOFException _) {
            // That was the last whole one.
        }
    }

    private static void check(Frame frame) {
        switch (frame.head()) {
            case Frame.FIN | Frame.TEXT, Frame.FIN | Frame.COMPRESSED | Frame.TEXT -> {
                JsonObject message = Contract.checked(Peer.parse(frame.text()));
                assertThat(message.getString("code", "")).isNotEqualTo("internal");
            }
            case Frame.FIN | Frame.CLOSE ->
                    assertThat(frame.closeCode()).isNotEqualTo(INTERNAL_ERROR);
            default ->
                    assertThat(frame.head())
                            .as("frame %s", frame)
                            .isIn(Frame.FIN | Frame.PING, Frame.FIN | Frame.PONG);
        }
    }
}
