/// Measures the engine beside a well-known one, in the same run, on the same commands.
@NullMarked
package dev.outcry.benchmarks;

import org.jspecify.annotations.NullMarked;
