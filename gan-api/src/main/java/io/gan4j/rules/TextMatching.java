package io.gan4j.rules;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.architecture.TextEncoder;
import io.gan4j.data.Dataset;
import io.gan4j.data.Part;
import io.gan4j.data.TrainingData;
import io.gan4j.game.Adam;
import io.gan4j.game.Expr;
import io.gan4j.game.Game;
import io.gan4j.game.Phase;
import io.gan4j.game.Player;
import io.gan4j.game.Schedule;
import io.gan4j.inference.ModelCard;
import io.gan4j.network.Network;
import io.gan4j.network.NetworkBuilder;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import io.gan4j.tensor.Vocabulary;
import java.util.List;
import java.util.Map;

/**
 * The game in which a text encoder learns what captions mean, by matching them with images: a text encoder and an image encoder
 * learn vectors of which those of an image and its caption are alike, and those of others of the batch are not (InfoNCE in both
 * directions; van den Oord et al. 2018, equation 4; Radford et al., CLIP, 2021, figure 3). An image is told from the captions
 * of the others, and besides from a caption that is nearly right, {@link Part#MISMATCH}, for each image of the batch: among
 * captions drawn at random hardly any differ only in which color belongs to which thing.
 *
 * <pre>{@code
 * TextMatching matching = TextMatching.standard();
 * try (TrainedGame trained = Gan.game(matching).batch(64).steps(2_000).train(Captions.tokenized(captioned))) {
 *     SentenceEncoder encoder = matching.encoder(vocabulary, trained.parameters(TextMatching.TEXT_ENCODER));
 * }
 * }</pre>
 *
 * @param encoder the recipe of the text encoder
 * @param features the channels of the image encoder's first convolution
 * @param rate the learning rate, which falls to 0 by a cosine
 * @param temperature what the cosines of vectors are divided by: the smaller, the more nearly right captions count
 */
@CheckReturnValue
public record TextMatching(TextEncoder encoder, int features, double rate, double temperature) implements GameRules {
    /** The name of the text encoder, as a player and as a model. */
    public static final String TEXT_ENCODER = "text_encoder";

    /** The name of the image encoder, as a player and as a model. */
    public static final String IMAGE_ENCODER = "image_encoder";

    /** What is reported of captions: the geometric mean of the share that an image gives its own. */
    static final String SHARE_OF_CAPTION = "share of the caption";

    private static final String IMAGE = "image";
    private static final int SMALLEST = 4;
    private static final float SLOPE = 0.2f;
    /** Keeps a vector of zeros from being divided by its length. */
    private static final double TINY = 1e-6;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public TextMatching {
        checkArgument(features >= 1, "features must be at least 1, was %s", features);
        checkArgument(rate > 0 && Double.isFinite(rate), "rate must be above 0, was %s", rate);
        checkArgument(
                temperature > 0 && Double.isFinite(temperature), "temperature must be above 0, was %s", temperature);
    }

    /** The rules with the standard text encoder, 32 features, a learning rate of 0.001 and a temperature of 0.1. */
    public static TextMatching standard() {
        return new TextMatching(TextEncoder.standard(), 32, 1e-3, 0.1);
    }

    /** The same rules with another text encoder. */
    public TextMatching encoder(TextEncoder recipe) {
        return new TextMatching(recipe, features, rate, temperature);
    }

    @Override
    public ImmutableList<String> problems(TrainingData data) {
        Dataset captioned = data.principal();
        ImmutableList.Builder<String> problems = ImmutableList.builder();
        if (captioned.vocabulary().isEmpty()
                || captioned.parts().stream().noneMatch(part -> part.name().equals(Part.MISMATCH))) {
            problems.add("the samples of " + captioned.name()
                    + " have no captions as numbers: make them by Captions.tokenized(captioned)");
        }
        Shape image = captioned.shape();
        if (!image.isImage() || Math.min(image.height(), image.width()) < SMALLEST) {
            problems.add("captions are matched with images of at least " + SMALLEST + " x " + SMALLEST
                    + " pixels, the samples of " + captioned.name() + " have shape " + image);
        }
        return problems.build();
    }

