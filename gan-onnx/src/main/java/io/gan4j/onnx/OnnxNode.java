package io.gan4j.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.common.primitives.Longs;
import io.gan4j.layer.Add;
import io.gan4j.layer.Affine;
import io.gan4j.layer.BatchNorm;
import io.gan4j.layer.Concat;
import io.gan4j.layer.Conv2d;
import io.gan4j.layer.ConvTranspose2d;
import io.gan4j.layer.Dropout;
import io.gan4j.layer.Embedding;
import io.gan4j.layer.GlobalSum;
import io.gan4j.layer.InstanceNorm2d;
import io.gan4j.layer.Layer;
import io.gan4j.layer.LayerNorm;
import io.gan4j.layer.LeakyRelu;
import io.gan4j.layer.Linear;
import io.gan4j.layer.MinibatchDiscrimination;
import io.gan4j.layer.MinibatchStdDev;
import io.gan4j.layer.Modulate;
import io.gan4j.layer.Multiply;
import io.gan4j.layer.PixelNorm;
import io.gan4j.layer.Relu;
import io.gan4j.layer.Reshape;
import io.gan4j.layer.SampleSum;
import io.gan4j.layer.Sigmoid;
import io.gan4j.layer.SpectralNorm;
import io.gan4j.layer.Tanh;
import io.gan4j.layer.VirtualBatchNorm;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * Says which ONNX operators a layer is, and with which attributes and constants. Each method returns the operator that gives
 * the layer's output, without name and output; those before it are added on the way. {@link Operators} is the counterpart
 * that reads.
 *
 * @param emitter adds operators and constants
 */
record OnnxNode(LayerEmitter emitter) implements Layer.Visitor<NodeProto.Builder> {
    /** {@code Gemm} as PyTorch stores the weight: {@code x W^T + b}. */
    @Override
    public NodeProto.Builder linear(Linear layer) {
        return withParameters("Gemm").addAttribute(integer("transB", 1));
    }

    @Override
    public NodeProto.Builder conv2d(Conv2d layer) {
        return withParameters("Conv")
                .addAttribute(integers("kernel_shape", layer.kernelHeight(), layer.kernelWidth()))
                .addAttribute(integers("strides", layer.stride(), layer.stride()))
                .addAttribute(pads(layer.padding()))
                .addAllAttribute(group(layer.groups()));
    }

    @Override
    public NodeProto.Builder convTranspose2d(ConvTranspose2d layer) {
        return withParameters("ConvTranspose")
                .addAttribute(integers("kernel_shape", layer.kernelHeight(), layer.kernelWidth()))
                .addAttribute(integers("strides", layer.stride(), layer.stride()))
                .addAttribute(pads(layer.padding()))
                .addAttribute(integers("output_padding", layer.outputPaddingHeight(), layer.outputPaddingWidth()))
                .addAllAttribute(group(layer.groups()));
    }

    /** Evaluation mode is the operator's default; its momentum matters in training only. */
    @Override
    public NodeProto.Builder batchNorm(BatchNorm layer) {
        return normalisation("BatchNormalization", layer.affine(), layer.features())
                .addAttribute(number("epsilon", layer.epsilon()));
    }

    @Override
    public NodeProto.Builder instanceNorm2d(InstanceNorm2d layer) {
        return normalisation("InstanceNormalization", layer.affine(), layer.channels())
                .addAttribute(number("epsilon", layer.epsilon()));
    }

    /** These operators have a weight and a bias always; those of a layer without are 1 and 0. */
    private NodeProto.Builder normalisation(String type, Affine affine, int features) {
        NodeProto.Builder operator = operator(type, emitter.input());
        if (affine == Affine.NONE) {
            float[] ones = new float[features];
            Arrays.fill(ones, 1);
            operator.addInput(emitter.constant("weight", Shape.of(features), ones));
            operator.addInput(emitter.constant("bias", Shape.of(features), new float[features]));
        }
        return operator.addAllInput(emitter.constants());
    }

    /** Over all axes but the batch's. */
    @Override
    public NodeProto.Builder layerNorm(LayerNorm layer) {
        return withParameters("LayerNormalization")
                .addAttribute(integer("axis", 1))
                .addAttribute(number("epsilon", layer.epsilon()));
    }

