package dev.outcry.server.feed;

import java.util.Collections;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/// A tape that never ends: after the last print comes the first. For one thread.
///
/// It winds on to its first print when that is asked for, not before.
final class Reel {
    private final Tape tape;
    private final TapePosition from;
    private Iterator<Print> rest = Collections.emptyIterator();
    private @Nullable Print next;
    private long loop;
    private long index;

    /// Begins at a place.
    ///
    /// @param from the index or the time, whichever is later, both in its loop
    Reel(Tape tape, TapePosition from) {
        this.tape = tape;
        this.from = from;
    }

    /// {@return what is to be played next}
    Print peek() {
        return next == null ? wind() : next;
    }

    /// Goes on to the print after this one, over the end if need be.
    void advance() {
        peek();
        index++;
        if (!rest.hasNext()) {
            loop++;
            index = 0;
            rest = tape.play(loop);
        }
        next = rest.next();
    }

    /// {@return where the next print is}
    TapePosition position() {
        return new TapePosition(loop, index, peek().at());
    }

    private Print wind() {
        loop = from.loop();
        rest = tape.play(loop);
        Print print = rest.next();
        while (rest.hasNext() && (index < from.index() || print.at() < from.at())) {
            print = rest.next();
            index++;
        }
        next = print;
        return print;
    }
}
