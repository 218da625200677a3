package io.gan4j.layer;

import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.List;
import java.util.function.Function;

/**
 * One operation of a network: an immutable record of its settings. Names and conventions are PyTorch's. A layer knows its
 * parameters and the shape it makes of its inputs' shapes; what it computes is for a {@link Visitor} to say.
 */
public sealed interface Layer
        permits Linear,
                Conv2d,
                ConvTranspose2d,
                BatchNorm,
                InstanceNorm2d,
                LayerNorm,
                PixelNorm,
                VirtualBatchNorm,
                SpectralNorm,
                MinibatchDiscrimination,
                MinibatchStdDev,
                Relu,
                LeakyRelu,
                Tanh,
                Sigmoid,
                Dropout,
                Reshape,
                Concat,
                Add,
                Multiply,
                Modulate,
                Embedding,
                SampleSum,
                GlobalSum,
                PRelu,
                Scale,
                Channels,
                ReflectionPad2d,
                UpsampleNearest2d,
                PixelShuffle,
                AvgPool2d,
                MaxPool2d,
                Equalized,
                ModulatedConv2d,
                Fir2d,
                Noise,
                LearnedConstant,
                DiffAugment,
                AdaptiveAugment,
                TokenEmbedding,
                Conv1d,
                WordPool,
                StyleMixing,
                Attention,
                LearnedScale,
                Fade {
    /**
     * The shape of the output for inputs of these shapes.
     *
     * @throws ShapeException if they do not fit
     */
    Shape outputShape(List<Shape> inputs);

    /** What the layer owns, in the order in which PyTorch lists it. */
    default List<Parameter> parameters() {
        return List.of();
    }

    /** What the layer is, for those who combine layers. */
    Traits traits();

    /** The layer whose weight this one changes; the layer itself if it changes none. */
    default Layer bare() {
        return this;
    }

    /** Another layer, whose weight is changed as this one changes that of {@link #bare}; just that layer if it changes none. */
    default Layer around(Layer other) {
        return other;
    }

    /** The same layer with a bias, zero at first, if it may have one; otherwise the layer itself. */
    default Layer withBias() {
        return this;
    }

    /**
     * Brings those of the layer's parameters that follow from others in line with freshly drawn ones.
     *
     * @param values the tensor of each parameter by its name, which is written into
     */
    default void settle(Function<String, Tensor> values) {}

    /** Calls the visitor's method for this layer. */
    <R> R accept(Visitor<R> visitor);

    /** The layer's name in the field: {@code "Conv2d"}. */
    default String kind() {
        return getClass().getSimpleName();
    }

    /** Something that visits every layer, exhaustively: a new layer breaks each implementation at compile time. */
    interface Visitor<R> {
        /** Visits {@link Linear}. */
        R linear(Linear layer);

        /** Visits {@link Conv2d}. */
        R conv2d(Conv2d layer);

        /** Visits {@link ConvTranspose2d}. */
        R convTranspose2d(ConvTranspose2d layer);

        /** Visits {@link BatchNorm}. */
        R batchNorm(BatchNorm layer);

        /** Visits {@link InstanceNorm2d}. */
        R instanceNorm2d(InstanceNorm2d layer);

        /** Visits {@link LayerNorm}. */
        R layerNorm(LayerNorm layer);

        /** Visits {@link PixelNorm}. */
        R pixelNorm(PixelNorm layer);

        /** Visits {@link VirtualBatchNorm}. */
        R virtualBatchNorm(VirtualBatchNorm layer);

        /** Visits {@link SpectralNorm}. */
        R spectralNorm(SpectralNorm layer);

        /** Visits {@link MinibatchDiscrimination}. */
        R minibatchDiscrimination(MinibatchDiscrimination layer);

        /** Visits {@link MinibatchStdDev}. */
        R minibatchStdDev(MinibatchStdDev layer);

        /** Visits {@link Relu}. */
        R relu(Relu layer);

        /** Visits {@link LeakyRelu}. */
        R leakyRelu(LeakyRelu layer);

        /** Visits {@link Tanh}. */
        R tanh(Tanh layer);

        /** Visits {@link Sigmoid}. */
        R sigmoid(Sigmoid layer);

        /** Visits {@link Dropout}. */
        R dropout(Dropout layer);

        /** Visits {@link Reshape}. */
        R reshape(Reshape layer);

        /** Visits {@link Concat}. */
        R concat(Concat layer);

        /** Visits {@link Add}. */
        R add(Add layer);

        /** Visits {@link Multiply}. */
        R multiply(Multiply layer);

        /** Visits {@link Modulate}. */
        R modulate(Modulate layer);

        /** Visits {@link Embedding}. */
        R embedding(Embedding layer);

        /** Visits {@link SampleSum}. */
        R sampleSum(SampleSum layer);

        /** Visits {@link GlobalSum}. */
        R globalSum(GlobalSum layer);

        /** Visits {@link PRelu}. */
        R pRelu(PRelu layer);

        /** Visits {@link Scale}. */
        R scale(Scale layer);

        /** Visits {@link Channels}. */
        R channels(Channels layer);

        /** Visits {@link ReflectionPad2d}. */
        R reflectionPad2d(ReflectionPad2d layer);

        /** Visits {@link UpsampleNearest2d}. */
        R upsampleNearest2d(UpsampleNearest2d layer);

        /** Visits {@link PixelShuffle}. */
        R pixelShuffle(PixelShuffle layer);

        /** Visits {@link AvgPool2d}. */
        R avgPool2d(AvgPool2d layer);

        /** Visits {@link MaxPool2d}. */
        R maxPool2d(MaxPool2d layer);
        /** Visits {@link Equalized}. */
        R equalized(Equalized layer);

        /** Visits {@link ModulatedConv2d}. */
        R modulatedConv2d(ModulatedConv2d layer);

        /** Visits {@link Fir2d}. */
        R fir2d(Fir2d layer);

        /** Visits {@link Noise}. */
        R noise(Noise layer);

        /** Visits {@link LearnedConstant}. */
        R learnedConstant(LearnedConstant layer);

        /** Visits {@link DiffAugment}. */
        R diffAugment(DiffAugment layer);

        /** Visits {@link AdaptiveAugment}. */
        R adaptiveAugment(AdaptiveAugment layer);

        /** Visits {@link TokenEmbedding}. */
        R tokenEmbedding(TokenEmbedding layer);

        /** Visits {@link Conv1d}. */
        R conv1d(Conv1d layer);

        /** Visits {@link WordPool}. */
        R wordPool(WordPool layer);

        /** Visits {@link StyleMixing}. */
        R styleMixing(StyleMixing layer);

        /** Visits {@link Attention}. */
        R attention(Attention layer);

        /** Visits {@link LearnedScale}. */
        R learnedScale(LearnedScale layer);

        /** Visits {@link Fade}. */
        R fade(Fade layer);
    }
}