    @Override
    public NodeProto.Builder pixelNorm(PixelNorm layer) {
        String x = emitter.input();
        String epsilon = emitter.constant("epsilon", Shape.of(1), layer.epsilon());
        String square = emitter.step("square", operator("Mul", x, x));
        String mean = emitter.step("mean", mean(square, 1));
        String above = emitter.step("above_zero", operator("Add", mean, epsilon));
        return operator("Div", x, emitter.step("root", operator("Sqrt", above)));
    }

    /**
     * What the reference batch contributes is known, so it is a constant. A variance does not depend on where zero is: it is
     * the reference's mean here. So the squares that are subtracted stay small against what they are subtracted from, at most
     * a share of {@code 1 / (R + 1)}, and no digits are lost: {@code mean = m / (R + 1)}, {@code variance = (R reference_var +
     * q) / (R + 1) - mean^2} with {@code m} and {@code q} of {@code x - reference_mean}. A vector is its own {@code m}.
     */
    @Override
    public NodeProto.Builder virtualBatchNorm(VirtualBatchNorm layer) {
        boolean image = emitter.node().shape().isImage();
        Shape spread = image ? Shape.of(layer.features(), 1, 1) : Shape.of(layer.features());
        String weight = emitter.constant("weight", spread, emitter.values("weight"));
        String bias = emitter.constant("bias", spread, emitter.values("bias"));
        String origin = emitter.constant("reference_mean", spread, emitter.values("reference_mean"));
        String known = emitter.constant("reference_square", spread, knownSquare(layer));
        String share = emitter.constant("share", Shape.of(1), (float) (1.0 / (layer.reference() + 1.0)));

        String centred = emitter.step("centred", operator("Sub", emitter.input(), origin));
        String square = emitter.step("square", operator("Mul", centred, centred));
        String ownMean = image ? emitter.step("own_mean", mean(centred, 2, 3)) : centred;
        String ownSquare = image ? emitter.step("own_square", mean(square, 2, 3)) : square;
        String mean = emitter.step("mean", operator("Mul", ownMean, share));
        String added = emitter.step("added_square", operator("Mul", ownSquare, share));
        String meanSquare = emitter.step("mean_square", operator("Add", added, known));
        String squaredMean = emitter.step("squared_mean", operator("Mul", mean, mean));
        String variance = emitter.step("variance", operator("Sub", meanSquare, squaredMean));
        String deviation = emitter.step("deviation", operator("Sqrt", variance));
        String distance = emitter.step("distance", operator("Sub", centred, mean));
        String normalised = emitter.step("normalised", operator("Div", distance, deviation));
        return operator("Add", emitter.step("scaled", operator("Mul", normalised, weight)), bias);
    }

    /** {@code R reference_var / (R + 1) + epsilon}, for each feature. */
    private float[] knownSquare(VirtualBatchNorm layer) {
        float[] known = emitter.values("reference_var").clone();
        double share = layer.reference() / (layer.reference() + 1.0);
        for (int i = 0; i < known.length; i++) {
            known[i] = (float) (known[i] * share + layer.epsilon());
        }
        return known;
    }

    /** The layer inside, with the weight that it has from now on; the vectors are not written. */
    @Override
    public NodeProto.Builder spectralNorm(SpectralNorm layer) {
        Shape shape = layer.parameters().get(0).shape();
        float[] weight = emitter.values("weight");
        Tensor normalised =
                SpectralWeight.normalised(layer, shape, weight, emitter.values("weight_u"), emitter.values("weight_v"));
        return layer.layer().accept(new OnnxNode(emitter.inner(layer.layer(), normalised)));
    }

    /** A sample is judged alone, so what is appended is the running mean; {@code T} is not written. */
    @Override
    public NodeProto.Builder minibatchDiscrimination(MinibatchDiscrimination layer) {
        return withRunningMean("Gemm", Shape.of(layer.kernels(), layer.inFeatures()), integer("transB", 1));
    }

    @Override
    public NodeProto.Builder minibatchStdDev(MinibatchStdDev layer) {
        Shape out = emitter.node().shape();
        int taken = out.extent(0) - 1;
        return out.isImage()
                ? withRunningMean(
                        "Conv",
                        Shape.of(1, taken, 1, 1),
                        integers("kernel_shape", 1, 1),
                        integers("strides", 1, 1),
                        pads(0))
                : withRunningMean("Gemm", Shape.of(1, taken), integer("transB", 1));
    }

