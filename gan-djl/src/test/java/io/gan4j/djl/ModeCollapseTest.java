package io.gan4j.djl;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.Gan;
import io.gan4j.data.Datasets;
import io.gan4j.data.Points;
import io.gan4j.game.Adam;
import io.gan4j.loss.R1;
import io.gan4j.loss.R2;
import io.gan4j.metric.ModeCoverage;
import io.gan4j.run.TrainedGan;
import io.gan4j.testing.Effort;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The recommended settings do not give up modes. */
class ModeCollapseTest {
    private static final int POINTS = 2000;
    /** Points spread evenly over a disc of radius 1.2 would have 2 % of high quality. */
    private static final double HIGH_QUALITY = 0.1;
    /** With half of the modes, evenly, it would be log 2. */
    private static final double UNEVEN = 0.5;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Effort.cases(5, 20));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void ringOfEight_learntByModern_hasAllModes(long seed) {
        try (TrainedGan trained = Gan.modern()
                .generatorFeatures(64)
                .discriminatorFeatures(64)
                .latent(2)
                .batch(128)
                .optimizer(Adam.of(1e-3).betas(0, 0.99))
                .regularizers(R1.of(0.02), R2.of(0.02))
                .ema(0.99)
                .steps(1200)
                .seed(seed)
                .threads(1)
                .train(Datasets.ring(8))) {
            float[] points = trained.generator().samples(trained.generator().latents(POINTS, 5));
            ModeCoverage coverage = ModeCoverage.of(points, Points.ring(8));
            System.out.println("P20: ring of 8, seed " + seed + ": " + coverage.found() + " of 8 modes");
            assertThat(coverage.found()).isEqualTo(8);
            assertThat(coverage.highQuality()).isGreaterThan(HIGH_QUALITY);
            assertThat(coverage.reverseKl()).isLessThan(UNEVEN);
        }
    }
}
