/**
 * How good a generator is: {@link io.gan4j.evaluation.Evaluation} holds it against the data that it should imitate, by all
 * metrics that fit, and gives an {@link io.gan4j.evaluation.EvaluationReport}: a table, JSON, or a page with pictures. {@link
 * io.gan4j.evaluation.ClassificationAccuracy} trains a network for its answer: how well a classifier that learns from generated
 * images alone reads real ones.
 */
@NullMarked
package io.gan4j.evaluation;

import org.jspecify.annotations.NullMarked;
