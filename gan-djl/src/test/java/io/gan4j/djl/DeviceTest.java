package io.gan4j.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.engine.Engine;
import io.gan4j.engine.Device;
import io.gan4j.error.BackendException;
import io.gan4j.run.TrainedGan;
import io.gan4j.run.TrainingRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where a game is played. */
class DeviceTest {
    @Test
    void gpu_whereThereIsNone_isRefusedWithAWayOut() {
        assumeFalse(gpu(), "skipped: there is a GPU");
        assertThatExceptionOfType(BackendException.class)
                .isThrownBy(() -> Presets.VANILLA.settings().device(Device.GPU).start(Presets.DATA))
                .withMessage(
                        "libtorch finds no GPU that it can use: point PYTORCH_LIBRARY_PATH at a libtorch with CUDA,"
                                + " or choose Device.CPU");
    }

    @Test
    void automatic_whereThereIsNoGpu_isTheCpuWithItsThreads() {
        assumeFalse(gpu(), "skipped: there is a GPU");
        try (TrainingRun run =
                Presets.VANILLA.settings().device(Device.AUTOMATIC).threads(2).start(Presets.DATA)) {
            assertThat(run.play().step()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void gpu_whereThereIsOne_trainsAsTheCpuDoes(Presets preset) {
        assumeTrue(gpu(), "skipped: libtorch finds no GPU");
        float[] cpu = images(preset, Device.CPU);
        float[] gpu = images(preset, Device.GPU);
        assertThat(gpu).containsExactly(cpu, within(0.05f));
    }

    private static float[] images(Presets preset, Device device) {
        try (TrainedGan trained = preset.settings().device(device).train(Presets.DATA)) {
            return trained.generator().generate(4, 1).toFloats();
        }
    }

    private static boolean gpu() {
        assertThat(new DjlBackend().name()).startsWith("PyTorch");
        return Engine.getEngine("PyTorch").getGpuCount() > 0;
    }
}
