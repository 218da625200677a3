package io.gan4j.djl.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableMap;
import io.gan4j.architecture.TextArchitecture;
import io.gan4j.architecture.TextEncoder;
import io.gan4j.data.Captions;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.data.Part;
import io.gan4j.data.TrainingData;
import io.gan4j.game.Game;
import io.gan4j.game.Phase;
import io.gan4j.game.PhasePlan;
import io.gan4j.game.Sgd;
import io.gan4j.layer.Concat;
import io.gan4j.loss.Hinge;
import io.gan4j.loss.LabelledLoss;
import io.gan4j.loss.MatchingAware;
import io.gan4j.loss.NonSaturating;
import io.gan4j.network.Network;
import io.gan4j.rules.ImageEncoder;
import io.gan4j.rules.SentenceEncoder;
import io.gan4j.rules.TextToImage;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import io.gan4j.tensor.Vocabulary;
import io.gan4j.training.Mismatch;
import io.gan4j.training.TextToImageSettings;
import io.gan4j.training.TrainingStrategy;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/**
 * The game of text to image with linear networks of one number, whose losses are worked out beside it: an image {@code x}, a text of
 * two words, the sentence vector {@code t = w1 + 10 w2}, a generator {@code z + 0.5 t}, and the score {@code 2 x - 0.1 t + 0.3}.
 */
class TextToImageTest {
    private static final int BATCH = 4;
    /** Samples 1 and 2 have one caption, so that one of them beside that of the other is no mismatch. */
    private static final float[] TEXTS = {1, 2, 3, 1, 3, 1, 2, 0};

    private static final float[] NEAR = {1, 3, 2, 1, 3, 2, 1, 0};
    private static final float[] REALS = {0.4f, 1.7f, -0.3f, 0.9f};
    private static final float[] OTHERS = {-1, 0.2f, 2, 0.6f};
    private static final float[] LATENTS = {-10, -7.5f, -6, -1.25f};
    private static final float[] MIXED = {0.1f, -0.2f, 9, 9};

    private record Linear() implements TextArchitecture {
        @Override
        public Network generator(int latent, int sentence, Shape sample) {
            return Network.from(LATENT, Shape.of(1))
                    .input(SENTENCE, Shape.of(1))
                    .join(new Concat(), LATENT, SENTENCE)
                    .linear(1)
                    .build();
        }

        @Override
        public Network trunk(Shape sample) {
            return Network.from("x", sample).linear(1).build();
        }

        @Override
        public Network head(int sentence, Shape sample) {
            return Network.from(FEATURES, Shape.of(1))
                    .input(SENTENCE, Shape.of(1))
                    .join(new Concat(), FEATURES, SENTENCE)
                    .linear(1)
                    .build();
        }

        @Override
        public Linear features(int ofGenerator, int ofDiscriminator) {
            return this;
        }
    }

    private static Tensor row(float... values) {
        return Tensor.of(Shape.of(1, values.length), values);
    }

    private static Map<String, Tensor> linear(float bias, float... weights) {
        return Map.of("linear_1.weight", row(weights), "linear_1.bias", Tensor.of(Shape.of(1), bias));
    }

    private static final Vocabulary WORDS = Vocabulary.of(List.of("blue", "one", "red", "two"), 2);

    private static final SentenceEncoder ENCODER = new SentenceEncoder(
            WORDS, Network.from("text", Shape.of(2)).linear(1).build(), ImmutableMap.copyOf(linear(0, 1, 10)));

    private static final ImageEncoder IMAGES =
            new ImageEncoder(Network.from("x", Shape.of(1)).linear(1).build(), ImmutableMap.copyOf(linear(-4, 1)));

    private static final Map<String, Map<String, Tensor>> PARAMETERS = Map.of(
            "encoder", ENCODER.weights(),
            "image_encoder", IMAGES.weights(),
            "generator", linear(0, 1, 0.5f),
            "trunk", linear(0, 2),
            "head", linear(0.3f, 1, -0.1f));

