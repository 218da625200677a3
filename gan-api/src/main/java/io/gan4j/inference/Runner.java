package io.gan4j.inference;

import java.util.List;

/**
 * A network ready to be evaluated, made by an engine. Implementations are safe for concurrent {@link #run}s; {@link
 * #close} is called once, when no run is under way, and no run comes after it.
 */
public interface Runner extends AutoCloseable {
    /**
     * Evaluates the network, batch normalisation with its running statistics and no dropout.
     *
     * @param inputs for each of the network's inputs {@code count} samples one after the other, not kept and not written to
     * @param count how many samples, at least 1
     * @return for each output the samples one after the other, in a new array
     */
    List<float[]> run(List<float[]> inputs, int count);

    /** Evaluates a network of one input, and gives its first output. */
    default float[] run(float[] input, int count) {
        return run(List.of(input), count).get(0);
    }

    /**
     * The number that the height and the width of images must be multiples of for {@link #sized}; 0, the default, if this
     * network takes images of one size alone.
     */
    default int sizeMultiple() {
        return 0;
    }

    /**
     * Returns a runner of the same network for images of another size, all inputs alike. It shares what this one holds: it is
     * of use until this one is closed, and closing it does nothing.
     *
     * @param height rows of the images that the network is given
     * @param width their columns
     * @throws IllegalArgumentException if the network does not take images of this size
     */
    default Runner sized(int height, int width) {
        throw new IllegalArgumentException(
                "this network takes images of one size, not of " + height + " x " + width + ": resize them");
    }

    @Override
    void close();

    /** The runner of a network of one input and one output. */
    interface Single extends Runner {
        @Override
        float[] run(float[] input, int count);

        @Override
        default List<float[]> run(List<float[]> inputs, int count) {
            if (inputs.size() != 1) {
                throw new IllegalArgumentException("this network takes one input, given were " + inputs.size());
            }
            return List.of(run(inputs.get(0), count));
        }
    }
}
