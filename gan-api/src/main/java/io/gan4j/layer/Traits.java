package io.gan4j.layer;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * What a layer is, as far as those need to know who combine layers: each layer states its own in {@link Layer#traits}, so
 * that nobody asks for a layer by its class. What is not stated is the nature of a plain function of each sample.
 *
 * @param purpose what the layer is for
 * @param mixesSamples whether, while its network is played, the output for a sample depends on the others of its batch
 * @param group the number of samples that are looked at together, which the samples of a batch must be a multiple of; 1 if
 *     any number will do
 * @param statistics what the layer keeps beside its weights
 * @param reference how many samples of a reference batch go through the network beside the batch for its sake; 0 for none
 * @param drawn what is drawn for it each time its network is played; null if nothing is drawn
 * @param weightAxis for {@link Purpose#WEIGHTS} the axis of {@code weight} along which the layer's outputs lie; -1 for others
 */
public record Traits(
        Purpose purpose,
        boolean mixesSamples,
        int group,
        Statistics statistics,
        int reference,
        @Nullable Drawn drawn,
        int weightAxis) {
    /** What a layer is for. */
    public enum Purpose {
        /** Linear in its input by a trained weight: linear and convolutional layers. */
        WEIGHTS,
        /** A normalisation of what flows through the network. */
        NORMALIZATION,
        /** A nonlinearity. */
        ACTIVATION,
        /** Dropout. */
        DROPOUT,
        /** The same elements under another shape. */
        RESHAPE,
        /** What appends to a sample how it stands in its batch. */
        MINIBATCH,
        /** What joins branches. */
        JOIN,
        /** What sums, pools, pads, enlarges, scales or picks elements of its input, by no matrix of weights. */
        POOLING,
        /** Random numbers added to what flows through the network. */
        NOISE,
        /** Random changes of what a discriminator sees. */
        AUGMENTATION,
        /** What gives every sample the same. */
        CONSTANT,
        /** Learned vectors that are looked up by number. */
        LOOKUP
    }

    /** What a layer keeps beside its weights, while its network learns. */
    public enum Statistics {
        /** Nothing. */
        NONE,
        /** Moving averages over batches, used in evaluation alone. */
        RUNNING,
        /** What the newest reference batch gave, used in evaluation alone. */
        REFERENCE,
        /** What follows the weight from use to use; a network that stands still reads it as well. */
        FOLLOWING,
        /** What never changes once it is initialised, used in evaluation alone. */
        CONSTANT,
        /** What the newest step gave, used in evaluation alone; moving averages take it as it is. */
        PRESENT
    }

    /** What is drawn for a layer, in Java, each time its network is played. */
    public sealed interface Drawn {
        /**
         * The shape of what is drawn for one sample.
         *
         * @param output the shape of the layer's output
         */
        Shape shape(Shape output);

        /** True if the layer gives in evaluation what it takes. */
        boolean passesInEvaluation();
    }

    /**
     * A factor for each element of the layer's output while its network is played, 0 or {@code 1 / (1 - probability)}. In
     * evaluation such a layer gives what it takes.
     *
     * @param probability of a 0
     */
    public record Mask(float probability) implements Drawn {
        @Override
        public Shape shape(Shape output) {
            return output;
        }

        @Override
        public boolean passesInEvaluation() {
            return true;
        }
    }

    /** Normal deviates with mean 0 and standard deviation 1, one for each pixel of the layer's output, an image. */
    public record Deviates() implements Drawn {
        @Override
        public Shape shape(Shape output) {
            return Shape.of(1, output.height(), output.width());
        }

        @Override
        public boolean passesInEvaluation() {
            return false;
        }
    }

    /**
     * Numbers drawn uniformly from [0, 1). In evaluation such a layer gives what it takes.
     *
     * @param count how many for each sample
     * @param kept the name of the game's number that stands in the first place instead, so that the others can be compared with
     *     a number that changes from step to step though they are drawn ahead; null if there is none
     */
    public record Uniforms(int count, @Nullable String kept) implements Drawn {
        /** Numbers without one of the game's. */
        public Uniforms(int count) {
            this(count, null);
        }

        @Override
        public Shape shape(Shape output) {
            return Shape.of(count);
        }

        @Override
        public boolean passesInEvaluation() {
            return true;
        }
    }

    /** The share of the present stage of the run that is done, one number for the whole batch. */
    public record Progress() implements Drawn {
        @Override
        public Shape shape(Shape output) {
            return Shape.of(1);
        }

        @Override
        public boolean passesInEvaluation() {
            return false;
        }
    }

    /**
     * Checks what must go together.
     *
     * @throws IllegalArgumentException if something is out of range
     */
    public Traits {
        checkArgument(group >= 1, "group must be at least 1, was %s", group);
        checkArgument(reference >= 0, "reference must not be negative, was %s", reference);
        checkArgument(
                purpose == Purpose.WEIGHTS == weightAxis >= 0, "%s with outputs along axis %s", purpose, weightAxis);
    }

    /**
     * A plain function of each sample.
     *
     * @throws IllegalArgumentException for weights, see {@link #weights}
     */
    static Traits of(Purpose purpose) {
        return new Traits(purpose, false, 1, Statistics.NONE, 0, null, -1);
    }

    /** A layer that is linear by a weight, whose outputs lie along this axis. */
    static Traits weights(int axis) {
        return new Traits(Purpose.WEIGHTS, false, 1, Statistics.NONE, 0, null, axis);
    }

    /** The same, with outputs that depend on the other samples of the batch. */
    Traits mixingSamples() {
        return new Traits(purpose, true, group, statistics, reference, drawn, weightAxis);
    }

    /** The same, with samples that are looked at together in groups of this size. */
    Traits inGroupsOf(int samples) {
        return new Traits(purpose, mixesSamples, samples, statistics, reference, drawn, weightAxis);
    }

    /** The same, with these statistics. */
    Traits keeping(Statistics kept) {
        return new Traits(purpose, mixesSamples, group, kept, reference, drawn, weightAxis);
    }

    /** The same, with a reference batch of this many samples. */
    Traits withReference(int samples) {
        return new Traits(purpose, mixesSamples, group, statistics, samples, drawn, weightAxis);
    }

    /** The same, with a mask that drops an element with this probability. */
    Traits dropping(float probability) {
        return drawing(new Mask(probability));
    }

    /** The same, with something drawn. */
    Traits drawing(Drawn what) {
        return new Traits(purpose, mixesSamples, group, statistics, reference, what, weightAxis);
    }

    /** The mask that is drawn; null if none is. */
    public @Nullable Mask mask() {
        return drawn instanceof Mask mask ? mask : null;
    }

    /**
     * True if each sample is treated by itself and a use of the layer neither changes it nor takes anything beside its input,
     * so that batches may be joined and parted at will.
     */
    public boolean isPerSample() {
        return !mixesSamples && statistics == Statistics.NONE && reference == 0 && drawn == null;
    }
}
