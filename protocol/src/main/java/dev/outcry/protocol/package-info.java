/// The wire contract: commands, events, replies, channels, codes, and their JSON.
@NullMarked
package dev.outcry.protocol;

import org.jspecify.annotations.NullMarked;
