/// Proof of the engine: rules by example, a twin, recorded markets.
@NullMarked
package dev.outcry.exchange;

import org.jspecify.annotations.NullMarked;
