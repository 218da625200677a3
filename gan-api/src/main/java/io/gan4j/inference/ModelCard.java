package io.gan4j.inference;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.error.ModelFileException;
import io.gan4j.measurement.Measurement;
import io.gan4j.tensor.Port;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Range;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Vocabulary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a model says of itself: all that an app needs to use it, and where it comes from. Immutable.
 *
 * @param kind what the network does
 * @param inputs what it takes, in the order of the network's inputs; the first is the latent of a generator, the sample of
 *     others; after it come the classes of a conditional network, or the text of one that makes images of texts
 * @param outputs what it gives
 * @param origin where the model comes from
 * @param testVectors outputs for known inputs
 */
@CheckReturnValue
public record ModelCard(
        Kind kind,
        ImmutableList<Port> inputs,
        ImmutableList<Port> outputs,
        Origin origin,
        ImmutableList<TestVector> testVectors) {
    private static final long TEST_STREAM = 2;
    private static final long TEXT_STREAM = 5;
    private static final String LATENT = "z";
    private static final String SAMPLE = "x";
    private static final String TEXT = "text";

    /** What a network does. */
    public enum Kind {
        /** Latents in, samples out. */
        GENERATOR(Port.Latent.class, Port.Samples.class),
        /** Samples in, raw scores out. */
        DISCRIMINATOR(Port.Samples.class, Port.Score.class),
        /** Samples in; out come their features, and after them a raw score for each class. */
        CLASSIFIER(Port.Samples.class, Port.Reading.class),
        /** Samples in, features out. */
        EXTRACTOR(Port.Samples.class, Port.Reading.class),
        /** Images in, images out. */
        TRANSLATOR(Port.Samples.class, Port.Samples.class),
        /** Texts in, sentence vectors out. */
        TEXT_ENCODER(Port.Text.class, Port.Reading.class);

        private final Class<? extends Port.Meaning> taken;
        private final Class<? extends Port.Meaning> given;

        Kind(Class<? extends Port.Meaning> taken, Class<? extends Port.Meaning> given) {
            this.taken = taken;
            this.given = given;
        }

        private void check(Port.Meaning input, Port.Meaning output) {
            checkArgument(
                    taken.isInstance(input) && given.isInstance(output),
                    "a %s does not turn %s into %s",
                    word(),
                    input,
                    output);
            if (output instanceof Port.Reading reading) {
                int classes = reading.classes().size();
                checkArgument(reading.features() >= 1, "features must be at least 1, was %s", reading.features());
                checkArgument(
                        this == CLASSIFIER ? classes >= 2 : classes == 0,
                        "classes must be at least 2 for a classifier and none for others, were %s",
                        classes);
            }
        }

        /** The kind in a word. */
        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
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

    /**
     * Checks that the ends are those of the kind.
     *
     * @throws IllegalArgumentException if they are not
     */
    public ModelCard {
        checkArgument(!inputs.isEmpty() && outputs.size() == 1, "a model takes something, and gives one thing");
        kind.check(inputs.get(0).meaning(), outputs.get(0).meaning());
        Set<String> names = new HashSet<>();
        for (int i = 0; i < inputs.size(); i++) {
            checkArgument(names.add(inputs.get(i).name()), "two inputs have one name, in %s", inputs);
        }
        for (Port further : inputs.subList(1, inputs.size())) {
            checkArgument(
                    isCondition(further.meaning()) && inputs.size() == 2,
                    "beside its first input a %s takes classes or a text at most, not %s",
                    kind.word(),
                    further);
            checkArgument(
                    !(further.meaning() instanceof Port.Classes classes)
                            || kind == Kind.DISCRIMINATOR
                            || further.shape().size() == classes.names().size(),
                    "a %s takes the class of one sample, not of a pack: %s",
                    kind.word(),
                    further);
        }
    }

    private static boolean isCondition(Port.Meaning meaning) {
        return meaning instanceof Port.Classes || meaning instanceof Port.Text || meaning instanceof Port.Sentence;
    }

    /** The card of a generator of which nothing but its shapes is known. */
    public static ModelCard generator(int latentSize, Prior prior, Shape sample) {
        checkArgument(latentSize >= 1, "the size of a latent must be at least 1, was %s", latentSize);
        Port latent = new Port(LATENT, Shape.of(latentSize), new Port.Latent(prior));
        String output = sample.isImage() ? "images" : "samples";
        return card(Kind.GENERATOR, latent, new Port(output, sample, new Port.Samples(Range.of(sample))));
    }

    /**
     * The card of a classifier of which nothing but its shapes and classes is known.
     *
     * @param sample the shape of one sample that it reads
     * @param features how many features it gives, at least 1
     * @param classes their names, at least 2
     */
    public static ModelCard classifier(Shape sample, int features, List<String> classes) {
        Port.Reading reading = new Port.Reading(features, ImmutableList.copyOf(classes));
        return card(
                Kind.CLASSIFIER,
                samples(sample),
                new Port("features_and_scores", Shape.of(features + classes.size()), reading));
    }

    /**
     * The card of a network that turns samples into features.
     *
     * @param sample the shape of one sample
     * @param features how many features it gives, at least 1
     */
    public static ModelCard extractor(Shape sample, int features) {
        Port.Reading reading = new Port.Reading(features, ImmutableList.of());
        return card(Kind.EXTRACTOR, samples(sample), new Port("features", Shape.of(features), reading));
    }

    /**
     * The card of a network that makes an image of an image.
     *
     * @param name the name of the network's input
     * @param input the shape of what it takes: {@code (C, H, W)}
     * @param output the shape of what it makes
     * @param made the values that it makes
     */
    public static ModelCard translator(String name, Shape input, Shape output, Range made) {
        return film(name, input, 1, output, made);
    }

    /**
     * The card of a network that makes the next frame of a film.
     *
     * @param name the name of the network's input
     * @param history the shape of what it takes: frames one after the other on the channels, the oldest first
     * @param frames the number of frames that it takes
     * @param output the shape of one frame
     * @param made the values that it makes
     */
    public static ModelCard film(String name, Shape history, int frames, Shape output, Range made) {
        return card(
                Kind.TRANSLATOR,
                new Port(name, history, new Port.Samples(Range.of(history), frames)),
                new Port("images", output, new Port.Samples(made)));
    }

    /**
     * The card of a network that turns texts into sentence vectors.
     *
     * @param vocabulary the words of texts
     * @param size the length of a sentence vector
     */
    public static ModelCard textEncoder(Vocabulary vocabulary, int size) {
        return card(
                Kind.TEXT_ENCODER,
                new Port(TEXT, vocabulary.shape(), new Port.Text(vocabulary)),
                new Port("features", Shape.of(size), new Port.Reading(size, ImmutableList.of())));
    }

    private static Port samples(Shape sample) {
        return new Port(SAMPLE, sample, new Port.Samples(Range.of(sample)));
    }

    private static ModelCard card(Kind kind, Port input, Port output) {
        return new ModelCard(
                kind, ImmutableList.of(input), ImmutableList.of(output), Origin.UNKNOWN, ImmutableList.of());
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
        return card(
                        Kind.DISCRIMINATOR,
                        new Port(SAMPLE, judged, new Port.Samples(range())),
                        new Port("score", Shape.of(1), new Port.Score()))
                .origin(measuredNot);
    }

    /**
     * The same card of a conditional network, which takes a class beside its first input.
     *
     * @param name the name of the input
     * @param names the names of the classes, each once
     */
    public ModelCard conditional(String name, List<String> names) {
        return conditional(name, names, 1);
    }

    /** As {@link #conditional(String, List)}, of a discriminator that takes a class for each sample of a pack. */
    public ModelCard conditional(String name, List<String> names, int packing) {
        Port.Classes classes = new Port.Classes(ImmutableList.copyOf(names));
        return inputs(ImmutableList.of(inputs.get(0), new Port(name, Shape.of(names.size() * packing), classes)));
    }

    /**
     * The same card of a network that takes a text, or the sentence vector of an encoder outside, beside its first input.
     *
     * @throws IllegalArgumentException if the port is of another meaning
     */
    public ModelCard given(Port port) {
        return inputs(ImmutableList.of(inputs.get(0), port));
    }

    /**
     * The same card of a network that takes a text beside its first input.
     *
     * @param name the name of the input
     * @param vocabulary the words of texts
     */
    public ModelCard text(String name, Vocabulary vocabulary) {
        return given(new Port(name, vocabulary.shape(), new Port.Text(vocabulary)));
    }

    /** The same card of samples that take other values. */
    public ModelCard range(Range values) {
        Port sampled = new Port(sampled().name(), sample(), new Port.Samples(values));
        return makesSamples()
                ? new ModelCard(kind, inputs, ImmutableList.of(sampled), origin, testVectors)
                : inputs(ImmutableList.<Port>builder()
                        .add(sampled)
                        .addAll(inputs.subList(1, inputs.size()))
                        .build());
    }

    /** The same card with the names of a network's inputs, of which there must be as many. */
    public ModelCard inputNames(List<String> names) {
        checkArgument(names.size() == inputs.size(), "there are %s inputs, not %s", inputs.size(), names.size());
        ImmutableList.Builder<Port> named = ImmutableList.builder();
        for (int i = 0; i < names.size(); i++) {
            named.add(inputs.get(i).named(names.get(i)));
        }
        return inputs(named.build());
    }

    private ModelCard inputs(ImmutableList<Port> others) {
        return new ModelCard(kind, others, outputs, origin, testVectors);
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
        return new ModelCard(kind, inputs, outputs, other, testVectors);
    }

    /** The same card with other test vectors. */
    public ModelCard testVectors(List<TestVector> vectors) {
        return new ModelCard(kind, inputs, outputs, origin, ImmutableList.copyOf(vectors));
    }

    /** The length of a latent; 0 for all but generators. */
    public int latentSize() {
        return kind == Kind.GENERATOR ? inputs.get(0).shape().size() : 0;
    }

    /** The distribution that latents are drawn from; {@link Prior#NORMAL} where there are none. */
    public Prior prior() {
        return inputs.get(0).meaning() instanceof Port.Latent latent ? latent.prior() : Prior.NORMAL;
    }

    private boolean makesSamples() {
        return kind == Kind.GENERATOR || kind == Kind.TRANSLATOR;
    }

    private Port sampled() {
        return makesSamples() ? outputs.get(0) : inputs.get(0);
    }

    /** The shape of one sample, generated, translated or judged: {@code (C, H, W)} for images. */
    public Shape sample() {
        return sampled().shape();
    }

    /** The values that samples take; {@link Range#UNBOUNDED} for a network of texts. */
    public Range range() {
        return sampled().meaning() instanceof Port.Samples samples ? samples.range() : Range.UNBOUNDED;
    }

    /** How many features a classifier or an extractor gives of a sample; 0 for others. */
    public int features() {
        return outputs.get(0).meaning() instanceof Port.Reading reading ? reading.features() : 0;
    }

    /** The names of the classes that a classifier scores, or a conditional network takes, in their order; empty for others. */
    public ImmutableList<String> classes() {
        if (outputs.get(0).meaning() instanceof Port.Reading reading) {
            return reading.classes();
        }
        return isConditional() ? ((Port.Classes) inputs.get(1).meaning()).names() : ImmutableList.of();
    }

    /** True if the network takes a class beside its first input. */
    public boolean isConditional() {
        return inputs.size() > 1 && inputs.get(1).meaning() instanceof Port.Classes;
    }

    /** The words of the texts that the network takes; empty if it takes none. */
    public Optional<Vocabulary> vocabulary() {
        return inputs.stream()
                .filter(port -> port.meaning() instanceof Port.Text)
                .map(port -> ((Port.Text) port.meaning()).vocabulary())
                .findFirst();
    }

    /** Which encoder makes the sentence vectors that the network takes; empty if it takes none. */
    public Optional<Port.Sentence> sentence() {
        return inputs.stream()
                .map(Port::meaning)
                .filter(Port.Sentence.class::isInstance)
                .map(Port.Sentence.class::cast)
                .findFirst();
    }

    /** The shape of one sample of the first input. */
    public Shape input() {
        return inputs.get(0).shape();
    }

    /** The shape of one sample of the output. */
    public Shape output() {
        return outputs.get(0).shape();
    }

    /**
     * The first input of a test vector: for a generator the first latent of the seed, for a text encoder a text of words drawn
     * at random, for others a sample of numbers drawn uniformly from [-1, 1) by {@code RandomStream.of(seed, 2)}.
     */
    public float[] testInput(long seed) {
        if (kind == Kind.GENERATOR) {
            return Latents.draw(prior(), latentSize(), 1, seed).toFloats();
        }
        if (inputs.get(0).meaning() instanceof Port.Text text) {
            return text.vocabulary().words(RandomStream.of(seed, TEXT_STREAM));
        }
        float[] input = new float[input().size()];
        RandomStream.of(seed, TEST_STREAM).fillUniform(input, -1, 1);
        return input;
    }

    /**
     * The inputs of a test vector: {@link #testInput}, and for a conditional network the class whose place is the seed modulo
     * the number of classes, so that seeds that follow each other test them all, or a text of words drawn at random, or a
     * sentence vector of normal deviates.
     */
    public ImmutableList<float[]> testInputs(long seed) {
        float[] first = testInput(seed);
        if (inputs.size() == 1) {
            return ImmutableList.of(first);
        }
        if (inputs.get(1).meaning() instanceof Port.Text text) {
            return ImmutableList.of(first, text.vocabulary().words(RandomStream.of(seed, TEXT_STREAM)));
        }
        if (inputs.get(1).meaning() instanceof Port.Sentence) {
            float[] vector = new float[inputs.get(1).shape().size()];
            RandomStream.of(seed, TEXT_STREAM).fillNormal(vector, 0, 1 / Math.sqrt(vector.length));
            return ImmutableList.of(first, vector);
        }
        int all = classes().size();
        float[] oneHots = new float[inputs.get(1).shape().size()];
        for (int pack = 0; pack < oneHots.length / all; pack++) {
            oneHots[pack * all + (int) Math.floorMod(seed + pack, (long) all)] = 1;
        }
        return ImmutableList.of(first, oneHots);
    }
}
