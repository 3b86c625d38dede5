/// Webhooks out: what happens in a room is posted to URLs elsewhere, in order, until it is taken or
/// given up.
@NullMarked
package dev.outcry.server.webhook;

import org.jspecify.annotations.NullMarked;
