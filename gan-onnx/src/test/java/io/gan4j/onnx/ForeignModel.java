package io.gan4j.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;

/**
 * A small network as another tool would write it, with operators that this library does not write: a convolution of 1x1 from red,
 * green, blue to {@code R} and {@code G + 2 B + 0.5}, "conv"; the larger of it and 0, "relu"; the mean over the image, "pool".
 */
final class ForeignModel {
    static final String CONV = "conv";
    static final String POOL = "pool";
    private static final int FLOAT = 1;

    private ForeignModel() {}

    /** With these extents of the input; those below 1 are free. */
    static ModelProto.Builder of(long... extents) {
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName("torch_jit")
                .addInput(value("x", extents))
                .addInitializer(weight())
                .addInitializer(TensorProto.newBuilder()
                        .setName("b")
                        .setDataType(FLOAT)
                        .addDims(2)
                        .addFloatData(0)
                        .addFloatData(0.5f))
                .addNode(node("Conv", CONV, "x", "w", "b"))
                .addNode(node("Relu", "relu", CONV))
                .addNode(node("GlobalAveragePool", POOL, "relu"))
                .addOutput(value(POOL, extents[0], 2, 1, 1));
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(8)
                .setProducerName("pytorch")
                .setGraph(graph);
        model.addOpsetImportBuilder().setVersion(17);
        return model;
    }

    private static TensorProto.Builder weight() {
        TensorProto.Builder weight = TensorProto.newBuilder()
                .setName("w")
                .setDataType(FLOAT)
                .addDims(2)
                .addDims(3)
                .addDims(1)
                .addDims(1);
        for (float value : new float[] {1, 0, 0, 0, 1, 2}) {
            weight.addFloatData(value);
        }
        return weight;
    }

    static NodeProto.Builder node(String type, String output, String... inputs) {
        NodeProto.Builder node = NodeProto.newBuilder().setOpType(type).addOutput(output);
        for (String input : inputs) {
            node.addInput(input);
        }
        return node;
    }

    static AttributeProto.Builder attribute(String name) {
        return AttributeProto.newBuilder().setName(name);
    }

    static ValueInfoProto.Builder value(String name, long... extents) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (long extent : extents) {
            if (extent > 0) {
                shape.addDimBuilder().setDimValue(extent);
            } else {
                shape.addDimBuilder().setDimParam("free" + shape.getDimCount());
            }
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(
                                TypeProto.Tensor.newBuilder().setElemType(FLOAT).setShape(shape)));
    }
}
