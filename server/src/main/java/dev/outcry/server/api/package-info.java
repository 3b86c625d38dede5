/// The HTTP API, the web page, and what operators look at.
@NullMarked
package dev.outcry.server.api;

import org.jspecify.annotations.NullMarked;
