package io.gan4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.gan4j.architecture.MultiScaleTranslator;
import io.gan4j.architecture.Normalization;
import io.gan4j.architecture.ResidualTranslator;
import io.gan4j.architecture.SuperResolver;
import io.gan4j.architecture.SwapAutoencoder;
import io.gan4j.architecture.TranslatorArchitecture;
import io.gan4j.architecture.UNet;
import io.gan4j.error.ModelFileException;
import io.gan4j.inference.LoadOptions;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.Runner;
import io.gan4j.network.Network;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Range;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks of images take other sizes than the one that they were made for, where their layers do. */
class FreeSizesTest {
    private static final Shape IMAGE = Shape.of(1, 16, 24);
    private static final UNet UNET = UNet.of(2).levels(2);

    static Stream<Arguments> recipes() {
        return Stream.of(
                Arguments.of(UNET, 1, 4),
                Arguments.of(UNet.of(2).normalization(Normalization.NONE).residual(), 1, 8),
                Arguments.of(ResidualTranslator.of(2).blocks(1), 1, 4),
                Arguments.of(MultiScaleTranslator.of(2).scales(3), 1, 4),
                Arguments.of(SuperResolver.of(2, 2).blocks(1), 2, 1),
                Arguments.of(SuperResolver.of(4, 2).blocks(1).dense(), 4, 1));
    }

    private static Network network(TranslatorArchitecture recipe, int scale, int height, int width) {
        return recipe.translator(Shape.of(1, height, width), Shape.of(1, scale * height, scale * width));
    }

    private static ModelCard card(Network network) {
        Network.Input input = network.inputs().get(0);
        return ModelCard.translator(input.name(), input.shape(), network.outputShape(), Range.UNBOUNDED);
    }

    /** The network that was made for the other size says what is expected. */
    @ParameterizedTest
    @MethodSource("recipes")
    void network_ofAnotherSize_givesWhatItGivesWhereItWasMadeForThat(
            TranslatorArchitecture recipe, int scale, int multiple) {
        Network network = network(recipe, scale, 16, 24);
        Map<String, Tensor> parameters = Models.trained(network, 7);
        int height = 16 + multiple;
        int width = 24 - multiple;
        Network other = network(recipe, scale, height, width);
        assertThat(other.parameters()).isEqualTo(network.parameters());
        float[] x = new float[2 * height * width];
        RandomStream.of(5).fillNormal(x, 0, 1);
        try (Runner runner = Models.runner(Models.FORMAT.write(network, parameters, card(network)));
                Runner expected = Models.runner(Models.FORMAT.write(other, parameters, card(other)));
                Runner sized = runner.sized(height, width)) {
            assertThat(runner.sizeMultiple()).isEqualTo(multiple);
            assertThat(sized.run(x, 2)).containsExactly(expected.run(x, 2), within(1e-6f));
            sized.close();
            assertThat(runner.run(new float[16 * 24], 1)).hasSize(scale * scale * 16 * 24);
        }
    }

