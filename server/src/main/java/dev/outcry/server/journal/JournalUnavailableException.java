package dev.outcry.server.journal;

/// The log can't be written at the moment. Nothing of what was to be written is in it.
public final class JournalUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// Says why, where no storage failed.
    ///
    /// @param message for the operator: what is wrong, and what to do
    public JournalUnavailableException(String message) {
        super(message);
    }

    /// Says why.
    ///
    /// @param message for the operator: what is wrong, and what to do
    /// @param cause what the storage said
    public JournalUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
