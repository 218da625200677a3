package io.gan4j.djl;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.Gan;
import io.gan4j.GanBuilder;
import io.gan4j.architecture.Mlp;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.data.Points;
import io.gan4j.game.Adam;
import io.gan4j.inference.Generator;
import io.gan4j.loss.GradientPenalty;
import io.gan4j.run.TrainedGan;
import io.gan4j.testing.Effort;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** It learns: what comes out resembles what went in, by measures that no constant and no noise passes. */
class LearningTest {
    private static final int POINTS = 2000;
    /** An eighth of the distance between neighbouring modes. */
    private static final double NEAR = 0.1;
    /** Points spread evenly over the disc would give a mode 0.8 % of them. */
    private static final double SHARE = 0.02;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void ringOfEight_learntByWganGp_hasAtLeastSevenModes(long seed) {
        try (TrainedGan trained = Gan.wganGp()
                .architecture(Mlp.of(32))
                .latent(8)
                .batch(128)
                .discriminatorSteps(3)
                .optimizer(Adam.of(1e-3).betas(0.5, 0.9))
                .regularizers(new GradientPenalty(0.1f))
                .steps(2500)
                .seed(seed)
                .threads(1)
                .train(Datasets.ring(8))) {
            assertThat(modes(trained.generator())).isGreaterThanOrEqualTo(7);
        }
    }

    private static int modes(Generator generator) {
        float[] points = generator.samples(generator.latents(POINTS, 5));
        int modes = 0;
        for (double[] centre : Points.ring(8).centres()) {
            int near = 0;
            for (int i = 0; i < POINTS; i++) {
                near += Math.hypot(points[2 * i] - centre[0], points[2 * i + 1] - centre[1]) < NEAR ? 1 : 0;
            }
            modes += near >= SHARE * POINTS ? 1 : 0;
        }
        return modes;
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Effort.cases(1, 10));
    }

    /**
     * The images come within half the distance that untrained ones have to their nearest digits, and these are many different
     * digits. An untrained generator, or one that makes one image whatever the latent, has one nearest digit; noise is as far
     * as the untrained one.
     */
    @ParameterizedTest
    @MethodSource("seeds")
    void digits_learntByASmallDcgan_comeNearManyDigits(long seed) {
        Dataset digits = Datasets.resized(Datasets.digits(1000), 12, 12);
        GanBuilder settings = Gan.dcgan()
                .generatorFeatures(16)
                .discriminatorFeatures(16)
                .latent(16)
                .batch(32)
                .optimizer(Adam.of(1e-3).betas(0.5, 0.999))
                .seed(seed)
                .threads(1);
        Neighbours untrained = neighbours(settings.steps(1), digits);
        Neighbours trained = neighbours(settings.steps(300), digits);
        System.out.printf(
                "P20: digits, seed %d: %.1f from the nearest of them, untrained %.1f; near %d of them%n",
                seed, trained.meanDistance(), untrained.meanDistance(), trained.different());
        assertThat(untrained.different()).isLessThan(10);
        assertThat(trained.meanDistance()).isLessThan(untrained.meanDistance() / 2);
        assertThat(trained.different()).isGreaterThan(40);
    }

    /**
     * The training samples that are nearest to 100 generated ones.
     *
     * @param meanDistance how far they are, in the mean
     * @param different how many of them there are
     */
    private record Neighbours(double meanDistance, int different) {}

    private static Neighbours neighbours(GanBuilder settings, Dataset digits) {
        float[] real = Datasets.images(digits, 0, digits.size()).toFloats();
        int size = digits.shape().size();
        int count = 100;
        try (TrainedGan trained = settings.train(digits)) {
            float[] fake = trained.generator().generate(count, 9).toFloats();
            double sum = 0;
            Set<Integer> nearest = new HashSet<>();
            for (int i = 0; i < count; i++) {
                double best = Double.POSITIVE_INFINITY;
                int place = -1;
                for (int j = 0; j < digits.size(); j++) {
                    double distance = distance(fake, i * size, real, j * size, size);
                    if (distance < best) {
                        best = distance;
                        place = j;
                    }
                }
                sum += best;
                nearest.add(place);
            }
            return new Neighbours(sum / count, nearest.size());
        }
    }

    private static double distance(float[] a, int fromA, float[] b, int fromB, int size) {
        double squares = 0;
        for (int i = 0; i < size; i++) {
            double difference = a[fromA + i] - b[fromB + i];
            squares += difference * difference;
        }
        return Math.sqrt(squares);
    }
}
