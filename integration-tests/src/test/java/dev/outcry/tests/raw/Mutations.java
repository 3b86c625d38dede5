package dev.outcry.tests.raw;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Makes requests, frames and commands that are nearly right. All follows from the seed of the
/// random numbers.
final class Mutations {
    /// One of each type, as the protocol has them; in them `'` stands for `"`, and a comma parts
    /// fields only before a blank.
    private static final List<String> COMMANDS =
            List.of(
                    "'type':'ping', 'id':7, 'positions':true",
                    "'type':'authenticate', 'id':7, 'token':'x.y.z'",
                    "'type':'subscribe', 'id':7, 'channel':'room:lobby', 'history':3",
                    "'type':'subscribe', 'id':7, 'channel':'book:FZZ-USD', 'depth':10, 'interval':50",
                    "'type':'subscribe', 'id':7, 'channel':'me', 'since':{'epoch':'k3v9','seq':3}",
                    "'type':'subscribe', 'id':7, 'channels':['presence:lobby','ticker:*']",
                    "'type':'subscribe', 'id':7, 'channel':'candles:FZZ-USD:1m', 'history':300",
                    "'type':'unsubscribe', 'id':7, 'channel':'room:lobby'",
                    "'type':'say', 'id':7, 'room':'lobby', 'text':'@ada $FZZ-USD', 'replyTo':1",
                    "'type':'say', 'id':7, 'room':'lobby', 'text':'once', 'key':'k'",
                    "'type':'edit', 'id':7, 'room':'lobby', 'message':1, 'text':'other'",
                    "'type':'delete', 'id':7, 'room':'lobby', 'message':1, 'key':'d'",
                    "'type':'react', 'id':7, 'room':'lobby', 'message':1, 'emoji':'👍'",
                    "'type':'typing', 'id':7, 'room':'lobby', 'on':true",
                    "'type':'order', 'id':7, 'symbol':'FZZ-USD', 'side':'buy', 'kind':'limit',"
                            + " 'qty':'1', 'price':'1.50', 'tif':'gtc', 'client':'c'",
                    "'type':'order', 'id':7, 'symbol':'FZZ-USD', 'side':'buy', 'kind':'market',"
                            + " 'quoteQty':'10', 'stp':'decrement', 'validate':true",
                    "'type':'order', 'id':7, 'symbol':'FZZ-USD', 'side':'sell',"
                            + " 'kind':'stopLimit', 'qty':'1', 'price':'1', 'stop':'2',"
                            + " 'display':'1', 'postOnly':true, 'expiresAt':4102444800000",
                    "'type':'amend', 'id':7, 'order':1, 'qty':'2', 'price':'3'",
                    "'type':'cancel', 'id':7, 'client':'c'",
                    "'type':'cancelAll', 'id':7, 'symbol':'FZZ-USD', 'side':'buy'",
                    "'type':'cancelOnDisconnect', 'id':7, 'on':true, 'grace':0",
                    "'type':'cancelAllAfter', 'id':7, 'ms':1000");

    private static final List<String> VALUES =
            List.of(
                    "null",
                    "true",
                    "false",
                    "0",
                    "-1",
                    "1.5",
                    "1e400",
                    "-0",
                    "1E-999999999",
                    "9007199254740991",
                    "9007199254740992",
                    "99999999999999999999999",
                    "9223372036854775807",
                    "''",
                    "' '",
                    "'1'",
                    "'0.00000001'",
                    "'1e9'",
                    "'9223372036854775807'",
                    "'-1'",
                    "'room:lobby'",
                    "'room:none'",
                    "'book:*'",
                    "'ticker:*'",
                    "'me'",
                    "'me:ada'",
                    "'candles:FZZ-USD:1w'",
                    "'lobby'",
                    "'FZZ-USD'",
                    "'\\ud83d'",
                    "'\\u0000'",
                    "'\\u202e'",
                    "'\\uffff'",
                    "[]",
                    "{}",
                    "[[[]]]",
                    "{'epoch':1}",
                    "{'epoch':'x','seq':-1}",
                    "['room:lobby',null]",
                    "NaN",
                    "'",
                    "\\",
                    "0x1",
                    "01",
                    "+1",
                    ".5",
                    "tru");

    private static final List<String> PATHS =
            List.of(
                    "/ws",
                    "/ws/",
                    "/ws/rooms/lobby",
                    "/ws/rooms/lobby?seq=0&epoch=k3v9",
                    "/ws/rooms/lobby?history=300",
                    "/ws/rooms/none",
                    "/ws/rooms/../../x",
                    "/ws/rooms/%6c%6f%62%62%79",
                    "/ws/rooms/%zz",
                    "/ws/tickers/*",
                    "/ws/tickers/FZZ-USD",
                    "/ws/tickers/%2a",
                    "/ws?seq=1",
                    "/ws?%00=%ff",
                    "//ws",
                    "*",
                    "/",
                    "http://localhost/ws");

