package io.gan4j.djl.torch;

import io.gan4j.layer.Bias;
import io.gan4j.layer.Fir2d;
import io.gan4j.layer.LearnedConstant;
import io.gan4j.layer.ModulatedConv2d;
import io.gan4j.layer.Noise;

/** Writes the layers of style-based generators as calls of {@link NetworkHelpers}' methods and libtorch's operators. */
final class StyleScript {
    private StyleScript() {}

    /** A modulated convolution; what is overwritten by the sum with the bias, a product, is not needed for its gradient. */
    static String modulated(ModulatedConv2d layer, String image, String style, String weight, String bias) {
        String method = switch (layer.size()) {
            case SAME -> "self.modulated(";
            case DOUBLED -> "self.modulated_up(";
        };
        String line = method + image + ", " + style + ", " + weight + ", "
                + (layer.demodulation() == ModulatedConv2d.Demodulation.ON ? "True" : "False") + ", " + layer.gain()
                + ", " + ModulatedConv2d.EPSILON + ")";
        return layer.bias() == Bias.NONE ? line : "torch.add_(" + line + ", torch.reshape(" + bias + ", [-1, 1, 1]))";
    }

    /** A filter of each channel. */
    static String filtered(Fir2d.Use use, String image) {
        String method = use == Fir2d.Use.UPSAMPLING ? "self.fir_up(" : "self.fir(";
        return method + image + ", " + use.gain() + ", " + use.stride() + ", " + use.padding() + ")";
    }

    /** What is added to an image. */
    static String noise(Noise layer, String noise, String strength) {
        return "torch.mul(" + noise + ", torch.mul(" + strength + ", " + layer.gain() + "))";
    }

    /** A tensor once for each sample of another one. */
    static String repeated(LearnedConstant layer, String weight, String samples) {
        return "torch.expand(torch.unsqueeze(" + weight + ", 0), [torch.size(" + samples + ", 0)"
                + ", -1".repeat(layer.shape().rank()) + "])";
    }
}
