/// The Java client: rooms, markets, trading and live channels of one Outcry server, over one
/// connection that comes back by itself and misses nothing. [Outcry] is where to begin.
@NullMarked
package dev.outcry.client;

import org.jspecify.annotations.NullMarked;