    @Override
    public Game game(TrainingData data) {
        Vocabulary vocabulary = vocabulary(data);
        Shape image = data.principal().shape();
        Matches matches = matches(
                Expr.apply(IMAGE_ENCODER, Expr.input(IMAGE)),
                Expr.apply(TEXT_ENCODER, Expr.input(Part.TEXT)),
                Expr.apply(TEXT_ENCODER, Expr.input(Part.MISMATCH)));
        Phase phase = Phase.of("matching", List.of(TEXT_ENCODER, IMAGE_ENCODER), matches.loss())
                .reports(ImmutableMap.of(
                        "share of the image",
                        matches.found().exp(),
                        SHARE_OF_CAPTION,
                        matches.read().exp()));
        return Game.of(
                List.of(
                        learner(TEXT_ENCODER, encoder.encoder(vocabulary)),
                        learner(IMAGE_ENCODER, imageEncoder(image))),
                List.of(
                        input(IMAGE, image, Part.SAMPLE),
                        input(Part.TEXT, vocabulary.shape(), Part.TEXT),
                        input(Part.MISMATCH, vocabulary.shape(), Part.MISMATCH)),
                List.of(phase));
    }

    /**
     * How well the vectors of images and captions of a batch go together.
     *
     * @param found the mean logarithm of the share that each caption gives its image among all
     * @param read that of the share that each image gives its caption among all and those that are nearly right
     */
    record Matches(Expr found, Expr read) {
        /** The mean cross entropy of both. */
        Expr loss() {
            return found.plus(read).times(-0.5);
        }
    }

    /** What the vectors of images, of their captions and of captions that are nearly right say of one another. */
    Matches matches(Expr images, Expr texts, Expr wrong) {
        Expr image = unit(images);
        Expr text = unit(texts);
        return new Matches(
                scaled(text).matched(image).mean(),
                scaled(image).matched(text.join(unit(wrong))).mean());
    }

    private static Vocabulary vocabulary(TrainingData data) {
        return data.principal().vocabulary().orElseThrow();
    }

    private static Game.Input input(String name, Shape shape, String part) {
        return new Game.Input(name, shape, new Game.Real(TrainingData.REAL, part));
    }

    private Player learner(String name, Network network) {
        return Player.of(name, network, Adam.of(rate)).rate(Schedule.cosine(1, 0));
    }

    private Expr scaled(Expr vectors) {
        return vectors.times(1 / temperature);
    }

    private static Expr unit(Expr vectors) {
        return vectors.over(vectors.sampleNorm().plus(TINY));
    }

    /** Each convolution halves the image, until a side is 4 to 7 pixels long; what is left is read with where it is. */
    public Network imageEncoder(Shape image) {
        NetworkBuilder network = Network.from("x", image);
        int channels = features;
        while (Math.min(network.shape().height(), network.shape().width()) >= 2 * SMALLEST) {
            network.conv2d(channels, 4, 2, 1).leakyRelu(SLOPE);
            channels = Math.min(2 * channels, 4 * features);
        }
        return network.conv2d(channels, 3, 1, 1)
                .leakyRelu(SLOPE)
                .flatten()
                .linear(encoder.size())
                .build();
    }

    /**
     * The two encoders: {@link io.gan4j.inference.TextReader} and {@link io.gan4j.inference.Recogniser} use them when exported.
     */
    @Override
    public ImmutableList<Model> models(TrainingData data) {
        return ImmutableList.of(
                Model.of(TEXT_ENCODER, ModelCard.textEncoder(vocabulary(data), encoder.size())),
                Model.of(IMAGE_ENCODER, ModelCard.extractor(data.principal().shape(), encoder.size())));
    }

    /**
     * The text encoder with what it learned, and the image encoder that learned beside it.
     *
     * @param vocabulary that of the data they learned from
     * @param image the shape of its images
     * @param texts the values of the text encoder's parameters: what {@code TrainedGame.parameters} gives of {@link #TEXT_ENCODER}
     * @param images those of the {@link #IMAGE_ENCODER}
     */
    public SentenceEncoder encoder(
            Vocabulary vocabulary, Shape image, Map<String, Tensor> texts, Map<String, Tensor> images) {
        return encoder(vocabulary, texts).with(new ImageEncoder(imageEncoder(image), ImmutableMap.copyOf(images)));
    }

    /**
     * The text encoder with what it learned.
     *
     * @param vocabulary that of the data it learned from
     * @param learned the values of its parameters: what {@code TrainedGame.parameters} gives of {@link #TEXT_ENCODER}
     */
    public SentenceEncoder encoder(Vocabulary vocabulary, Map<String, Tensor> learned) {
        return new SentenceEncoder(vocabulary, encoder.encoder(vocabulary), ImmutableMap.copyOf(learned));
    }

    @Override
    public ImmutableMap<String, String> configuration() {
        return ImmutableMap.of(
                "textEncoder", encoder.toString(),
                "imageFeatures", Integer.toString(features),
                "rate", Double.toString(rate),
                "temperature", Double.toString(temperature));
    }
}
