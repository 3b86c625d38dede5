/// The server as a process of this machine, spoken to in bytes: whether it keeps to RFC 6455, and
/// what is left of it after much of everything.
@NullMarked
package dev.outcry.tests.raw;

import org.jspecify.annotations.NullMarked;
