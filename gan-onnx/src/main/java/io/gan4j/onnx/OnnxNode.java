package io.gan4j.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.common.primitives.Longs;
import io.gan4j.network.Add;
import io.gan4j.network.BatchNorm;
import io.gan4j.network.Concat;
import io.gan4j.network.Conv2d;
import io.gan4j.network.ConvTranspose2d;
import io.gan4j.network.Dropout;
import io.gan4j.network.InstanceNorm2d;
import io.gan4j.network.Layer;
import io.gan4j.network.LayerNorm;
import io.gan4j.network.LeakyRelu;
import io.gan4j.network.Linear;
import io.gan4j.network.MinibatchDiscrimination;
import io.gan4j.network.MinibatchStdDev;
import io.gan4j.network.Network;
import io.gan4j.network.PixelNorm;
import io.gan4j.network.Relu;
import io.gan4j.network.Reshape;
import io.gan4j.network.Sigmoid;
import io.gan4j.network.SpectralNorm;
import io.gan4j.network.Tanh;
import io.gan4j.network.VirtualBatchNorm;

/**
 * Says which ONNX operator a layer is, and with which attributes. What all layers have in common, names and parameters, is
 * for {@link OnnxWriter}. {@link Operators} is the counterpart that reads.
 *
 * @param node the layer at its place
 */
record OnnxNode(Network.Node node) implements Layer.Visitor<NodeProto.Builder> {
    /** The operator without inputs and outputs. */
    NodeProto.Builder operator() {
        return node.layer().accept(this).setName(node.name());
    }

    /** {@code Gemm} as PyTorch stores the weight: {@code x W^T + b}. */
    @Override
    public NodeProto.Builder linear(Linear layer) {
        return operator("Gemm").addAttribute(integer("transB", 1));
    }

    @Override
    public NodeProto.Builder conv2d(Conv2d layer) {
        return operator("Conv")
                .addAttribute(integers("kernel_shape", layer.kernelHeight(), layer.kernelWidth()))
                .addAttribute(integers("strides", layer.stride(), layer.stride()))
                .addAttribute(pads(layer.padding()));
    }

    @Override
    public NodeProto.Builder convTranspose2d(ConvTranspose2d layer) {
        return operator("ConvTranspose")
                .addAttribute(integers("kernel_shape", layer.kernelHeight(), layer.kernelWidth()))
                .addAttribute(integers("strides", layer.stride(), layer.stride()))
                .addAttribute(pads(layer.padding()))
                .addAttribute(integers("output_padding", layer.outputPaddingHeight(), layer.outputPaddingWidth()));
    }

    /** Evaluation mode is the operator's default; its momentum matters in training only. */
    @Override
    public NodeProto.Builder batchNorm(BatchNorm layer) {
        return operator("BatchNormalization").addAttribute(number("epsilon", layer.epsilon()));
    }

    @Override
    public NodeProto.Builder instanceNorm2d(InstanceNorm2d layer) {
        throw new UnsupportedOperationException(layer.kind());
    }

    @Override
    public NodeProto.Builder layerNorm(LayerNorm layer) {
        throw new UnsupportedOperationException(layer.kind());
    }

    @Override
    public NodeProto.Builder pixelNorm(PixelNorm layer) {
        throw new UnsupportedOperationException(layer.kind());
    }

    @Override
    public NodeProto.Builder virtualBatchNorm(VirtualBatchNorm layer) {
        throw new UnsupportedOperationException(layer.kind());
    }

    @Override
    public NodeProto.Builder spectralNorm(SpectralNorm layer) {
        throw new UnsupportedOperationException(layer.kind());
    }

    @Override
    public NodeProto.Builder minibatchDiscrimination(MinibatchDiscrimination layer) {
        throw new UnsupportedOperationException(layer.kind());
    }

    @Override
    public NodeProto.Builder minibatchStdDev(MinibatchStdDev layer) {
        throw new UnsupportedOperationException(layer.kind());
    }

    @Override
    public NodeProto.Builder relu(Relu layer) {
        return operator("Relu");
    }

    @Override
    public NodeProto.Builder leakyRelu(LeakyRelu layer) {
        return operator("LeakyRelu").addAttribute(number("alpha", layer.slope()));
    }

    @Override
    public NodeProto.Builder tanh(Tanh layer) {
        return operator("Tanh");
    }

    @Override
    public NodeProto.Builder sigmoid(Sigmoid layer) {
        return operator("Sigmoid");
    }

    /** Written only where it is all that lies between an input and the output; elsewhere it is left out. */
    @Override
    public NodeProto.Builder dropout(Dropout layer) {
        return operator("Identity");
    }

    @Override
    public NodeProto.Builder reshape(Reshape layer) {
        return operator("Reshape");
    }

    /** Axis 0 is the batch's. */
    @Override
    public NodeProto.Builder concat(Concat layer) {
        return operator("Concat").addAttribute(integer("axis", 1));
    }

    /** ONNX's {@code Add} takes two inputs; {@code Sum} takes any number. */
    @Override
    public NodeProto.Builder add(Add layer) {
        return operator(node.inputs().size() == 2 ? "Add" : "Sum");
    }

    private static NodeProto.Builder operator(String type) {
        return NodeProto.newBuilder().setOpType(type);
    }

    /** The same padding at the top, left, bottom and right. */
    private static AttributeProto pads(int padding) {
        return integers("pads", padding, padding, padding, padding);
    }

    private static AttributeProto integer(String name, long value) {
        return attribute(name, AttributeProto.AttributeType.INT).setI(value).build();
    }

    private static AttributeProto integers(String name, long... values) {
        return attribute(name, AttributeProto.AttributeType.INTS)
                .addAllInts(Longs.asList(values))
                .build();
    }

    private static AttributeProto number(String name, float value) {
        return attribute(name, AttributeProto.AttributeType.FLOAT).setF(value).build();
    }

    private static AttributeProto.Builder attribute(String name, AttributeProto.AttributeType type) {
        return AttributeProto.newBuilder().setName(name).setType(type);
    }
}