    /**
     * The input and after it the running mean. A constant cannot have the batch's extent, which is free; the bias of a weight
     * of zeros has.
     */
    private NodeProto.Builder withRunningMean(String type, Shape weight, AttributeProto... attributes) {
        String zero = emitter.constant("zero", weight, new float[weight.size()]);
        String mean = emitter.constant("running_mean", Shape.of(weight.extent(0)), emitter.values("running_mean"));
        NodeProto.Builder spread = operator(type, emitter.input(), zero, mean).addAllAttribute(List.of(attributes));
        return concatenated(List.of(emitter.input(), emitter.step("statistic", spread)));
    }

    @Override
    public NodeProto.Builder relu(Relu layer) {
        return withParameters("Relu");
    }

    @Override
    public NodeProto.Builder leakyRelu(LeakyRelu layer) {
        return withParameters("LeakyRelu").addAttribute(number("alpha", layer.slope()));
    }

    @Override
    public NodeProto.Builder tanh(Tanh layer) {
        return withParameters("Tanh");
    }

    @Override
    public NodeProto.Builder sigmoid(Sigmoid layer) {
        return withParameters("Sigmoid");
    }

    /** Written only where it is all that lies between an input and the output; elsewhere it is left out. */
    @Override
    public NodeProto.Builder dropout(Dropout layer) {
        return withParameters("Identity");
    }

    @Override
    public NodeProto.Builder reshape(Reshape layer) {
        return operator("Reshape", emitter.input(), emitter.target("shape", layer.shape()));
    }

    @Override
    public NodeProto.Builder concat(Concat layer) {
        return concatenated(emitter.inputs());
    }

    /** ONNX's {@code Add} takes two inputs; {@code Sum} takes any number. */
    @Override
    public NodeProto.Builder add(Add layer) {
        return withParameters(emitter.inputs().size() == 2 ? "Add" : "Sum");
    }

    @Override
    public NodeProto.Builder multiply(Multiply layer) {
        return withParameters("Mul");
    }

    @Override
    public NodeProto.Builder modulate(Modulate layer) {
        String gamma = ofChannels("gamma", emitter.inputs().get(1));
        String scaled = emitter.step("scaled", operator("Mul", emitter.input(), gamma));
        return operator("Add", scaled, ofChannels("beta", emitter.inputs().get(2)));
    }

    /** Numbers for the channels of each sample, with as many axes as what they are spread over. */
    private String ofChannels(String name, String numbers) {
        Shape shape = emitter.node().shape();
        if (!shape.isImage()) {
            return numbers;
        }
        String target = emitter.target(name + "_shape", Shape.of(shape.channels(), 1, 1));
        return emitter.step(name, operator("Reshape", numbers, target));
    }

    @Override
    public NodeProto.Builder embedding(Embedding layer) {
        return withParameters("MatMul");
    }

    @Override
    public NodeProto.Builder sampleSum(SampleSum layer) {
        return operator("ReduceSum", emitter.input(), emitter.indices("axes", 1))
                .addAttribute(integer("keepdims", 1));
    }

    @Override
    public NodeProto.Builder globalSum(GlobalSum layer) {
        return operator("ReduceSum", emitter.input(), emitter.indices("axes", 2, 3))
                .addAttribute(integer("keepdims", 0));
    }

    /** The operator that takes what the layer takes, then the layer's parameters as they are. */
    private NodeProto.Builder withParameters(String type) {
        return operator(type).addAllInput(emitter.inputs()).addAllInput(emitter.constants());
    }

    private static NodeProto.Builder operator(String type, String... inputs) {
        return NodeProto.newBuilder().setOpType(type).addAllInput(List.of(inputs));
    }

    /** Along the features or channels: axis 0 is the batch's. */
    private static NodeProto.Builder concatenated(List<String> inputs) {
        return operator("Concat").addAllInput(inputs).addAttribute(integer("axis", 1));
    }

    /** The mean over axes, each of which stays with an extent of 1. */
    private static NodeProto.Builder mean(String input, long... axes) {
        return operator("ReduceMean", input)
                .addAttribute(integers("axes", axes))
                .addAttribute(integer("keepdims", 1));
    }

    /** The number of groups; one is what the operators take where nothing is said. */
    private static List<AttributeProto> group(int groups) {
        return groups == 1 ? List.of() : List.of(integer("group", groups));
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
