/** Programs that measure; see {@code docs/numbers} for what they found. Never shipped. */
@NullMarked
package io.gan4j.benchmarks;

import org.jspecify.annotations.NullMarked;
