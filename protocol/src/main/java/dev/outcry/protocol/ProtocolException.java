package dev.outcry.protocol;

import java.util.OptionalLong;

/// The peer's fault: what it sent can't be what it meant. The message is written for that peer.
public final class ProtocolException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ErrorCode code;
    private final transient OptionalLong id;

    /// Makes one for a message whose id isn't known.
    ///
    /// @param code what is wrong
    /// @param message says so to a person, naming the field
    public ProtocolException(ErrorCode code, String message) {
        this(code, message, OptionalLong.empty());
    }

    /// Makes one for a message whose id could be read.
    ///
    /// @param code what is wrong
    /// @param message says so to a person, naming the field
    /// @param id the message's id
    public ProtocolException(ErrorCode code, String message, OptionalLong id) {
        super(message, null, false, false);
        this.code = code;
        this.id = id;
    }

    /// {@return what is wrong}
    public ErrorCode code() {
        return code;
    }

    /// {@return the id of the message at fault, if it could be read}
    public OptionalLong id() {
        return id;
    }

    /// {@return what it says, never null}
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
