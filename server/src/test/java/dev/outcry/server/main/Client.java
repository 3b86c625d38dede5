package dev.outcry.server.main;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.server.contract.Contract;
import dev.outcry.server.socket.RawSocket;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Somebody who speaks the protocol by hand. In what it sends, `'` stands for `"`. Reads give up
/// after ten seconds. Single-threaded.
final class Client implements AutoCloseable {
    private final RawSocket socket;
    private final boolean deflate;
    private final Deque<String> held = new ArrayDeque<>();
    private final JsonObject welcome;
    private long ids;

    private Client(RawSocket socket, String... headers) {
        this.socket = socket;
        this.deflate =
                Stream.of(headers).anyMatch(line -> line.startsWith("Sec-WebSocket-Extensions"));
        this.welcome = next("welcome");
    }

    /// Connects, and takes the welcome.
    static Client connect(int port, String path, String... headers) {
        return new Client(RawSocket.open(port, path, headers), headers);
    }

    /// The same, with little room for what isn't read.
    static Client narrow(int port, String path, String... headers) {
        RawSocket socket = RawSocket.narrow(port, 4 << 10);
        assertThat(socket.upgrade(path, headers).status()).isEqualTo(101);
        return new Client(socket, headers);
    }

    static JsonObject parse(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }

    JsonObject welcome() {
        return welcome;
    }

    RawSocket socket() {
        return socket;
    }

    /// Sends a message as it is.
    Client send(String json) {
        socket.text(json.replace('\'', '"'));
        return this;
    }

    /// Sends a command, and reads up to its reply; what else comes is left for [#next].
    JsonObject ask(String command) {
        JsonObject object = parse(command.replace('\'', '"'));
        return ask(object);
    }

    JsonObject ask(JsonObject command) {
        long id = ++ids;
        JsonObject sent = Json.createObjectBuilder(command).add("id", id).build();
        socket.text(sent.toString());
        JsonObject reply = reply(id);
        if (!reply.getString("type").equals("error")) {
            Contract.checkCommand(sent);
        }
        return reply;
    }

    /// Reads up to the reply to an id; what else comes is left for [#next].
    JsonObject reply(long id) {
        return take(message ->
                message.containsKey("id") && message.getJsonNumber("id").longValue() == id);
    }

    /// Sends a command that must be refused with a code.
    JsonObject refused(String command, String code) {
        JsonObject error = ask(command);
        assertThat(error.getString("type")).as("%s", error).isEqualTo("error");
        assertThat(error.getString("code")).as("%s", error).isEqualTo(code);
        assertThat(error.getString("message")).isNotBlank();
        assertThat(error.containsKey("temporary")).isTrue();
        return error;
    }

    /// Sends a command that must be answered with a type.
    JsonObject answered(String command, String type) {
        JsonObject reply = ask(command);
        assertThat(reply.getString("type")).as("%s", reply).isEqualTo(type);
        return reply;
    }

    /// Follows a channel, and takes `subscribed` and `live`, with nothing in between.
    JsonObject follow(String channel) {
        JsonObject subscribed =
                answered("{'type':'subscribe','channel':'" + channel + "'}", "subscribed");
        next("live");
        return subscribed;
    }

    JsonObject say(String text) {
        return ask(
                Json.createObjectBuilder()
                        .add("type", "say")
                        .add("room", "lobby")
                        .add("text", text)
                        .build());
    }

    /// {@return the next message, as it was sent}
    String nextText() {
        return held.isEmpty() ? read() : held.remove();
    }

    JsonObject next() {
        return parse(nextText());
    }

    /// {@return the next message, which must be of a type}
    JsonObject next(String type) {
        String text = nextText();
        JsonObject message = parse(text);
        assertThat(message.getString("type")).as(text).isEqualTo(type);
        return message;
    }

    /// {@return the texts of all messages up to and without the first of a type}
    List<String> upTo(String type) {
        List<String> texts = new ArrayList<>();
        for (String text = nextText();
                !parse(text).getString("type").equals(type);
                text = nextText()) {
            texts.add(text);
        }
        return texts;
    }

    /// {@return the next message that is so; what comes before is left for [#next]}
    JsonObject take(Predicate<JsonObject> wanted) {
        for (String text : held) {
            JsonObject message = parse(text);
            if (wanted.test(message)) {
                held.remove(text);
                return message;
            }
        }
        while (true) {
            String text = read();
            JsonObject message = parse(text);
            if (wanted.test(message)) {
                return message;
            }
            held.add(text);
        }
    }

    /// {@return what was read, and left for [#next]}
    List<JsonObject> taken() {
        List<JsonObject> taken = held.stream().map(Client::parse).toList();
        held.clear();
        return taken;
    }

    /// Makes sure that nothing more came than was read, by a ping.
    void expectNothing() {
        assertThat(ask("{'type':'ping'}").getString("type")).isEqualTo("pong");
        assertThat(held).isEmpty();
    }

    /// Makes sure that no more than a few messages came that weren't taken.
    void expectAtMost(int count) {
        assertThat(ask("{'type':'ping'}").getString("type")).isEqualTo("pong");
        assertThat(held).hasSizeLessThanOrEqualTo(count);
    }

    /// {@return the texts of all messages up to the close, which must have a code}
    List<String> upToClose(int code) {
        List<String> texts = new ArrayList<>(held);
        held.clear();
        RawSocket.Frame frame = socket.read();
        while (frame.head() == (RawSocket.FIN | RawSocket.TEXT)) {
            texts.add(Contract.checked(frame.text()));
            frame = socket.read();
        }
        assertThat(frame.closeCode()).as("%s", frame).isEqualTo(code);
        return texts;
    }

    void expectClose(int code) {
        assertThat(held).isEmpty();
        socket.expectClose(code);
    }

    /// Vanishes.
    void reset() {
        socket.reset();
    }

    @Override
    public void close() {
        socket.close();
    }

    private String read() {
        RawSocket.Frame frame = socket.read();
        while (frame.head() == (RawSocket.FIN | RawSocket.PING)) { // on a busy machine
            socket.send(RawSocket.masked(RawSocket.FIN | RawSocket.PONG, frame.payload()));
            frame = socket.read();
        }
        assertThat(deflate ? frame.head() & ~RawSocket.RSV1 : frame.head())
                .as("frame %s, close code %s", frame, frame.closeCode())
                .isEqualTo(RawSocket.FIN | RawSocket.TEXT);
        return Contract.checked(frame.text());
    }
}
