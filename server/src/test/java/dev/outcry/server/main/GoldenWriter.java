package dev.outcry.server.main;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.RoomInfo;
import dev.outcry.server.config.Release;
import dev.outcry.server.floor.FloorCommand;
import dev.outcry.server.floor.Result;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonWriter;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// Writes this release's data directory for [GoldenTest]: once, when it is released.
/// `docs/operations.md` has the command.
@EnabledIfSystemProperty(
        named = "outcry.golden",
        matches = "write",
        disabledReason = "a release's data is written once")
@Timeout(60)
class GoldenWriter {
    private static final String SYMBOL = "GLD-USD";
    private static final List<String> PUBLIC =
            List.of(
                    "/rooms",
                    "/rooms/lobby/messages",
                    "/rooms/gold/messages",
                    "/search?q=bars",
                    "/search?q=secret",
                    "/markets",
                    "/markets/GLD-USD/book",
                    "/markets/GLD-USD/trades");
    private static final List<String> OWN =
            List.of("/orders?status=open", "/orders?status=done", "/fills", "/balances");

    @TempDir private Path directory;

    @Test
    void writesWhatAServerLeavesThatIsKilled() throws IOException {
        Path first = directory.resolve("first");
        Path data = directory.resolve("data");
        Instant now = Clock.systemUTC().instant();
        try (TestFloor floor = TestFloor.on(first, now)) {
            begin(floor);
            floor.server().close(); // which takes a snapshot
            copy(first, data);
        }
        try (TestFloor floor = TestFloor.on(data, now.plusSeconds(60))) {
            goOn(floor);
            JsonObject shown = shown(floor);
            Path kept = Files.createDirectories(GoldenTest.KEPT.resolve(Release.VERSION));
            pack(data, kept.resolve(GoldenTest.DATA)); // with the write-ahead files as they are
            try (JsonWriter json =
                    Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true))
                            .createWriter(
                                    Files.newBufferedWriter(kept.resolve(GoldenTest.SHOWN)))) {
                json.write(shown);
            }
        }
    }

    private static void begin(TestFloor floor) {
        assertThat(
                        floor.decide(
                                new FloorCommand.CreateRoom(
                                        Optional.empty(),
                                        new RoomId("gold"),
                                        "Gold",
                                        "Bars and coins",
                                        RoomInfo.Visibility.PUBLIC)))
                .isInstanceOf(Result.Applied.class);
        floor.market(SYMBOL);
        say(floor, "ada", "lobby", "Hello, who has bars?");
        say(floor, "bob", "lobby", "Grüße an alle, @ada 🌍");
        say(floor, "bob", "gold", "only here");
        delete(floor, say(floor, "ada", "lobby", "a secret of mine"));
        order(floor, "maker", "'side':'sell','kind':'limit','price':'101.00','qty':'10'");
        order(floor, "maker", "'side':'sell','kind':'limit','price':'102.50','qty':'3.5'");
        order(floor, "maker", "'side':'buy','kind':'limit','price':'99.00','qty':'7'");
        order(floor, "taker", "'side':'buy','kind':'limit','price':'101.00','qty':'4'");
        order(floor, "taker", "'side':'sell','kind':'stop','stop':'98.00','qty':'1'");
    }

    private static void goOn(TestFloor floor) {
        GoldenTest.sayOnce(floor);
        delete(floor, say(floor, "ada", "lobby", "another secret"));
        say(floor, "bob", "lobby", "bars for sale");
        order(floor, "taker", "'side':'buy','kind':'market','qty':'2.125'");
        order(floor, "taker", "'side':'buy','kind':'limit','price':'100.00','qty':'1'");
        floor.call(200, "DELETE", "/orders?symbol=" + SYMBOL, floor.of("taker", "member"), "");
        order(
                floor,
                "taker",
                "'side':'buy','kind':'limit','price':'98.50','qty':'2','client':'golden'");
    }

    private static JsonObject shown(TestFloor floor) {
        JsonArrayBuilder answers = Json.createArrayBuilder();
        PUBLIC.forEach(path -> answers.add(answer(floor, "", path)));
        for (String user : List.of("maker", "taker")) {
            OWN.forEach(path -> answers.add(answer(floor, user, path)));
        }
        JsonObject said = Client.parse(GoldenTest.sayOnce(floor).body()); // logged once more
        String metrics = floor.get("/observe/metrics").body();
        return Json.createObjectBuilder()
                .add("at", floor.now().toEpochMilli())
                .add(
                        "position",
                        (long) Double.parseDouble(after(metrics, "\noutcry_log_position ")))
                .add("hash", after(metrics, "\noutcry_state_info{hash=\""))
                .add("said", said)
                .add("answers", answers)
                .add("lobby", GoldenTest.replay(floor, "", "room:lobby"))
                .add("me", GoldenTest.replay(floor, "maker", "me"))
                .build();
    }

    private static JsonObject answer(TestFloor floor, String user, String path) {
        return Json.createObjectBuilder()
                .add("path", path)
                .add("user", user)
                .add("body", GoldenTest.get(floor, user, path))
                .build();
    }

    private static String after(String text, String mark) {
        String rest = text.substring(text.indexOf(mark) + mark.length());
        return rest.split("[\"\n]", 2)[0];
    }

    private static long say(TestFloor floor, String user, String room, String text) {
        return floor.call(
                        201,
                        "POST",
                        "/rooms/" + room + "/messages",
                        floor.of(user, "member"),
                        "{'text':'" + text + "'}")
                .getJsonNumber("seq")
                .longValue();
    }

    private static void delete(TestFloor floor, long message) {
        try (Client ada = floor.as(floor.of("ada", "member"))) {
            ada.answered("{'type':'delete','room':'lobby','message':" + message + "}", "ok");
        }
    }

    private static void order(TestFloor floor, String user, String fields) {
        floor.call(
                201,
                "POST",
                "/orders",
                floor.of(user, "member"),
                "{'symbol':'" + SYMBOL + "'," + fields + "}");
    }

    private static void copy(Path from, Path to) throws IOException {
        for (Path file : files(from)) {
            Path copy = to.resolve(from.relativize(file).toString());
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy);
        }
    }

    private static void pack(Path data, Path file) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Path each : files(data)) {
                zip.putNextEntry(new ZipEntry(data.relativize(each).toString()));
                Files.copy(each, zip);
                zip.closeEntry();
            }
        }
    }

    /// All but the lock, SQLite's library and its shared memory.
    private static List<Path> files(Path data) throws IOException {
        try (Stream<Path> all = Files.walk(data)) {
            return all.filter(Files::isRegularFile)
                    .filter(file ->
                            data.relativize(file)
                                    .toString()
                                    .matches("(snapshots/)?[a-z0-9]+\\.(db|db-wal|key|snapshot)"))
                    .sorted()
                    .toList();
        }
    }
}
