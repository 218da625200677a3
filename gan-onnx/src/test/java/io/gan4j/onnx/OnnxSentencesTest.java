package io.gan4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.common.collect.ImmutableList;
import io.gan4j.error.ModelFileException;
import io.gan4j.inference.Conditions;
import io.gan4j.inference.Generator;
import io.gan4j.inference.LoadOptions;
import io.gan4j.inference.ModelCard;
import io.gan4j.network.Network;
import io.gan4j.tensor.Port;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** An encoder of sentences of another maker: a network that looks up a vector for each token. */
class OnnxSentencesTest {
    private static final LoadOptions OPTIONS = LoadOptions.defaults().threads(1);
    private static final byte[] TOKENIZER =
            ("{\"normalizer\":{\"type\":\"BertNormalizer\"},\"pre_tokenizer\":{\"type\":\"BertPreTokenizer\"},"
                            + "\"model\":{\"type\":\"WordPiece\",\"vocab\":{\"[UNK]\":0,\"[CLS]\":1,\"[SEP]\":2,\"red\":3,\"blue\":4}}}")
                    .getBytes(StandardCharsets.UTF_8);

    private static byte[] model(Consumer<GraphProto.Builder> change) {
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName("encoder")
                .addInput(value("input_ids", TensorProto.DataType.INT64_VALUE, 2))
                .addInput(value("attention_mask", TensorProto.DataType.INT64_VALUE, 2))
                .addOutput(value("last_hidden_state", TensorProto.DataType.FLOAT_VALUE, 3))
                .addInitializer(TensorProto.newBuilder()
                        .setName("table")
                        .setDataType(TensorProto.DataType.FLOAT_VALUE)
                        .addDims(5)
                        .addDims(2)
                        .addAllFloatData(List.of(0f, 0f, 1f, 0f, 1f, 0f, 4f, 6f, -2f, 0f)))
                .addNode(NodeProto.newBuilder()
                        .setName("look_up")
                        .setOpType("Gather")
                        .addInput("table")
                        .addInput("input_ids")
                        .addOutput("last_hidden_state"));
        change.accept(graph);
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    private static ValueInfoProto value(String name, int type, int axes) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (int axis = 0; axis < axes; axis++) {
            shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("axis" + axis));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(
                                TypeProto.Tensor.newBuilder().setElemType(type).setShape(shape)))
                .build();
    }

    private static OnnxSentences load() {
        return OnnxSentences.load(model(graph -> {}), TOKENIZER, OPTIONS);
    }

    /** [CLS] red [SEP]: (1, 0), (4, 6) and (1, 0) sum to (6, 6). */
    @Test
    void read_ofTexts_givesTheMeanOfTheirTokensOfLengthOne() {
        try (OnnxSentences encoder = load()) {
            float half = (float) Math.sqrt(0.5);

            assertThat(encoder.size()).isEqualTo(2);
            float length = (float) Math.sqrt(52);
            // with blue, (-2, 0), the sum is (4, 6)
            assertThat(encoder.read(List.of("Red", "red blue")))
                    .containsExactly(new float[] {half, half, 4 / length, 6 / length}, within(1e-6f));
            assertThat(encoder.fingerprint()).hasSize(64).isEqualTo(fingerprint(TOKENIZER));
            assertThat(fingerprint(new String(TOKENIZER, StandardCharsets.UTF_8)
                            .replace("blue", "pink")
                            .getBytes(StandardCharsets.UTF_8)))
                    .isNotEqualTo(encoder.fingerprint());
        }
    }

    private static String fingerprint(byte[] tokenizer) {
        try (OnnxSentences encoder = OnnxSentences.load(model(graph -> {}), tokenizer, OPTIONS)) {
            return encoder.fingerprint();
        }
    }

    @Test
    void read_ofNothingOrWhenClosed_isRefused() {
        OnnxSentences encoder = load();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> encoder.read(List.of()))
                .withMessage("there is no text to read");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> encoder.read(List.of("")))
                .withMessage("the text is empty: there is no word in ''");
        encoder.close();
        encoder.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> encoder.read(List.of("red")))
                .withMessage("this encoder of sentences is closed");
    }

    @Test
    void load_ofWhatIsNoEncoder_saysWhy() {
        refused(
                graph -> graph.setInput(0, value("x", TensorProto.DataType.INT64_VALUE, 2)),
                "its input 'x' is none of an"
                        + " encoder of sentences, which takes whole numbers (int64) input_ids, attention_mask and token_type_ids");
        refused(
                graph -> graph.setInput(0, value("input_ids", TensorProto.DataType.FLOAT_VALUE, 2)),
                "its input 'input_ids'"
                        + " is none of an encoder of sentences, which takes whole numbers (int64) input_ids, attention_mask and"
                        + " token_type_ids");
        refused(graph -> graph.removeInput(0), "it has no input input_ids, so it is no encoder of sentences");
        refused(
                graph -> graph.addNode(NodeProto.newBuilder()
                                .setName("flat")
                                .setOpType("Flatten")
                                .addInput("rows")
                                .addOutput("last_hidden_state"))
                        .getNodeBuilder(0)
                        .setOutput(0, "rows"),
                "it gives [1, 6] for 3 tokens, not a vector for each: (1, tokens, size)");
    }

    private static void refused(Consumer<GraphProto.Builder> change, String message) {
        assertThatThrownBy(() -> OnnxSentences.load(model(change), TOKENIZER, OPTIONS))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(message);
    }

    private static byte[] generator(String encoder) {
        Port.Sentence sentence = new Port.Sentence(
                encoder,
                ImmutableList.of(
                        new Port.Sentence.Example("red", Tensor.of(Shape.of(2), 0.6f, 0.8f)),
                        new Port.Sentence.Example("blue", Tensor.of(Shape.of(2), -1, 0))));
        Network network = Network.from("z", Shape.of(4))
                .input("text", Shape.of(2))
                .linear(4)
                .plus("z")
                .reshape(Shape.of(1, 2, 2))
                .tanh()
                .build();
        ModelCard card =
                ModelCard.generator(4, Prior.NORMAL, Shape.of(1, 2, 2)).given(new Port("text", Shape.of(2), sentence));
        return Models.write(network, card);
    }

    @Test
    void generator_ofSentenceVectors_isAskedThroughItsEncoder() {
        try (OnnxSentences encoder = load();
                Generator generator = Generator.load(generator(encoder.fingerprint()), OPTIONS)) {
            float[] red =
                    generator.generate(2, 1, Conditions.read(encoder, "red")).toFloats();

            assertThat(generator.card().sentence().orElseThrow().examples())
                    .extracting(Port.Sentence.Example::text)
                    .containsExactly("red", "blue");
            assertThat(red)
                    .isEqualTo(generator
                            .generate(2, 1, Conditions.read(encoder, "red", "Red"))
                            .toFloats())
                    .isNotEqualTo(generator
                            .generate(2, 1, Conditions.read(encoder, "blue"))
                            .toFloats());
            assertThat(Conditions.read(encoder, "red").describe(ImmutableList.of()))
                    .containsExactly("red");
            assertThat(generator.generate(9, 2).toFloats())
                    .isEqualTo(
                            generator.generate(9, 2, generator.conditions(9, 2)).toFloats());
            assertThat(generator.conditions(9, 2).describe(ImmutableList.of()).stream()
                            .distinct())
                    .containsExactlyInAnyOrder("red", "blue");
            assertThat(generator.generate(generator.latents(3, 1)).count()).isEqualTo(3);
        }
    }

    @Test
    void generator_askedInAnotherWay_saysHow() {
        try (OnnxSentences encoder = load();
                Generator generator = Generator.load(generator(encoder.fingerprint()), OPTIONS);
                Generator others = Generator.load(generator("0".repeat(64)), OPTIONS);
                Generator ofTexts = Generator.load(TextModels.file(), OPTIONS)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> others.generate(1, 1, Conditions.read(encoder, "red")))
                    .withMessage("this generator learned from sentence vectors of another encoder: its SHA-256 is "
                            + "0".repeat(64) + ", this one's " + encoder.fingerprint());
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> generator.generate(1, 1, Conditions.text("red")))
                    .withMessage(
                            "this generator is asked by sentence vectors, which an encoder of its user's makes: use"
                                    + " Conditions.read(encoder, \"...\")");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ofTexts.generate(1, 1, Conditions.read(encoder, "red")))
                    .withMessage("this generator reads texts itself: use Conditions.text(\"...\") without an encoder");
        }
    }
}
