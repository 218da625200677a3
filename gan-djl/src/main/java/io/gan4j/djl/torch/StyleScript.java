package io.gan4j.djl.torch;

import io.gan4j.layer.Bias;
import io.gan4j.layer.DiffAugment;
import io.gan4j.layer.Fir2d;
import io.gan4j.layer.LearnedConstant;
import io.gan4j.layer.ModulatedConv2d;
import io.gan4j.layer.Noise;
import io.gan4j.tensor.Shape;

/** Writes the layers of style-based GANs as calls of {@link NetworkHelpers}' methods and libtorch's operators. */
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
        String spread = layer.strengths() == 1 ? strength : "torch.reshape(" + strength + ", [-1, 1, 1])";
        return "torch.mul(" + noise + ", torch.mul(" + spread + ", " + layer.gain() + "))";
    }

    /** A tensor once for each sample of another one. */
    static String repeated(LearnedConstant layer, String weight, String samples) {
        return "torch.expand(torch.unsqueeze(" + weight + ", 0), [torch.size(" + samples + ", 0)"
                + ", -1".repeat(layer.shape().rank()) + "])";
    }

    /** Images changed at random by numbers in [0, 1); color, then translation, then cutout, of those that are wanted. */
    static String augmented(DiffAugment layer, Shape image, String images, String numbers) {
        String changed = images;
        if (layer.kinds().contains(DiffAugment.Kind.COLOR)) {
            changed = "self.recolored(" + changed + ", " + numbers + ")";
        }
        if (layer.kinds().contains(DiffAugment.Kind.TRANSLATION)) {
            changed = "self.translated(" + changed + ", " + numbers + ", " + DiffAugment.shift(image.height()) + ", "
                    + DiffAugment.shift(image.width()) + ", " + layer.background() + ")";
        }
        if (layer.kinds().contains(DiffAugment.Kind.CUTOUT)) {
            changed = "self.cut_out(" + changed + ", " + numbers + ", " + DiffAugment.hole(image.height()) + ", "
                    + DiffAugment.hole(image.width()) + ", " + layer.background() + ")";
        }
        return changed;
    }
}
