package dev.outcry.server.api;

import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.ProtocolException;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.ServerMessage.User;
import dev.outcry.protocol.Symbol;
import dev.outcry.server.auth.Identity;
import dev.outcry.server.floor.RoomCommand;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;

/// A call's input. Whatever can't be read is refused with the name of the field.
final class Request {
    private static final HeaderName IDEMPOTENCY_KEY = HeaderNames.create("Idempotency-Key");
    private static final int MAX_KEY = 64;
    private static final int USUAL_LIMIT = 100;
    private static final int MAX_LIMIT = 300;
    private static final long MAX_EXACT = 1L << 53;

    private final ServerRequest request;
    private final byte[] body;
    private final String address;
    private final Optional<Identity> caller;

    /// Makes one.
    ///
    /// @param request as Helidon has it
    /// @param body all of it
    /// @param address of the client, as a key for limits
    /// @param caller behind the token or API key, if there was one
    Request(ServerRequest request, byte[] body, String address, Optional<Identity> caller) {
        this.request = request;
        this.body = body;
        this.address = address;
        this.caller = caller;
    }

    String address() {
        return address;
    }

    /// {@return whether there is a caller}
    boolean known() {
        return caller.isPresent();
    }

    User user() {
        return caller.orElseThrow(() ->
                        new ProtocolException(
                                ErrorCode.UNAUTHENTICATED,
                                "send a token as Authorization: Bearer TOKEN"))
                .user();
    }

    /// {@return who asks; empty for a stranger}
    Optional<User> caller() {
        return caller.map(Identity::user);
    }

    /// {@return who does something in a room}
    RoomCommand.By by() {
        return new RoomCommand.By(person(), user().role().equals("admin"));
    }

    Person person() {
        User known = user();
        return new Person(known.id(), known.name(), known.guest());
    }

    void requireAdmin() {
        if (!user().role().equals("admin")) {
            throw new ProtocolException(ErrorCode.FORBIDDEN, "only for the role admin");
        }
    }

    void requirePublisher() {
        if (!user().role().equals("publisher") && !user().role().equals("admin")) {
            throw new ProtocolException(
                    ErrorCode.FORBIDDEN, "only for the roles publisher and admin");
        }
    }

    /// {@return the body as text}
    String text() {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
        } catch (CharacterCodingException e) {
            throw Fields.bad("the body is not UTF-8");
        }
    }

    Fields fields() {
        return Fields.parse(text());
    }

    /// {@return the fields of a body that may be left out}
    Fields fieldsOrNone() {
        return body.length == 0 ? Fields.parse("{}") : fields();
    }

    /// {@return a part of the path}
    String parameter(String name) {
        return request.path().pathParameters().get(name);
    }

    /// {@return the message of the path}
    long message() {
        return numbered("message", "message: the room has none of that seq");
    }

    /// {@return the report of the path}
    long report() {
        return numbered("report", "report: there is none");
    }

    /// {@return the webhook's delivery of the path}
    long delivery() {
        return numbered(
                "delivery", ErrorCode.HOOK_NOT_FOUND, "delivery: none of that number was given up");
    }

    private long numbered(String name, String otherwise) {
        return numbered(name, ErrorCode.MESSAGE_NOT_FOUND, otherwise);
    }

    private long numbered(String name, ErrorCode code, String otherwise) {
        try {
            return whole(name, parameter(name));
        } catch (ProtocolException e) {
            throw new ProtocolException(code, otherwise);
        }
    }

    RoomId room() {
        return new RoomId(request.path().pathParameters().get("room"));
    }

    Symbol symbol() {
        return new Symbol(request.path().pathParameters().get("symbol"));
    }

    /// {@return the order of the path; another's isn't found either}
    long order() {
        try {
            return whole("order", request.path().pathParameters().get("order"));
        } catch (ProtocolException e) {
            throw new ProtocolException(
                    ErrorCode.ORDER_NOT_FOUND, "order: you have none of that id");
        }
    }

    Optional<String> query(String name) {
        return request.query().first(name).asOptional();
    }

    OptionalLong number(String name) {
        Optional<String> text = query(name);
        return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(whole(name, text.get()));
    }

    private static long whole(String name, String text) {
        boolean digits =
                !text.isEmpty()
                        && text.length() <= 16
                        && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits || Long.parseLong(text) >= MAX_EXACT) {
            throw Fields.bad(name + ": must be an integer from 0 to 2^53 - 1");
        }
        return Long.parseLong(text);
    }

    /// One page of a list.
    ///
    /// @param before exclusive; the newest where both are absent
    /// @param after exclusive
    /// @param limit how many at most
    record Page(OptionalLong before, OptionalLong after, int limit) {}

    Page page() {
        OptionalLong before = number("before");
        OptionalLong after = number("after");
        if (before.isPresent() && after.isPresent()) {
            throw Fields.bad("before: give either before or after");
        }
        return new Page(before, after, limit(USUAL_LIMIT, MAX_LIMIT));
    }

    int limit(int usual, int most) {
        long limit = number("limit").orElse(usual);
        if (limit < 1 || limit > most) {
            throw Fields.bad("limit: must be from 1 to " + most);
        }
        return (int) limit;
    }

    /// The key of a call that needs no body, and may have one.
    Optional<String> key() {
        return key(body.length == 0 ? Optional.empty() : fields().optionalString("key"));
    }

    /// The key from the header, or from the body: one of them, or both the same.
    Optional<String> key(Optional<String> field) {
        Optional<String> header = request.headers().first(IDEMPOTENCY_KEY);
        if (header.isPresent() && field.isPresent() && !header.equals(field)) {
            throw Fields.bad("key: differs from the header Idempotency-Key");
        }
        Optional<String> key = header.or(() -> field);
        boolean ok =
                key.isEmpty()
                        || (!key.get().isEmpty()
                                && key.get().length() <= MAX_KEY
                                && key.get().chars().allMatch(c -> c >= 0x20 && c < 0x7f));
        if (!ok) {
            throw Fields.bad("key: must be 1 to 64 printable ASCII characters");
        }
        return key;
    }

    static Optional<String> bearer(ServerRequest request) {
        return request.headers()
                .first(HeaderNames.AUTHORIZATION)
                .filter(header -> header.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(header -> header.substring(7).strip());
    }
}
