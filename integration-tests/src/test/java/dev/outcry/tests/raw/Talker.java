package dev.outcry.tests.raw;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.server.contract.Contract;
import dev.outcry.tests.raw.Peer.Chop;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;

/// A peer in the room `lobby`, and the ways to get from Outcry what an echo server gives: the
/// command `ping`, answered under its id whatever its size, and `say`, whose text comes back.
///
/// @param peer the connection; welcome and snapshot have been read
record Talker(Peer peer) {
    /// The most bytes that a message may have.
    static final int MOST = 65_536;

    /// Takes what a connection to the room begins with.
    static Talker in(Peer peer) throws IOException {
        peer.await("live");
        return new Talker(peer);
    }

    /// {@return a command that is answered under its id}
    static String ping(long id) {
        return "{\"type\":\"ping\",\"id\":" + id + "}";
    }

    /// {@return the same, of so many bytes}; one whose middle gets lost isn't the command any more
    static String ping(long id, int bytes) {
        String begin = "{\"type\":\"ping\",\"pad\":\"";
        String end = "\",\"id\":" + id + "}";
        return begin + "*".repeat(bytes - begin.length() - end.length()) + end;
    }

    /// {@return a command that says a text in the room}
    static String say(long id, String text) {
        return Json.createObjectBuilder()
                .add("type", "say")
                .add("id", id)
                .add("room", "lobby")
                .add("text", text)
                .build()
                .toString();
    }

    Talker send(byte... bytes) throws IOException {
        peer.send(bytes);
        return this;
    }

    Talker send(Chop chop, byte[]... frames) throws IOException {
        peer.send(chop, frames);
        return this;
    }

    /// Sends a whole text message.
    Talker text(String text) throws IOException {
        return send(Frame.text(text));
    }

    /// Reads the next message, which must answer a [#ping].
    Talker expectAnswer(long id) throws IOException {
        JsonObject message = peer.next();
        assertThat(message.getString("type")).as("%s", message).isEqualTo("pong");
        assertThat(message.getInt("id")).as("%s", message).isEqualTo((int) id);
        return this;
    }

    /// Reads the next messages, which must answer a [#say] and bring the text back.
    Talker expectSaid(long id, String text) throws IOException {
        JsonObject reply = peer.next();
        assertThat(reply.getString("type")).as("%s", reply).isEqualTo("ok");
        assertThat(reply.getInt("id")).isEqualTo((int) id);
        assertThat(peer.next().getString("text")).isEqualTo(text);
        return this;
    }

    /// Reads the next message, which must refuse a command without ending the connection.
    Talker expectRefused(String code) throws IOException {
        JsonObject error = peer.next();
        assertThat(error.getString("type")).as("%s", error).isEqualTo("error");
        assertThat(error.getString("code")).as("%s", error).isEqualTo(code);
        return this;
    }

    Talker expectPong(String payload) throws IOException {
        peer.expectPong(payload);
        return this;
    }

    /// Makes sure that the connection is good, and that nothing else was to be read.
    void expectAlive() throws IOException {
        text(ping(99)).expectAnswer(99);
        leave(1000);
    }

    /// Closes, and makes sure that the server does too.
    void leave(int code) throws IOException {
        send(Frame.close(code, ""));
        expectClosed(code);
    }

    /// Reads the close frame that answers one's own, and the end.
    void expectClosed(int code) throws IOException {
        peer.expectClose(code).expectEnd();
    }

    /// Reads the close frame of a server that was offended, answers it, and waits for the end.
    void expectFailure(int code) throws IOException {
        peer.expectClose(code);
        peer.send(Frame.close(code, ""));
        peer.expectEnd();
    }

    /// The same, but that commands sent just before may have been answered, which is all that may
    /// come.
    ///
    /// @param ids of pings that were sent
    void expectFailureBehind(int code, long... ids) throws IOException {
        Frame frame = peer.read();
        for (int i = 0; i < ids.length && frame.head() == (Frame.FIN | Frame.TEXT); i++) {
            JsonObject answer = Contract.checked(Peer.parse(frame.text()));
            assertThat(answer.getString("type")).as("%s", answer).isEqualTo("pong");
            assertThat(answer.getInt("id")).isEqualTo((int) ids[i]);
            frame = peer.read();
        }
        assertThat(frame.head()).as("frame %s", frame).isEqualTo(Frame.FIN | Frame.CLOSE);
        assertThat(frame.closeCode()).as("frame %s", frame).isEqualTo(code);
        peer.send(Frame.close(code, ""));
        peer.expectEnd();
    }
}
