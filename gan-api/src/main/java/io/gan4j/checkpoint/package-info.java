/**
 * Checkpoints: the states of a run on disk, each a safetensors file with checksums, committed so that a crash at any moment
 * leaves the older one or the new one. {@link io.gan4j.checkpoint.RunFolder} writes and finds them.
 */
@NullMarked
package io.gan4j.checkpoint;

import org.jspecify.annotations.NullMarked;
