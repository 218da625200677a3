package io.gan4j.djl.torch;

import io.gan4j.layer.AdaptiveAugment;
import io.gan4j.layer.Attention;
import io.gan4j.layer.AvgPool2d;
import io.gan4j.layer.Channels;
import io.gan4j.layer.DiffAugment;
import io.gan4j.layer.Fade;
import io.gan4j.layer.Fir2d;
import io.gan4j.layer.GlobalSum;
import io.gan4j.layer.Layer;
import io.gan4j.layer.LearnedConstant;
import io.gan4j.layer.LearnedScale;
import io.gan4j.layer.MaxPool2d;
import io.gan4j.layer.PRelu;
import io.gan4j.layer.PixelShuffle;
import io.gan4j.layer.ReflectionPad2d;
import io.gan4j.layer.Reshape;
import io.gan4j.layer.SampleSum;
import io.gan4j.layer.Scale;
import io.gan4j.layer.UpsampleNearest2d;
import io.gan4j.tensor.Shape;
import java.util.function.BinaryOperator;

/**
 * Writes the layers that take no account of the mode that the network is in, most of which networks from images to images are
 * made of beside convolutions: they pad, enlarge, reduce, sum, filter or pick.
 */
abstract class ImageLayersScript implements Layer.Visitor<ImageLayersScript.Line> {
    /**
     * What computes a layer's output.
     *
     * @param source an expression
     * @param isExpendable whether the one that takes the output may overwrite it: it is no view, which costs a copy of the
     *     gradient where it is overwritten, and the gradient of what computes it does not need it
     */
    record Line(String source, boolean isExpendable) {}

    /** The variable of the layer's only input, or of its first. */
    abstract String input();

    /** The variable of one of the layer's inputs. */
    abstract String input(int place);

    /** The shape of the first input. */
    abstract Shape inputShape();

    /** A weight of the layer. */
    abstract String weight(String name);

    /** What a statistic of the layer is in the present step, which the run says while the network is played. */
    abstract String present(String statistic);

    /**
     * The samples of the batch changed by what is drawn; reference samples stay, and outside of training all samples do.
     *
     * @param change makes the changed samples of the samples and of what is drawn
     */
    abstract Line changed(BinaryOperator<String> change);

    @Override
    public Line diffAugment(DiffAugment layer) {
        return changed((samples, numbers) -> StyleScript.augmented(layer, inputShape(), samples, numbers));
    }

    @Override
    public Line adaptiveAugment(AdaptiveAugment layer) {
        return changed((samples, numbers) -> AdaScript.augmented(layer, inputShape(), samples, numbers));
    }

    @Override
    public Line reflectionPad2d(ReflectionPad2d layer) {
        String sides = "[" + layer.padding() + (", " + layer.padding()).repeat(3) + "]";
        return expendable("torch.reflection_pad2d(" + input() + ", " + sides + ")");
    }

    @Override
    public Line upsampleNearest2d(UpsampleNearest2d layer) {
        int height = layer.factor() * inputShape().height();
        int width = layer.factor() * inputShape().width();
        return expendable("torch.upsample_nearest2d(" + input() + ", " + pair(height, width) + ")");
    }

    @Override
    public Line pixelShuffle(PixelShuffle layer) {
        return expendable("torch.pixel_shuffle(" + input() + ", " + layer.factor() + ")");
    }

    @Override
    public Line avgPool2d(AvgPool2d layer) {
        return expendable("torch.avg_pool2d(" + input() + ", " + pair(layer.size(), layer.size()) + ")");
    }

    @Override
    public Line maxPool2d(MaxPool2d layer) {
        String stride = layer.overlap() == 0 ? "" : ", " + pair(layer.stride(), layer.stride());
        return expendable("torch.max_pool2d(" + input() + ", " + pair(layer.size(), layer.size()) + stride + ")");
    }

    @Override
    public Line channels(Channels layer) {
        return needed("torch.slice(" + input() + ", 1, " + layer.from() + ", " + layer.to() + ")");
    }

    @Override
    public Line scale(Scale layer) {
        return expendable("torch.mul(" + input() + ", " + layer.factor() + ")");
    }

    @Override
    public Line pRelu(PRelu layer) {
        return expendable("torch.prelu(" + input() + ", " + weight("weight") + ")");
    }

    @Override
    public Line reshape(Reshape layer) {
        return needed("torch.reshape(" + input() + ", " + ExprScript.batched(layer.shape()) + ")");
    }

    @Override
    public Line sampleSum(SampleSum layer) {
        return expendable("torch.sum(" + input() + ", [1], True)");
    }

    @Override
    public Line globalSum(GlobalSum layer) {
        return expendable("torch.sum(" + input() + ", [2, 3])");
    }

    @Override
    public Line fir2d(Fir2d layer) {
        return expendable(StyleScript.filtered(layer.use(), input()));
    }

    @Override
    public Line learnedConstant(LearnedConstant layer) {
        return needed(StyleScript.repeated(layer, weight("weight"), input()));
    }

    @Override
    public Line attention(Attention layer) {
        return needed("self.attended(" + input(0) + ", " + input(1) + ", " + input(2) + ")");
    }

    @Override
    public Line learnedScale(LearnedScale layer) {
        return expendable("torch.mul(" + input() + ", " + weight("weight") + ")");
    }

    @Override
    public Line fade(Fade layer) {
        return expendable("self.faded(" + input(0) + ", " + input(1) + ", " + present("alpha") + ")");
    }

    static Line expendable(String source) {
        return new Line(source, true);
    }

    static Line needed(String source) {
        return new Line(source, false);
    }

    static String pair(int first, int second) {
        return "[" + first + ", " + second + "]";
    }
}
