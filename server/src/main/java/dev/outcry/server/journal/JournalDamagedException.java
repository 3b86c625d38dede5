package dev.outcry.server.journal;

import java.nio.file.Path;

/// The log on disk isn't what was written to it. Nothing more is read from it or written to it.
public final class JournalDamagedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// Says what is wrong, and what helps.
    ///
    /// @param file which is damaged
    /// @param what is wrong with it
    public JournalDamagedException(Path file, String what) {
        super(
                file
                        + " is damaged: "
                        + what
                        + ". `./outcry doctor` checks it, and can export what is readable");
    }
}
