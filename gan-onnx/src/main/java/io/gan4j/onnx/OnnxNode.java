package io.gan4j.onnx;

import static io.gan4j.onnx.OnnxOperator.Attribute.integer;
import static io.gan4j.onnx.OnnxOperator.Attribute.integers;
import static io.gan4j.onnx.OnnxOperator.Attribute.number;
import static io.gan4j.onnx.OnnxOperator.Attribute.text;

import io.gan4j.layer.AdaptiveAugment;
import io.gan4j.layer.Add;
import io.gan4j.layer.Affine;
import io.gan4j.layer.Attention;
import io.gan4j.layer.AvgPool2d;
import io.gan4j.layer.BatchNorm;
import io.gan4j.layer.Channels;
import io.gan4j.layer.Concat;
import io.gan4j.layer.Conv1d;
import io.gan4j.layer.Conv2d;
import io.gan4j.layer.ConvTranspose2d;
import io.gan4j.layer.DiffAugment;
import io.gan4j.layer.Dropout;
import io.gan4j.layer.Embedding;
import io.gan4j.layer.Equalized;
import io.gan4j.layer.Fade;
import io.gan4j.layer.Fir2d;
import io.gan4j.layer.GlobalSum;
import io.gan4j.layer.InstanceNorm2d;
import io.gan4j.layer.Layer;
import io.gan4j.layer.LayerNorm;
import io.gan4j.layer.LeakyRelu;
import io.gan4j.layer.LearnedConstant;
import io.gan4j.layer.LearnedScale;
import io.gan4j.layer.Linear;
import io.gan4j.layer.MaxPool2d;
import io.gan4j.layer.MinibatchDiscrimination;
import io.gan4j.layer.MinibatchStdDev;
import io.gan4j.layer.Modulate;
import io.gan4j.layer.ModulatedConv2d;
import io.gan4j.layer.Multiply;
import io.gan4j.layer.Noise;
import io.gan4j.layer.PRelu;
import io.gan4j.layer.PixelNorm;
import io.gan4j.layer.PixelShuffle;
import io.gan4j.layer.ReflectionPad2d;
import io.gan4j.layer.Relu;
import io.gan4j.layer.Reshape;
import io.gan4j.layer.SampleSum;
import io.gan4j.layer.Scale;
import io.gan4j.layer.Sigmoid;
import io.gan4j.layer.SpectralNorm;
import io.gan4j.layer.StyleMixing;
import io.gan4j.layer.Tanh;
import io.gan4j.layer.TokenEmbedding;
import io.gan4j.layer.UpsampleNearest2d;
import io.gan4j.layer.VirtualBatchNorm;
import io.gan4j.layer.WordPool;
import io.gan4j.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Says which ONNX operators a layer is, and with which attributes and constants. Each method returns the operator that gives
 * the layer's output, without name and output; those before it are added on the way. {@link Operators} is the counterpart
 * that reads.
 *
 * @param emitter adds operators and constants
 */
record OnnxNode(LayerEmitter emitter) implements Layer.Visitor<OnnxOperator> {
    /** {@code Gemm} as PyTorch stores the weight: {@code x W^T + b}. */
    @Override
    public OnnxOperator linear(Linear layer) {
        return withParameters("Gemm").with(integer("transB", 1));
    }

    @Override
    public OnnxOperator conv2d(Conv2d layer) {
        return withParameters("Conv")
                .with(integers("kernel_shape", layer.kernelHeight(), layer.kernelWidth()))
                .with(integers("strides", layer.stride(), layer.stride()))
                .with(pads(layer.padding()))
                .with(group(layer.groups()));
    }

    @Override
    public OnnxOperator convTranspose2d(ConvTranspose2d layer) {
        return withParameters("ConvTranspose")
                .with(integers("kernel_shape", layer.kernelHeight(), layer.kernelWidth()))
                .with(integers("strides", layer.stride(), layer.stride()))
                .with(pads(layer.padding()))
                .with(integers("output_padding", layer.outputPaddingHeight(), layer.outputPaddingWidth()))
                .with(group(layer.groups()));
    }

