package io.gan4j.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.gan4j.inference.Generator;
import io.gan4j.inference.ModelCard;
import io.gan4j.layer.Concat;
import io.gan4j.network.Network;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Files whose inputs are not those that their cards describe: each is refused in Java. */
class HostileInputsTest {
    private static final String LOAD = "; load the file that gan4j exported";

    /** Latents and classes of one size, so that the two can be taken for each other. */
    private static ModelProto.Builder valid() {
        Network network = Network.from("z", Shape.of(3))
                .input("y", Shape.of(3))
                .join(new Concat(), "z", "y")
                .name("both")
                .linear(2)
                .build();
        return parsed(Models.write(
                network,
                ModelCard.generator(3, Prior.NORMAL, Shape.of(2)).conditional("y", ConditionalModels.CLASSES)));
    }

    private static ModelProto.Builder parsed(byte[] file) {
        try {
            return ModelProto.parseFrom(file).toBuilder();
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static DynamicTest attack(String title, String message, Consumer<ModelProto.Builder> change) {
        return DynamicTest.dynamicTest(title, () -> {
            ModelProto.Builder model = valid();
            change.accept(model);
            Attack.refused(model.build().toByteArray(), message);
        });
    }

    private static DynamicTest graph(String title, String message, Consumer<GraphProto.Builder> change) {
        return attack(title, message, model -> change.accept(model.getGraphBuilder()));
    }

    private static DynamicTest property(String key, String value, String message) {
        return attack(key + " " + value, message, model -> put(model, "gan4j." + key, value));
    }

    private static void put(ModelProto.Builder model, String key, String value) {
        for (StringStringEntryProto.Builder entry : model.getMetadataPropsBuilderList()) {
            if (entry.getKey().equals(key)) {
                entry.setValue(value);
                return;
            }
        }
        throw new AssertionError(key);
    }

    private static void drop(ModelProto.Builder model, String begin) {
        for (int i = model.getMetadataPropsCount() - 1; i >= 0; i--) {
            if (model.getMetadataProps(i).getKey().startsWith("gan4j." + begin)) {
                model.removeMetadataProps(i);
            }
        }
    }

    private static ValueInfoProto value(String name, int size) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        shape.addDimBuilder().setDimParam("N");
        shape.addDimBuilder().setDimValue(size);
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(
                                TypeProto.Tensor.newBuilder().setElemType(1).setShape(shape)))
                .build();
    }

    @Test
    void unchangedModel_isLoaded() {
        Generator.load(valid().build().toByteArray(), Attack.OPTIONS).close();
    }

    @TestFactory
    Stream<DynamicTest> graphs_thatDoNotFitTheirCards_areRefused() {
        String two = "s, not the 2 that its properties name";
        return Stream.of(
                graph("one input", "it has 1 input" + two, graph -> graph.removeInput(1)),
                graph("no input", "it has 0 input" + two, GraphProto.Builder::clearInput),
                graph("three inputs", "it has 3 input" + two, graph -> graph.addInput(value("w", 3))),
                graph("other name", "its input 1 is called 'w', not 'y'", graph -> graph.setInput(1, value("w", 3))),
                graph("no name", "its input 1 is called '', not 'y'", graph -> graph.setInput(1, value("", 3))),
                graph(
                        "one name twice",
                        "its input 1 is called 'z', not 'y'",
                        graph -> graph.setInput(1, value("z", 3))),
                graph("other order", "its input 0 is called 'y', not 'z'", graph -> {
                    graph.setInput(0, value("y", 3)).setInput(1, value("z", 3));
                }),
                graph("other shape", "its input 'y' is of shape (4), its properties say (3)", graph -> {
                    graph.setInput(1, value("y", 4));
                }),
                graph(
                        "other type",
                        "its input 'y' is of int64: gan4j reads 32-bit floats" + LOAD,
                        graph -> graph.getInputBuilder(1)
                                .getTypeBuilder()
                                .getTensorTypeBuilder()
                                .setElemType(7)),
                graph(
                        "fixed batch",
                        "the batch of its input 'y' is fixed to 8: leave it free" + LOAD,
                        graph -> graph.getInputBuilder(1)
                                .getTypeBuilder()
                                .getTensorTypeBuilder()
                                .getShapeBuilder()
                                .getDimBuilder(0)
                                .setDimValue(8)),
                graph("unused classes", "none of its operators takes its input 'y'", graph -> {
                    graph.getNodeBuilder(0).setInput(1, "z");
                }),
                graph("unused latent", "none of its operators takes its input 'z'", graph -> {
                    graph.getNodeBuilder(0).setInput(0, "y");
                }),
                graph(
                        "input named like a tensor",
                        "its operator 'both', a Concat, has an output name that is empty or there twice: 'y'",
                        graph -> {
                            graph.getNodeBuilder(0).setOutput(0, "y");
                        }));
    }

    @TestFactory
    Stream<DynamicTest> cards_thatDoNotFitTheirGraphs_areRefused() {
        return Stream.of(
                attack(
                        "classes missing",
                        "it was not written by gan4j: its property gan4j.input.1.classes is missing",
                        model -> drop(model, "input.1.class")),
                attack(
                        "one class missing",
                        "it was not written by gan4j: its property gan4j.input.1.class.2 is missing",
                        model -> drop(model, "input.1.class.2")),
                attack("one input", "it has 2 inputs, not one", model -> {
                    drop(model, "input.1");
                    put(model, "gan4j.input", "1");
                }),
                property("input", "1", "its property gan4j.input.1.class.0 is none of format version 2"),
                property("input.1.name", "w", "its input 1 is called 'y', not 'w'"),
                property(
                        "input.1.name",
                        "z",
                        "its properties say what cannot be: two inputs have one name, in [Port[name=z, shape=(3), meaning=Latent[prior=NORMAL]], Port[name=z, shape=(3), meaning=Classes[names=[a, b, c]]]]"),
                property(
                        "input.1.meaning",
                        "score",
                        "its properties say what cannot be: the score 'y' must be one number, has shape (3)"),
                property("output.0.name", "other", "its output is called 'samples', not 'other'"));
    }

    /** Nothing is computed, so that no memory is needed: the input would be the output. */
    @Test
    void graphWithoutOperators_isRefused() {
        ModelProto.Builder model = parsed(Models.write(
                Network.from("z", Shape.of(3)).relu().build(), ModelCard.generator(3, Prior.NORMAL, Shape.of(3))));
        model.getGraphBuilder().clearNode().setInput(0, value("samples", 3));
        Attack.refused(model.build().toByteArray(), "none of its operators takes its input 'samples'");
    }
}
