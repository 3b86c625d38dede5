/// The log: every command, in one order, durable before it is applied.
@NullMarked
package dev.outcry.server.journal;

import org.jspecify.annotations.NullMarked;
