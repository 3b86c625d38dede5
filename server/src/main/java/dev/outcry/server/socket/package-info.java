/// RFC 6455 on Helidon's upgrade SPI: handshakes, frames, heartbeats, and the end of every
/// connection.
///
/// Knows nothing of what messages mean: an [Endpoint] lets connections in and a [TextListener]
/// hears them.
@NullMarked
package dev.outcry.server.socket;

import org.jspecify.annotations.NullMarked;
