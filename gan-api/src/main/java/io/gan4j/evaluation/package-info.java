/**
 * Judging a generator with networks that are trained for it: {@link io.gan4j.evaluation.ClassificationAccuracy}, how well a
 * classifier that learns from generated images alone reads real ones.
 */
@NullMarked
package io.gan4j.evaluation;

import org.jspecify.annotations.NullMarked;
