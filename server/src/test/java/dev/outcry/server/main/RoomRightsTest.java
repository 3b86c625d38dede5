package dev.outcry.server.main;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.RoomInfo.Visibility;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Who may do what in which kind of room: the same over WebSocket and HTTP.
@Timeout(60)
class RoomRightsTest {
    private static RoomScene scene;

    /// Columns as [RoomScene#ROLES]. `-` is allowed; else the code, of which `F` is
    /// `room.forbidden`, `f` `forbidden`, `N` `room.not_found`, `M` `room.muted`, `B`
    /// `room.banned`, `U` `unauthenticated`. First in a public room, then in a private one.
    private static final String TABLE =
            """
            say             | - - - M - B - U | - - - M N N N U
            say filtered    | - - F M F B - U | - - F M N N N U
            reply           | - - - M - B - U | - - - M N N N U
            edit own        | - - - M - B - U | - - - M N N N U
            edit another's  | f f f f f B f U | f f f f N N N U
            delete own      | - - - - - B - U | - - - - N N N U
            delete another's| - - f f f B - U | - - f f N N N U
            react           | - - - M - B - U | - - - M N N N U
            unreact         | - - - - - B - U | - - - - N N N U
            pin             | - - F F F B - U | - - F F N N N U
            unpin           | - - F F F B - U | - - F F N N N U
            join            | - - - - - B - U | - - - - N N N U
            leave           | F - - - - B - U | F - - - N N N U
            read            | - - - - - B - U | - - - - N N N U
            typing          | - - - - - B - U | - - - - N N N U
            topic           | - - F F F B - U | - - F F N N N U
            mute            | - - F F F B - U | - - F F N N N U
            mute moderator  | - F F F F B - U | - F F F N N N U
            mute owner      | F F F F F B F U | F F F F N N N U
            ban             | - - F F F B - U | - - F F N N N U
            kick            | - - F F F B - U | - - F F N N N U
            kick moderator  | - F F F F B - U | - F F F N N N U
            unban           | - - F F F B - U | - - F F N N N U
            add             | - - F F F B - U | - - F F N N N U
            give role       | - F F F F B - U | - F F F N N N U
            rename          | - F F F F B - U | - F F F N N N U
            slow            | - F F F F B - U | - F F F N N N U
            read-only       | - F F F F B - U | - F F F N N N U
            archive         | - F F F F B - U | - F F F N N N U
            hide or show    | - F F F F B - U | - F F F N N N U
            delete room     | - F F F F B - U | - F F F N N N U
            invite          | - - F F F B - U | - - F F N N N U
            see invites     | - - F F F F - U | - - F F N N N U
            make hook       | - F F F F B - U | - F F F N N N U
            see hooks       | - F F F F F - U | - F F F N N N U
            drop hook       | - F F F F B - U | - F F F N N N U
            set filter      | - F F F F B - U | - F F F N N N U
            see filter      | - - F F F F - U | - - F F N N N U
            report          | - - - - - B - U | - - - - N N N U
            see reports     | - - F F F F - U | - - F F N N N U
            see actions     | - - F F F F - U | - - F F N N N U
            see edits       | - - F F F F - U | - - F F N N N U
            see room        | - - - - - - - - | - - - - N N N N
            see messages    | - - - - - - - - | - - - - N N N N
            see members     | - - - - - - - - | - - - - N N N N
            see presence    | - - - - - - - - | - - - - N N N N
            see pins        | - - - - - - - - | - - - - N N N N
            search          | - - - - - - - - | - - - - N N N N
            follow          | - - - - - B - - | - - - - N N N N
            follow presence | - - - - - B - - | - - - - N N N N
            """;

    /// An action: its name, the command that does it, the method, path and body of the call that
    /// does. Empty where there is none.
    private record Action(String command, String method, String path, String body) {}