    /** Evaluation mode is the operator's default; its momentum matters in training only. */
    @Override
    public OnnxOperator batchNorm(BatchNorm layer) {
        return normalisation("BatchNormalization", layer.affine(), layer.features())
                .with(number("epsilon", layer.epsilon()));
    }

    @Override
    public OnnxOperator instanceNorm2d(InstanceNorm2d layer) {
        return normalisation("InstanceNormalization", layer.affine(), layer.channels())
                .with(number("epsilon", layer.epsilon()));
    }

    /** These operators have a weight and a bias always; those of a layer without are 1 and 0. */
    private OnnxOperator normalisation(String type, Affine affine, int features) {
        if (affine != Affine.NONE) {
            return withParameters(type);
        }
        float[] ones = new float[features];
        Arrays.fill(ones, 1);
        List<String> inputs = new ArrayList<>(emitter.inputs());
        inputs.add(emitter.constant("weight", Shape.of(features), ones));
        inputs.add(emitter.constant("bias", Shape.of(features), new float[features]));
        inputs.addAll(emitter.constants());
        return OnnxOperator.of(type, inputs);
    }

    /** Over all axes but the batch's. */
    @Override
    public OnnxOperator layerNorm(LayerNorm layer) {
        return withParameters("LayerNormalization").with(integer("axis", 1)).with(number("epsilon", layer.epsilon()));
    }

