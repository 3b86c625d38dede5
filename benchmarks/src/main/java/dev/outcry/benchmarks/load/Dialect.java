package dev.outcry.benchmarks.load;

import java.util.Locale;

/// How one talks to a server that relays what is said in a room, numbered.
enum Dialect {
    /// Outcry's protocol.
    OUTCRY(
            "/ws/rooms/%s?history=0",
            "/ws",
            "{\"type\":\"say\",\"room\":\"%s\",\"text\":\"%s\"}",
            "{\"type\":\"message\"",
            "{\"type\":\"live\""),

    /// As much of the same as `peers/ws.js` knows.
    WS(OUTCRY.followPath, OUTCRY.sendPath, OUTCRY.say, OUTCRY.message, OUTCRY.live),

    /// Socket.IO 4 over its WebSocket transport, as `peers/socket-io.js` uses it.
    SOCKET_IO(
            "/socket.io/?EIO=4&transport=websocket&room=%s",
            "/socket.io/?EIO=4&transport=websocket",
            "42[\"say\",\"%s\",\"%s\"]",
            "42[\"message\"",
            "40{");

    private final String followPath;
    private final String sendPath;
    private final String say;
    private final String message;
    private final String live;

    Dialect(String followPath, String sendPath, String say, String message, String live) {
        this.followPath = followPath;
        this.sendPath = sendPath;
        this.say = say;
        this.message = message;
        this.live = live;
    }

    static Dialect of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /// {@return what stands in front of a line of the table}
    String title() {
        return switch (this) {
            case OUTCRY -> "";
            case WS -> "ws, ";
            case SOCKET_IO -> "Socket.IO, ";
        };
    }

    String followPath(String room) {
        return String.format(Locale.ROOT, followPath, room);
    }

    /// {@return how to go on behind a position, which only Outcry knows}
    String resumePath(String room, String epoch, long seq) {
        return "/ws/rooms/" + room + "?epoch=" + epoch + "&seq=" + seq;
    }

    /// {@return whether one who only speaks is told when it may}
    boolean greetsSpeakers() {
        return this == SOCKET_IO;
    }

    String sendPath() {
        return sendPath;
    }

    String say(String room, String text) {
        return String.format(Locale.ROOT, say, room, text);
    }

    /// {@return how a message of a room begins}
    byte[] message() {
        return Scan.ascii(message);
    }

    /// {@return how the message begins after which nothing of the room is missed}
    byte[] live() {
        return Scan.ascii(live);
    }
}
