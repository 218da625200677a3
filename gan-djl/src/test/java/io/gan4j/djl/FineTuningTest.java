package io.gan4j.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.Gan;
import io.gan4j.GanBuilder;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.data.Digits;
import io.gan4j.error.CheckpointException;
import io.gan4j.evaluation.Metric;
import io.gan4j.run.TrainedGan;
import io.gan4j.run.TrainingRun;
import io.gan4j.training.Checkpoints;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks that learnt from some data go on with other data. */
class FineTuningTest {
    private static final Dataset OTHER = Datasets.resized(Digits.of(40).seed(9).draw(), 16, 16);

    @TempDir
    private Path folder;

    private static GanBuilder small() {
        return Presets.DCGAN.settings();
    }

    /** With batch normalisation, whose running statistics are part of it. */
    @Test
    void run_beginsWithTheNetworksOfAnother() throws IOException {
        float[] images;
        float[] scores;
        try (TrainedGan first = small().checkpoints(Checkpoints.in(folder)).train(Presets.DATA)) {
            images = first.generator().generate(5, 1).toFloats();
            scores = first.discriminator().score(first.generator().generate(5, 1));
        }
        try (TrainingRun second = small().weightsFrom(folder).seed(77).start(OTHER)) {
            assertThat(second.step()).isZero();
            assertThat(second.generator().generate(5, 1).toFloats()).isEqualTo(images);
            assertThat(second.discriminator().score(second.generator().generate(5, 1)))
                    .isEqualTo(scores);
            second.play();
            assertThat(second.generator().generate(5, 1).toFloats()).isNotEqualTo(images);
        }
        assertThatThrownBy(() -> small().latent(7).weightsFrom(folder).start(OTHER))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("set the architecture, features and latent that were set there");
    }

    @Test
    void run_goesOnWithOtherData_ifThatIsAskedForByName() throws IOException {
        GanBuilder gan = small().keepBest(Metric.slicedWasserstein().samples(20), 2);
        float[] images;
        try (TrainedGan first = gan.checkpoints(Checkpoints.in(folder)).train(Presets.DATA)) {
            assertThat(first.step()).isPositive();
        }
        assertThatThrownBy(() ->
                        Gan.resume(folder, Checkpoints.Change.LENGTH).steps(8).train(OTHER))
                .isInstanceOf(CheckpointException.class)
                .hasMessageEndingWith("by Checkpoints.resume(folder, Change.DATA)");
        try (TrainingRun more = Gan.resume(folder, Checkpoints.Change.LENGTH, Checkpoints.Change.DATA)
                .steps(8)
                .start(OTHER)) {
            assertThat(more.step()).isEqualTo(4);
            try (TrainedGan trained = more.train()) {
                assertThat(trained.step()).isGreaterThan(4);
                images = trained.generator().generate(2, 0).toFloats();
                assertThat(trained.generator().card().origin().dataset()).isEqualTo(OTHER.name());
            }
        }
        assertThat(images).hasSize(2 * 16 * 16);
    }
}
