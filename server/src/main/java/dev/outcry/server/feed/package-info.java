/// Order flow of the server's own: recorded tapes and simulated traders, as ordinary participants.
///
/// Every order goes through the same intake as everyone's. One thread a market does it all: what is
/// due on the tape, then the simulated depth around it, then a simulated taker.
@NullMarked
package dev.outcry.server.feed;

import org.jspecify.annotations.NullMarked;