    private static Dataset points() {
        Dataset plain = Datasets.points(new float[] {1}, new float[] {2}, new float[] {3}, new float[] {4});
        return Captions.tokenized(Datasets.captioned(plain, List.of("red one", "blue one", "red two", "blue two")));
    }

    private static TextToImageSettings settings(Mismatch mismatch, LabelledLoss loss) {
        TrainingStrategy still = TrainingStrategy.standard().batch(BATCH).optimizer(Sgd.of(1e-12));
        return new TextToImageSettings("tiny", new Linear(), 1, loss, mismatch, 0, 0, TextEncoder.standard(), 1, still);
    }

    /** What a step tells, by name. */
    private static Map<String, Float> step(TextToImageSettings settings) {
        Game game = new TextToImage(settings, ENCODER.with(IMAGES)).game(TrainingData.of(points()));
        Map<String, float[]> feeds = Map.of(
                "real",
                REALS,
                "text",
                TEXTS,
                Part.MISMATCH,
                NEAR,
                "other_real",
                OTHERS,
                "z",
                LATENTS,
                "z_mixed",
                MIXED);
        try (HandPlayed played = HandPlayed.with(game, BATCH, PARAMETERS)) {
            float[] outcomes = played.step(feeds);
            Map<String, Float> told = new LinkedHashMap<>();
            int place = 0;
            for (Phase phase : game.phases()) {
                for (String name : PhasePlan.of(game, phase).names()) {
                    told.put(name.equals("loss") ? phase.name() + " loss" : name, outcomes[place++]);
                }
            }
            return told;
        }
    }

    private static double sentence(float[] texts, int n) {
        return texts[2 * n] + 10 * texts[2 * n + 1];
    }

    private static double score(double image, double sentence) {
        return 2 * image - 0.1 * sentence + 0.3;
    }

    private static double fake(int n) {
        return LATENTS[n] + 0.5 * sentence(TEXTS, n);
    }

    /** The mean of a function of what is computed for each sample. */
    private static double mean(DoubleUnaryOperator function, IntToDoubleFunction ofSample) {
        double sum = 0;
        for (int n = 0; n < BATCH; n++) {
            sum += function.applyAsDouble(ofSample.applyAsDouble(n));
        }
        return sum / BATCH;
    }

    private static final DoubleUnaryOperator HINGE_REAL = score -> Math.max(0, 1 - score);
    private static final DoubleUnaryOperator HINGE_FAKE = score -> Math.max(0, 1 + score);

    private static double realLoss() {
        return mean(HINGE_REAL, n -> score(REALS[n], sentence(TEXTS, n)));
    }

    private static double fakeLoss() {
        return mean(HINGE_FAKE, n -> score(fake(n), sentence(TEXTS, n)));
    }

    /** Real images beside the captions before theirs; of sample 2 that is its own. */
    private static double rolledLoss() {
        double sum = 0;
        for (int n = 0; n < BATCH; n++) {
            int before = (n + BATCH - 1) % BATCH;
            sum += n == 2 ? 0 : HINGE_FAKE.applyAsDouble(score(REALS[n], sentence(TEXTS, before)));
        }
        return sum / BATCH;
    }

    private static void check(Map<String, Float> told, String name, double expected) {
        assertThat((double) told.get(name)).as(name).isCloseTo(expected, within(1e-5));
    }

    @Test
    void discriminator_learnsFromRealFakeAndMismatchedCaptions_whichAreNotTheImagesOwn() {
        Map<String, Float> told = step(settings(Mismatch.CAPTIONS, new Hinge()));
        assertThat(rolledLoss()).isGreaterThan(0.1);
        check(told, "discriminator loss", realLoss() + (fakeLoss() + rolledLoss()) / 2);
        check(told, "real score", mean(s -> s, n -> score(REALS[n], sentence(TEXTS, n))));
        check(told, "fake score", mean(s -> s, n -> score(fake(n), sentence(TEXTS, n))));
        check(told, "mismatched score", mean(s -> s, n -> score(REALS[n], sentence(TEXTS, (n + BATCH - 1) % BATCH))));
    }

