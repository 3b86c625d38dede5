/// The load tool: one thread, raw sockets, open loop; measures a running server from outside.
@NullMarked
package dev.outcry.benchmarks.load;

import org.jspecify.annotations.NullMarked;
