package dev.outcry.server.main;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.server.socket.RawSocket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever is sent, the server goes on, and what it took into its log it can read again.
@Timeout(60)
class FuzzTest {
    private static final int COMMANDS = 2_500;
    private static final int CALLS = 250;

    /// Where `#` stands, anything may come.
    private static final List<String> TEMPLATES =
            List.of(
                    "{'type':'say','room':'lobby','text':#}",
                    "{'type':'say','room':#,'text':#,'replyTo':#,'key':#}",
                    "{'type':'delete','room':'lobby','message':#,'key':#}",
                    "{'type':'order','symbol':'FZZ-USD','side':'buy','kind':'limit','qty':#,'price':#}",
                    "{'type':'order','symbol':'FZZ-USD','side':'sell','kind':'limit','qty':'1',"
                            + "'price':#,'client':#,'tif':'gtd','expiresAt':#,'key':#}",
                    "{'type':'order','symbol':#,'side':'buy','kind':'stopLimit','qty':'1','price':#,"
                            + "'stop':#,'display':#,'postOnly':#}",
                    "{'type':'order','symbol':'FZZ-USD','side':'buy','kind':'market','quoteQty':#}",
                    "{'type':'order','symbol':'FZZ-USD','side':#,'kind':#,'tif':#,'stp':#,'qty':#}",
                    "{'type':'amend','order':#,'qty':#,'price':#,'key':#}",
                    "{'type':'amend','client':#,'qty':#}",
                    "{'type':'cancel','order':#,'key':#}",
                    "{'type':'cancel','client':#}",
                    "{'type':'cancelAll','symbol':#,'side':#,'key':#}",
                    "{'type':'cancelOnDisconnect','on':true,'grace':#}",
                    "{'type':'cancelAllAfter','ms':#}",
                    "{'type':'typing','room':'lobby','on':#}",
                    "{'type':'subscribe','channel':#,'since':{'epoch':#,'seq':#},'history':#}");

    private static final List<String> CALLED =
            List.of(
                    "POST /rooms {'room':#,'name':#,'topic':#,'key':#}",
                    "POST /rooms/lobby/messages {'text':#,'replyTo':#,'key':#}",
                    "POST /orders {'symbol':'FZZ-USD','side':'sell','kind':'limit','qty':#,'price':#,"
                            + "'client':#,'key':#}",
                    "PATCH /orders/1 {'qty':#,'price':#,'key':#}",
                    "PATCH /me {'ranked':#,'key':#}",
                    "POST /portfolio/reset {'key':#}",
                    "POST /guests {'name':#}",
                    "POST /admin/markets {'symbol':#,'base':'FZZ','quote':'USD','tick':#,'lot':#,"
                            + "'minQty':#,'band':#,'makerFee':#,'takerFee':#,'key':#}",
                    "PATCH /admin/markets/FZZ-USD {'makerFee':#,'takerFee':#,'band':#}",
                    "POST /admin/deposits {'user':#,'asset':#,'amount':#,'key':#}",
                    "PUT /markets/QTD-USD/quote {'bid':#,'ask':#,'last':#}");

    private static final List<String> VALUES =
            List.of(
                    "'1'",
                    "'1.5'",
                    "'0.01'",
                    "'100.00'",
                    "'9223372036854775807'",
                    "'92233720368547758.07'",
                    "'-9223372036854775807'",
                    "'0.000000000000000001'",
                    "'0'",
                    "'-1'",
                    "''",
                    "' '",
                    "'ada'",
                    "'lobby'",
                    "'FZZ-USD'",
                    "'USD'",
                    "'buy'",
                    "'market'",
                    "'stop'",
                    "'day'",
                    "'fok'",
                    "'cancelBoth'",
                    "'room:lobby'",
                    "'me'",
                    "'@ada @bob $FZZ-USD $NONE'",
                    "'\\ud83d\\ude00'",
                    "'\\ud83d'",
                    "'a\\ude00'",
                    "'\\u0000'",
                    "'\\u202e'",
                    "'\\uffff\\ufffe'",
                    "0",
                    "1",
                    "2",
                    "40",
                    "-1",
                    "1.0",
                    "1e3",
                    "1e400",
                    "1e-999999999",
                    "9007199254740991",
                    "9007199254740992",
                    "9223372036854775807",
                    "99999999999999999999999",
                    "4102444800000",
                    "true",
                    "false",
                    "null",
                    "[]",
                    "{}",
                    "['x']");

