package dev.outcry.server.feed;

import java.util.Iterator;

/// A tape that never ends: after the last print comes the first. For one thread.
final class Reel {
    private final Tape tape;
    private Iterator<Print> rest;
    private Print next;
    private long loop;
    private long index;

    /// Winds on to a place.
    ///
    /// @param from the index and the time, whichever is later, both in its loop
    Reel(Tape tape, TapePosition from) {
        this.tape = tape;
        this.loop = from.loop();
        this.rest = tape.play(loop);
        this.next = rest.next();
        while (loop == from.loop() && (index < from.index() || next.at() < from.at())) {
            advance();
        }
    }

    /// {@return what is to be played next}
    Print peek() {
        return next;
    }

    /// Goes on to the print after this one, over the end if need be.
    void advance() {
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
        return new TapePosition(loop, index, next.at());
    }
}
