/// From intake to effects: stamps, orders and applies commands.
@NullMarked
package dev.outcry.server.apply;

import org.jspecify.annotations.NullMarked;