    private static Action action(String name) {
        String messages = "/rooms/{room}/messages";
        String members = "/rooms/{room}/members/";
        return switch (name) {
            case "say" ->
                    new Action(
                            "{'type':'say','room':'{room}','text':'hi'}",
                            "POST",
                            messages,
                            "{'text':'hi'}");
            case "say filtered" ->
                    new Action(
                            "{'type':'say','room':'{room}','text':'so BADWORD!'}",
                            "POST",
                            messages,
                            "{'text':'so BADWORD!'}");
            case "reply" ->
                    new Action(
                            "{'type':'say','room':'{room}','text':'hi','replyTo':{other}}",
                            "POST",
                            messages,
                            "{'text':'hi','replyTo':{other}}");
            case "edit own" ->
                    new Action(
                            "{'type':'edit','room':'{room}','message':{own},'text':'new'}",
                            "PATCH",
                            messages + "/{own}",
                            "{'text':'new'}");
            case "edit another's" ->
                    new Action(
                            "{'type':'edit','room':'{room}','message':{other},'text':'new'}",
                            "PATCH",
                            messages + "/{other}",
                            "{'text':'new'}");
            case "delete own" ->
                    new Action(
                            "{'type':'delete','room':'{room}','message':{own}}",
                            "DELETE",
                            messages + "/{own}",
                            "");
            case "delete another's" ->
                    new Action(
                            "{'type':'delete','room':'{room}','message':{other}}",
                            "DELETE",
                            messages + "/{other}",
                            "");
            case "react" ->
                    new Action(
                            "{'type':'react','room':'{room}','message':{other},'emoji':'👍'}",
                            "PUT",
                            messages + "/{other}/reactions/%F0%9F%91%8D",
                            "");
            case "unreact" ->
                    new Action(
                            "{'type':'unreact','room':'{room}','message':{other},'emoji':'👍'}",
                            "DELETE",
                            messages + "/{other}/reactions/%F0%9F%91%8D",
                            "");
            case "pin" ->
                    new Action(
                            "{'type':'pin','room':'{room}','message':{other}}",
                            "PUT",
                            "/rooms/{room}/pins/{other}",
                            "");
            case "unpin" ->
                    new Action(
                            "{'type':'unpin','room':'{room}','message':{other}}",
                            "DELETE",
                            "/rooms/{room}/pins/{other}",
                            "");
            case "join" ->
                    new Action("{'type':'join','room':'{room}'}", "PUT", members + "{me}", "");
            case "leave" ->
                    new Action("{'type':'leave','room':'{room}'}", "DELETE", members + "{me}", "");
            case "read" ->
                    new Action(
                            "{'type':'read','room':'{room}','seq':1}",
                            "PUT",
                            "/rooms/{room}/read",
                            "{'seq':1}");
            case "typing" -> command("{'type':'typing','room':'{room}','on':true}");
            case "topic" ->
                    new Action(
                            "{'type':'say','room':'{room}','text':'/topic T'}",
                            "PATCH",
                            "/rooms/{room}",
                            "{'topic':'T'}");
            case "mute" ->
                    new Action(
                            "{'type':'say','room':'{room}','text':'/mute target 10m'}",
                            "PUT",
                            members + "target",
                            "{'mutedUntil':9007199254740991}");
            case "mute moderator" ->
                    new Action(
                            "{'type':'say','room':'{room}','text':'/mute peer'}",
                            "PUT",
                            members + "peer",
                            "{'mutedUntil':9007199254740991}");
            case "mute owner" ->
                    new Action(
                            "{'type':'say','room':'{room}','text':'/mute @owner 3d'}",
                            "PUT",
                            members + "owner",
                            "{'mutedUntil':9007199254740991}");
            case "ban" -> call("PUT", members + "target", "{'banned':true}");
            case "unban" -> call("DELETE", members + "banned", "");
            case "kick" -> call("DELETE", members + "target", "");
            case "kick moderator" -> call("DELETE", members + "peer", "");
            case "add" -> call("PUT", members + "newcomer", "");
            case "give role" -> call("PUT", members + "target", "{'role':'moderator'}");
            case "rename" -> call("PATCH", "/rooms/{room}", "{'name':'New'}");
            case "slow" -> call("PATCH", "/rooms/{room}", "{'slow':5}");
            case "read-only" -> call("PATCH", "/rooms/{room}", "{'readOnly':true}");
            case "archive" -> call("PATCH", "/rooms/{room}", "{'archived':true}");
            case "hide or show" -> call("PATCH", "/rooms/{room}", "{'visibility':'{turned}'}");
            case "delete room" -> call("DELETE", "/rooms/{room}", "");
            case "invite" -> call("POST", "/rooms/{room}/invites", "{'uses':1}");
            case "make hook" ->
                    call(
                            "POST",
                            "/rooms/{room}/hooks",
                            "{'url':'https://example.org/','events':['message']}");
            case "see hooks" -> call("GET", "/rooms/{room}/hooks", "");
            case "drop hook" -> call("DELETE", "/rooms/{room}/hooks/0123456789ab", "");
            case "set filter" -> call("PUT", "/rooms/{room}/filter", "{'words':['foo']}");
            case "report" ->
                    call("POST", "/rooms/{room}/reports", "{'message':{other},'reason':'rude'}");
            case "see invites", "see filter", "see reports", "see actions", "see members" ->
                    call("GET", "/rooms/{room}/" + name.substring(4), "");
            case "see messages", "see presence", "see pins" ->
                    call("GET", "/rooms/{room}/" + name.substring(4), "");
            case "see edits" -> call("GET", messages + "/{other}/edits", "");
            case "see room" -> call("GET", "/rooms/{room}", "");
            case "search" -> call("GET", "/search?q=by&room={room}", "");
            case "follow" -> command("{'type':'subscribe','channel':'room:{room}'}");
            case "follow presence" -> command("{'type':'subscribe','channel':'presence:{room}'}");
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Action command(String json) {
        return new Action(json, "", "", "");
    }

    private static Action call(String method, String path, String body) {
        return new Action("", method, path, body);
    }

    @BeforeAll
    static void start() {
        scene = new RoomScene();
    }

    @AfterAll
    static void stop() {
        scene.close();
    }

    static Stream<Row> rows() {
        return TABLE.lines()
                .flatMap(line -> {
                    String[] parts = line.split("\\|", -1);
                    return Stream.of(
                            new Row(parts[0].strip(), Visibility.PUBLIC, codes(parts[1])),
                            new Row(parts[0].strip(), Visibility.PRIVATE, codes(parts[2])));
                });
    }

    /// One line of the table, in one kind of room.
    record Row(String name, Visibility visibility, List<String> codes) {
        @Override
        public String toString() {
            return name + ", " + visibility;
        }
    }

    private static List<String> codes(String letters) {
        return Stream.of(letters.strip().split(" ", -1)).map(RoomRightsTest::code).toList();
    }

    private static String code(String letter) {
        return switch (letter) {
            case "-" -> "ok";
            case "F" -> "room.forbidden";
            case "f" -> "forbidden";
            case "N" -> "room.not_found";
            case "M" -> "room.muted";
            case "B" -> "room.banned";
            case "U" -> "unauthenticated";
            default -> throw new IllegalArgumentException(letter);
        };
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void isAsTheTableSays(Row row) {
        Action action = action(row.name());
        List<String> overWebSocket = new ArrayList<>();
        List<String> overHttp = new ArrayList<>();

        RoomScene.Room room = scene.open(row.visibility());
        for (String role : RoomScene.ROLES) {
            if (!action.command().isEmpty()) {
                String outcome = ask(role, room, action);
                overWebSocket.add(role + " " + outcome);
                room = outcome.equals("ok") ? scene.open(row.visibility()) : room;
            }
            if (!action.method().isEmpty()) {
                String outcome = call(role, row.visibility(), room, action);
                overHttp.add(role + " " + outcome);
                boolean changed = outcome.equals("ok") && !action.method().equals("GET");
                room = changed ? scene.open(row.visibility()) : room;
            }
        }

        List<String> expected = new ArrayList<>();
        for (int i = 0; i < RoomScene.ROLES.size(); i++) {
            expected.add(RoomScene.ROLES.get(i) + " " + row.codes().get(i));
        }
        if (!action.command().isEmpty()) {
            assertThat(overWebSocket).isEqualTo(expected);
        }
        if (!action.method().isEmpty()) {
            assertThat(overHttp).isEqualTo(expected);
        }
    }

    private static String ask(String role, RoomScene.Room room, Action action) {
        JsonObject reply = scene.client(role).ask(in(room, role, action.command()));
        return reply.getString("type").equals("error") ? reply.getString("code") : "ok";
    }

    private static String call(
            String role, Visibility visibility, RoomScene.Room room, Action action) {
        String turned = visibility == Visibility.PUBLIC ? "private" : "public";
        HttpResponse<String> response =
                scene.floor.send(
                        action.method(),
                        in(room, role, action.path()),
                        scene.token(role),
                        in(room, role, action.body().replace("{turned}", turned)));
        return response.statusCode() / 100 == 2
                ? "ok"
                : Client.parse(response.body()).getString("code");
    }

    /// Fills in the room, and what the actor is and has there.
    private static String in(RoomScene.Room room, String role, String template) {
        long own = room.said().getOrDefault(role, room.said().get("target"));
        return template.replace("{room}", room.id().name())
                .replace("{me}", role)
                .replace("{own}", Long.toString(own))
                .replace("{other}", Long.toString(room.said().get("target")));
    }
}