    @Test
    void nearCaptions_countHalfOfWhatIsMismatched() {
        Map<String, Float> told = step(settings(Mismatch.NEAR_CAPTIONS, new Hinge()));
        double near = mean(HINGE_FAKE, n -> score(REALS[n], sentence(NEAR, n)));
        check(told, "discriminator loss", realLoss() + (fakeLoss() + (rolledLoss() + near) / 2) / 2);
    }

    @Test
    void otherImages_areSeenBesideTheCaptions() {
        Map<String, Float> told = step(settings(Mismatch.IMAGES, new Hinge()));
        double others = mean(HINGE_FAKE, n -> score(OTHERS[n], sentence(TEXTS, n)));
        check(told, "discriminator loss", realLoss() + (fakeLoss() + others) / 2);
    }

    @Test
    void generator_wantsItsImagesToGoWithTheirCaptions() {
        Map<String, Float> told = step(settings(Mismatch.CAPTIONS, new Hinge()));
        check(told, "generator loss", mean(s -> -s, n -> score(fake(n), sentence(TEXTS, n))));
    }

    /** Four captions give two sentence vectors halfway between one and the one before it, with latents of their own. */
    @Test
    void interpolation_addsHalfAsManySentencesBetweenTwoCaptions() {
        DoubleUnaryOperator softplus = s -> Math.log1p(Math.exp(-s));
        TextToImageSettings settings = settings(Mismatch.IMAGES, new NonSaturating());
        double plain = mean(softplus, n -> score(fake(n), sentence(TEXTS, n)));
        check(step(settings), "generator loss", plain);
        double between = 0;
        for (int n = 0; n < 2; n++) {
            double mixed = (sentence(TEXTS, n) + sentence(TEXTS, (n + BATCH - 1) % BATCH)) / 2;
            between += softplus.applyAsDouble(score(MIXED[n] + 0.5 * mixed, mixed)) / 2;
        }
        check(step(settings.interpolation(3)), "generator loss", plain + 3 * between);
    }

    /** Vectors of one element are 1 or -1 when their length is 1, and their products are divided by a temperature of 0.1. */
    @Test
    void matching_addsTheCrossEntropyOfCaptionsAndImages() {
        double found = 0;
        double read = 0;
        for (int n = 0; n < BATCH; n++) {
            double ofImages = 0;
            double ofCaptions = 0;
            for (int m = 0; m < BATCH; m++) {
                ofImages += Math.exp(10 * sign(sentence(TEXTS, n)) * sign(fake(m) - 4));
                ofCaptions += Math.exp(10 * sign(fake(n) - 4) * sign(sentence(TEXTS, m)));
                ofCaptions += Math.exp(10 * sign(fake(n) - 4) * sign(sentence(NEAR, m)));
            }
            double own = 10 * sign(fake(n) - 4) * sign(sentence(TEXTS, n));
            found += (own - Math.log(ofImages)) / BATCH;
            read += (own - Math.log(ofCaptions)) / BATCH;
        }
        TextToImageSettings plain = settings(Mismatch.CAPTIONS, new Hinge());
        Map<String, Float> told = step(plain.matching(0.3));
        double adversarial = mean(s -> -s, n -> score(fake(n), sentence(TEXTS, n)));
        assertThat(found).isLessThan(-0.5);
        assertThat(found + read).isNotCloseTo(2 * found, within(0.1));
        assertThat((double) told.get("generator loss")).isCloseTo(adversarial - 0.3 * (found + read) / 2, within(1e-4));
        check(told, "share of the caption", Math.exp(read));
        assertThat(step(plain)).doesNotContainKey("share of the caption");
    }

    private static double sign(double vector) {
        return vector / (Math.abs(vector) + 1e-6);
    }

