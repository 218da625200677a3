package io.gan4j.checkpoint;

import com.google.common.collect.ImmutableMap;
import io.gan4j.tensor.Tensor;

/**
 * A state of a run to go on from.
 *
 * @param step the step after which it was taken, from 0
 * @param facts what is not a tensor (counters, settings, fingerprints), as the text of a JSON object
 * @param tensors weights, moving averages, moments of optimizers and buffers by name; their arrays are shared, not copied. A
 *     checkpoint that was loaded has them in the order of the names' code points.
 */
public record Checkpoint(long step, String facts, ImmutableMap<String, Tensor> tensors) {
    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if the step is negative, the facts are not a JSON object by RFC 8259 with unique
     *     names, or the name of a tensor is empty, {@code __metadata__} or not valid Unicode
     */
    public Checkpoint {
        if (step < 0) {
            throw new IllegalArgumentException("step must be at least 0, was " + step);
        }
        Json.checkObject(facts, "facts");
        Json.checkUnicode(facts, "facts");
        for (String name : tensors.keySet()) {
            if (name.isEmpty() || name.equals(Header.METADATA)) {
                throw new IllegalArgumentException(
                        "the name of a tensor must be neither empty nor " + Header.METADATA + ", was '" + name + "'");
            }
            Json.checkUnicode(name, "the name of a tensor");
        }
    }
}
