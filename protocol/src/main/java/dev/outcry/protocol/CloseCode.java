package dev.outcry.protocol;

/// Why a connection ended, as its WebSocket close code.
public enum CloseCode {
    /// Ended as wished.
    NORMAL(1000),
    /// The server goes away; `goodbye` came before.
    GOING_AWAY(1001),
    /// Not RFC 6455.
    PROTOCOL_ERROR(1002),
    /// Binary messages aren't taken.
    UNSUPPORTED(1003),
    /// A text wasn't UTF-8.
    BAD_UTF8(1007),
    /// A message over the limit.
    TOO_LARGE(1009),
    /// A fault of the server's.
    INTERNAL(1011),
    /// More than the outbound budget waited: resume.
    TOO_SLOW(4008),
    /// Nothing was heard in time.
    SILENT(4009),
    /// The rate limit kept being exceeded.
    RATE_LIMITED(4029),
    /// The token expired or was revoked: come back with a new one.
    TOKEN_EXPIRED(4401),
    /// Kicked or banned from the server.
    KICKED(4500),
    /// Too many malformed messages.
    MALFORMED(4501),
    /// The protocol version isn't spoken here.
    VERSION(4503);

    private final int code;

    CloseCode(int code) {
        this.code = code;
    }

    /// {@return the number in the close frame}
    public int code() {
        return code;
    }

    /// Says what a client does next.
    ///
    /// @param code any close code, 1006 where no close frame came
    /// @return whether it should connect again and resume, rather than stop
    public static boolean reconnects(int code) {
        return switch (code) {
            case 1002, 1003, 1007 -> false;
            default -> code < 4500 || code > 4999;
        };
    }
}
