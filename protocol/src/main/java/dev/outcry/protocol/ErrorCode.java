package dev.outcry.protocol;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Why a command was refused, or failed. The wire names are stable; `docs/protocol.md` lists them.
public enum ErrorCode {
    /// The message or a field of it can't be read.
    BAD_REQUEST(400),
    /// No command of that type.
    UNKNOWN_TYPE(400),
    /// Needs credentials, or has wrong ones.
    UNAUTHENTICATED(401),
    /// The token was good once: refresh it.
    TOKEN_EXPIRED(401),
    /// Known, and not allowed.
    FORBIDDEN(403),
    /// Too often; try again after `retryAfter`.
    RATE_LIMITED(429, true),
    /// Larger than a limit allows.
    TOO_LARGE(413),
    /// The server has more to do than it may queue.
    BUSY(503, true),
    /// The log can't be written now.
    UNAVAILABLE(503, true),
    /// It may have happened: repeat with the same `key` or `client`.
    OUTCOME_UNKNOWN(503, true),
    /// A fault of the server's.
    INTERNAL(500),
    /// The key was used with another body.
    IDEMPOTENCY_CONFLICT(409, "idempotency.conflict"),
    /// No such channel, or none for this caller.
    CHANNEL_UNKNOWN(404, "channel.unknown"),
    /// Too many subscriptions on one connection.
    CHANNEL_LIMIT(429, "channel.limit"),
    /// No such room, or none that the caller may know of.
    ROOM_NOT_FOUND(404, "room.not_found"),
    /// The id is taken.
    ROOM_EXISTS(409, "room.exists"),
    /// The caller's role in the room doesn't allow it.
    ROOM_FORBIDDEN(403, "room.forbidden"),
    /// The caller is muted there.
    ROOM_MUTED(403, "room.muted", true),
    /// The caller is banned there.
    ROOM_BANNED(403, "room.banned"),
    /// The room's slow mode asks for a pause.
    ROOM_SLOW_MODE(429, "room.slow_mode", true),
    /// No such user.
    USER_NOT_FOUND(404, "user.not_found"),
    /// The name is taken or reserved.
    USER_EXISTS(409, "user.exists"),
    /// No such API key of the caller's.
    KEY_NOT_FOUND(404, "key.not_found"),
    /// No such webhook, or none that the caller may know of.
    HOOK_NOT_FOUND(404, "hook.not_found"),
    /// No such message, or too old for this.
    MESSAGE_NOT_FOUND(404, "message.not_found"),
    /// More code points than a text may have.
    MESSAGE_TOO_LONG(422, "message.too_long"),
    /// Nothing is left after trimming.
    MESSAGE_EMPTY(422, "message.empty"),
    /// No such market.
    MARKET_NOT_FOUND(404, "market.not_found"),
    /// The symbol is taken.
    MARKET_EXISTS(409, "market.exists"),
    /// Trading is halted there.
    MARKET_HALTED(422, "market.halted", true),
    /// A quoted market has no book, and no other takes a quote.
    MARKET_QUOTED(422, "market.quoted"),
    /// Not a price of this market.
    ORDER_BAD_PRICE(422, "order.bad_price"),
    /// Not a quantity of this market.
    ORDER_BAD_QUANTITY(422, "order.bad_quantity"),
    /// More than the account has.
    ORDER_INSUFFICIENT_FUNDS(422, "order.insufficient_funds"),
    /// Post-only, and it would take.
    ORDER_WOULD_CROSS(422, "order.would_cross"),
    /// Fill-or-kill, and it can't be filled.
    ORDER_UNFILLABLE(422, "order.unfillable"),
    /// No such order of the caller's.
    ORDER_NOT_FOUND(404, "order.not_found"),
    /// Already ended.
    ORDER_NOT_OPEN(409, "order.not_open"),
    /// The client order id was used.
    ORDER_DUPLICATE(409, "order.duplicate"),
    /// Too far from the market.
    ORDER_PRICE_BAND(422, "order.price_band"),
    /// Too many open orders.
    ORDER_LIMIT(422, "order.limit");

    private final int status;
    private final String wire;
    private final boolean temporary;

    ErrorCode(int status) {
        this(status, "", false);
    }

    ErrorCode(int status, boolean temporary) {
        this(status, "", temporary);
    }

    ErrorCode(int status, String wire) {
        this(status, wire, false);
    }

    ErrorCode(int status, String wire, boolean temporary) {
        this.status = status;
        this.wire = wire.isEmpty() ? name().toLowerCase(Locale.ROOT) : wire;
        this.temporary = temporary;
    }

    /// {@return the HTTP status that stands for it}
    public int status() {
        return status;
    }

    /// {@return its name on the wire}
    public String wire() {
        return wire;
    }

    /// {@return whether the same command may succeed later}
    public boolean temporary() {
        return temporary;
    }

    /// Finds a code by its wire name.
    ///
    /// @param wire as on the wire
    /// @return the code, or empty for one of a later version
    public static Optional<ErrorCode> of(String wire) {
        return Stream.of(values()).filter(code -> code.wire.equals(wire)).findFirst();
    }
}
