package io.gan4j.djl;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.Gan;
import io.gan4j.GanBuilder;
import io.gan4j.data.Datasets;
import io.gan4j.game.Adam;
import io.gan4j.loss.R1;
import io.gan4j.loss.R2;
import io.gan4j.watch.Advice;
import io.gan4j.watch.TrainingMonitor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The monitor on runs that go wrong by their settings, and on one that goes well. */
class MonitorTest {
    @Test
    void discriminatorThatLearnsMuchFaster_isSeenToWin() {
        assertThat(kinds(ring(Gan.vanilla())
                        .discriminatorOptimizer(Adam.of(1e-2).betas(0.5, 0.999))
                        .generatorOptimizer(Adam.of(1e-6).betas(0.5, 0.999))))
                .contains(Advice.Kind.DISCRIMINATOR_WON);
    }

    @Test
    void generatorThatCannotMove_isSeenToHaveCollapsed() {
        assertThat(kinds(ring(Gan.vanilla())
                        .discriminatorOptimizer(Adam.of(1e-3).betas(0.5, 0.999))
                        .generatorOptimizer(Adam.of(1e-7).betas(0.5, 0.999))))
                .contains(Advice.Kind.COLLAPSE);
    }

    @Test
    void runThatGoesWell_isNotWarnedOf() {
        assertThat(kinds(ring(Gan.modern())
                        .optimizer(Adam.of(1e-3).betas(0, 0.99))
                        .regularizers(R1.of(0.02), R2.of(0.02))))
                .isEmpty();
    }

    private static GanBuilder ring(GanBuilder preset) {
        return preset.generatorFeatures(32)
                .discriminatorFeatures(32)
                .latent(2)
                .batch(64)
                .steps(800)
                .reportEvery(10)
                .seed(1)
                .threads(1);
    }

    private static List<Advice.Kind> kinds(GanBuilder gan) {
        List<Advice.Kind> kinds = new ArrayList<>();
        gan.listener(TrainingMonitor.of(advice -> kinds.add(advice.kind())))
                .train(Datasets.ring(8))
                .close();
        return kinds;
    }
}
