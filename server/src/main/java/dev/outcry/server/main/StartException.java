package dev.outcry.server.main;

/// Why the server can't start, in one line that says what to do. The operator's to mend, not ours.
public final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// Makes one.
    ///
    /// @param message one line
    public StartException(String message) {
        super(message, null, false, false);
    }
}