    /** The gradient is 2 at the image and -0.1 at the sentence: {@code 2 (4 + 0.01)^3}. */
    @Test
    void matchingAwarePenalty_isTakenAtImageAndSentence() {
        TextToImageSettings plain = settings(Mismatch.CAPTIONS, new Hinge());
        TextToImageSettings penalized = plain.strategy(plain.strategy().regularizers(MatchingAware.standard()));
        double penalty = step(penalized).get("discriminator loss") - step(plain).get("discriminator loss");
        assertThat(penalty).isCloseTo(2 * Math.pow(4.01, 3), within(1e-3));
    }

    @Test
    void step_movesTheDiscriminatorsPartsAndTheGenerator_andLeavesTheEncoders() {
        TextToImageSettings still = settings(Mismatch.CAPTIONS, new Hinge());
        TextToImageSettings moving =
                still.strategy(still.strategy().optimizer(Sgd.of(0.01))).matching(0.01);
        Game game = new TextToImage(moving, ENCODER.with(IMAGES)).game(TrainingData.of(points()));
        Map<String, float[]> feeds = Map.of("real", REALS, "text", TEXTS, Part.MISMATCH, NEAR, "z", LATENTS);
        try (HandPlayed played = HandPlayed.with(game, BATCH, PARAMETERS)) {
            double before = mean(s -> s, n -> score(fake(n), sentence(TEXTS, n)));
            played.step(feeds);
            Map<String, float[]> after = new HashMap<>();
            PARAMETERS.forEach((player, values) -> after.put(player, played.parameter(player, "linear_1.weight")));
            assertThat(after.get("encoder")).containsExactly(1, 10);
            assertThat(after.get("image_encoder")).containsExactly(1);
            assertThat(after.get("trunk")).doesNotContain(2);
            assertThat(after.get("head")).doesNotContain(1, -0.1f);
            float[] g = after.get("generator");
            float bias = played.parameter("generator", "linear_1.bias")[0];
            double now = mean(s -> s, n -> {
                double t = sentence(TEXTS, n);
                return score(g[0] * LATENTS[n] + g[1] * t + bias, t);
            });
            assertThat(now)
                    .as("the old discriminator takes the fakes for more real")
                    .isGreaterThan(before);
        }
    }

    @Test
    void problems_nameWhatDoesNotFit() {
        TextToImageSettings odd = settings(Mismatch.CAPTIONS, new Hinge()).interpolation(1);
        TextToImageSettings single = odd.strategy(odd.strategy().batch(1).standingStatistics(3));
        Dataset plain = Datasets.points(new float[] {1}, new float[] {2}, new float[] {3}, new float[] {4});
        assertThat(new TextToImage(single, ENCODER).problems(TrainingData.of(plain)))
                .containsExactly(
                        "the samples of 4 points have no captions as numbers: make them by Captions.tokenized(captioned)",
                        "captions of other samples of a batch need a batch of at least 2: set batch(2) or more",
                        "interpolation mixes pairs of captions, which a batch of 1 does not consist of: set batch(2) or"
                                + " interpolation(0)",
                        "standingStatistics(...) is not for generators that are given texts: leave it out");
        assertThat(new TextToImage(settings(Mismatch.CAPTIONS, new Hinge()).matching(1), ENCODER)
                        .problems(TrainingData.of(points())))
                .containsExactly(
                        "matching needs the image encoder that learned beside the text encoder, which the one that"
                                + " was given does not hold: set matching(0), or let an encoder learn");
        assertThatThrownBy(() -> ENCODER.with(new ImageEncoder(
                        Network.from("x", Shape.of(1)).linear(2).build(), ImmutableMap.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("vectors of images have 2 elements, and those of sentences 1: take the two encoders of one"
                        + " training");
        assertThatThrownBy(() -> new SentenceEncoder(WORDS, new Linear().head(1, Shape.of(1)), ImmutableMap.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "a text encoder takes the words of a text, (2), and gives a vector, this one takes");
    }
}