    @Test
    void size_thatIsNoMultiple_isRefusedBeforeItIsRun() {
        try (Runner runner = Models.runner(file(UNET))) {
            assertThatThrownBy(() -> runner.sized(18, 24))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "this network does not take images of 18 x 24 pixels: its operator 'concat_1', a Concat,"
                                    + " takes (2, 9, 12) and (2, 8, 12)");
            assertThatThrownBy(() -> runner.sized(0, 24))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("this network does not take images of 0 x 24 pixels: an image has the shape [1, 0, 24],"
                            + " each extent must be at least 1");
        }
    }

    @Test
    void size_beyondTheLimit_isRefusedBeforeItIsRun() {
        LoadOptions small = LoadOptions.defaults().threads(1).maxElements(5_000);
        try (Runner runner = Models.FORMAT.read(file(UNET), small).runner()) {
            assertThatThrownBy(() -> runner.sized(80, 80))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "this network does not take images of 80 x 80 pixels: an image of shape [1, 80, 80] asks for"
                                    + " more than 5000 elements a sample, the limit; LoadOptions.maxElements raises it");
        }
    }

    @Test
    void arrays_ofTheOldSize_areRefusedByTheNew() {
        try (Runner runner = Models.runner(file(UNET));
                Runner sized = runner.sized(8, 8)) {
            assertThatThrownBy(() -> sized.run(new float[16 * 24], 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "an array of 1 sample of shape (1, 8, 8) for the input 'input' must hold 64 for each, has"
                                    + " 384");
        }
    }

    @Test
    void network_withALineInside_takesOneSize() {
        Shape face = Shape.of(1, 32, 32);
        Network network = SwapAutoencoder.of(2).swapper(face);
        byte[] file = Models.write(network, card(network));
        assertThat(axes(file)).isEqualTo("N 1 32 32 | N 1 32 32");
        try (Runner runner = Models.runner(file)) {
            assertThat(runner.sizeMultiple()).isZero();
            assertThatThrownBy(() -> runner.sized(64, 64))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("this network takes images of one size, not of 64 x 64: resize them");
        }
    }

    @Test
    void file_namesTheFreeAxes() {
        assertThat(axes(file(UNET))).isEqualTo("N 1 height width | N 1 height width");
        Network enlarging = network(SuperResolver.of(2, 2).blocks(1), 2, 5, 7);
        assertThat(axes(Models.write(enlarging, card(enlarging))))
                .isEqualTo("N 1 height width | N 1 output_height output_width");
        Network generator = Models.smallGenerator();
        assertThat(axes(Models.write(generator, Models.card(generator)))).isEqualTo("N 6 | N 1 8 8");
    }

    @Test
    void axes_thatAreFreeInOtherWays_areRefused() {
        String fixed = " is no batch of samples of a fixed shape";
        refused("its input" + fixed, model -> input(model).getDimBuilder(2).setDimValue(16));
        refused("its input" + fixed, model -> input(model).getDimBuilder(3).setDimValue(24));
        refused("its input" + fixed, model -> input(model).getDimBuilder(1).setDimParam("channels"));
        refused("its output" + fixed, model -> output(model).getDimBuilder(1).setDimParam("channels"));
        refused("height and width are free at some of its ends, not at all", model -> {
            input(model).getDimBuilder(2).setDimValue(16);
            input(model).getDimBuilder(3).setDimValue(24);
        });
        refused(
                "its input is of shape (2, 16, 24), its properties say (1, 16, 24)",
                model -> input(model).getDimBuilder(1).setDimValue(2));
    }

    private static void refused(String message, Consumer<ModelProto.Builder> change) {
        ModelProto.Builder model = parsed(file(UNET)).toBuilder();
        change.accept(model);
        byte[] changed = model.build().toByteArray();
        assertThatThrownBy(() -> Models.FORMAT.describe(changed, Attack.OPTIONS))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(message);
    }

    private static TensorShapeProto.Builder input(ModelProto.Builder model) {
        return shape(model.getGraphBuilder().getInputBuilder(0));
    }

    private static TensorShapeProto.Builder output(ModelProto.Builder model) {
        return shape(model.getGraphBuilder().getOutputBuilder(0));
    }

    private static TensorShapeProto.Builder shape(ValueInfoProto.Builder value) {
        return value.getTypeBuilder().getTensorTypeBuilder().getShapeBuilder();
    }

    private static byte[] file(TranslatorArchitecture recipe) {
        Network network = recipe.translator(IMAGE, IMAGE);
        return Models.write(network, card(network));
    }

    private static ModelProto parsed(byte[] file) {
        try {
            return ModelProto.parseFrom(file);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static String axes(byte[] file) {
        ModelProto model = parsed(file);
        return axes(model.getGraph().getInput(0)) + " | "
                + axes(model.getGraph().getOutput(0));
    }

    private static String axes(ValueInfoProto value) {
        return value.getType().getTensorType().getShape().getDimList().stream()
                .map(axis -> axis.hasDimParam() ? axis.getDimParam() : Long.toString(axis.getDimValue()))
                .collect(Collectors.joining(" "));
    }
}
