/**
 * What everything else counts in: {@link io.gan4j.tensor.Shape shapes}, {@link io.gan4j.tensor.Tensor arrays with a
 * shape} and {@link io.gan4j.tensor.RandomStream reproducible randomness}. The lowest floor of the library: it imports
 * nothing of it.
 */
@NullMarked
package io.gan4j.tensor;

import org.jspecify.annotations.NullMarked;
