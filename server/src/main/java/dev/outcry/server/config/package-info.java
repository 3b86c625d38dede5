/// What the server is told before it starts.
@NullMarked
package dev.outcry.server.config;

import org.jspecify.annotations.NullMarked;
