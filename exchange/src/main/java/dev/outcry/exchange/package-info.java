/// The matching engine: books, orders and accounts as one deterministic state machine. Integers
/// only; no clock, thread, randomness or I/O. [Exchange] is where to start.
@NullMarked
package dev.outcry.exchange;

import org.jspecify.annotations.NullMarked;
