/// The floor: rooms, people and markets as one deterministic state machine.
///
/// The same log gives the same state, bit for bit: no clock, randomness, I/O, threads, logging or
/// hash-order iteration.
@NullMarked
package dev.outcry.server.floor;

import org.jspecify.annotations.NullMarked;
