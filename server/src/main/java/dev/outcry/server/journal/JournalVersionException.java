package dev.outcry.server.journal;

import java.nio.file.Path;

/// The log was written by a release that knows more than this one. It is left as it is.
public final class JournalVersionException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// Says which release is needed.
    ///
    /// @param file that can't be read
    /// @param what in it is unknown
    /// @param writer the release that wrote it
    public JournalVersionException(Path file, String what, String writer) {
        super(
                "this release can't read "
                        + what
                        + " of "
                        + file
                        + ". Outcry "
                        + writer
                        + " wrote it: start that release, or a later one");
    }
}
