package dev.outcry.server.store;

/// The store can't be opened or read, for a reason that the operator can mend.
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// Says why.
    ///
    /// @param message for the operator: which file, what is wrong, and what to do
    public StoreException(String message) {
        super(message);
    }

    /// Says why.
    ///
    /// @param message for the operator: which file, what is wrong, and what to do
    /// @param cause what SQLite said
    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
