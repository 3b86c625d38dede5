package dev.outcry.server.main;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Data directories as released servers left them when they were killed: every later release opens
/// them, and shows what was there. [GoldenWriter] makes one.
@Timeout(60)
class GoldenTest {
    static final Path KEPT = Path.of("src/test/resources/data");
    static final String DATA = "data.zip";
    static final String SHOWN = "shown.json";

    @TempDir private Path directory;

    static List<Path> releases() throws IOException {
        try (Stream<Path> all = Files.list(KEPT)) {
            return all.filter(Files::isDirectory).sorted().toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("releases")
    void opensWhatAReleaseWrote(Path release) throws IOException {
        JsonObject shown = Client.parse(Files.readString(release.resolve(SHOWN)));
        Path data = Files.createDirectory(directory.resolve("data"));
        unpack(release.resolve(DATA), data);

        try (FloorData opened = FloorData.open(data, UnaryOperator.identity())) {
            assertThat(opened.floor().pos()).isEqualTo(shown.getInt("position"));
            assertThat(Long.toHexString(opened.floor().stateHash()))
                    .isEqualTo(shown.getString("hash"));
        }
        Instant at = Instant.ofEpochMilli(shown.getJsonNumber("at").longValue());
        try (TestFloor floor = TestFloor.on(data, at.plusSeconds(1))) {
            for (JsonObject answer :
                    shown.getJsonArray("answers").getValuesAs(JsonValue::asJsonObject)) {
                holds(
                        answer.getString("path"),
                        answer.get("body"),
                        get(floor, answer.getString("user"), answer.getString("path")));
            }
            holds("lobby", shown.getJsonArray("lobby"), replay(floor, "", "room:lobby"));
            holds("me", shown.getJsonArray("me"), replay(floor, "maker", "me"));
            JsonObject said = shown.getJsonObject("said");
            assertThat(Client.parse(sayOnce(floor).body())).isEqualTo(said);
        }
    }

    /// A message with a key, which is said once however often it is sent.
    static HttpResponse<String> sayOnce(TestFloor floor) {
        return TestFloor.expect(
                201,
                floor.send(
                        "POST",
                        "/rooms/lobby/messages",
                        floor.of("ada", "member"),
                        "{'text':'once, $GLD-USD'}",
                        "Idempotency-Key",
                        "golden-1"));
    }

    static JsonObject get(TestFloor floor, String user, String path) {
        return floor.call(200, "GET", path, user.isEmpty() ? "" : floor.of(user, "member"), "");
    }

    /// {@return every event that a channel ever had}
    static JsonArray replay(TestFloor floor, String user, String channel) {
        try (Client client =
                user.isEmpty() ? floor.anonymous() : floor.as(floor.of(user, "member"))) {
            String epoch = client.follow(channel).getString("epoch");
            JsonObject subscribed =
                    client.answered(
                            "{'type':'subscribe','channel':'%s','since':{'epoch':'%s','seq':0}}"
                                    .formatted(channel, epoch),
                            "subscribed");
            assertThat(subscribed.getBoolean("recovered")).as("%s", subscribed).isTrue();
            return Json.createArrayBuilder(client.upTo("live").stream().map(Client::parse).toList())
                    .build();
        }
    }

    /// What was shown is still shown; there may be more fields.
    private static void holds(String where, JsonValue before, JsonValue now) {
        if (before instanceof JsonObject fields && now instanceof JsonObject more) {
            assertThat(more.keySet()).as(where).containsAll(fields.keySet());
            fields.forEach((name, value) -> holds(where + "." + name, value, more.get(name)));
        } else if (before instanceof JsonArray items && now instanceof JsonArray others) {
            assertThat(others).as(where).hasSameSizeAs(items);
            for (int i = 0; i < items.size(); i++) {
                holds(where + "[" + i + "]", items.get(i), others.get(i));
            }
        } else {
            assertThat(now).as(where).isEqualTo(before);
        }
    }

    private static void unpack(Path file, Path data) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path to = data.resolve(entry.getName());
                Files.createDirectories(to.getParent());
                try (OutputStream out = Files.newOutputStream(to)) {
                    zip.transferTo(out);
                }
            }
        }
    }
}
