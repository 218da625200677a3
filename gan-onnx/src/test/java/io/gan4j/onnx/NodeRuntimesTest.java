package io.gan4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gan4j.architecture.Conditioning;
import io.gan4j.architecture.Dcgan;
import io.gan4j.architecture.StyleGan2;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.Runner;
import io.gan4j.network.Network;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The runtimes for JavaScript make the same images of a file as Java. Skipped where the variable {@code GAN4J_NODE_MODULES}
 * names no folder {@code node_modules} with onnxruntime-node and onnxruntime-web in it, as {@code npm install --ignore-scripts
 * onnxruntime-node onnxruntime-web} makes it, or where there is no {@code node} on the path or at {@code GAN4J_NODE}.
 */
class NodeRuntimesTest {
    private static final Path SCRIPT = Path.of("src", "test", "node", "check_onnx.cjs");
    private static final int SAMPLES = 3;

    @TempDir
    Path folder;

    private enum Model {
        DCGAN,
        STYLEGAN2,
        CONDITIONAL_DCGAN,
        CONDITIONAL_STYLEGAN2;

        Network network() {
            Shape grey = Shape.of(1, 28, 28);
            Shape rgb = Shape.of(3, 32, 32);
            Conditioning way = Conditioning.projection();
            StyleGan2 styled = StyleGan2.of(2).mapping(6, 2);
            return switch (this) {
                case DCGAN -> Dcgan.of(8).generator(16, grey);
                case STYLEGAN2 -> styled.generator(8, rgb);
                case CONDITIONAL_DCGAN -> way.generator(Dcgan.of(8).generator(way.latent(16, 3), grey), 3);
                case CONDITIONAL_STYLEGAN2 -> way.generator(styled.generator(way.latent(8, 3), rgb), 3);
            };
        }

        ModelCard card(Network network) {
            int latent = this == DCGAN || this == CONDITIONAL_DCGAN ? 16 : 8;
            ModelCard card = ModelCard.generator(latent, Prior.NORMAL, network.outputShape());
            return network.inputs().size() == 1 ? card : card.conditional("y", List.of("a", "b", "c"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "onnxruntime-node, DCGAN",
        "onnxruntime-node, STYLEGAN2",
        "onnxruntime-node, CONDITIONAL_DCGAN",
        "onnxruntime-node, CONDITIONAL_STYLEGAN2",
        "onnxruntime-web, DCGAN",
        "onnxruntime-web, STYLEGAN2",
        "onnxruntime-web, CONDITIONAL_DCGAN",
        "onnxruntime-web, CONDITIONAL_STYLEGAN2"
    })
    void batchesOfOneAndThree_inNode_giveTheSameImages(String runtime, Model model) throws Exception {
        String modules = System.getenv("GAN4J_NODE_MODULES");
        assumeTrue(modules != null, "skipped: GAN4J_NODE_MODULES names no folder with " + runtime);
        Network network = model.network();
        ModelCard card = model.card(network);
        byte[] file = Models.write(network, card);
        List<float[]> inputs = inputs(card);
        List<Object> arguments = new ArrayList<>(List.of(modules, runtime));
        arguments.add(Files.write(folder.resolve("model.onnx"), file));
        try (Runner runner = Models.runner(file)) {
            arguments.add(write("output", runner.run(inputs, SAMPLES).get(0)));
        }
        for (float[] input : inputs) {
            arguments.add(write("input-" + arguments.size(), input));
        }
        String node = System.getenv().getOrDefault("GAN4J_NODE", "node");
        String report = Interpreter.run("Node", folder, node, SCRIPT, arguments);
        assertThat(report).startsWith("largest difference ");
        assertThat(Double.parseDouble(report.replace("largest difference ", "").strip()))
                .isLessThanOrEqualTo(1e-4);
    }

    /** The test inputs of three seeds, one after another. */
    private static List<float[]> inputs(ModelCard card) {
        List<float[]> all = new ArrayList<>();
        for (int input = 0; input < card.testInputs(0).size(); input++) {
            int size = card.testInputs(0).get(input).length;
            float[] values = new float[SAMPLES * size];
            for (int sample = 0; sample < SAMPLES; sample++) {
                System.arraycopy(card.testInputs(sample).get(input), 0, values, sample * size, size);
            }
            all.add(values);
        }
        return all;
    }

    private Path write(String name, float[] values) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return Files.write(folder.resolve(name), bytes.array());
    }
}
