package io.gan4j.inference;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.gan4j.error.ModelFileException;
import io.gan4j.measurement.Measurement;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a model says of itself: all that an app needs to use it, and where it comes from. Immutable.
 *
 * @param kind what the network does
 * @param latentSize the length of a latent; 0 for all but generators
 * @param prior the distribution that latents are drawn from
 * @param sample the shape of one sample: {@code (C, H, W)} for images
 * @param range the values that samples take
 * @param features how many features a classifier or an extractor gives of a sample; 0 for others
 * @param classes the names of the classes that a classifier scores, in their order; empty for others
 * @param origin where the model comes from
 * @param testVectors outputs for known inputs
 */
public record ModelCard(
        Kind kind,
        int latentSize,
        Prior prior,
        Shape sample,
        Range range,
        int features,
        ImmutableList<String> classes,
        Origin origin,
        ImmutableList<TestVector> testVectors) {
    private static final long TEST_STREAM = 2;

    /** What a network does. */
    public enum Kind {
        /** Latents in, samples out. */
        GENERATOR,
        /** Samples in, raw scores out. */
        DISCRIMINATOR,
        /** Samples in; out come their features, and after them a raw score for each class. */
        CLASSIFIER,
        /** Samples in, features out. */
        EXTRACTOR;

        private boolean hasFeatures() {
            return this == CLASSIFIER || this == EXTRACTOR;
        }
    }

    /** The values that samples take. */
    public enum Range {
        /** [-1, 1], from black to full intensity: images. */
        MINUS_ONE_TO_ONE,
        /** Any real number: points and other vectors. */
        UNBOUNDED
    }

    /**
     * Where a model comes from.
     *
     * @param libraryVersion the version of gan4j that trained it
     * @param dataset the name of the training data
     * @param datasetFingerprint SHA-256 of the training data, see {@code Dataset.fingerprint()}; empty if not known
     * @param step the training step that the weights are of
     * @param licence under which the model may be used, as its maker states it: an SPDX identifier or a sentence; empty if
     *     not stated
     * @param configuration the settings it was trained with, by name
     * @param measurements what was measured of it, each number with its protocol
     */
    public record Origin(
            String libraryVersion,
            String dataset,
            String datasetFingerprint,
            long step,
            String licence,
            ImmutableMap<String, String> configuration,
            ImmutableList<Measurement> measurements) {
        /** Nothing is known. */
        public static final Origin UNKNOWN = new Origin("", "", "", 0, "", ImmutableMap.of(), ImmutableList.of());

        /** Checks the step. */
        public Origin {
            checkArgument(step >= 0, "step must not be negative, was %s", step);
        }
    }

    /** Checks that latent size, features and classes are there where they belong, and there alone. */
    public ModelCard {
        checkArgument(
                kind == Kind.GENERATOR ? latentSize >= 1 : latentSize == 0,
                "latentSize must be at least 1 for a generator and 0 for a discriminator, was %s",
                latentSize);
        checkArgument(
                kind.hasFeatures() ? features >= 1 : features == 0,
                "features must be at least 1 for a classifier or an extractor and 0 for others, was %s",
                features);
        checkArgument(
                kind == Kind.CLASSIFIER ? classes.size() >= 2 : classes.isEmpty(),
                "classes must be at least 2 for a classifier and none for others, were %s",
                classes.size());
    }

    /** The card of a generator of which nothing but its shapes is known. */
    public static ModelCard generator(int latentSize, Prior prior, Shape sample) {
        return card(Kind.GENERATOR, latentSize, prior, sample, 0, ImmutableList.of());
    }

    /**
     * The card of a classifier of which nothing but its shapes and classes is known.
     *
     * @param sample the shape of one sample that it reads
     * @param features how many features it gives, at least 1
     * @param classes their names, at least 2
     */
    public static ModelCard classifier(Shape sample, int features, List<String> classes) {
        return card(Kind.CLASSIFIER, 0, Prior.NORMAL, sample, features, ImmutableList.copyOf(classes));
    }

    /**
     * The card of a network that turns samples into features.
     *
     * @param sample the shape of one sample
     * @param features how many features it gives, at least 1
     */
    public static ModelCard extractor(Shape sample, int features) {
        return card(Kind.EXTRACTOR, 0, Prior.NORMAL, sample, features, ImmutableList.of());
    }

    private static ModelCard card(
            Kind kind, int latentSize, Prior prior, Shape sample, int features, ImmutableList<String> classes) {
        Range range = sample.isImage() ? Range.MINUS_ONE_TO_ONE : Range.UNBOUNDED;
        return new ModelCard(
                kind, latentSize, prior, sample, range, features, classes, Origin.UNKNOWN, ImmutableList.of());
    }

    /**
     * What a model file says of itself, without running it.
     *
     * @throws IOException if the file cannot be read
     * @throws ModelFileException if it is no model that this library wrote
     */
    public static ModelCard read(Path file) throws IOException {
        LoadOptions options = LoadOptions.defaults();
        byte[] bytes = Session.bytes(file, options);
        try {
            return ModelFormat.find().describe(bytes, options);
        } catch (ModelFileException e) {
            throw new ModelFileException(file + ": " + e.getMessage(), e);
        }
    }

    /**
     * The same card for the discriminator of the same game, without the measurements, which are of the generator.
     *
     * @param judged the shape of what it is given as one sample: several samples, if they are packed
     */
    public ModelCard ofDiscriminator(Shape judged) {
        Origin measuredNot = measurements(List.of()).origin;
        return new ModelCard(
                Kind.DISCRIMINATOR, 0, prior, judged, range, 0, ImmutableList.of(), measuredNot, ImmutableList.of());
    }

    /** The same card with where the model comes from; its step, licence and measurements stay. */
    public ModelCard provenance(String version, String data, String fingerprint, Map<String, String> settings) {
        return origin(new Origin(
                version,
                data,
                fingerprint,
                origin.step(),
                origin.licence(),
                ImmutableMap.copyOf(settings),
                origin.measurements()));
    }

    /** The same card at another step. */
    public ModelCard step(long number) {
        return origin(new Origin(
                origin.libraryVersion(),
                origin.dataset(),
                origin.datasetFingerprint(),
                number,
                origin.licence(),
                origin.configuration(),
                origin.measurements()));
    }

    /** The same card with another licence. */
    public ModelCard licence(String text) {
        return origin(new Origin(
                origin.libraryVersion(),
                origin.dataset(),
                origin.datasetFingerprint(),
                origin.step(),
                text,
                origin.configuration(),
                origin.measurements()));
    }

    /** The same card with other measurements. */
    public ModelCard measurements(List<Measurement> numbers) {
        return origin(new Origin(
                origin.libraryVersion(),
                origin.dataset(),
                origin.datasetFingerprint(),
                origin.step(),
                origin.licence(),
                origin.configuration(),
                ImmutableList.copyOf(numbers)));
    }

    private ModelCard origin(Origin other) {
        return new ModelCard(kind, latentSize, prior, sample, range, features, classes, other, testVectors);
    }

    /** The same card with other test vectors. */
    public ModelCard testVectors(List<TestVector> vectors) {
        return new ModelCard(
                kind, latentSize, prior, sample, range, features, classes, origin, ImmutableList.copyOf(vectors));
    }

    /** The shape of one input of the network. */
    public Shape input() {
        return kind == Kind.GENERATOR ? Shape.of(latentSize) : sample;
    }

    /** The shape of one output of the network. */
    public Shape output() {
        return switch (kind) {
            case GENERATOR -> sample;
            case DISCRIMINATOR -> Shape.of(1);
            case CLASSIFIER, EXTRACTOR -> Shape.of(features + classes.size());
        };
    }

    /**
     * The input of a test vector: for a generator the first latent of the seed, for others a sample of numbers drawn
     * uniformly from [-1, 1) by {@code RandomStream.of(seed, 2)}.
     */
    public float[] testInput(long seed) {
        if (kind == Kind.GENERATOR) {
            return Latents.draw(prior, latentSize, 1, seed).toFloats();
        }
        float[] input = new float[sample.size()];
        RandomStream.of(seed, TEST_STREAM).fillUniform(input, -1, 1);
        return input;
    }
}