    @TempDir private Path directory;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void theLogHoldsNothingThatCannotBeReadAgain(long seed) {
        Random random = new Random(seed);
        TestFloor floor = TestFloor.in(directory.resolve("data"), Hooks.NONE);
        try {
            floor.market("FZZ-USD");
            floor.call(
                    201,
                    "POST",
                    "/admin/markets",
                    floor.admin(),
                    "{'symbol':'QTD-USD','base':'QTD','quote':'USD','tick':'0.01','lot':'1',"
                            + "'source':'quoted'}");
            String token = floor.token("Ada");
            sockets(floor, token, random);
            calls(floor, token, random);
            floor.json("/api/v1/rooms/lobby/messages");
            String before = Replay.told(floor);
            long position = floor.server().sequencer().appliedPos();

            floor = (random.nextBoolean() ? Restart.STOPPED : Restart.ABANDONED).of(floor);

            assertThat(position).isGreaterThan(200);
            assertThat(Replay.hashes(floor)).containsEntry(position, before);
            String after = Replay.told(floor); // before the log is read, which may go on
            assertThat(Replay.hashes(floor)).containsValue(after);
        } finally {
            floor.close();
        }
    }

    private static void sockets(TestFloor floor, String token, Random random) {
        RawSocket socket = connect(floor, token);
        for (int i = 1; i <= COMMANDS; i++) {
            String command = mutated(filled(TEMPLATES, random), random);
            socket.text(command.replaceFirst("\\{", "{\"id\":" + i + ","));
            if (answered(socket, i)) {
                continue;
            }
            socket.close(); // after too many malformed ones
            socket = connect(floor, token);
        }
        socket.close();
    }

    private static RawSocket connect(TestFloor floor, String token) {
        return RawSocket.open(floor.port(), "/ws", "Authorization: Bearer " + token);
    }

    /// Reads up to an answer; one that isn't JSON is answered without its id.
    private static boolean answered(RawSocket socket, int id) {
        while (true) {
            RawSocket.Frame frame = socket.read();
            if (frame.head() == (RawSocket.FIN | RawSocket.CLOSE)) {
                assertThat(frame.closeCode()).isEqualTo(4501);
                return false;
            }
            String text = frame.text();
            assertThat(text).doesNotContain("\"internal\"");
            if (text.contains("\"id\":" + id + ",")
                    || text.contains("\"id\":" + id + "}")
                    || (text.contains("\"type\":\"error\"") && !text.contains("\"id\":"))) {
                return true;
            }
        }
    }

    private static void calls(TestFloor floor, String token, Random random) {
        for (int i = 0; i < CALLS; i++) {
            String[] call = filled(CALLED, random).split(" ", 3);
            boolean admin = call[1].contains("admin") || call[1].contains("quote");
            HttpResponse<String> response =
                    floor.send(call[0], call[1], admin ? floor.admin() : token, call[2]);
            assertThat(response.statusCode())
                    .as("%s: %s", String.join(" ", call), response.body())
                    .isNotEqualTo(500);
        }
    }

    private static String filled(List<String> templates, Random random) {
        StringBuilder filled = new StringBuilder();
        for (char c : templates.get(random.nextInt(templates.size())).toCharArray()) {
            filled.append(c == '#' ? VALUES.get(random.nextInt(VALUES.size())) : c);
        }
        return filled.toString().replace('\'', '"');
    }

    /// Changes a character, at times.
    private static String mutated(String json, Random random) {
        if (random.nextInt(10) > 0) {
            return json;
        }
        int at = 1 + random.nextInt(json.length() - 1);
        return json.substring(0, at) + (char) random.nextInt(0x20, 0x250) + json.substring(at + 1);
    }
}
