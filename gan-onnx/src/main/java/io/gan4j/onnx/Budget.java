package io.gan4j.onnx;

import io.gan4j.error.ModelFileException;
import io.gan4j.tensor.Shape;
import java.util.Arrays;

/**
 * How large the tensors of one sample may be. A file of a hundred bytes can ask for a tensor of any size, so sizes are worked
 * out in Java, without overflow, before ONNX Runtime allocates anything.
 *
 * @param maxElements the most elements of one tensor
 */
record Budget(long maxElements) {
    /** All tensors that are alive at one time may hold this many times the elements of the largest one that is allowed. */
    private static final int ALIVE = 4;

    private static final int MOST_AXES = 8;

    /**
     * The shape with these extents.
     *
     * @param what whose text begins the message
     * @throws ModelFileException if an extent is below 1, or all of them together are too many elements
     */
    Shape shape(Object what, long... extents) {
        if (extents.length > MOST_AXES) {
            throw new ModelFileException(
                    what + " has " + extents.length + " axes, at most " + MOST_AXES + " are allowed");
        }
        long most = Math.min(maxElements, Integer.MAX_VALUE);
        long size = 1;
        for (long extent : extents) {
            if (extent < 1) {
                throw new ModelFileException(
                        what + " has the shape " + Arrays.toString(extents) + ", each extent must be at least 1");
            }
            if (extent > most / size) {
                throw new ModelFileException(what + " of shape " + Arrays.toString(extents) + " asks for more than "
                        + most + " elements a sample, the limit; LoadOptions.maxElements raises it");
            }
            size *= extent;
        }
        int[] ints = new int[extents.length];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = (int) extents[i];
        }
        return Shape.of(ints);
    }

    /** The most elements that may be in memory at one time. */
    long most() {
        return maxElements > Long.MAX_VALUE / ALIVE ? Long.MAX_VALUE : maxElements * ALIVE;
    }

    /**
     * Checks the elements of one sample that are in memory at one time.
     *
     * @param what whose text begins the message
     * @throws ModelFileException if they are too many
     */
    void alive(Object what, long elements) {
        if (elements > most()) {
            throw new ModelFileException(what + " asks for " + elements + " elements a sample at one time, more than "
                    + ALIVE + " times " + maxElements + ", the limit; LoadOptions.maxElements raises it");
        }
    }
}
