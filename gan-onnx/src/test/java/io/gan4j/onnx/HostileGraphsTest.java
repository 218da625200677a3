package io.gan4j.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TrainingInfoProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.gan4j.inference.Generator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Graphs that hold code, or are not what their card says: each is refused in Java. */
class HostileGraphsTest {
    private static final String LOAD = "; load the file that gan4j exported";

    @Test
    void unchangedModel_isLoaded() {
        Generator.load(Attack.valid().build().toByteArray(), Attack.OPTIONS).close();
    }

    @TestFactory
    Stream<DynamicTest> graphs_thatAreNotWhatTheirCardSays_areRefused() {
        ValueInfoProto other = ValueInfoProto.newBuilder()
                .setName("other")
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder().setElemType(1)))
                .build();
        String input = "its input ";
        return Stream.of(
                Attack.node(
                        2,
                        "use before definition",
                        "its operator 'relu_1', a Relu, takes 'tanh_1.output', which nothing before it computes",
                        node -> node.setInput(0, "tanh_1.output")),
                Attack.node(
                        2,
                        "use of itself",
                        "its operator 'relu_1', a Relu, takes 'relu_1.output', which nothing before it computes",
                        node -> node.setInput(0, "relu_1.output")),
                Attack.node(
                        2,
                        "weight as data",
                        "its operator 'relu_1', a Relu, takes 'conv_transpose2d_1.bias', which nothing before it computes",
                        node -> node.setInput(0, "conv_transpose2d_1.bias")),
                Attack.node(
                        2,
                        "empty input",
                        "its operator 'relu_1', a Relu, takes '', which nothing before it computes",
                        node -> node.setInput(0, "")),
                Attack.node(
                        2,
                        "output twice",
                        "its operator 'relu_1', a Relu, has an output name that is empty or there twice:"
                                + " 'reshape_1.output'",
                        node -> node.setOutput(0, "reshape_1.output")),
                Attack.node(
                        2,
                        "output over a weight",
                        "its operator 'relu_1', a Relu, has an output name that is empty or there twice:"
                                + " 'conv2d_1.weight'",
                        node -> node.setOutput(0, "conv2d_1.weight")),
                Attack.node(
                        2,
                        "operator twice",
                        "the name 'reshape_1' of one of its operators is empty or there twice",
                        node -> node.setName("reshape_1")),
                Attack.node(
                        2,
                        "operator without a name",
                        "the name '' of one of its operators is empty or there twice",
                        NodeProto.Builder::clearName),
                Attack.node(
                        2, "no input", "its operator 'relu_1', a Relu, has 0 inputs", NodeProto.Builder::clearInput),
                Attack.node(
                        2,
                        "two outputs",
                        "its operator 'relu_1', a Relu, has 2 outputs",
                        node -> node.addOutput("more")),
                Attack.node(
                        2, "no output", "its operator 'relu_1', a Relu, has 0 outputs", NodeProto.Builder::clearOutput),
                Attack.node(
                        5,
                        "nobody computes the output",
                        "nothing computes its output 'images'",
                        node -> node.setOutput(0, "pictures")),
                Attack.graph(
                        "no operators", "nobody takes its tensor 'batch_norm_1.bias'", GraphProto.Builder::clearNode),
                Attack.graph("two inputs", "it has 2 inputs, not one", graph -> graph.addInput(other)),
                Attack.graph("no input", "it has 0 inputs, not one", GraphProto.Builder::clearInput),
                Attack.graph("two outputs", "it has 2 outputs, not one", graph -> graph.addOutput(other)),
                Attack.graph(
                        "other output",
                        "its output is called 'samples', not 'images'",
                        graph -> graph.getOutputBuilder(0).setName("samples")),
                Attack.graph(
                        "input of doubles",
                        input + "is of float64: gan4j reads 32-bit floats" + LOAD,
                        graph -> tensor(graph).setElemType(11)),
                Attack.graph(
                        "input of another size",
                        input + "is of shape (5), its properties say (4)",
                        graph ->
                                tensor(graph).getShapeBuilder().getDimBuilder(1).setDimValue(5)),
                Attack.graph(
                        "input of negative size",
                        input + "has the shape [-4], each extent must be at least 1",
                        graph ->
                                tensor(graph).getShapeBuilder().getDimBuilder(1).setDimValue(-4)),
                Attack.graph(
                        "fixed batch",
                        "the batch of its input is fixed to 1: leave it free" + LOAD,
                        graph ->
                                tensor(graph).getShapeBuilder().getDimBuilder(0).setDimValue(1)),
                Attack.graph(
                        "free size",
                        input + "is no batch of samples of a fixed shape",
                        graph ->
                                tensor(graph).getShapeBuilder().getDimBuilder(1).setDimParam("W")),
                Attack.graph(
                        "extent without value",
                        input + "is no batch of samples of a fixed shape",
                        graph ->
                                tensor(graph).getShapeBuilder().getDimBuilder(1).clearDimValue()),
                Attack.graph(
                        "input without shape",
                        input + "is no batch of samples of a fixed shape",
                        graph -> tensor(graph).clearShape()),
                Attack.graph(
                        "sequence",
                        "one of its inputs or outputs holds a sequence, which gan4j never writes" + LOAD,
                        graph -> graph.getInputBuilder(0)
                                .getTypeBuilder()
                                .setSequenceType(TypeProto.Sequence.newBuilder())),
                Attack.attack(
                        "card of another shape",
                        "its output is of shape (1, 2, 2), its properties say (1, 4, 1)",
                        model -> property(model, "gan4j.sample", "1,4,1")),
                Attack.attack(
                        "card of a discriminator", "its input is of shape (4), its properties say (1, 2, 2)", model -> {
                            property(model, "gan4j.kind", "discriminator");
                            property(model, "gan4j.latent_size", "0");
                        }),
                Attack.attack(
                        "huge card",
                        "its input is of shape (4), its properties say (2147483647)",
                        model -> property(model, "gan4j.latent_size", "2147483647")),
                Attack.attack(
                        "newer version",
                        "its format version 3 is newer than this library, which reads versions 1 and 2",
                        model -> property(model, "gan4j.format", "3")),
                Attack.attack(
                        "no card",
                        "it carries no model card of gan4j: tools that simplify or convert files drop it" + LOAD,
                        ModelProto.Builder::clearMetadataProps),
                Attack.attack(
                        "property twice",
                        "its property gan4j.step is there twice",
                        model -> model.addMetadataProps(StringStringEntryProto.newBuilder()
                                .setKey("gan4j.step")
                                .setValue("7"))),
                Attack.attack(
                        "settings of a session",
                        "it brings settings of ONNX Runtime, its property ort_config, which are never read",
                        model -> model.addMetadataProps(StringStringEntryProto.newBuilder()
                                .setKey("ort_config")
                                .setValue("{}"))),
                Attack.attack(
                        "other producer",
                        "it was not written by gan4j but by 'pytorch'; only what gan4j exports can be loaded",
                        model -> model.setProducerName("pytorch")),
                Attack.attack(
                        "other operator set",
                        "it is of ONNX version 8 with the operator sets [99], gan4j writes version 8 with 17",
                        model -> model.getOpsetImportBuilder(0).setVersion(99)),
                Attack.attack(
                        "other format",
                        "it is of ONNX version 99 with the operator sets [17], gan4j writes version 8" + " with 17",
                        model -> model.setIrVersion(99)));
    }

    private static TypeProto.Tensor.Builder tensor(GraphProto.Builder graph) {
        return graph.getInputBuilder(0).getTypeBuilder().getTensorTypeBuilder();
    }

    private static void property(ModelProto.Builder model, String key, String value) {
        model.getMetadataPropsBuilderList().stream()
                .filter(property -> property.getKey().equals(key))
                .forEach(property -> property.setValue(value));
    }

    @TestFactory
    Stream<DynamicTest> code_inWhateverForm_isRefused() {
        String subgraph = "an operator of it holds a graph, which gan4j never writes";
        String functions = "it brings functions of its own, which gan4j never writes";
        GraphProto branch = GraphProto.newBuilder().setName("branch").build();
        AttributeProto inside = AttributeProto.newBuilder()
                .setName("then_branch")
                .setType(AttributeProto.AttributeType.GRAPH)
                .setG(branch)
                .build();
        return Stream.of(
                Attack.node(2, "If", subgraph, node -> node.setOpType("If").addAttribute(inside)),
                Attack.node(
                        2,
                        "Loop",
                        subgraph,
                        node -> node.setOpType("Loop")
                                .addAttribute(AttributeProto.newBuilder()
                                        .setName("body")
                                        .addGraphs(branch))),
                Attack.attack(
                        "function",
                        functions,
                        model -> model.addFunctions(FunctionProto.newBuilder().setName("f"))),
                Attack.attack(
                        "training info", functions, model -> model.addTrainingInfo(TrainingInfoProto.newBuilder())),
                Attack.attack(
                        "second operator set",
                        "it asks for the operators of 'com.microsoft', which are not ONNX's own",
                        model -> model.addOpsetImport(OperatorSetIdProto.newBuilder()
                                .setDomain("com.microsoft")
                                .setVersion(1))),
                Attack.node(
                        2,
                        "custom domain",
                        "it asks for the operators of 'evil', which are not ONNX's own",
                        node -> node.setDomain("evil")),
                Attack.node(
                        2,
                        "overload",
                        "one of its operators holds the name of a function's overload, which gan4j never writes" + LOAD,
                        node -> node.setOverload("x")),
                Attack.node(
                        2,
                        "unknown operator",
                        "its operator 'relu_1', a PyOp, is none that gan4j writes",
                        node -> node.setOpType("PyOp")),
                Attack.node(
                        2,
                        "ConstantOfShape",
                        "its operator 'relu_1', a ConstantOfShape, is none that gan4j writes",
                        node -> node.setOpType("ConstantOfShape")),
                Attack.node(
                        2,
                        "Tile",
                        "its operator 'relu_1', a Tile, is none that gan4j writes",
                        node -> node.setOpType("Tile").addInput("reshape_1.shape")),
                Attack.node(
                        2,
                        "attribute of a function",
                        "an attribute of one of its operators holds a reference to an attribute of a function, which gan4j"
                                + " never writes" + LOAD,
                        node -> node.addAttribute(
                                AttributeProto.newBuilder().setName("a").setRefAttrName("b"))),
                Attack.node(
                        2,
                        "tensor as attribute",
                        "an attribute of one of its operators holds a tensor, which gan4j never writes" + LOAD,
                        node -> node.addAttribute(AttributeProto.newBuilder()
                                .setName("value")
                                .setT(TensorProto.newBuilder()
                                        .addExternalData(StringStringEntryProto.newBuilder()
                                                .setKey("location")
                                                .setValue("/etc/passwd"))))),
                Attack.graph(
                        "sparse tensor",
                        "it holds a sparse tensor, which gan4j never writes",
                        graph -> graph.addSparseInitializer(SparseTensorProto.newBuilder())));
    }
}
