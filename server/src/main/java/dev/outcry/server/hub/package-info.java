/// Delivery: channels, lanes, and what waits for each connection's socket.
@NullMarked
package dev.outcry.server.hub;

import org.jspecify.annotations.NullMarked;
