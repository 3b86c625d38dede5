package dev.outcry.server.main;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.server.socket.RawSocket;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Protocol §3: ids, bad input, order.
@Timeout(30)
class CommandTest {
    private static final int LIMIT = 65_536;

    private static TestFloor floor;

    @BeforeAll
    static void start() {
        floor = TestFloor.open();
    }

    @AfterAll
    static void stop() {
        floor.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{'type':'ping','id':7}; pong; 7",
                "{'type':'ping','id':0}; pong; 0",
                "{'type':'ping','id':9007199254740991}; pong; 9007199254740991",
                "{'type':'ping','id':7.0}; pong; 7",
                "{'type':'subscribe','id':8,'channel':'room:lobby'}; subscribed; 8",
                "{'type':'unsubscribe','id':9,'channel':'room:lobby'}; ok; 9",
                "{'type':'authenticate','id':1,'token':'x'}; error; 1",
                "{'type':'say','id':2,'room':'lobby','text':'hi'}; ok; 2",
                "{'type':'say','id':3,'room':'lobby','text':' '}; error; 3",
                "{'type':'say','id':3,'room':'lobby','text':'\\u0000'}; error; 3",
                "{'type':'say','id':3,'room':'nowhere','text':'hi'}; error; 3",
                "{'type':'say','id':3,'room':'No','text':'hi'}; error; 3",
                "{'type':'typing','id':4,'room':'lobby','on':true}; ok; 4",
                "{'type':'typing','id':4,'room':'nowhere','on':true}; error; 4",
                "{'type':'nonsense','id':5}; error; 5",
                "{'id':5}; error; 5",
                "{'type':'subscribe','id':6,'channel':'nothing:x'}; error; 6"
            })
    void answersOnceWithTheSameId(String command, String type, long id) {
        try (Client client = floor.guest("Ada")) {
            client.send(command);

            JsonObject reply = client.reply(id);

            assertThat(reply.getString("type")).isEqualTo(type);
            client.send("{'type':'ping','id':77}");
            while (true) {
                JsonObject next = client.next();
                if (next.getInt("id", -1) == 77) {
                    break;
                }
                assertThat(next.containsKey("id")).as("%s", next).isFalse();
            }
        }
    }

    @Test
    void answersNothingWithoutAnIdButErrors() {
        try (Client client = floor.guest("Ada")) {
            String token = floor.token("Bob");
            client.send("{'type':'ping'}")
                    .send("{'type':'unsubscribe','channel':'room:lobby'}")
                    .send("{'type':'say','room':'lobby','text':'hi'}")
                    .send("{'type':'typing','room':'lobby','on':false}")
                    .send("{'type':'say','room':'nowhere','text':'hi'}")
                    .send("{'type':'say','room':'lobby','text':''}")
                    .send("{'type':'authenticate','token':'" + token + "'}");

            assertThat(client.next("error").keySet())
                    .containsExactly("type", "code", "message", "temporary");
            assertThat(client.next("error").getString("code")).isEqualTo("message.empty");
            JsonObject last = client.next("error");
            assertThat(last.getString("code")).isEqualTo("forbidden");
            assertThat(last.containsKey("id")).isFalse();
            client.expectNothing();
        }
    }

    @Test
    void saysNothingOfASubscriptionWithoutIdButItsEventsAndSubscribed() {
        try (Client client = floor.anonymous()) {
            client.send("{'type':'subscribe','channel':'ticker:*'}");

            assertThat(client.next("subscribed").containsKey("id")).isFalse();
            client.next("live");
            client.send("{'type':'subscribe','channels':['ticker:*','presence:lobby']}");
            assertThat(client.next("subscribed").containsKey("id")).isFalse();
            client.next("live");
            assertThat(client.next("subscribed").containsKey("id")).isFalse();
            client.next("live");
            client.expectNothing();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "hello",
                "[]",
                "[{'type':'ping'}]",
                "null",
                "7",
                "'ping'",
                "{",
                "{'type':'ping'} x",
                "{'type':'ping'}{'type':'ping'}",
                "{'type':'ping',}",
                "{type:'ping'}",
                "{}",
                "{'type':null}",
                "{'type':7}",
                "{'type':'ping','id':'7'}",
                "{'type':'ping','id':-1}",
                "{'type':'ping','id':1.5}",
                "{'type':'ping','id':9007199254740992}",
                "{'type':'ping','id':1e400}",
                "{'type':'ping','id':1e-400}",
                "{'type':'ping','id':1e99999999999}",
                "{'type':'ping','id':true}",
                "{'type':'ping','id':[1]}",
                "{'type':'ping','positions':1}",
                "{'type':'subscribe'}",
                "{'type':'subscribe','channel':7}",
                "{'type':'subscribe','channels':[]}",
                "{'type':'subscribe','channels':'room:lobby'}",
                "{'type':'subscribe','channels':[7]}",
                "{'type':'subscribe','channel':'room:lobby','channels':['room:lobby']}",
                "{'type':'subscribe','channel':'room:lobby','since':7}",
                "{'type':'subscribe','channel':'room:lobby','since':{'epoch':'x'}}",
                "{'type':'subscribe','channel':'room:lobby','since':{'epoch':'x','seq':-1}}",
                "{'type':'subscribe','channel':'room:lobby','history':-1}",
                "{'type':'subscribe','channel':'room:lobby','history':301}",
                "{'type':'subscribe','channel':'room:lobby','history':'5'}",
                "{'type':'subscribe','channel':'room:lobby','interval':100}",
                "{'type':'subscribe','channel':'room:lobby','depth':10}",
                "{'type':'subscribe','channel':'ticker:*','interval':-1}",
                "{'type':'subscribe','channel':'ticker:*','history':5}",
                "{'type':'unsubscribe'}",
                "{'type':'authenticate'}",
                "{'type':'say','room':'lobby'}",
                "{'type':'say','room':'lobby','text':7}",
                "{'type':'say','room':7,'text':'x'}",
                "{'type':'say','room':'lobby','text':'x','replyTo':'1'}",
                "{'type':'say','room':'lobby','text':'x','key':''}",
                "{'type':'say','room':'lobby','text':'x','key':7}",
                "{'type':'typing','room':'lobby'}",
                "{'type':'typing','room':'lobby','on':'yes'}"
            })
    void answersWhatIsMalformedWithAnErrorAndGoesOn(String message) {
        try (Client client = floor.guest("Ada")) {
            client.send(message);

            JsonObject error = client.next("error");

            assertThat(error.getString("code")).isEqualTo("bad_request");
            assertThat(error.getString("message"))
                    .isNotBlank()
                    .doesNotContain("Exception", "jakarta");
            assertThat(error.getBoolean("temporary")).isFalse();
            assertThat(error.containsKey("id")).isFalse();
            client.expectNothing();
        }
    }

    @Test
    void survivesWhatIsDeepOrLong() {
        String deep = "[".repeat(10_000) + "]".repeat(10_000);
        String objects = "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000);
        String digits = "9".repeat(60_000);
        List<String> messages =
                List.of(
                        deep,
                        objects,
                        "{\"type\":\"ping\",\"x\":" + deep + "}",
                        "{\"type\":\"ping\",\"id\":" + digits + "}",
                        "{\"type\":\"ping\",\"id\":0." + digits + "}",
                        "{\"type\":\"ping\",\"id\":1e" + digits + "}",
                        "{\"type\":\"" + "x".repeat(60_000) + "\"}",
                        "[".repeat(LIMIT),
                        "\"".repeat(LIMIT));
        try (Client client = floor.guest("Ada")) {
            for (String message : messages) {
                client.socket().text(message);

                JsonObject error = client.next("error");
                assertThat(error.getString("code"))
                        .as("%.40s", message)
                        .isIn("bad_request", "unknown_type");
                assertThat(error.getString("message")).hasSizeLessThan(200);
            }
            client.expectNothing();
        }
    }

    @Test
    void ignoresUnknownFieldsOfAnyShape() {
        try (Client client = floor.anonymous()) {
            client.send(
                    "{'type':'ping','id':1,'x':{'y':[1,2,{'z':1e400}]},'n':"
                            + "9".repeat(999)
                            + "}");

            assertThat(client.reply(1).getString("type")).isEqualTo("pong");
        }
    }

    @Test
    void takesAMessageOfExactlyTheLimit() {
        try (Client client = floor.anonymous()) {
            String ping = "{\"type\":\"ping\",\"id\":1}";

            client.socket().text(ping + " ".repeat(LIMIT - ping.length()));

            client.next("pong");
        }
    }

    @Test
    void closesOnAMessageOverTheLimit() {
        try (Client client = floor.anonymous()) {
            client.socket().text(" ".repeat(LIMIT + 1));

            client.expectClose(1009);
        }
    }

    @Test
    void closesOnABinaryMessage() {
        try (Client client = floor.anonymous()) {
            client.socket().frame(RawSocket.FIN | RawSocket.BINARY, (byte) 1);

            client.expectClose(1003);
        }
    }

    @Test
    void closesOnBadUtf8() {
        try (Client client = floor.anonymous()) {
            client.socket().frame(RawSocket.FIN | RawSocket.TEXT, (byte) 0xC3, (byte) 0x28);

            client.expectClose(1007);
        }
    }

    @Test
    void closesAfterTwentyMalformedMessagesInAMinute() {
        try (Client client = floor.anonymous()) {
            for (int i = 0; i < 20; i++) {
                client.send("nonsense");
            }
            for (int i = 0; i < 20; i++) {
                client.next("error");
            }

            client.expectClose(4501);
        }
    }

    @Test
    void doesNotCountRefusalsAsMalformed() {
        try (Client client = floor.guest("Ada")) {
            for (int i = 0; i < 40; i++) {
                client.refused("{'type':'say','room':'nowhere','text':'x'}", "room.not_found");
                client.refused("{'type':'subscribe','channel':'x'}", "channel.unknown");
            }
        }
    }

    @Test
    void repliesBeforeTheCommandsOwnEvents() {
        try (Client client = floor.guest("Ada")) {
            client.follow("room:lobby");

            client.send("{'type':'say','id':1,'room':'lobby','text':'one'}")
                    .send("{'type':'say','id':2,'room':'lobby','text':'two'}");

            for (int id = 1; id <= 2; id++) {
                JsonObject ok = client.next("ok");
                JsonObject message = client.next("message");
                assertThat(ok.keySet()).containsExactly("type", "id", "seq", "pos");
                assertThat(ok.getInt("id")).isEqualTo(id);
                assertThat(message.get("seq")).isEqualTo(ok.get("seq"));
                assertThat(message.get("pos")).isEqualTo(ok.get("pos"));
            }
        }
    }

    @Test
    void takesPipelinedCommandsInTheirOrder() {
        try (Client client = floor.guest("Ada")) {
            for (int round = 0; round < 50; round++) {
                String text = "round " + round;
                client.send("{'type':'say','id':1,'room':'lobby','text':'" + text + "'}")
                        .send("{'type':'subscribe','id':2,'channel':'room:lobby','history':1}")
                        .send("{'type':'say','id':3,'room':'lobby','text':'after'}")
                        .send("{'type':'unsubscribe','id':4,'channel':'room:lobby'}")
                        .send("{'type':'say','id':5,'room':'lobby','text':'unseen'}")
                        .send("{'type':'ping','id':6}");

                client.next("ok");
                JsonObject subscribed = client.next("subscribed");
                assertThat(
                                subscribed
                                        .getJsonObject("snapshot")
                                        .getJsonArray("events")
                                        .getJsonObject(0)
                                        .getString("text"))
                        .isEqualTo(text);
                client.next("live");
                assertThat(client.next("ok").getInt("id")).isEqualTo(3);
                assertThat(client.next("message").getString("text")).isEqualTo("after");
                assertThat(client.next("ok").getInt("id")).isEqualTo(4);
                assertThat(client.next("ok").getInt("id")).isEqualTo(5);
                assertThat(client.next("pong").getInt("id")).isEqualTo(6);
            }
        }
    }

    @Test
    void answersAPingAfterAllThatWasDurable() {
        try (Client ada = floor.guest("Ada");
                Client bob = floor.anonymous()) {
            bob.follow("room:lobby");
            for (int i = 0; i < 50; i++) {
                int seq = ada.say("durable").getInt("seq");

                bob.send("{'type':'ping','id':1,'positions':true}");

                assertThat(bob.next("message").getInt("seq")).isEqualTo(seq);
                JsonObject pong = bob.next("pong");
                JsonObject position = pong.getJsonObject("positions").getJsonObject("room:lobby");
                assertThat(position.getInt("seq")).isEqualTo(seq);
                assertThat(position.keySet()).containsExactly("epoch", "seq");
            }
        }
    }

    @Test
    void tellsPositionsOnlyWhenAsked() {
        try (Client client = floor.anonymous()) {
            assertThat(client.ask("{'type':'ping'}").keySet()).containsExactly("type", "id", "at");
            JsonObject none = client.ask("{'type':'ping','positions':true}");
            assertThat(none.getJsonObject("positions")).isEmpty();
            client.follow("ticker:*");
            JsonObject one = client.ask("{'type':'ping','positions':true}");
            assertThat(one.getJsonObject("positions").getJsonObject("ticker:*").getInt("seq"))
                    .isZero();
        }
    }

    @Test
    void numbersTheLogAcrossChannels() {
        JsonObject guest = floor.newGuest("Ada");
        String token = guest.getString("token");
        TestFloor.expect(
                201, floor.post("/api/v1/rooms", token, "{'room':'pit','name':'The pit'}"));
        try (Client client = floor.as(token)) {
            client.follow("room:lobby");
            client.follow("room:pit");
            for (int i = 0; i < 20; i++) {
                client.send("{'type':'say','room':'lobby','text':'a'}")
                        .send("{'type':'say','room':'pit','text':'b'}");
            }

            List<Long> positions = new ArrayList<>();
            List<Integer> pit = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                JsonObject message = client.next("message");
                positions.add(message.getJsonNumber("pos").longValue());
                if (message.getString("channel").equals("room:pit")) {
                    pit.add(message.getInt("seq"));
                }
            }

            assertThat(positions).isSorted().doesNotHaveDuplicates();
            assertThat(pit).isSorted().startsWith(1).endsWith(20);
        }
    }

    /// Commands read so far, by all connections.
    private static long commands() {
        return floor.get("/observe/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("outcry_session_commands_total "))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.indexOf(' '))))
                .sum();
    }

    @Test
    void stopsReadingWith1024OutstandingAndGoesOnLater() {
        int count = 3_000;
        try (Client client = Client.narrow(floor.port(), "/ws");
                Client ada = floor.guest("Ada")) {
            ada.say("x".repeat(4_000));
            long before = commands();
            for (int id = 1; id <= count; id++) {
                client.send(
                        "{'type':'subscribe','channel':'room:lobby','history':1,'id':" + id + "}");
            }
            TestFloor.await("1,024 are read", () -> commands() - before >= 1_024);
            for (int i = 0; i < 100; i++) {
                ada.answered("{'type':'ping'}", "pong");
            }
            assertThat(commands() - before).as("read").isLessThan(2_500);

            for (int id = 1; id <= count; id++) {
                assertThat(client.next("subscribed").getInt("id")).isEqualTo(id);
                client.next("live");
            }
        }
    }
}
