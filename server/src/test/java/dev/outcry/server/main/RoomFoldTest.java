package dev.outcry.server.main;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.RoomInfo.Visibility;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Protocol §4: a snapshot and the events after it give what a fresh snapshot gives, after every
/// action of a random sequence, and over a restart of what the lanes remember.
@Timeout(120)
class RoomFoldTest {
    private static final int ACTIONS = 120;
    private static final List<String> ACTORS =
            List.of("owner", "moderator", "member", "target", "muted", "stranger");
    private static final List<String> EMOJI = List.of("👍", "🎉", "❤️");

    private static RoomScene scene;

    @BeforeAll
    static void start() {
        scene = new RoomScene();
    }

    @AfterAll
    static void stop() {
        scene.close();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void snapshotAndEventsGiveAFreshSnapshot(long seed) {
        Random random = new Random(seed);
        Visibility visibility = random.nextBoolean() ? Visibility.PUBLIC : Visibility.PRIVATE;
        RoomScene.Room room = scene.open(visibility);
        String id = room.id().name();
        String subscribe = "{'type':'subscribe','channel':'room:" + id + "','history':300}";
        try (Client watcher = scene.connect("target")) {
            watcher.follow("me");
            JsonObject subscribed = watcher.answered(subscribe, "subscribed");
            watcher.next("live");
            RoomFold fold = new RoomFold("target", subscribed.getJsonObject("snapshot"));
            for (int i = 0; i < ACTIONS; i++) {
                JsonObject reply = act(random, id, visibility, fold);
                fold.take(watcher);
                try (Client fresh = scene.connect("target")) {
                    JsonObject snapshot =
                            fresh.answered(subscribe, "subscribed").getJsonObject("snapshot");

                    assertThat(fold.snapshot())
                            .as("seed %d, action %d, answered %s", seed, i, reply)
                            .isEqualTo(RoomFold.sorted(snapshot));
                }
            }
            assertThat(fold.seq()).isGreaterThan(ACTIONS / 4);
        }
    }

    /// Does anything, allowed or not.
    private static JsonObject act(
            Random random, String room, Visibility visibility, RoomFold fold) {
        long newest = fold.seq();
        String actor = ACTORS.get(random.nextInt(ACTORS.size()));
        long message = 1 + random.nextLong(newest + 1);
        String emoji = EMOJI.get(random.nextInt(EMOJI.size()));
        String user = ACTORS.get(random.nextInt(ACTORS.size()));
        String path = "/rooms/" + room;
        return switch (random.nextInt(18)) {
            case 0, 1, 2 -> ask(actor, "say", room, "'text':'say " + message + " @target'");
            case 3 -> ask(actor, "say", room, "'text':'re','replyTo':" + message);
            case 4, 5, 6 -> {
                String author = fold.author(message).orElse(actor);
                yield ask(author, "edit", room, "'text':'e" + newest + "','message':" + message);
            }
            case 7 -> ask(actor, "delete", room, "'message':" + message);
            case 8 -> ask(actor, "react", room, "'emoji':'" + emoji + "','message':" + message);
            case 9 -> ask(actor, "unreact", room, "'emoji':'" + emoji + "','message':" + message);
            case 10, 11 -> ask(actor, "pin", room, "'message':" + message);
            case 12 -> ask(actor, "unpin", room, "'message':" + message);
            case 13 -> {
                boolean blind = actor.equals("target") && visibility == Visibility.PRIVATE;
                String key = "'key':'k" + random.nextInt(1_000_000_000) + "'";
                yield ask(actor, blind || random.nextBoolean() ? "join" : "leave", room, key);
            }
            case 14 -> call("PUT", path + "/read", "target", "{'seq':" + message + "}");
            case 15 -> call("PATCH", path, actor, "{'topic':'T" + newest + "'}");
            case 16 ->
                    call(
                            "PATCH",
                            path,
                            "owner",
                            random.nextBoolean()
                                    ? "{'name':'N" + newest + "'}"
                                    : "{'slow':" + random.nextInt(2) + "}");
            default ->
                    call(
                            "PUT",
                            path + "/members/" + user,
                            actor,
                            List.of(
                                            "{'role':'member'}",
                                            "{'role':'moderator'}",
                                            "{'mutedUntil':9007199254740991}",
                                            "{'mutedUntil':0}")
                                    .get(random.nextInt(4)));
        };
    }

    private static JsonObject ask(String actor, String type, String room, String more) {
        return scene.client(actor)
                .ask("{'type':'" + type + "','room':'" + room + "'," + more + "}");
    }

    private static JsonObject call(String method, String path, String actor, String body) {
        String answer = scene.floor.send(method, path, scene.token(actor), body).body();
        return answer.isEmpty() ? Json.createObjectBuilder().build() : Client.parse(answer);
    }
}
