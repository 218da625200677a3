/**
 * What an engine implements, and what it is given: a {@link io.gan4j.engine.TrainingBackend} compiles a {@link
 * io.gan4j.engine.GameSetup} into a {@link io.gan4j.engine.CompiledGame}, which plays step by step. Users meet the {@link
 * io.gan4j.engine.Device} and the choice of a backend.
 */
@NullMarked
package io.gan4j.engine;

import org.jspecify.annotations.NullMarked;
