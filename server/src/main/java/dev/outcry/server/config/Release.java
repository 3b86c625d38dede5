package dev.outcry.server.config;

/// Which Outcry this is.
public final class Release {
    /// As in `welcome`, and in every file that it writes.
    public static final String VERSION = "1.0.0";

    private Release() {}
}
