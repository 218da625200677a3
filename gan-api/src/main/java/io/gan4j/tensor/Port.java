package io.gan4j.tensor;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.CheckReturnValue;
import java.util.HashSet;

/**
 * An end of a network: what it takes or gives, by name, with a shape and a meaning. Immutable.
 *
 * @param name the name of the network's input or output: {@code z}
 * @param shape the shape of one sample; a batch is {@code (N, shape)}
 * @param meaning what the numbers are
 */
@CheckReturnValue
public record Port(String name, Shape shape, Meaning meaning) {
    /**
     * Checks that the shape is one that the meaning can have.
     *
     * @throws IllegalArgumentException if it is not
     */
    public Port {
        checkArgument(!name.isEmpty(), "a port needs a name");
        meaning.check(name, shape);
    }

    /** What the numbers of a port are. */
    public sealed interface Meaning {
        /**
         * Checks the shape of a port of this meaning.
         *
         * @throws IllegalArgumentException if it cannot have it
         */
        default void check(String name, Shape shape) {}
    }

    /**
     * Latents, vectors {@code (size)}.
     *
     * @param prior the distribution that they are drawn from
     */
    public record Latent(Prior prior) implements Meaning {
        @Override
        public void check(String name, Shape shape) {
            checkArgument(shape.rank() == 1, "the latent '%s' must be a vector, has shape %s", name, shape);
        }
    }

    /**
     * A class of each sample as a vector {@code (K)}: 1 at the place of the class and 0 elsewhere, or a mixture of classes,
     * weights of at least 0 that sum to 1. Where several samples are judged as one pack, the vectors of all of them, one after
     * the other.
     *
     * @param names the names of the classes in their order, each once, at least two
     */
    public record Classes(ImmutableList<String> names) implements Meaning {
        /**
         * Checks the names.
         *
         * @throws IllegalArgumentException if there are fewer than two, or one twice
         */
        public Classes {
            checkArgument(names.size() >= 2, "there must be at least 2 classes, were %s", names.size());
            checkArgument(new HashSet<>(names).size() == names.size(), "two classes have one name, in %s", names);
        }

        @Override
        public void check(String name, Shape shape) {
            checkArgument(
                    shape.rank() == 1 && shape.size() % names.size() == 0,
                    "'%s' holds a weight for each of %s classes, its shape is %s",
                    name,
                    names.size(),
                    shape);
        }
    }

    /**
     * A text as numbers of its words, a vector {@code (T)}, see {@link Vocabulary}.
     *
     * @param vocabulary the words, and how many a text may have
     */
    public record Text(Vocabulary vocabulary) implements Meaning {
        @Override
        public void check(String name, Shape shape) {
            checkArgument(
                    shape.equals(vocabulary.shape()),
                    "'%s' holds a number for each of %s words, its shape is %s",
                    name,
                    vocabulary.length(),
                    shape);
        }
    }

    /**
     * A sentence vector that an encoder outside the network makes of a text, a vector {@code (size)}.
     *
     * @param encoder the SHA-256 of that encoder, by which another one is told
     * @param examples sentences such as those that were learned from, one of which is taken where none is asked for; at most
     *     {@value #MOST_EXAMPLES}
     */
    public record Sentence(String encoder, ImmutableList<Example> examples) implements Meaning {
        /** The most examples. */
        public static final int MOST_EXAMPLES = 64;

        /**
         * A text and its sentence vector.
         *
         * @param text the text
         * @param vector its vector
         */
        public record Example(String text, Tensor vector) {}

        /**
         * Checks the examples.
         *
         * @throws IllegalArgumentException if there are too many
         */
        public Sentence {
            checkArgument(
                    examples.size() <= MOST_EXAMPLES,
                    "there must be at most %s examples, were %s",
                    MOST_EXAMPLES,
                    examples.size());
        }

        @Override
        public void check(String name, Shape shape) {
            checkArgument(shape.rank() == 1, "the sentence '%s' must be a vector, has shape %s", name, shape);
            for (Example example : examples) {
                checkArgument(
                        example.vector.shape().equals(shape),
                        "'%s' has shape %s, an example of it %s",
                        name,
                        shape,
                        example.vector.shape());
                checkArgument(example.vector.isFinite(), "an example of '%s' holds what is no finite number", name);
            }
        }
    }

    /**
     * Samples: images {@code (C, H, W)}, points, or whatever the data holds.
     *
     * @param range the values that their elements take
     * @param frames the number of images of a film that lie one after the other on the channels, the oldest first; 1 for
     *     samples that are no film
     */
    public record Samples(Range range, int frames) implements Meaning {
        /**
         * Checks the number of frames.
         *
         * @throws IllegalArgumentException if it is below 1
         */
        public Samples {
            checkArgument(frames >= 1, "frames must be at least 1, was %s", frames);
        }

        /** Samples that are no film. */
        public Samples(Range range) {
            this(range, 1);
        }

        @Override
        public void check(String name, Shape shape) {
            checkArgument(
                    frames == 1 || shape.isImage() && shape.channels() % frames == 0,
                    "'%s' holds %s frames on its channels, its shape is %s",
                    name,
                    frames,
                    shape);
        }
    }

    /** A raw score of each sample, {@code (1)}: higher for what looks real. */
    public record Score() implements Meaning {
        @Override
        public void check(String name, Shape shape) {
            checkArgument(shape.equals(Shape.of(1)), "the score '%s' must be one number, has shape %s", name, shape);
        }
    }

    /**
     * What a network reads in a sample: a vector of features, and after them a raw score for each class, if it knows any.
     *
     * @param features how many features
     * @param classes the names of the classes
     */
    public record Reading(int features, ImmutableList<String> classes) implements Meaning {
        @Override
        public void check(String name, Shape shape) {
            checkArgument(
                    shape.equals(Shape.of(features + classes.size())),
                    "'%s' holds %s features and %s scores, its shape is %s",
                    name,
                    features,
                    classes.size(),
                    shape);
        }
    }

    /** The same port under another name. */
    public Port named(String other) {
        return new Port(other, shape, meaning);
    }
}
