package io.gan4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.gan4j.architecture.StyleGan2;
import io.gan4j.error.ModelFileException;
import io.gan4j.inference.Generator;
import io.gan4j.inference.LoadOptions;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StyledHalvesTest {
    private static final LoadOptions OPTIONS = LoadOptions.defaults().threads(1);

    private static byte[] file() {
        Network network = StyleGan2.of(2).mapping(6, 2).generator(4, Shape.of(3, 16, 16));
        return Models.write(network, Models.card(network));
    }

    /** Gives all inputs of a file the same vectors. */
    private static float[] run(byte[] file, float[] vectors, int count) throws OrtException {
        try (OrtSession session = OnnxRunner.session(file, OPTIONS)) {
            Map<String, OnnxTensor> inputs = new HashMap<>();
            for (String name : session.getInputNames()) {
                long[] shape = {count, vectors.length / count};
                inputs.put(name, OnnxTensor.createTensor(OnnxEngine.environment(), FloatBuffer.wrap(vectors), shape));
            }
            try (OrtSession.Result result = session.run(inputs)) {
                return ((OnnxTensor) result.get(0)).getFloatBuffer().array();
            } finally {
                inputs.values().forEach(OnnxTensor::close);
            }
        }
    }

    @Test
    void halves_oneBehindTheOther_giveTheGeneratorsImages() throws Exception {
        byte[] file = file();
        StyledHalves halves = StyledHalves.of(file, OPTIONS).orElseThrow();
        try (Generator whole = Generator.load(file, OPTIONS)) {
            float[] styles = run(halves.mapping(), whole.latents(3, 7).toFloats(), 3);
            assertThat(styles).hasSize(3 * 6);
            assertThat(run(halves.synthesis(), styles, 3))
                    .containsExactly(whole.generate(3, 7).toFloats(), within(1e-5f));
        }
        try (StyledGenerator parted = StyledGenerator.load(file, OPTIONS)) {
            assertThat(halves.mean()).isEqualTo(parted.mean().style(0, 0));
            // of 4 pixels: a convolution and colors; of 8 and of 16 two convolutions and colors each
            assertThat(halves.layers()).hasSize(8).contains(0).doesNotContain(parted.layers());
        }
    }

    @Test
    void otherGenerators_haveNoHalves() {
        assertThat(StyledHalves.of(Models.small(), OPTIONS)).isEmpty();
    }

    @Test
    void damagedFile_isRefused() {
        byte[] file = file();
        assertThatThrownBy(() -> StyledHalves.of(Arrays.copyOf(file, file.length - 9), OPTIONS))
                .isInstanceOf(ModelFileException.class);
    }
}
