package io.gan4j.inference;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.gan4j.error.ModelFileException;
import io.gan4j.metric.Measurement;
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
 * @param latentSize the length of a latent; 0 for a discriminator
 * @param prior the distribution that latents are drawn from
 * @param sample the shape of one sample: {@code (C, H, W)} for images
 * @param range the values that samples take
 * @param origin where the model comes from
 * @param testVectors outputs for known inputs
 */
public record ModelCard(
        Kind kind,
        int latentSize,
        Prior prior,
        Shape sample,
        Range range,
        Origin origin,
        ImmutableList<TestVector> testVectors) {
    private static final long TEST_STREAM = 2;

    /** What a network does. */
    public enum Kind {
        /** Latents in, samples out. */
        GENERATOR,
        /** Samples in, raw scores out. */
        DISCRIMINATOR
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

    /** Checks that a generator has a latent size and nothing else has. */
    public ModelCard {
        checkArgument(
                kind == Kind.GENERATOR ? latentSize >= 1 : latentSize == 0,
                "latentSize must be at least 1 for a generator and 0 for a discriminator, was %s",
                latentSize);
    }

    /** The card of a generator of which nothing but its shapes is known. */
    public static ModelCard generator(int latentSize, Prior prior, Shape sample) {
        Range range = sample.isImage() ? Range.MINUS_ONE_TO_ONE : Range.UNBOUNDED;
        return new ModelCard(Kind.GENERATOR, latentSize, prior, sample, range, Origin.UNKNOWN, ImmutableList.of());
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
        return new ModelCard(Kind.DISCRIMINATOR, 0, prior, judged, range, measuredNot, ImmutableList.of());
    }

    /** The same card with where the model comes from; its step, licence and measurements stay. */
    public ModelCard provenance(String version, String data, String fingerprint, Map<String, String> settings) {
        return origin(
                new Origin(
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
        return new ModelCard(kind, latentSize, prior, sample, range, other, testVectors);
    }

    /** The same card with other test vectors. */
    public ModelCard testVectors(List<TestVector> vectors) {
        return new ModelCard(kind, latentSize, prior, sample, range, origin, ImmutableList.copyOf(vectors));
    }

    /** The shape of one input of the network. */
    public Shape input() {
        return kind == Kind.GENERATOR ? Shape.of(latentSize) : sample;
    }

    /** The shape of one output of the network. */
    public Shape output() {
        return kind == Kind.GENERATOR ? sample : Shape.of(1);
    }

    /**
     * The input of a test vector: for a generator the first latent of the seed, for a discriminator a sample of numbers drawn
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
