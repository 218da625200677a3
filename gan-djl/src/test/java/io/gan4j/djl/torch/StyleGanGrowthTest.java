package io.gan4j.djl.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.architecture.Growth;
import io.gan4j.architecture.StyleGan;
import io.gan4j.game.Game;
import io.gan4j.game.PhasePlan;
import io.gan4j.layer.Conv2d;
import io.gan4j.layer.Fade;
import io.gan4j.layer.Fir2d;
import io.gan4j.layer.InstanceNorm2d;
import io.gan4j.loss.Wasserstein;
import io.gan4j.network.Network;
import io.gan4j.network.NetworkBuilder;
import io.gan4j.rules.TwoPlayerGame;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import io.gan4j.training.TrainingStrategy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks that grow give at a border what they gave before it, and what they are made of computes what the paper says. */
class StyleGanGrowthTest {
    private static final StyleGan RECIPE = StyleGan.of(2).mapping(6, 2);
    private static final Shape IMAGE = Shape.of(3, 32, 32);
    private static final int COUNT = 3;

    /** The stages from 8 over 16 to 32 pixels, of which two fade layers in. */
    private static List<Growth> stages() {
        return RECIPE.growth(IMAGE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void generator_thatBeginsToFade_givesTheImagesOfTheStageBefore(int fading) {
        border(at -> RECIPE.generator(10, IMAGE, at), fading, 10);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void discriminator_thatBeginsToFade_givesTheScoresOfTheStageBefore(int fading) {
        border(at -> RECIPE.discriminator(IMAGE, at), fading, IMAGE.size());
    }

    private static void border(Function<Growth, Network> recipe, int fading, int inputs) {
        Network before = recipe.apply(stages().get(fading - 1));
        Network fades = recipe.apply(stages().get(fading));
        Network after = recipe.apply(stages().get(fading + 1));
        Map<String, Tensor> trained = new HashMap<>(HandPlayed.trained(fades, 3));
        trained.putAll(HandPlayed.trained(before, 5));
        HandPlayed.trained(after, 7).forEach(trained::putIfAbsent);
        float[] x = HandPlayed.normal(COUNT * inputs, 11);
        assertThat(evaluated(fades, with(trained, fades, 0), x)).containsExactly(evaluated(before, trained, x));
        assertThat(evaluated(fades, with(trained, fades, 1), x)).containsExactly(evaluated(after, trained, x));
        assertThat(evaluated(fades, with(trained, fades, 0.5f), x)).isNotEqualTo(evaluated(after, trained, x));
    }

    private static Map<String, Tensor> with(Map<String, Tensor> trained, Network network, float alpha) {
        Map<String, Tensor> values = new HashMap<>(trained);
        network.nodes().stream()
                .filter(node -> node.layer() instanceof Fade)
                .forEach(node -> values.put(node.name() + ".alpha", Tensor.of(Shape.of(1), alpha)));
        return values;
    }

    private static float[] evaluated(Network network, Map<String, Tensor> values, float[] x) {
        Map<String, Tensor> own = new HashMap<>();
        network.parameters().forEach(parameter -> own.put(parameter.name(), values.get(parameter.name())));
        try (HandPlayed played = HandPlayed.evaluating(network, own)) {
            return played.evaluate("evaluated", x, COUNT);
        }
    }

    /**
     * The real images of a stage from 2 to 4 pixels, with a quarter of it done: of the upper left tile with the pixels 0, 4, 8
     * and 12, whose mean is 6, the first becomes 0.75 * 6 + 0.25 * 0. A discriminator that gives the first pixel is told that.
     */
    @Test
    void realImages_whileFading_areBetweenTheirTilesAndThemselves() {
        Shape shape = Shape.of(1, 4, 4);
        Network tiles = new Growth(4, 4, Growth.Kind.FADING, 1).beforeFading(shape);
        float[] real = {0, 4, 1, 1, 8, 12, 1, 1, -4, -4, 2, 4, -4, -4, 6, 8};
        try (HandPlayed played = HandPlayed.evaluating(tiles, Map.of())) {
            float[] before = played.evaluate("evaluated", real, 1);
            assertThat(before).containsExactly(6, 6, 1, 1, 6, 6, 1, 1, -4, -4, 5, 5, -4, -4, 5, 5);
        }
        Network generator =
                Network.from("z", Shape.of(1)).linear(16).reshape(shape).build();
        Network firstPixel =
                Network.from("x", shape).flatten().linear(1).name("score").build();
        Game game = TwoPlayerGame.rules(
                        generator,
                        firstPixel,
                        Prior.NORMAL,
                        new Wasserstein(),
                        TrainingStrategy.standard().batch(1))
                .fading(tiles)
                .game();
        float[] weight = new float[16];
        weight[0] = 1;
        Map<String, Tensor> values =
                Map.of("score.weight", Tensor.of(Shape.of(1, 16), weight), "score.bias", Tensor.of(Shape.of(1), 0));
        try (HandPlayed played = HandPlayed.with(
                game,
                1,
                Map.of("generator", generator.initialise(0), "discriminator", values, "before_fading", Map.of()))) {
            float[] outcomes = played.step(draw -> draw instanceof PhasePlan.ScheduleDraw
                    ? new float[] {0.25f}
                    : draw.isReal() ? real : new float[] {0});
            assertThat(PhasePlan.of(game, game.phases().get(0)).names())
                    .startsWith("loss", "real score", "fake score", "faded in");
            assertThat(outcomes[1]).isEqualTo(4.5f, within(1e-6f));
            assertThat(outcomes[3]).isEqualTo(0.25f);
        }
    }

    /**
     * AdaIN by hand: the pixels 1, 3, 5 and 7 have the mean 4 and the variance 5; times 2 and plus 10, the first becomes {@code
     * 10 - 2 * 3 / sqrt(5)}.
     */
    @Test
    void adaptiveInstanceNormalization_isTheNormalizedImage_scaledAndShifted() {
        NetworkBuilder network = Network.from("x", Shape.of(1, 2, 2)).input("scale", Shape.of(1));
        network.input("shift", Shape.of(1)).branch("x").add(InstanceNorm2d.of(1).withoutAffine());
        try (HandPlayed played =
                HandPlayed.evaluating(network.modulate("scale", "shift").build(), Map.of())) {
            float[] y = played.evaluate(
                    "evaluated", List.of(new float[] {1, 3, 5, 7}, new float[] {2}, new float[] {10}), 1);
            assertThat(y).containsExactly(new float[] {7.316718f, 9.105573f, 10.894427f, 12.683282f}, within(1e-4f));
        }
    }

    /** Repeated pixels, a convolution and the filter [1, 2, 1] behind it, as in the paper, but for a border of two pixels. */
    @Test
    void filterBeforeTheConvolution_isThePapersFilterBehindIt() {
        Shape shape = Shape.of(1, 6, 6);
        Network ours = Network.from("x", shape)
                .add(new Fir2d(Fir2d.Use.UPSAMPLING))
                .add(Conv2d.of(1, 1, 3, 1, 1).withoutBias())
                .name("conv")
                .build();
        Network papers = Network.from("x", shape)
                .upsampleNearest2d(2)
                .add(Conv2d.of(1, 1, 3, 1, 1).withoutBias())
                .name("conv")
                .add(Conv2d.of(1, 1, 3, 1, 1).withoutBias())
                .name("filter")
                .build();
        Tensor weight = Tensor.of(Shape.of(1, 1, 3, 3), HandPlayed.normal(9, 4));
        float[] taps = {1, 2, 1, 2, 4, 2, 1, 2, 1};
        Tensor filter = Tensor.zeros(Shape.of(1, 1, 3, 3));
        for (int i = 0; i < taps.length; i++) {
            filter.values()[i] = taps[i] / 16;
        }
        float[] x = HandPlayed.normal(36, 5);
        try (HandPlayed one = HandPlayed.evaluating(ours, Map.of("conv.weight", weight));
                HandPlayed other =
                        HandPlayed.evaluating(papers, Map.of("conv.weight", weight, "filter.weight", filter))) {
            float[] y = one.evaluate("evaluated", x, 1);
            float[] expected = other.evaluate("evaluated", x, 1);
            for (int row = 2; row < 10; row++) {
                for (int column = 2; column < 10; column++) {
                    assertThat(y[12 * row + column]).isEqualTo(expected[12 * row + column], within(1e-5f));
                }
            }
        }
    }

    /**
     * Styles of mean square 1, features of variance 1 before they are styled, and features of the discriminator of mean square
     * 1.
     */
    @Test
    void layers_atTheStart_haveUnitVariance() {
        StyleGan recipe = StyleGan.of(16).mapping(64, 4);
        Shape shape = Shape.of(3, 16, 16);
        Network generator = recipe.generator(64, shape);
        float[] z = HandPlayed.normal(64 * 64, 5);
        assertThat(meanSquare(generator, "w", z)).isBetween(0.8, 1.25);
        double styled = 0;
        List<String> layers = List.of("first_4", "second_4", "first_8", "second_8", "first_16", "second_16");
        for (String layer : layers) {
            assertThat(meanSquare(generator, layer + "_norm", z)).as(layer).isBetween(0.99, 1.01);
            styled += meanSquare(generator, layer, z) / layers.size();
        }
        // the square of a scale of 1 plus a normal deviate, and of a shift: 2 and 1; four standard errors with these
        // numbers of channels
        assertThat(styled).isBetween(2.1, 3.9);
        Network discriminator = recipe.discriminator(shape);
        float[] x = HandPlayed.normal(64 * shape.size(), 5);
        assertThat(meanSquare(discriminator, "from_16_active", x)).isBetween(0.7, 1.3);
        assertThat(meanSquare(discriminator, "first_16_active", x)).isBetween(0.6, 1.4);
    }

    private static double meanSquare(Network network, String layer, float[] x) {
        Network part = NetworkPart.upTo(network, layer);
        try (HandPlayed played = HandPlayed.evaluating(part, part.initialise(3))) {
            double square = 0;
            float[] y = played.evaluate("evaluated", x, 64);
            for (float value : y) {
                square += value * value;
            }
            return square / y.length;
        }
    }
}
