package dev.outcry.server.feed;

import java.util.Iterator;

/// Trades to play, again and again.
interface Tape {
    /// Begins at the start of the tape.
    ///
    /// @param loop which time, from 0; the same loop gives the same prints
    /// @return the prints, by tape time; for one thread, and lazy where the tape is long
    Iterator<Print> play(long loop);
}
