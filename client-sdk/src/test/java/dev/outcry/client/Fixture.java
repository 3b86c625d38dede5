package dev.outcry.client;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// What most tests begin with: a server, a client of it that reconnects at once, and a recorder.
final class Fixture implements AutoCloseable {
    static final String ROOM =
            "{\"room\":\"lobby\",\"name\":\"Lobby\",\"topic\":\"\",\"visibility\":\"public\","
                    + "\"slow\":0,\"members\":1,\"seq\":%d}";

    final FakeServer server = new FakeServer();
    final Recorder recorder = new Recorder();
    private final List<Outcry> clients = new CopyOnWriteArrayList<>();

    /// {@return a client that is not connected yet, with options to add}
    Outcry.Builder builder() {
        return Outcry.builder(server.uri())
                .listener(recorder)
                .connectTimeout(Duration.ofSeconds(5))
                .reconnectDelay(Duration.ofNanos(1), Duration.ofNanos(1));
    }

    /// {@return fields of `subscribed` with a room's snapshot}
    static String snapshot(String epoch, long seq) {
        return "\"epoch\":\"%s\",\"seq\":%d,\"recovered\":false,\"snapshot\":{\"room\":%s,"
                        .formatted(epoch, seq, ROOM.formatted(seq))
                + "\"events\":[],\"pins\":[]}";
    }

    /// {@return fields of `subscribed` when all that was missed follows}
    static String recovered(String epoch, long seq) {
        return "\"epoch\":\"%s\",\"seq\":%d,\"recovered\":true".formatted(epoch, seq);
    }

    /// {@return a message event in `room:lobby`}
    static String message(long seq, String text) {
        return ("{\"type\":\"message\",\"channel\":\"room:lobby\",\"seq\":%d,\"pos\":%d,\"at\":1,"
                        + "\"from\":{\"id\":\"ada\",\"name\":\"Ada\"},\"text\":\"%s\"}")
                .formatted(seq, seq + 1000, text);
    }

    /// Closes the client together with this.
    Outcry keep(Outcry client) {
        clients.add(client);
        return client;
    }

    @Override
    public void close() {
        server.close();
        clients.forEach(Outcry::close);
    }
}
