package dev.outcry.client;

import static dev.outcry.client.Fixture.ROOM;
import static dev.outcry.client.Fixture.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outcry.protocol.Event;
import dev.outcry.protocol.RoomEvent;
import dev.outcry.protocol.RoomInfo;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(30)
class RoomTest {
    private final Fixture fixture = new Fixture();
    private final Outcry outcry = fixture.builder().start();
    private final Peer peer = fixture.server.welcomed();
    private final Room lobby = outcry.room("lobby");

    RoomTest() {
        fixture.recorder.state(ConnectionState.Live.class);
    }

    @AfterEach
    void close() {
        fixture.close();
        outcry.close();
    }

    private static void ok(Peer peer, JsonObject command, String more) {
        peer.send("{\"type\":\"ok\",\"id\":%d%s}".formatted(command.getInt("id"), more));
    }

    /// What a room does, and the command that it sends, but for id, room and key.
    ///
    /// @param command its name
    /// @param call what to call
    /// @param fields of the command
    record Sending(String command, Call call, String fields) {
        @Override
        public String toString() {
            return command + " " + fields;
        }
    }

    interface Call {
        CompletableFuture<Placed> on(Room room);
    }

    static Stream<Sending> sendings() {
        return Stream.of(
                new Sending("edit", room -> room.edit(3, "new"), "message=3 text=\"new\""),
                new Sending("delete", room -> room.delete(3), "message=3"),
                new Sending("react", room -> room.react(3, "👍"), "message=3 emoji=\"👍\""),
                new Sending("unreact", room -> room.unreact(3, "👍"), "message=3 emoji=\"👍\""),
                new Sending("pin", room -> room.pin(3), "message=3"),
                new Sending("unpin", room -> room.unpin(3), "message=3"),
                new Sending("join", Room::join, ""),
                new Sending("join", room -> room.join("t"), "invite=\"t\""),
                new Sending("leave", Room::leave, ""),
                new Sending(
                        "say",
                        room -> room.say(Say.text("look").fill(7)),
                        "text=\"look\" card={\"fill\":7}"),
                new Sending(
                        "say",
                        room -> room.say(Say.text("look").position("BTC-USD")),
                        "text=\"look\" card={\"position\":\"BTC-USD\"}"),
                new Sending("say", room -> room.say(" /buy 1"), "text=\"//buy 1\""));
    }

    @ParameterizedTest
    @MethodSource("sendings")
    void sendsWhatIsAskedAndTellsItsPlace(Sending sending) {
        CompletableFuture<Placed> placed = sending.call().on(lobby);
        JsonObject command = peer.command(sending.command());
        ok(peer, command, ",\"seq\":6,\"pos\":88");

        assertThat(placed.join()).isEqualTo(new Placed(6, 88));
        assertThat(command.getString("room")).isEqualTo("lobby");
        assertThat(command.getString("key")).hasSize(36);
        String fields =
                command.entrySet().stream()
                        .filter(each ->
                                !List.of("type", "id", "room", "key").contains(each.getKey()))
                        .map(each -> each.getKey() + "=" + each.getValue())
                        .reduce((one, next) -> one + " " + next)
                        .orElse("");
        assertThat(fields).isEqualTo(sending.fields());
    }

    @Test
    void tellsHowFarOneHasRead() {
        CompletableFuture<Void> read = lobby.read(9);
        JsonObject command = peer.command("read");
        ok(peer, command, "");

        read.join();
        assertThat(command.getInt("seq")).isEqualTo(9);
    }

    @Test
    void runsASlashCommandAndTellsWhatBecameOfIt() {
        CompletableFuture<String> told = lobby.run("/topic Gold");
        JsonObject command = peer.command("say");
        ok(peer, command, ",\"seq\":6,\"pos\":88,\"text\":\"the topic is now: Gold\"");

        assertThat(told.join()).isEqualTo("the topic is now: Gold");
        assertThat(command.getString("text")).isEqualTo("/topic Gold");
        assertThatThrownBy(() -> lobby.run("hello")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tellsWhatElseHappensAndWhatIsPinned() throws InterruptedException {
        BlockingQueue<Object> told = new LinkedBlockingQueue<>();
        lobby.follow(
                new RoomListener() {
                    @Override
                    public void onMessage(Event.Message message) {
                        told.add(message);
                    }

                    @Override
                    public void onChange(RoomEvent event) {
                        told.add(event);
                    }

                    @Override
                    public void onReset(RoomInfo room, List<Event.Message> newest) {
                        told.add(newest);
                    }

                    @Override
                    public void onPins(List<Event.Message> pins) {
                        told.add(pins.stream().map(Event.Message::seq).toList());
                    }
                });
        JsonObject subscribe = peer.command("subscribe");
        peer.send(
                ("{\"type\":\"subscribed\",\"id\":%d,\"channel\":\"room:lobby\",\"epoch\":\"e\","
                                + "\"seq\":5,\"recovered\":false,\"snapshot\":{\"room\":%s,"
                                + "\"events\":[],\"pins\":[%s],\"you\":{\"read\":0}}}")
                        .formatted(
                                subscribe.getInt("id"), ROOM.formatted(5), message(3, "pinned")));
        peer.send(
                "{\"type\":\"reacted\",\"channel\":\"room:lobby\",\"seq\":6,\"pos\":1006,\"at\":1,"
                        + "\"from\":{\"id\":\"ada\",\"name\":\"Ada\"},\"message\":3,"
                        + "\"emoji\":\"👍\"}");

        assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo(List.of());
        assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo(List.of(3L));
        assertThat(told.poll(10, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        RoomEvent.Reacted.class,
                        reacted -> assertThat(reacted.emoji()).isEqualTo("👍"));
    }
}
