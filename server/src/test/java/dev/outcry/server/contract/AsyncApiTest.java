package dev.outcry.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outcry.protocol.Codec;
import dev.outcry.protocol.Command;
import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.ServerMessage;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// `docs/asyncapi.yaml` describes every message that there is.
class AsyncApiTest {
    static List<Class<?>> messages() {
        return Samples.kinds(ServerMessage.class).stream()
                .filter(kind -> kind != ServerMessage.Subscribed.class) // by its snapshot, below
                .toList();
    }

    static List<Class<?>> commands() {
        return Samples.kinds(Command.class);
    }

    @ParameterizedTest
    @MethodSource("messages")
    void describesEachMessageOfTheServer(Class<? extends ServerMessage> kind) {
        samples(kind)
                .forEach(message -> {
                    JsonObject json = json(Codec.encode(message));

                    assertThat(Contract.asyncApi().violations(json)).as("%s", json).isEmpty();
                });
    }

    @ParameterizedTest
    @MethodSource("commands")
    void describesEachCommand(Class<? extends Command> kind) {
        samples(kind)
                .forEach(command -> {
                    JsonObject json = json(Codec.encode(command));

                    assertThat(Contract.asyncApi().violationsOfCommand(json))
                            .as("%s", json)
                            .isEmpty();
                });
    }

    @Test
    void describesNoMessageThatThereIsNot() {
        Set<String> there = new TreeSet<>();
        there.add("subscribed");
        messages()
                .forEach(kind ->
                        samples(kind.asSubclass(ServerMessage.class))
                                .forEach(message ->
                                        there.add(json(Codec.encode(message)).getString("type"))));
        Set<String> commands = new TreeSet<>();
        commands()
                .forEach(kind ->
                        samples(kind.asSubclass(Command.class))
                                .forEach(command ->
                                        commands.add(
                                                json(Codec.encode(command)).getString("type"))));

        assertThat(Contract.asyncApi().messages()).isEqualTo(there);
        assertThat(Contract.asyncApi().commands()).isEqualTo(commands);
    }

    @Test
    void namesEveryErrorCode() {
        JsonObject codes =
                Documents.at(Documents.openApi(), "#/components/schemas/ErrorCode").asJsonObject();

        assertThat(Documents.strings(codes.getJsonArray("enum")))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(ErrorCode.values()).map(ErrorCode::wire).toList());
    }

    @Test
    void complainsOfAFieldThatIsNotDescribed() {
        JsonObject live = json(Codec.encode(samples(ServerMessage.Live.class).getFirst()));
        JsonObject more = Json.createObjectBuilder(live).add("since", 1).build();

        assertThat(Contract.checked(live)).isSameAs(live);
        assertThatThrownBy(() -> Contract.checked(more)).hasMessageContaining("since");
    }

    @Test
    void looksAgainAtWhateverDiffersInMoreThanFigures() {
        String live = "{\"type\":\"live\",\"channel\":\"trades:BTC-USD\",\"seq\":%s}";

        assertThat(Contract.form("[0,17,\"0.00\",\"-1.25\",9007199254740992]"))
                .isEqualTo("[0,1,\"0.0\",\"-1.1\",9007199254740992]");
        assertThat(Contract.checked(live.formatted("7"))).contains("7");
        assertThat(Contract.checked(live.formatted("8"))).contains("8");
        assertThatThrownBy(() -> Contract.checked(live.formatted("9.5")))
                .hasMessageContaining("9.5");
        assertThatThrownBy(() -> Contract.checked(live.formatted("9007199254740992")))
                .hasMessageContaining("9007199254740992");
    }

    @Test
    void complainsOfASnapshotOfAnotherChannel() {
        JsonObject subscribed =
                Documents.parse(
                        """
                        {"type":"subscribed","id":1,"channel":"presence:lobby","epoch":"k3v9",
                         "seq":0,"recovered":false,"snapshot":{"count":0,"people":[]}}
                        """);
        JsonObject other =
                Json.createObjectBuilder(subscribed).add("channel", "room:lobby").build();
        JsonObject none = Json.createObjectBuilder(subscribed).remove("snapshot").build();

        assertThat(Contract.checked(subscribed)).isSameAs(subscribed);
        assertThatThrownBy(() -> Contract.checked(other)).hasMessageContaining("snapshot");
        assertThatThrownBy(() -> Contract.checked(none)).hasMessageContaining("snapshot");
    }

    @Test
    void answersWhatIsSaidAsAnOrderToo() {
        JsonObject say =
                Documents.at(Documents.asyncApi(), "#/operations/say/reply").asJsonObject();

        assertThat(say.getJsonArray("messages").getValuesAs(JsonObject.class))
                .extracting(message -> message.getString("$ref"))
                .contains("#/channels/connection/messages/taken");
    }

    @Test
    void complainsOfAnEditWithNeitherTextNorDeletionOrBoth() {
        String edited =
                """
                {"type":"edited","channel":"room:lobby","seq":9,"pos":9,"at":9,
                 "from":{"id":"ada","name":"Ada"},"message":7%s}
                """;

        assertThat(violations(edited.formatted(",\"text\":\"x\""))).isEmpty();
        assertThat(violations(edited.formatted(",\"deleted\":true"))).isEmpty();
        assertThat(violations(edited.formatted(""))).isNotEmpty();
        assertThat(violations(edited.formatted(",\"text\":\"x\",\"deleted\":true"))).isNotEmpty();
    }

    @Test
    void complainsOfAnEmojiThatNobodyMaySend() {
        String react = "{\"type\":\"react\",\"room\":\"lobby\",\"message\":7,\"emoji\":\"%s\"}";

        assertThat(Contract.asyncApi().violationsOfCommand(parsed(react, "👍".repeat(32))))
                .isEmpty();
        assertThat(Contract.asyncApi().violationsOfCommand(parsed(react, "👍".repeat(33))))
                .isNotEmpty();
    }

    private static List<String> violations(String json) {
        return Contract.asyncApi().violations(Documents.parse(json));
    }

    private static JsonObject parsed(String json, String what) {
        return Documents.parse(json.formatted(what));
    }

    @Test
    void complainsOfATypeThatIsNotDescribed() {
        assertThatThrownBy(() -> Contract.checked("{\"type\":\"shout\"}"))
                .hasMessageContaining("shout");
    }

    private static <T> List<T> samples(Class<T> kind) {
        return Stream.of(true, false).flatMap(full -> new Samples(full).of(kind).stream()).toList();
    }

    private static JsonObject json(byte[] utf8) {
        return Documents.parse(new String(utf8, StandardCharsets.UTF_8));
    }
}
