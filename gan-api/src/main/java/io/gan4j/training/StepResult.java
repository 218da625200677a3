package io.gan4j.training;

import com.google.common.collect.ImmutableMap;

/**
 * What one step gave.
 *
 * @param step which, from 1
 * @param values losses and reports by name, means over the repetitions of a phase; see {@link TrainingProgress#values}
 */
public record StepResult(long step, ImmutableMap<String, Float> values) {}
