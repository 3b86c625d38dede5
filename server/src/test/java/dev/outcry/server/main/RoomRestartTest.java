package dev.outcry.server.main;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A private room with all that belongs to it is there after a restart, and still private.
@Timeout(60)
class RoomRestartTest {
    private static final String ROOM = "/rooms/den";
    private static final List<String> PATHS =
            List.of(
                    ROOM,
                    ROOM + "/messages",
                    ROOM + "/members",
                    ROOM + "/pins",
                    ROOM + "/invites",
                    ROOM + "/filter",
                    ROOM + "/reports",
                    ROOM + "/actions",
                    ROOM + "/messages/3/edits",
                    "/rooms",
                    "/search?q=again");

    @TempDir private Path directory;

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void isAsItWasBefore(Restart restart) {
        TestFloor floor = TestFloor.in(directory.resolve("data"), Hooks.NONE);
        try {
            String ada = floor.of("ada", "member");
            String bob = floor.of("bob", "member");
            floor.call(201, "POST", "/rooms/lobby/messages", bob, "{'text':'bob is here'}");
            floor.call(
                    201,
                    "POST",
                    "/rooms",
                    ada,
                    "{'room':'den','name':'Den','visibility':'private'}");
            floor.call(200, "PUT", ROOM + "/members/bob", ada, "{'role':'moderator'}");
            floor.call(201, "POST", ROOM + "/messages", ada, "{'text':'pinned'}");
            floor.call(201, "POST", ROOM + "/messages", ada, "{'text':'gone'}");
            floor.call(200, "PUT", ROOM + "/pins/3", bob, "");
            floor.call(200, "PATCH", ROOM + "/messages/3", ada, "{'text':'pinned again'}");
            floor.call(200, "DELETE", ROOM + "/messages/4", bob, "");
            floor.call(200, "PUT", ROOM + "/filter", ada, "{'words':['spam']}");
            floor.call(201, "POST", ROOM + "/invites", ada, "{'uses':3}");
            floor.call(
                    201, "POST", ROOM + "/reports", bob, "{'message':3,'reason':'for the record'}");
            floor.call(200, "PATCH", ROOM, ada, "{'slow':0,'topic':'T'}");
            TestFloor.expect(204, floor.send("PUT", ROOM + "/read", bob, "{'seq':3}"));
            Map<String, JsonObject> before = seen(floor, bob);
            JsonObject snapshot = snapshot(floor, bob);

            floor = restart.of(floor);

            assertThat(seen(floor, bob)).isEqualTo(before);
            assertThat(snapshot(floor, bob)).isEqualTo(snapshot);
            assertThat(snapshot.getJsonArray("pins").getJsonObject(0).getString("text"))
                    .isEqualTo("pinned again");
            for (String path : PATHS.subList(0, 9)) {
                floor.call(404, "GET", path, floor.of("eve", "admin"), "");
            }
            floor.call(404, "POST", ROOM + "/messages", floor.of("eve", "admin"), "{'text':'x'}");
        } finally {
            floor.close();
        }
    }

    private static Map<String, JsonObject> seen(TestFloor floor, String token) {
        Map<String, JsonObject> seen = new LinkedHashMap<>();
        for (String path : PATHS) {
            seen.put(path, floor.call(200, "GET", path, token, ""));
        }
        return seen;
    }

    private static JsonObject snapshot(TestFloor floor, String token) {
        try (Client client = floor.as(token)) {
            return client.follow("room:den").getJsonObject("snapshot");
        }
    }
}