    @Override
    public OnnxOperator pixelNorm(PixelNorm layer) {
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
    public OnnxOperator virtualBatchNorm(VirtualBatchNorm layer) {
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
    public OnnxOperator spectralNorm(SpectralNorm layer) {
        return layer.layer().accept(new OnnxNode(SpectralWeight.divided(emitter, layer)));
    }

    /** A sample is judged alone, so what is appended is the running mean; {@code T} is not written. */
    @Override
    public OnnxOperator minibatchDiscrimination(MinibatchDiscrimination layer) {
        return withRunningMean("Gemm", Shape.of(layer.kernels(), layer.inFeatures()), integer("transB", 1));
    }

    @Override
    public OnnxOperator minibatchStdDev(MinibatchStdDev layer) {
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
    private OnnxOperator withRunningMean(String type, Shape weight, OnnxOperator.Attribute... attributes) {
        String zero = emitter.constant("zero", weight, new float[weight.size()]);
        String mean = emitter.constant("running_mean", Shape.of(weight.extent(0)), emitter.values("running_mean"));
        OnnxOperator spread = operator(type, emitter.input(), zero, mean).with(attributes);
        return concatenated(List.of(emitter.input(), emitter.step("statistic", spread)));
    }

    @Override
    public OnnxOperator relu(Relu layer) {
        return withParameters("Relu");
    }

    @Override
    public OnnxOperator leakyRelu(LeakyRelu layer) {
        return withParameters("LeakyRelu").with(number("alpha", layer.slope()));
    }

    @Override
    public OnnxOperator tanh(Tanh layer) {
        return withParameters("Tanh");
    }

    @Override
    public OnnxOperator sigmoid(Sigmoid layer) {
        return withParameters("Sigmoid");
    }

    /** Written only where it is all that lies between an input and the output; elsewhere it is left out. */
    @Override
    public OnnxOperator dropout(Dropout layer) {
        return withParameters("Identity");
    }

    @Override
    public OnnxOperator reshape(Reshape layer) {
        return operator("Reshape", emitter.input(), emitter.target("shape", layer.shape()));
    }

    @Override
    public OnnxOperator concat(Concat layer) {
        return concatenated(emitter.inputs());
    }

    /** ONNX's {@code Add} takes two inputs; {@code Sum} takes any number. */
    @Override
    public OnnxOperator add(Add layer) {
        return withParameters(emitter.inputs().size() == 2 ? "Add" : "Sum");
    }

    @Override
    public OnnxOperator multiply(Multiply layer) {
        return withParameters("Mul");
    }

    @Override
    public OnnxOperator modulate(Modulate layer) {
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
    public OnnxOperator embedding(Embedding layer) {
        return withParameters("MatMul");
    }

    @Override
    public OnnxOperator sampleSum(SampleSum layer) {
        return operator("ReduceSum", emitter.input(), emitter.indices("axes", 1L))
                .with(integer("keepdims", 1));
    }

    @Override
    public OnnxOperator globalSum(GlobalSum layer) {
        return operator("ReduceSum", emitter.input(), emitter.indices("axes", 2L, 3L))
                .with(integer("keepdims", 0));
    }

    /** ONNX lists where each axis begins to be padded, then where it ends: those of batch and channels are not. */
    @Override
    public OnnxOperator reflectionPad2d(ReflectionPad2d layer) {
        long padding = layer.padding();
        String pads = emitter.indices("pads", 0L, 0L, padding, padding, 0L, 0L, padding, padding);
        return operator("Pad", emitter.input(), pads).with(text("mode", "reflect"));
    }

    /** Other modes than these take other pixels than PyTorch; the second input, which is missing, is of another mode. */
    @Override
    public OnnxOperator upsampleNearest2d(UpsampleNearest2d layer) {
        String scales = emitter.constant("scales", Shape.of(4), 1, 1, layer.factor(), layer.factor());
        return operator("Resize", emitter.input(), "", scales)
                .with(
                        text("mode", "nearest"),
                        text("coordinate_transformation_mode", "asymmetric"),
                        text("nearest_mode", "floor"));
    }

    /** PyTorch's order of channels is CRD, ONNX's default is another. */
    @Override
    public OnnxOperator pixelShuffle(PixelShuffle layer) {
        return withParameters("DepthToSpace").with(integer("blocksize", layer.factor()), text("mode", "CRD"));
    }

    @Override
    public OnnxOperator avgPool2d(AvgPool2d layer) {
        return tiled("AveragePool", layer.size(), layer.size());
    }

    @Override
    public OnnxOperator maxPool2d(MaxPool2d layer) {
        return tiled("MaxPool", layer.size(), layer.stride());
    }

    private OnnxOperator tiled(String type, int size, int stride) {
        return withParameters(type).with(integers("kernel_shape", size, size), integers("strides", stride, stride));
    }

    @Override
    public OnnxOperator channels(Channels layer) {
        String from = emitter.indices("from", (long) layer.from());
        String to = emitter.indices("to", (long) layer.to());
        return operator("Slice", emitter.input(), from, to, emitter.indices("axes", 1L));
    }

    @Override
    public OnnxOperator scale(Scale layer) {
        return operator("Mul", emitter.input(), emitter.constant("factor", Shape.of(1), layer.factor()));
    }

    /** A plain list of slopes would be spread along the width, not the channels. */
    @Override
    public OnnxOperator pRelu(PRelu layer) {
        boolean image = emitter.node().shape().isImage();
        Shape spread = image ? Shape.of(layer.channels(), 1, 1) : Shape.of(layer.channels());
        return operator("PRelu", emitter.input(), emitter.constant("weight", spread, emitter.values("weight")));
    }

    /** The layer inside, with the weight and the bias that it computes with. */
    @Override
    public OnnxOperator equalized(Equalized layer) {
        return layer.layer().accept(new OnnxNode(EqualizedWeight.multiplied(emitter, layer)));
    }

    @Override
    public OnnxOperator modulatedConv2d(ModulatedConv2d layer) {
        return new StyleNode(emitter).modulatedConv2d(layer);
    }

    @Override
    public OnnxOperator fir2d(Fir2d layer) {
        return new StyleNode(emitter)
                .filtered(layer.use(), emitter.node().shape().channels(), emitter.input());
    }

    @Override
    public OnnxOperator noise(Noise layer) {
        return new StyleNode(emitter).noise(layer);
    }

    @Override
    public OnnxOperator learnedConstant(LearnedConstant layer) {
        return new StyleNode(emitter).learnedConstant(layer);
    }

    /** As {@link #dropout}. */
    @Override
    public OnnxOperator diffAugment(DiffAugment layer) {
        return withParameters("Identity");
    }

    /** As {@link #dropout}. */
    @Override
    public OnnxOperator adaptiveAugment(AdaptiveAugment layer) {
        return withParameters("Identity");
    }

    @Override
    public OnnxOperator tokenEmbedding(TokenEmbedding layer) {
        return new TextNode(emitter).tokenEmbedding(layer);
    }

    @Override
    public OnnxOperator conv1d(Conv1d layer) {
        return withParameters("Conv")
                .with(integers("kernel_shape", layer.kernel()))
                .with(integers("strides", layer.stride()))
                .with(integers("pads", layer.padding(), layer.padding()));
    }

    @Override
    public OnnxOperator wordPool(WordPool layer) {
        return new TextNode(emitter).wordPool(layer);
    }

    /** As {@link #dropout}: the styles in use. */
    @Override
    public OnnxOperator styleMixing(StyleMixing layer) {
        return operator("Identity", emitter.input());
    }

    /** Pixels in line: what fits is a matrix of a row for each key and a column for each query. */
    @Override
    public OnnxOperator attention(Attention layer) {
        String query = inLine("queries", 0, layer.queries());
        String key = emitter.step(
                "keys_by_pixel",
                operator("Transpose", inLine("keys", 1, layer.keys())).with(integers("perm", 0, 2, 1)));
        String fits = emitter.step("fits", operator("MatMul", key, query));
        String shares = emitter.step("shares", operator("Softmax", fits).with(integer("axis", 1)));
        String sum = emitter.step("sum", operator("MatMul", inLine("values", 2, layer.values()), shares));
        return operator("Reshape", sum, emitter.target("shape", emitter.node().shape()));
    }

    /** An input's channels, each with its pixels one after the other. */
    private String inLine(String name, int index, Shape shape) {
        Shape line = Shape.of(shape.channels(), shape.height() * shape.width());
        return emitter.step(
                name, operator("Reshape", emitter.inputs().get(index), emitter.target(name + "_shape", line)));
    }

    @Override
    public OnnxOperator learnedScale(LearnedScale layer) {
        return withParameters("Mul");
    }

    /** Alpha is known: that of the newest step. At its ends one of the branches is all. */
    @Override
    public OnnxOperator fade(Fade layer) {
        float alpha = emitter.values("alpha")[0];
        String old = emitter.constant("old_share", Shape.of(1), 1 - alpha);
        String share = emitter.constant("new_share", Shape.of(1), alpha);
        return operator(
                "Add",
                emitter.step("old", operator("Mul", emitter.input(), old)),
                emitter.step("new", operator("Mul", emitter.inputs().get(1), share)));
    }

    /** The operator that takes what the layer takes, then the layer's parameters as they are. */
    private OnnxOperator withParameters(String type) {
        List<String> inputs = new ArrayList<>(emitter.inputs());
        inputs.addAll(emitter.constants());
        return OnnxOperator.of(type, inputs);
    }

    static OnnxOperator operator(String type, String... inputs) {
        return OnnxOperator.of(type, List.of(inputs));
    }

    /** Along the features or channels: axis 0 is the batch's. */
    private static OnnxOperator concatenated(List<String> inputs) {
        return OnnxOperator.of("Concat", inputs).with(integer("axis", 1));
    }

    /** The mean over axes, each of which stays with an extent of 1. */
    private static OnnxOperator mean(String input, long... axes) {
        return operator("ReduceMean", input).with(integers("axes", axes), integer("keepdims", 1));
    }

    /** The number of groups; one is what the operators take where nothing is said. */
    static OnnxOperator.Attribute[] group(int groups) {
        return groups == 1 ? new OnnxOperator.Attribute[0] : new OnnxOperator.Attribute[] {integer("group", groups)};
    }

    /** The same padding at the top, left, bottom and right. */
    static OnnxOperator.Attribute pads(int padding) {
        return integers("pads", padding, padding, padding, padding);
    }
}
