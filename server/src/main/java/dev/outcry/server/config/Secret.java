package dev.outcry.server.config;

/// A text that is never printed.
///
/// @param value as given
public record Secret(String value) {
    /// Keeps the value out of logs.
    @Override
    public String toString() {
        return "***";
    }
}
