package io.gan4j.djl.torch;

import io.gan4j.layer.Conv2d;
import io.gan4j.layer.ConvTranspose2d;
import io.gan4j.layer.Layer;
import io.gan4j.tensor.Shape;

/**
 * Writes convolutions for which there is a quicker way than libtorch's convolution; both ways give the same sums but
 * for the order of their terms.
 *
 * <p>One that makes few channels of many, such as that which makes an image of features, is a transposed convolution
 * with the kernel turned around. libtorch's own kernel for convolutions copies, for each pixel, all that is covered of
 * the input, that for transposed ones all that is made of a pixel: fewer numbers by the ratio of the channels.
 *
 * <p>One with a large weight and few pixels, such as those in the middle of a U-Net, is one product of matrices for the
 * whole batch. libtorch's own kernel multiplies for each sample by itself, and so reads the weight, and adds up its
 * gradient, once for each. Both are quicker than oneDNN's convolutions as well.
 *
 * <p>One of a single pixel in as many groups as channels multiplies each channel by a number. libtorch's own kernel goes from
 * group to group, and so do its gradients.
 */
final class ConvolutionScript {
    /** The methods that are called for products of the whole batch. */
    static final String METHODS = """
              def convolved_at_once(self: __torch__.Game, x: Tensor, w: Tensor, stride: int, padding: int, height: int, \
            width: int) -> Tensor:
                kernel = [torch.size(w, 2), torch.size(w, 3)]
                cells = torch.im2col(x, kernel, [1, 1], [padding, padding], [stride, stride])
                rows = torch.reshape(torch.transpose(cells, 1, 2), [-1, torch.size(cells, 1)])
                y = torch.mm(rows, torch.t(torch.flatten(w, 1)))
                pixels = torch.transpose(torch.reshape(y, [torch.size(x, 0), -1, torch.size(w, 0)]), 1, 2)
                return torch.reshape(pixels, [torch.size(x, 0), torch.size(w, 0), height, width])
              def spread_at_once(self: __torch__.Game, x: Tensor, w: Tensor, stride: int, padding: int, height: int, \
            width: int) -> Tensor:
                kernel = [torch.size(w, 2), torch.size(w, 3)]
                rows = torch.reshape(torch.transpose(self.pixels_in_line(x), 1, 2), [-1, torch.size(x, 1)])
                made = torch.mm(rows, torch.flatten(w, 1))
                cells = torch.transpose(torch.reshape(made, [torch.size(x, 0), -1, torch.size(made, 1)]), 1, 2)
                return torch.col2im(cells, [height, width], kernel, [1, 1], [padding, padding], [stride, stride])
            """;

    /** How many times as many channels go in as come out, at least. */
    private static final int RATIO = 4;
    /** The most pixels to which, or from which, a kernel is applied in one product for the batch. */
    private static final int FEW_PIXELS = 4;
    /** The fewest numbers of the weight then: 1 MiB of floats. */
    private static final int LARGE_WEIGHT = 1 << 18;

    private ConvolutionScript() {}

    /** True if a convolution multiplies each channel by a number. */
    static boolean isScaling(Conv2d layer) {
        boolean onePixel = layer.kernelHeight() == 1 && layer.kernelWidth() == 1;
        boolean still = layer.stride() == 1 && layer.padding() == 0;
        return onePixel && still && layer.groups() == layer.inChannels() && layer.groups() == layer.outChannels();
    }

    /** Such a convolution. */
    static String scaling(String image, String kernel, String bias) {
        return biased("torch.mul(" + image + ", torch.reshape(" + kernel + ", [-1, 1, 1]))", bias);
    }

    /** True if a convolution is quicker the other way round. */
    static boolean isNarrowing(Conv2d layer) {
        boolean turns = layer.padding() < Math.min(layer.kernelHeight(), layer.kernelWidth());
        boolean spreads = layer.kernelHeight() * layer.kernelWidth() > 1;
        boolean plain = layer.stride() == 1 && layer.groups() == 1;
        return plain && spreads && turns && RATIO * layer.outChannels() <= layer.inChannels();
    }

    /** Such a convolution. */
    static String narrowing(Conv2d layer, String image, String kernel, String bias) {
        int top = layer.kernelHeight() - 1 - layer.padding();
        int left = layer.kernelWidth() - 1 - layer.padding();
        return "torch.conv_transpose2d(" + image + ", torch.flip(torch.transpose(" + kernel + ", 0, 1), [2, 3]), "
                + bias + ", [1, 1], " + ImageLayersScript.pair(top, left) + ")";
    }

    /** True if a convolution is quicker as one product for the batch. */
    static boolean isAtOnce(Conv2d layer, Shape made) {
        return layer.groups() == 1 && isAtOnce((Layer) layer, made);
    }

    /** True if a transposed convolution is quicker as one product for the batch. */
    static boolean isAtOnce(ConvTranspose2d layer, Shape taken) {
        return layer.groups() == 1 && isAtOnce((Layer) layer, taken);
    }

    private static boolean isAtOnce(Layer layer, Shape pixels) {
        return pixels.height() * pixels.width() <= FEW_PIXELS
                && layer.parameters().get(0).shape().size() >= LARGE_WEIGHT;
    }

    /** Such a convolution. */
    static String atOnce(Conv2d layer, String image, String kernel, String bias, Shape made) {
        return biased(
                "self.convolved_at_once(" + image + ", " + kernel + ", " + layer.stride() + ", " + layer.padding()
                        + ", " + made.height() + ", " + made.width() + ")",
                bias);
    }

    /** Such a transposed convolution. */
    static String atOnce(ConvTranspose2d layer, String image, String kernel, String bias, Shape made) {
        return biased(
                "self.spread_at_once(" + image + ", " + kernel + ", " + layer.stride() + ", " + layer.padding() + ", "
                        + made.height() + ", " + made.width() + ")",
                bias);
    }

    private static String biased(String source, String bias) {
        return bias.equals("None") ? source : "torch.add(" + source + ", torch.reshape(" + bias + ", [-1, 1, 1]))";
    }
}