    private static final List<String> HEADERS =
            List.of(
                    "Sec-WebSocket-Protocol: outcry.v1",
                    "Sec-WebSocket-Protocol: outcry.v2",
                    "Sec-WebSocket-Protocol: bearer.x, outcry.v1",
                    "Sec-WebSocket-Protocol: ,,,",
                    "Sec-WebSocket-Extensions: permessage-deflate",
                    "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits=99",
                    "Sec-WebSocket-Extensions: ;;=,\"",
                    "Origin: http://localhost",
                    "Origin: null",
                    "Origin: ://",
                    "Authorization: Bearer x.y.z",
                    "Authorization: Basic eDp5",
                    "Authorization: Bearer",
                    "Host: localhost",
                    "Host: [::1",
                    "X-Forwarded-For: 1.2.3.4, ::, x",
                    "Upgrade: h2c",
                    "Connection: close",
                    "Content-Length: 5",
                    "Content-Length: -1",
                    "Transfer-Encoding: chunked",
                    "Sec-WebSocket-Version: 8",
                    "Sec-WebSocket-Key: x",
                    "Expect: 100-continue",
                    "Cookie: a=b",
                    ": x",
                    "x");

    private static final int[] HEADS = {
        0x81, 0x01, 0x80, 0x00, 0x89, 0x8A, 0x88, 0x82, 0x02, 0xC1, 0x41, 0x83, 0x8B, 0xF1
    };

    private final Random random;

    Mutations(Random random) {
        this.random = random;
    }

    byte[] bytes(int most) {
        byte[] bytes = new byte[random.nextInt(most + 1)];
        random.nextBytes(bytes);
        return bytes;
    }

    /// {@return a request for an upgrade, mostly wrong}
    byte[] request() {
        String[] headers = new String[random.nextInt(4)];
        for (int i = 0; i < headers.length; i++) {
            headers[i] = any(HEADERS);
        }
        String request = Peer.request(any(PATHS), headers);
        if (random.nextInt(20) == 0) {
            request = request.replaceFirst("\r\n", "\r\nX: " + "y".repeat(20_000) + "\r\n");
        }
        byte[] bytes = request.getBytes(StandardCharsets.ISO_8859_1);
        return random.nextInt(4) == 0 ? bytes : mutated(bytes);
    }

    /// {@return some frames, of which a few bytes may be wrong}
    byte[] frames() {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        for (int i = random.nextInt(1, 6); i > 0; i--) {
            byte[] payload =
                    switch (random.nextInt(6)) {
                        case 0, 1 -> bytes(140);
                        case 2 -> Frame.utf8("Grüße");
                        default -> Frame.utf8(command());
                    };
            int head = random.nextInt(3) == 0 ? HEADS[random.nextInt(HEADS.length)] : 0x81;
            if (random.nextInt(3) == 0) {
                head |= Frame.COMPRESSED;
                payload = Deflated.of(payload, random.nextInt(10));
            }
            frames.writeBytes(
                    random.nextInt(4) == 0
                            ? Frame.fragments(head & 0x7F, payload, 1 + random.nextInt(40))
                            : Frame.of(head, payload));
        }
        return random.nextInt(4) == 0 ? frames.toByteArray() : mutated(frames.toByteArray());
    }

    /// {@return a command in which something may be wrong}
    String command() {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : any(COMMANDS).split(", ", -1)) {
            int colon = field.indexOf(':');
            fields.put(field.substring(0, colon), field.substring(colon + 1));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            String name = any(List.copyOf(fields.keySet()));
            switch (random.nextInt(6)) {
                case 0 -> fields.remove(name);
                case 1 -> fields.put(name + random.nextInt(3), "1");
                case 2 -> fields.put(name, huge());
                default -> fields.put(name, any(VALUES));
            }
            if (fields.isEmpty()) {
                break;
            }
        }
        StringBuilder json = new StringBuilder("{");
        fields.forEach((name, value) ->
                json.append(json.length() > 1 ? "," : "").append(name).append(':').append(value));
        String command = json.append('}').toString().replace('\'', '"');
        return random.nextInt(8) == 0
                ? new String(mutated(Frame.utf8(command)), StandardCharsets.UTF_8)
                : command;
    }

    private String huge() {
        int size = random.nextInt(1, 30_000);
        return switch (random.nextInt(4)) {
            case 0 -> "[".repeat(size) + "]".repeat(size);
            case 1 -> "{'a':".repeat(size / 5) + "1" + "}".repeat(size / 5);
            case 2 -> "'" + "ä\\n".repeat(size / 4) + "'";
            default -> "1" + "0".repeat(size);
        };
    }

    private byte[] mutated(byte[] bytes) {
        byte[] mutated = bytes;
        for (int i = random.nextInt(1, 4); i > 0 && mutated.length > 0; i--) {
            int at = random.nextInt(mutated.length);
            int to = Math.min(mutated.length, at + random.nextInt(1, 20));
            byte[] before = Arrays.copyOf(mutated, at);
            byte[] after = Arrays.copyOfRange(mutated, at, mutated.length);
            switch (random.nextInt(6)) {
                case 0 -> mutated[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> mutated[at] = (byte) random.nextInt();
                case 2 -> mutated = Frame.join(before, bytes(8), after);
                case 3 ->
                        mutated =
                                Frame.join(before, Arrays.copyOfRange(mutated, to, mutated.length));
                case 4 -> mutated = Frame.join(before, Arrays.copyOfRange(mutated, at, to), after);
                default -> mutated = before;
            }
        }
        return mutated;
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
