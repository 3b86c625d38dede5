package dev.outcry.server.api;

import dev.outcry.protocol.Codec;
import dev.outcry.protocol.Ids;
import dev.outcry.protocol.MessageInfo;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.ServerMessage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds messages by their words.
final class SearchCalls {
    private static final int USUAL_LIMIT = 100;
    private static final int MAX_LIMIT = 300;
    private static final int MAX_QUERY = 256;

    private final Backend backend;
    private final Reads reads;

    SearchCalls(Backend backend, Reads reads) {
        this.backend = backend;
        this.reads = reads;
    }

    void register(Call.Registry calls) {
        calls.add("GET", "/search", this::search);
    }

    private Answer search(Request request) {
        String text = request.query("q").orElse("");
        if (text.isBlank() || text.codePointCount(0, text.length()) > MAX_QUERY) {
            throw Fields.bad("q: must be 1 to 256 characters, not all of them spaces");
        }
        Optional<RoomId> room =
                request.query("room").map(id -> reads.room(new RoomId(id), request).room());
        Optional<String> from = request.query("from");
        if (from.filter(id -> !Ids.isSlug(id)).isPresent()) {
            throw Fields.bad("from: must be the id of a user");
        }
        Set<RoomId> readable = room.map(Set::of).orElseGet(() -> readable(request));
        List<MessageInfo> found =
                backend.records()
                        .search(
                                text,
                                readable,
                                from,
                                request.number("before"),
                                request.limit(USUAL_LIMIT, MAX_LIMIT));
        return Answer.ok(Json.items(found, SearchCalls::encode));
    }

    /// {@return public rooms and the caller's own}
    private Set<RoomId> readable(Request request) {
        Optional<String> user = request.caller().map(ServerMessage.User::id);
        return reads.ask(view -> {
            Set<RoomId> rooms = new HashSet<>();
            view.rooms().forEach(room -> rooms.add(room.room()));
            user.map(view::roomsOf)
                    .orElse(List.of())
                    .forEach(room -> rooms.add(room.info(user).room()));
            return rooms;
        });
    }

    /// A message as everywhere, and its room.
    private static byte[] encode(MessageInfo message) {
        byte[] json = Codec.encode(message);
        ByteArrayOutputStream out = new ByteArrayOutputStream(json.length + 80);
        out.writeBytes(
                ("{\"room\":\"" + message.message().room() + "\",")
                        .getBytes(StandardCharsets.US_ASCII));
        out.write(json, 1, json.length - 1);
        return out.toByteArray();
    }
}
