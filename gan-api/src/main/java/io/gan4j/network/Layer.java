package io.gan4j.network;

import io.gan4j.tensor.Shape;
import java.util.List;

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
                Add {
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

    /** Calls the visitor's method for this layer. */
    <R> R accept(Visitor<R> visitor);

    /** The layer's name in the field: {@code "Conv2d"}. */
    default String kind() {
        return getClass().getSimpleName();
    }

    /** Something that treats every layer, exhaustively: a new layer breaks each implementation at compile time. */
    interface Visitor<R> {
        /** Treats {@link Linear}. */
        R linear(Linear layer);

        /** Treats {@link Conv2d}. */
        R conv2d(Conv2d layer);

        /** Treats {@link ConvTranspose2d}. */
        R convTranspose2d(ConvTranspose2d layer);

        /** Treats {@link BatchNorm}. */
        R batchNorm(BatchNorm layer);

        /** Treats {@link InstanceNorm2d}. */
        R instanceNorm2d(InstanceNorm2d layer);

        /** Treats {@link LayerNorm}. */
        R layerNorm(LayerNorm layer);

        /** Treats {@link PixelNorm}. */
        R pixelNorm(PixelNorm layer);

        /** Treats {@link VirtualBatchNorm}. */
        R virtualBatchNorm(VirtualBatchNorm layer);

        /** Treats {@link SpectralNorm}. */
        R spectralNorm(SpectralNorm layer);

        /** Treats {@link MinibatchDiscrimination}. */
        R minibatchDiscrimination(MinibatchDiscrimination layer);

        /** Treats {@link MinibatchStdDev}. */
        R minibatchStdDev(MinibatchStdDev layer);

        /** Treats {@link Relu}. */
        R relu(Relu layer);

        /** Treats {@link LeakyRelu}. */
        R leakyRelu(LeakyRelu layer);

        /** Treats {@link Tanh}. */
        R tanh(Tanh layer);

        /** Treats {@link Sigmoid}. */
        R sigmoid(Sigmoid layer);

        /** Treats {@link Dropout}. */
        R dropout(Dropout layer);

        /** Treats {@link Reshape}. */
        R reshape(Reshape layer);

        /** Treats {@link Concat}. */
        R concat(Concat layer);

        /** Treats {@link Add}. */
        R add(Add layer);
    }
}
