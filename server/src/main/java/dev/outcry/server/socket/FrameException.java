package dev.outcry.server.socket;

/// The peer broke RFC 6455 or a limit: its connection closes with [#code()] and the message as
/// reason.
final class FrameException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int code;

    FrameException(int code, String reason) {
        // Peers cause these at will, so they must be cheap.
        super(reason, null, false, false);
        this.code = code;
    }

    int code() {
        return code;
    }

    static FrameException tooBig() {
        return new FrameException(
                CloseCodes.TOO_BIG, "message over " + FrameReader.MAX_MESSAGE_BYTES + " bytes");
    }

    static FrameException protocolError(String reason) {
        return new FrameException(CloseCodes.PROTOCOL_ERROR, reason);
    }
}
