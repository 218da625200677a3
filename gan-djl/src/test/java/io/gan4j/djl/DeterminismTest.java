package io.gan4j.djl;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.data.Dataset;
import io.gan4j.event.TrainingListener;
import io.gan4j.event.TrainingProgress;
import io.gan4j.run.TrainedGan;
import io.gan4j.run.TrainingRun;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same seed gives the same weights bit for bit, however the run is driven and whatever goes on beside it. */
class DeterminismTest {
    private static final Dataset DATA = Presets.DATA;

    private static final Map<Presets, Map<String, String>> EXPECTED = new EnumMap<>(Presets.class);

    @BeforeAll
    static void train() {
        for (Presets preset : Presets.values()) {
            EXPECTED.put(preset, trained(preset, 3));
        }
    }

    @AfterAll
    static void forget() {
        EXPECTED.clear();
    }

    @ParameterizedTest
    @EnumSource
    void anotherRun_ofTheSameSeed_isEqual(Presets preset) {
        assertThat(trained(preset, 3)).isEqualTo(EXPECTED.get(preset));
    }

    @ParameterizedTest
    @EnumSource
    void anotherSeed_givesOtherWeights(Presets preset) {
        Map<String, String> other = trained(preset, 4);
        assertThat(other.keySet()).isEqualTo(EXPECTED.get(preset).keySet());
        assertThat(other).isNotEqualTo(EXPECTED.get(preset));
    }

    @ParameterizedTest
    @EnumSource
    void playedStepByStep_givesWhatTrainGives(Presets preset) {
        try (TrainingRun run = preset.settings().seed(3).start(DATA)) {
            for (long i = 0; i < run.steps(); i++) {
                run.play();
                // looking on changes nothing
                run.generator().generate(2, i);
            }
            try (TrainedGan trained = run.handOver()) {
                assertThat(Presets.bits(trained)).isEqualTo(EXPECTED.get(preset));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void trainedAsynchronously_givesWhatTrainGives(Presets preset) {
        try (TrainedGan trained = preset.settings().seed(3).trainAsync(DATA).join()) {
            assertThat(Presets.bits(trained)).isEqualTo(EXPECTED.get(preset));
        }
    }

    @ParameterizedTest
    @EnumSource
    void pausedAndResumed_givesWhatTrainGives(Presets preset) throws InterruptedException {
        AtomicReference<TrainingRun> running = new AtomicReference<>();
        CountDownLatch paused = new CountDownLatch(1);
        TrainingRun run = preset.settings()
                .seed(3)
                .reportEvery(1)
                .listener(TrainingListener.onProgress(progress -> pauseAtTwo(progress, running, paused)))
                .start(DATA);
        running.set(run);
        CompletableFuture<TrainedGan> result = run.trainAsync();
        assertThat(paused.await(30, TimeUnit.SECONDS)).isTrue();
        Thread.sleep(20);
        assertThat(run.step()).isEqualTo(2);
        assertThat(result).isNotDone();
        run.resume();
        try (TrainedGan trained = result.join()) {
            assertThat(Presets.bits(trained)).isEqualTo(EXPECTED.get(preset));
        }
    }

    private static void pauseAtTwo(
            TrainingProgress progress, AtomicReference<TrainingRun> running, CountDownLatch paused) {
        if (progress.step() == 2) {
            running.get().pause();
            paused.countDown();
        }
    }

    @ParameterizedTest
    @EnumSource
    void besideAnotherGame_givesWhatItGivesAlone(Presets preset) {
        TrainingRun beside = Presets.DCGAN.settings().seed(99).steps(1_000_000).start(DATA);
        CompletableFuture<TrainedGan> other = beside.trainAsync();
        try {
            Map<String, String> bits = trained(preset, 3);
            assertThat(other).isNotDone();
            beside.stop();
            other.join().close();
            assertThat(bits).isEqualTo(EXPECTED.get(preset));
        } finally {
            beside.cancel();
        }
    }

    private static Map<String, String> trained(Presets preset, long seed) {
        try (TrainedGan trained = preset.settings().seed(seed).train(DATA)) {
            return Presets.bits(trained);
        }
    }
}
