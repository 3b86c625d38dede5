/// Starts and stops it all.
@NullMarked
package dev.outcry.server.main;

import org.jspecify.annotations.NullMarked;
