/// Delivery: channels, lanes, and what waits for each subscriber.
@NullMarked
package dev.outcry.server.hub;

import org.jspecify.annotations.NullMarked;
