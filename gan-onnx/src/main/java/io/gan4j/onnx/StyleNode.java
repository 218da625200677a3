package io.gan4j.onnx;

import static io.gan4j.onnx.OnnxNode.group;
import static io.gan4j.onnx.OnnxNode.operator;
import static io.gan4j.onnx.OnnxNode.pads;
import static io.gan4j.onnx.OnnxOperator.Attribute.integer;
import static io.gan4j.onnx.OnnxOperator.Attribute.integers;

import io.gan4j.layer.Bias;
import io.gan4j.layer.Fir2d;
import io.gan4j.layer.LearnedConstant;
import io.gan4j.layer.ModulatedConv2d;
import io.gan4j.layer.Noise;
import io.gan4j.tensor.Shape;
import java.util.Arrays;

/**
 * Says which ONNX operators the layers of style-based generators are, for {@link OnnxNode}.
 *
 * @param emitter adds operators and constants
 */
record StyleNode(LayerEmitter emitter) {
    /** The weight is a constant, which no style multiplies: so the number of samples is free. */
    OnnxOperator modulatedConv2d(ModulatedConv2d layer) {
        boolean demodulated = layer.demodulation() == ModulatedConv2d.Demodulation.ON;
        float[] weight = demodulated ? emitter.values("weight") : multiplied(emitter.values("weight"), layer.gain());
        String style = emitter.inputs().get(1);
        String factors = emitter.target("style_shape", Shape.of(layer.inChannels(), 1, 1));
        String scaled = emitter.step(
                "scaled", operator("Mul", emitter.input(), emitter.step("style", operator("Reshape", style, factors))));
        boolean biased = layer.bias() != Bias.NONE;
        OnnxOperator result = convolved(layer, scaled, weight);
        if (demodulated) {
            String norm = emitter.step("norm", demodulator(layer, style));
            result = operator("Div", emitter.step("convolved", result), norm);
        }
        if (!biased) {
            return result;
        }
        String bias = emitter.constant("bias", Shape.of(layer.outChannels(), 1, 1), emitter.values("bias"));
        return operator("Add", emitter.step("demodulated", result), bias);
    }

    private OnnxOperator convolved(ModulatedConv2d layer, String scaled, float[] weight) {
        int kernel = layer.kernel();
        String constant = emitter.constant("weight", layer.parameters().get(0).shape(), weight);
        if (layer.size() == ModulatedConv2d.Size.SAME) {
            return operator("Conv", scaled, constant)
                    .with(integers("kernel_shape", kernel, kernel))
                    .with(integers("strides", 1, 1))
                    .with(pads(kernel / 2));
        }
        OnnxOperator transposed = operator("ConvTranspose", scaled, constant)
                .with(integers("kernel_shape", kernel, kernel))
                .with(integers("strides", 2, 2))
                .with(pads(0))
                .with(integers("output_padding", 0, 0));
        return filtered(Fir2d.Use.AFTER_DOUBLING, layer.outChannels(), emitter.step("doubled", transposed));
    }

    /** The roots that the output is divided by: of the sum over the weight's elements of {@code (weight style)^2 + epsilon}. */
    private OnnxOperator demodulator(ModulatedConv2d layer, String style) {
        double square = 1 / ((double) layer.gain() * layer.gain());
        float[] weight = emitter.values("weight");
        boolean outputsFirst = layer.size() == ModulatedConv2d.Size.SAME;
        int area = layer.kernel() * layer.kernel();
        double[] sums = new double[layer.outChannels() * layer.inChannels()];
        for (int i = 0; i < weight.length; i++) {
            int pair = i / area;
            int out = outputsFirst ? pair / layer.inChannels() : pair % layer.outChannels();
            int in = outputsFirst ? pair % layer.inChannels() : pair / layer.outChannels();
            sums[out * layer.inChannels() + in] += square * weight[i] * weight[i];
        }
        float[] squares = new float[sums.length];
        for (int i = 0; i < squares.length; i++) {
            squares[i] = (float) sums[i];
        }
        float[] epsilon = new float[layer.outChannels()];
        Arrays.fill(epsilon, (float) (square * ModulatedConv2d.EPSILON));
        String styles = emitter.step("squared_style", operator("Mul", style, style));
        String weights = emitter.constant("squared_weight", Shape.of(layer.outChannels(), layer.inChannels()), squares);
        String added = emitter.constant("epsilon", Shape.of(layer.outChannels()), epsilon);
        String sum = emitter.step(
                "sum_of_squares", operator("Gemm", styles, weights, added).with(integer("transB", 1)));
        String root = emitter.step("root", operator("Sqrt", sum));
        return operator("Reshape", root, emitter.target("norm_shape", Shape.of(layer.outChannels(), 1, 1)));
    }

    /** Each channel by the filter's kernel. */
    OnnxOperator filtered(Fir2d.Use use, int channels, String image) {
        float[] one = Fir2d.kernel(use);
        float[] kernels = new float[channels * one.length];
        for (int i = 0; i < kernels.length; i++) {
            kernels[i] = one[i % one.length];
        }
        String kernel = emitter.constant("filter", Shape.of(channels, 1, Fir2d.KERNEL, Fir2d.KERNEL), kernels);
        boolean up = use == Fir2d.Use.UPSAMPLING;
        OnnxOperator filter = operator(up ? "ConvTranspose" : "Conv", image, kernel)
                .with(integers("kernel_shape", Fir2d.KERNEL, Fir2d.KERNEL))
                .with(integers("strides", use.stride(), use.stride()))
                .with(pads(use.padding()));
        return (up ? filter.with(integers("output_padding", 0, 0)) : filter).with(group(channels));
    }

    /** What is added is known: the noise that evaluation takes, times its strength, or for each channel times its own. */
    OnnxOperator noise(Noise layer) {
        float[] strengths = multiplied(emitter.values("strength"), layer.gain());
        float[] map = emitter.values("noise");
        float[] added = new float[strengths.length * map.length];
        for (int i = 0; i < added.length; i++) {
            added[i] = strengths[i / map.length] * map[i % map.length];
        }
        Shape shape = Shape.of(strengths.length, layer.height(), layer.width());
        return operator("Add", emitter.input(), emitter.constant("noise", shape, added));
    }

    /** A constant cannot have the batch's extent, which is free; the bias of a weight of zeros has. */
    OnnxOperator learnedConstant(LearnedConstant layer) {
        int size = layer.shape().size();
        String one = emitter.step(
                "sum",
                operator("ReduceSum", emitter.input(), emitter.indices("axes", 1L))
                        .with(integer("keepdims", 1)));
        String zero = emitter.constant("zero", Shape.of(size, 1), new float[size]);
        String values = emitter.constant("weight", Shape.of(size), emitter.values("weight"));
        String line = emitter.step("line", operator("Gemm", one, zero, values).with(integer("transB", 1)));
        return operator("Reshape", line, emitter.target("shape", layer.shape()));
    }

    private static float[] multiplied(float[] values, float factor) {
        float[] multiplied = values.clone();
        for (int i = 0; i < multiplied.length; i++) {
            multiplied[i] *= factor;
        }
        return multiplied;
    }
}
