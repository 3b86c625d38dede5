/// The whole server as a process that dies, and clients that remember what they were told.
@NullMarked
package dev.outcry.server.crash;

import org.jspecify.annotations.NullMarked;
