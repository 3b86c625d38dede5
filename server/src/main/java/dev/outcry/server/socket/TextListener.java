package dev.outcry.server.socket;

/// What one connection tells. Called by its one reading thread only.
public interface TextListener {
    /// Takes a whole message. May block: the socket then stops reading, and the peer isn't asked
    /// whether it lives.
    ///
    /// Whatever it throws is logged and closes the connection with 1011.
    ///
    /// @param text well-formed; at most 65,536 bytes of UTF-8
    void onText(String text);

    /// Takes the end: exactly once, after the last text, however the connection ended. Its outbox
    /// is closed by then.
    void onClosed();
}
