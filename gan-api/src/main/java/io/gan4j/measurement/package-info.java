/**
 * A number that was measured, and its conditions: a {@link io.gan4j.measurement.Measurement} is an {@link
 * io.gan4j.measurement.Estimate}, perhaps with an interval, and the {@link io.gan4j.measurement.Protocol} under which it was
 * measured; {@link io.gan4j.measurement.Better} says which of two is the better one. {@link io.gan4j.measurement.Diversity}
 * measures how far samples lie apart, which training itself watches. Metrics are in the module gan-metrics.
 */
@NullMarked
package io.gan4j.measurement;

import org.jspecify.annotations.NullMarked;
