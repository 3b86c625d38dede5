/// One connection's conversation: who is there, what they may do, and how often.
@NullMarked
package dev.outcry.server.session;

import org.jspecify.annotations.NullMarked;
