/**
 * What a run tells a {@link io.gan4j.event.TrainingListener}: its start, each of its stages, its progress, what was measured, each return to a
 * checkpoint, and its end.
 */
@NullMarked
package io.gan4j.event;

import org.jspecify.annotations.NullMarked;
