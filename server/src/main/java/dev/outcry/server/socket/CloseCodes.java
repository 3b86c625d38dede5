package dev.outcry.server.socket;

/// Close codes that this package itself uses, and which of them a peer may send.
final class CloseCodes {
    static final int GOING_AWAY = 1001;
    static final int PROTOCOL_ERROR = 1002;
    static final int UNSUPPORTED_DATA = 1003;
    static final int INVALID_PAYLOAD = 1007;
    static final int TOO_BIG = 1009;
    static final int INTERNAL_ERROR = 1011;
    static final int NOTHING_HEARD = 4009;

    private CloseCodes() {}

    /// {@return whether a code may appear in a close frame}
    static boolean isValid(int code) {
        return (code >= 1000 && code <= 1003)
                || (code >= 1007 && code <= 1014)
                || (code >= 3000 && code <= 4999);
    }
}
