package io.gan4j.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.Gan;
import io.gan4j.GanBuilder;
import io.gan4j.checkpoint.Checkpoint;
import io.gan4j.checkpoint.CheckpointFile;
import io.gan4j.checkpoint.RunFolder;
import io.gan4j.error.TrainingDivergedException;
import io.gan4j.event.TrainingListener;
import io.gan4j.event.TrainingWentBack;
import io.gan4j.game.Replay;
import io.gan4j.game.Sgd;
import io.gan4j.run.TrainedGan;
import io.gan4j.run.TrainingRun;
import io.gan4j.tensor.Tensor;
import io.gan4j.training.Checkpoints;
import io.gan4j.training.Divergence;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose learning rate is absurd, until they have gone back. */
class GoingBackTest {
    private static final int STEPS = 20;
    private static final int EVERY = 4;

    @TempDir
    Path folder;

    private final List<TrainingWentBack> events = new ArrayList<>();

    private GanBuilder settings(double rate, Checkpoints kept, Divergence what) {
        return Gan.dcgan()
                .generatorFeatures(4)
                .discriminatorFeatures(4)
                .latent(6)
                .batch(8)
                .steps(STEPS)
                .threads(1)
                .seed(5)
                .dropout(0.3)
                .ema(0.9)
                .replay(Replay.half(20))
                .optimizer(Sgd.of(rate).momentum(0.5))
                .onDivergence(what)
                .checkpoints(kept.everySteps(EVERY))
                .listener(new TrainingListener() {
                    @Override
                    public void wentBack(TrainingWentBack event) {
                        events.add(event);
                    }
                });
    }

    private GanBuilder recovering(Checkpoints kept) {
        return settings(1e12, kept, Divergence.goBack(6).rate(1e-3));
    }

    @Test
    void absurdLearningRate_goingBack_isTrainedToTheEnd() {
        try (TrainedGan trained =
                recovering(Checkpoints.in(folder.resolve("run"))).train(Presets.DATA)) {
            assertThat(trained.step()).isEqualTo(STEPS);
            for (float value : trained.generator().generate(8, 1).toFloats()) {
                assertThat(value).isFinite();
            }
        }
        assertThat(events).isNotEmpty();
        System.out.println("went back: " + events);
    }

    @Test
    void absurdLearningRate_goingBackInVain_failsByTheDivergence() {
        GanBuilder hopeless =
                settings(1e30, Checkpoints.in(folder), Divergence.goBack(2).rate(0.9));
        WatchedBackend backend = new WatchedBackend();
        assertThatThrownBy(() -> hopeless.backend(backend).train(Presets.DATA))
                .isInstanceOf(TrainingDivergedException.class)
                .hasMessageStartingWith("training diverged at step ");
        assertThat(events).extracting(TrainingWentBack::time).containsExactly(1, 2);
        assertThat(backend.liveArrays()).isZero();
    }

    /** Wherever it is interrupted, before it diverges, between two divergences, or after them. */
    @Test
    void runThatWentBack_resumed_endsInTheSameState() throws IOException {
        Path whole = folder.resolve("whole");
        int plays = 0;
        try (TrainingRun run = recovering(Checkpoints.in(whole)).start(Presets.DATA)) {
            while (run.step() < STEPS) {
                run.play();
                plays++;
            }
            run.handOver().close();
        }
        assertThat(events).isNotEmpty();
        Map<String, Tensor> expected = end(whole);
        for (int stop = 1; stop < plays; stop += 4) {
            Path stopped = folder.resolve("stopped" + stop);
            try (TrainingRun run = recovering(Checkpoints.in(stopped)).start(Presets.DATA)) {
                for (int i = 0; i < stop; i++) {
                    run.play();
                }
            }
            recovering(Checkpoints.resume(stopped)).train(Presets.DATA).close();
            assertThat(end(stopped)).as("stopped after %s plays", stop).isEqualTo(expected);
        }
    }

    private static Map<String, Tensor> end(Path run) throws IOException {
        CheckpointFile newest = RunFolder.list(run).get(0);
        Checkpoint last = RunFolder.load(newest.file());
        assertThat(last.step()).isEqualTo(STEPS);
        return last.tensors();
    }
}
