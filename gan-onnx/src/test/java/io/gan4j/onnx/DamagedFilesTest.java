package io.gan4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.gan4j.error.ModelFileException;
import io.gan4j.inference.LoadOptions;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.Runner;
import io.gan4j.tensor.RandomStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * Files damaged at random. Each is either refused by our own exception or is loaded and run; nothing else is thrown, and the
 * JVM lives. The system properties {@code gan4j.damages} and {@code gan4j.seed} make the tests longer and other ones.
 */
class DamagedFilesTest {
    private static final int TIMES = Integer.getInteger("gan4j.damages", 1);
    private static final long SEED = Long.getLong("gan4j.seed", 1);
    private static final LoadOptions OPTIONS = LoadOptions.defaults().threads(1).maxElements(1 << 20);

    @Test
    void file_cutShortAnywhere_isRefused() {
        byte[] file = Models.small();
        for (int length = 0; length < file.length; length++) {
            byte[] part = Arrays.copyOf(file, length);
            assertThatThrownBy(() -> Models.FORMAT.describe(part, OPTIONS))
                    .as("cut at %s of %s", length, file.length)
                    .isInstanceOf(ModelFileException.class)
                    .hasMessageMatching("it is (empty|cut short.*)|it was not written by gan4j: its property .*");
        }
    }

    @Test
    void bytes_damagedAtRandom_areRefusedOrLoaded() {
        byte[] file = Models.small();
        int loaded = 0;
        for (int i = 0; i < 5000 * TIMES; i++) {
            RandomStream random = RandomStream.of(SEED, 1, i);
            byte[] damaged = file.clone();
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                int at = random.nextInt(damaged.length);
                switch (random.nextInt(3)) {
                    case 0 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
                    case 1 -> damaged[at] = (byte) random.nextInt(256);
                    default -> damaged = move(damaged, at, random);
                }
            }
            loaded += tried(damaged, "byte damage " + i);
        }
        assertThat(loaded).isBetween(100 * TIMES, 4900 * TIMES);
    }

    /** Takes bytes out, or puts some of the file's own in. */
    private static byte[] move(byte[] file, int at, RandomStream random) {
        int length = Math.min(1 + random.nextInt(16), file.length - at);
        int from = random.nextBoolean() ? at : at + length;
        byte[] moved = Arrays.copyOf(file, at + file.length - from);
        System.arraycopy(file, from, moved, at, file.length - from);
        return moved;
    }

    @Test
    void structures_damagedAtRandom_areRefusedOrLoaded() throws Exception {
        ModelProto model = ModelProto.parseFrom(Models.small());
        int loaded = 0;
        for (int i = 0; i < 2000 * TIMES; i++) {
            RandomStream random = RandomStream.of(SEED, 2, i);
            ModelProto.Builder damaged = model.toBuilder();
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                damage(damaged.getGraphBuilder(), random);
            }
            loaded += tried(damaged.build().toByteArray(), "structural damage " + i);
        }
        assertThat(loaded).isBetween(20 * TIMES, 1500 * TIMES);
    }

    private static void damage(GraphProto.Builder graph, RandomStream random) {
        NodeProto.Builder node = graph.getNodeBuilder(random.nextInt(graph.getNodeCount()));
        NodeProto other = graph.getNode(random.nextInt(graph.getNodeCount()));
        TensorProto.Builder tensor = graph.getInitializerBuilder(random.nextInt(graph.getInitializerCount()));
        switch (random.nextInt(12)) {
            case 0 -> tensor.setDims(random.nextInt(tensor.getDimsCount()), number(random));
            case 1 -> tensor.setDataType(random.nextInt(17));
            case 2 -> tensor.addDims(number(random));
            case 3 -> node.setOpType(other.getOpType());
            case 4 -> node.setInput(random.nextInt(node.getInputCount()), other.getOutput(0));
            case 5 -> node.addInput(other.getInput(other.getInputCount() - 1));
            case 6 -> node.setOutput(0, other.getOutput(0));
            case 7 -> attribute(node, random);
            case 8 -> graph.getOutputBuilder(0).setName(other.getOutput(0));
            case 9 ->
                graph.getInputBuilder(0)
                        .getTypeBuilder()
                        .getTensorTypeBuilder()
                        .getShapeBuilder()
                        .getDimBuilder(1)
                        .setDimValue(number(random));
            case 10 -> node.setName(other.getName() + random.nextInt(3));
            default -> attribute(node, random);
        }
    }

    private static void attribute(NodeProto.Builder node, RandomStream random) {
        if (node.getAttributeCount() > 0) {
            AttributeProto.Builder attribute = node.getAttributeBuilder(random.nextInt(node.getAttributeCount()));
            if (attribute.getIntsCount() > 0) {
                attribute.setInts(random.nextInt(attribute.getIntsCount()), number(random));
            } else {
                attribute.setF(Float.intBitsToFloat(random.nextInt())).setI(number(random));
            }
        }
    }

    private static long number(RandomStream random) {
        return switch (random.nextInt(5)) {
            case 0 -> random.nextLong();
            case 1 -> random.nextInt(5) - 1;
            case 2 -> 1L << random.nextInt(64);
            case 3 -> -(1L << random.nextInt(63));
            default -> 1 + random.nextInt(8);
        };
    }

    /** 1 if the file is loaded and runs. */
    private static int tried(byte[] file, String what) {
        try (Runner runner = Models.FORMAT.read(file, OPTIONS).runner()) {
            ModelCard card = Models.FORMAT.describe(file, OPTIONS);
            assertThat(runner.run(new float[2 * card.input().size()], 2))
                    .as(what)
                    .hasSize(2 * card.output().size());
            return 1;
        } catch (ModelFileException e) {
            assertThat(e.getMessage()).as(what).isNotBlank();
            return 0;
        } catch (RuntimeException | Error e) {
            throw new AssertionError(what + " of seed " + SEED, e);
        }
    }
}
