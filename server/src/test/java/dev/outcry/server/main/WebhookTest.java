package dev.outcry.server.main;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.Side;
import dev.outcry.server.webhook.Receiver;
import dev.outcry.server.webhook.TestCertificate;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Webhooks out of a room: what is posted, in which order, how often, and to whom not.
@Timeout(60)
class WebhookTest {
    @TempDir private static Path directory;
    private static SSLContext usual;
    private static SSLContext tls;
    private static TestFloor floor;
    private static String owner;
    private static int rooms;

    private Receiver receiver;
    private String room = "";

    @BeforeAll
    static void start() throws IOException, InterruptedException, NoSuchAlgorithmException {
        usual = SSLContext.getDefault();
        tls = TestCertificate.make(directory, "ip:127.0.0.1").context();
        SSLContext.setDefault(tls);
        floor = TestFloor.open();
        owner = floor.of("owner", "member");
    }

    @AfterAll
    static void stop() {
        floor.close();
        SSLContext.setDefault(usual);
    }

    @BeforeEach
    void open() {
        receiver = new Receiver(tls);
        room = "hooked-" + rooms++;
        floor.call(201, "POST", "/rooms", owner, "{'room':'" + room + "','name':'Hooked'}");
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    private JsonObject make(String events) {
        return make(floor, owner, events);
    }

    private JsonObject make(TestFloor on, String token, String events) {
        return on.call(
                201,
                "POST",
                "/rooms/" + room + "/hooks",
                token,
                "{'url':'" + receiver.url("/in?a=1") + "'," + events + "}");
    }

    private JsonObject look(JsonObject hook) {
        return floor.call(200, "GET", path(hook), owner, "");
    }

    private String path(JsonObject hook) {
        return "/rooms/" + room + "/hooks/" + hook.getString("hook");
    }

    private void say(String text) {
        floor.call(201, "POST", "/rooms/" + room + "/messages", owner, "{'text':'" + text + "'}");
    }

    private List<String> texts(int count) {
        return receiver.events(count).stream().map(event -> event.getString("text")).toList();
    }

    @Test
    void postsWhatTheRoomHearsAndSignsIt() {
        JsonObject hook = make("'events':['message','edited','deleted','joined','left']");
        try (Client listener = floor.guest("Listener")) {
            listener.follow("room:" + room);
            Client ada = floor.guest("Ada");
            String messages = "/rooms/" + room + "/messages";
            say("first @owner $NONE-USD");
            floor.call(200, "PATCH", messages + "/1", owner, "{'text':'edited'}");
            floor.call(200, "PUT", messages + "/1/reactions/%F0%9F%91%8D", owner, "");
            say("second");
            floor.call(200, "DELETE", messages + "/4", owner, "");
            ada.answered("{'type':'join','room':'" + room + "'}", "ok");
            ada.answered("{'type':'leave','room':'" + room + "'}", "ok");
            ada.close();

            List<JsonObject> heard = new ArrayList<>();
            for (int i = 0; i < 7; i++) {
                heard.add(listener.next());
            }
            heard.removeIf(event -> event.getString("type").equals("reacted"));
            List<Receiver.Posted> posts = new ArrayList<>();
            List<JsonObject> told = new ArrayList<>();
            while (told.size() < heard.size()) {
                posts.add(receiver.next());
                told.addAll(posts.getLast().events());
            }

            // Its text was perhaps gone before it was posted.
            assertThat(told.subList(0, 2)).isEqualTo(heard.subList(0, 2));
            assertThat(told.subList(3, 6)).isEqualTo(heard.subList(3, 6));
            assertThat(told.get(2).getInt("seq")).isEqualTo(heard.get(2).getInt("seq"));
            for (int i = 0; i < posts.size(); i++) {
                Receiver.Posted post = posts.get(i);
                assertThat(post.isSigned(hook.getString("secret"))).isTrue();
                assertThat(post.id()).startsWith(hook.getString("hook")).endsWith("-" + (i + 1));
                assertThat(post.path()).isEqualTo("/in?a=1");
                assertThat(post.type()).isEqualTo("application/json");
                assertThat(post.json().getInt("delivery")).isEqualTo(i + 1);
                assertThat(post.json().getString("room")).isEqualTo(room);
            }
        }
    }

    @Test
    void postsTradesFromAQuantityOn() {
        floor.market("HK-USD");
        make("'trades':{'symbol':'HK-USD','qty':'0.010'}");

        for (long lots : List.of(9, 10, 3, 250)) {
            floor.order("maker", "HK-USD", Side.SELL, 100, lots);
            floor.order("taker", "HK-USD", Side.BUY, 100, lots);
        }

        List<JsonObject> trades = receiver.events(2);
        assertThat(trades)
                .extracting(trade -> trade.getString("type") + " " + trade.getString("qty"))
                .containsExactly("trade 0.01", "trade 0.25");
    }

    @Test
    void triesAgainTheSameUntilItIsTaken() {
        AtomicInteger calls = new AtomicInteger();
        receiver.answer(_ -> calls.incrementAndGet() == 1 ? 503 : 200);
        JsonObject hook = make("'events':['message']");
        say("one");

        Receiver.Posted first = receiver.next();
        say("two");
        Receiver.Posted again = receiver.next();

        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(texts(1)).containsExactly("two");
        TestFloor.await("taken", () -> look(hook).getInt("deliveries") == 2);
        assertThat(look(hook).getJsonArray("dead")).isEmpty();
        assertThat(look(hook)).doesNotContainKey("failing").doesNotContainKey("secret");
    }

    @Test
    void givesUpInTheEndAndShowsIt() {
        receiver.answer(post -> post.json().getInt("delivery") == 1 ? 500 : 200);
        JsonObject hook = make("'events':['message']");
        say("poison");
        String first = receiver.next().id();
        TestFloor.await("trouble", () -> look(hook).containsKey("failing"));
        assertThat(look(hook).getJsonObject("failing").getString("reason"))
                .isEqualTo("the status was 500");
        say("next");

        TestFloor.await("given up", () -> !look(hook).getJsonArray("dead").isEmpty());
        JsonObject dead = look(hook).getJsonArray("dead").getJsonObject(0);
        assertThat(dead.getInt("delivery")).isEqualTo(1);
        assertThat(dead.getInt("attempts")).isGreaterThan(1);
        assertThat(dead.getString("reason")).isEqualTo("the status was 500");
        Receiver.Posted next = receiver.next();
        while (next.id().equals(first)) {
            next = receiver.next();
        }
        assertThat(next.events().getFirst().getString("text")).isEqualTo("next");

        String again = path(hook) + "/deliveries/1";
        assertThat(floor.call(200, "POST", again, owner, "").getString("reason"))
                .isEqualTo("the status was 500");
        receiver.next();
        receiver.answer(_ -> 200);
        assertThat(floor.call(200, "POST", again, owner, "").getBoolean("taken")).isTrue();
        Receiver.Posted late = receiver.next();
        assertThat(late.id()).isEqualTo(first);
        assertThat(late.events().getFirst().getString("text")).isEqualTo("poison");
        assertThat(look(hook).getJsonArray("dead")).isEmpty();
        TestFloor.expect(404, floor.send("POST", again, owner, ""));
        TestFloor.expect(404, floor.send("POST", path(hook) + "/deliveries/x", owner, ""));
    }

    @Test
    void followsNoRedirect() {
        receiver.answer(_ -> 307);
        JsonObject hook = make("'events':['message']");
        say("stay");

        assertThat(receiver.next().path()).isEqualTo("/in?a=1");
        assertThat(receiver.next().path()).isEqualTo("/in?a=1");
        TestFloor.await("trouble", () -> look(hook).containsKey("failing"));
        assertThat(look(hook).getJsonObject("failing").getString("reason"))
                .isEqualTo("the status was 307");
    }

    @Test
    void postsEachEventOnceInOrderHoweverManyCome() {
        make("'events':['message']");
        Set<String> ids = ConcurrentHashMap.newKeySet();
        receiver.answer(post -> ids.add(post.id()) && ids.size() % 3 == 0 ? 503 : 200);
        List<String> said = IntStream.range(0, 400).mapToObj(i -> "text " + i).toList();
        try (Client client = floor.as(owner)) {
            said.forEach(text ->
                    client.answered(
                            "{'type':'say','room':'" + room + "','text':'" + text + "'}", "ok"));
        }

        assertThat(texts(said.size())).isEqualTo(said);
    }

    @Test
    void keepsAReceiverThatHangsFromHarmingOthers() {
        Receiver hanging = new Receiver(tls);
        Set<String> held = ConcurrentHashMap.newKeySet();
        hanging.answer(post -> {
            TestFloor.await("the other", () -> held.contains("done"));
            return 200;
        });
        floor.call(
                201,
                "POST",
                "/rooms/" + room + "/hooks",
                owner,
                "{'url':'" + hanging.url("/") + "','events':['message']}");
        make("'events':['message']");

        say("to both");

        assertThat(texts(1)).containsExactly("to both");
        held.add("done");
        assertThat(hanging.events(1)).hasSize(1);
        hanging.close();
    }

    @Test
    void endsWhenItIsTakenAwayOrItsRoomEnds() {
        JsonObject hook = make("'events':['message']");
        JsonObject other = make("'events':['message']");
        say("one");
        receiver.events(2);
        TestFloor.expect(204, floor.send("DELETE", path(hook), owner, ""));
        say("two");

        Receiver.Posted next = receiver.next();
        assertThat(next.id()).startsWith(other.getString("hook")).endsWith("-2");
        TestFloor.expect(404, floor.send("GET", path(hook), owner, ""));
        TestFloor.expect(204, floor.send("DELETE", "/rooms/" + room, owner, ""));
        floor.call(201, "POST", "/rooms", owner, "{'room':'" + room + "','name':'Anew'}");
        make("'events':['message']");
        say("three");
        assertThat(texts(1)).containsExactly("three");
        assertThat(receiver.isWaiting()).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void goesOnAfterARestart(Restart restart, @TempDir Path data) {
        room = "den";
        TestFloor restarted = TestFloor.in(data.resolve("data"), Hooks.NONE);
        try {
            String token = restarted.of("owner", "member");
            restarted.call(201, "POST", "/rooms", token, "{'room':'den','name':'Den'}");
            JsonObject hook = make(restarted, token, "'events':['message']");
            restarted.call(201, "POST", "/rooms/den/messages", token, "{'text':'before'}");
            assertThat(texts(1)).containsExactly("before");
            String path = path(hook);
            TestFloor known = restarted;
            TestFloor.await(
                    "known",
                    () -> known.call(200, "GET", path, token, "").getInt("deliveries") == 1);
            receiver.answer(_ -> 503);
            restarted.call(201, "POST", "/rooms/den/messages", token, "{'text':'meanwhile'}");
            Receiver.Posted tried = receiver.next();

            restarted = restart.of(restarted);
            receiver.answer(_ -> 200);
            restarted.call(201, "POST", "/rooms/den/messages", token, "{'text':'after'}");

            List<String> texts = new ArrayList<>();
            while (!texts.contains("after")) {
                Receiver.Posted post = receiver.next();
                assertThat(post.isSigned(hook.getString("secret"))).isTrue();
                post.events().forEach(event -> texts.add(event.getString("text")));
            }
            assertThat(texts.stream().distinct()).containsExactly("meanwhile", "after");
            assertThat(tried.id()).startsWith(hook.getString("hook")).endsWith("-2");
            assertThat(tried.id()).doesNotContain(".");
        } finally {
            restarted.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'url':'http://example.org/','events':['message']}",
                "{'url':'https://u:p@example.org/','events':['message']}",
                "{'url':'https://10.0.0.1/','events':['message']}",
                "{'url':'https://169.254.169.254/latest/meta-data','events':['message']}",
                "{'url':'https://[::1]/','events':['message']}",
                "{'url':'https://[::ffff:10.0.0.1]/','events':['message']}",
                "{'url':'https://example.org/'}",
                "{'url':'https://example.org/','events':[]}",
                "{'url':'https://example.org/','events':['reacted']}",
                "{'url':'https://example.org/','events':'message'}",
                "{'url':'https://example.org/','trades':{'symbol':'HK-USD','qty':'0'}}",
                "{'url':'https://example.org/','trades':{'symbol':'HK-USD','qty':1}}",
                "{'url':'https://example.org/','trades':{'symbol':'HK-USD'}}",
                "{'url':'https://example.org/','name':'x','events':['message']}",
                "{'name':''}",
                "{'name':'Admin'}",
                "{'name':'Аda'}",
                "{'name':7}"
            })
    void refusesWhatIsNoWebhook(String body) {
        HttpResponse<String> answer = floor.send("POST", "/rooms/" + room + "/hooks", owner, body);

        assertThat(PeopleScene.refused(400, "bad_request", answer).getString("detail"))
                .isNotEmpty();
        assertThat(
                        floor.call(200, "GET", "/rooms/" + room + "/hooks", owner, "")
                                .getJsonArray("items"))
                .isEmpty();
    }

    @Test
    void refusesMarketsThatAreNotThere() {
        PeopleScene.refused(
                404,
                "market.not_found",
                floor.send(
                        "POST",
                        "/rooms/" + room + "/hooks",
                        owner,
                        "{'url':'https://example.org/','trades':{'symbol':'NO-USD','qty':'1'}}"));
    }

    @Test
    void makesOneOfARepetitionAndTenAtMost() {
        String body = "{'url':'" + receiver.url("/") + "','events':['message'],'key':'once'}";
        String path = "/rooms/" + room + "/hooks";
        JsonObject first = floor.call(201, "POST", path, owner, body);
        JsonObject second = floor.call(201, "POST", path, owner, body);

        assertThat(second.getString("hook")).isEqualTo(first.getString("hook"));
        for (int i = 1; i < 10; i++) {
            make("'events':['message']");
        }
        PeopleScene.refused(
                403,
                "room.forbidden",
                floor.send("POST", path, owner, body.replace(",'key':'once'", "")));
    }

    @Test
    void isNothingForGuests() {
        String guest = floor.token("Gus");
        floor.call(201, "POST", "/rooms", guest, "{'room':'guests-own','name':'Mine'}");

        PeopleScene.refused(
                403,
                "forbidden",
                floor.send(
                        "POST",
                        "/rooms/guests-own/hooks",
                        guest,
                        "{'url':'https://example.org/','events':['message']}"));
    }
}
