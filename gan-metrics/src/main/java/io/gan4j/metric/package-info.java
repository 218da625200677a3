/**
 * How good generated samples are, in numbers: functions of arrays of samples, which know no network and no engine. {@link
 * io.gan4j.metric.ModeCoverage} and {@link io.gan4j.metric.ClassCoverage} count what a generator leaves out, {@link
 * io.gan4j.metric.SlicedWasserstein} measures how far its samples lie from the data; for images, {@link
 * io.gan4j.metric.MultiScaleSsim} measures how alike they are, {@link io.gan4j.metric.PyramidWasserstein} how far their patches
 * lie from those of the data.
 *
 * <p>Images that have a right answer are compared with it by an {@link io.gan4j.metric.ImageComparison}: {@link
 * io.gan4j.metric.PeakSignalToNoise}, {@link io.gan4j.metric.StructuralSimilarity}, {@link io.gan4j.metric.ColorAgreement} and
 * {@link io.gan4j.metric.GradientEnergy}.
 *
 * <p>Other metrics compare {@link io.gan4j.metric.Features}, which a {@link io.gan4j.metric.FeatureExtractor} makes of samples.
 * A {@link io.gan4j.measurement.Measurement} is a number with its interval and its {@link io.gan4j.measurement.Protocol}.
 */
@NullMarked
package io.gan4j.metric;

import org.jspecify.annotations.NullMarked;
