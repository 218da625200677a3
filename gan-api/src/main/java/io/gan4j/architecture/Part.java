package io.gan4j.architecture;

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
import io.gan4j.network.PixelNorm;
import io.gan4j.network.Relu;
import io.gan4j.network.Reshape;
import io.gan4j.network.Sigmoid;
import io.gan4j.network.SpectralNorm;
import io.gan4j.network.Tanh;
import io.gan4j.network.VirtualBatchNorm;

/** The part that a layer plays in a network, as far as the practices tell layers apart. */
enum Part {
    /** A linear or convolutional layer, with spectral normalisation or without. */
    WEIGHTS,
    /** A normalisation of what flows through the network. */
    NORMALIZATION,
    /** A nonlinearity. */
    ACTIVATION,
    /** Dropout. */
    DROPOUT,
    /** The same elements under another shape. */
    RESHAPE,
    /** What tells of the rest of the batch. */
    MINIBATCH,
    /** What joins branches. */
    JOIN;

    /** The part of this layer. */
    static Part of(Layer layer) {
        return layer.accept(new Classifier());
    }

    /** True if the layer plays this part. */
    boolean isOf(Layer layer) {
        return of(layer) == this;
    }

    private static final class Classifier implements Layer.Visitor<Part> {
        @Override
        public Part linear(Linear layer) {
            return WEIGHTS;
        }

        @Override
        public Part conv2d(Conv2d layer) {
            return WEIGHTS;
        }

        @Override
        public Part convTranspose2d(ConvTranspose2d layer) {
            return WEIGHTS;
        }

        @Override
        public Part batchNorm(BatchNorm layer) {
            return NORMALIZATION;
        }

        @Override
        public Part instanceNorm2d(InstanceNorm2d layer) {
            return NORMALIZATION;
        }

        @Override
        public Part layerNorm(LayerNorm layer) {
            return NORMALIZATION;
        }

        @Override
        public Part pixelNorm(PixelNorm layer) {
            return NORMALIZATION;
        }

        @Override
        public Part virtualBatchNorm(VirtualBatchNorm layer) {
            return NORMALIZATION;
        }

        @Override
        public Part spectralNorm(SpectralNorm layer) {
            return WEIGHTS;
        }

        @Override
        public Part minibatchDiscrimination(MinibatchDiscrimination layer) {
            return MINIBATCH;
        }

        @Override
        public Part minibatchStdDev(MinibatchStdDev layer) {
            return MINIBATCH;
        }

        @Override
        public Part relu(Relu layer) {
            return ACTIVATION;
        }

        @Override
        public Part leakyRelu(LeakyRelu layer) {
            return ACTIVATION;
        }

        @Override
        public Part tanh(Tanh layer) {
            return ACTIVATION;
        }

        @Override
        public Part sigmoid(Sigmoid layer) {
            return ACTIVATION;
        }

        @Override
        public Part dropout(Dropout layer) {
            return DROPOUT;
        }

        @Override
        public Part reshape(Reshape layer) {
            return RESHAPE;
        }

        @Override
        public Part concat(Concat layer) {
            return JOIN;
        }

        @Override
        public Part add(Add layer) {
            return JOIN;
        }
    }
}
