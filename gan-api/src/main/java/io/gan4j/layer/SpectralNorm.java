package io.gan4j.layer;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.List;
import java.util.function.Function;

/**
 * Spectral normalisation (Miyato et al., ICLR 2018, algorithm 1): a linear or convolutional layer whose weight is divided by
 * its largest singular value, which makes the layer 1-Lipschitz in the Euclidean norm of its matrix. The weight is read as a
 * matrix of a row each output; its singular vectors are followed by one power iteration each time the network is applied
 * while it learns, and are part of its state: {@code v = normalised(W^T u); u = normalised(W v); sigma = u^T W v}. In another's
 * phase, in evaluation and after export they stand still. The gradient flows through {@code sigma}.
 *
 * <p>Parameters: those of the layer, and the statistics {@code weight_u} (a number each output) and {@code weight_v} (a
 * number each other element of an output's weight).
 *
 * @param layer the layer: {@link Linear}, {@link Conv2d}, {@link ConvTranspose2d} or another of {@link
 *     Traits.Purpose#WEIGHTS}
 */
public record SpectralNorm(Layer layer) implements Layer {
    /** What the norm of a vector is at least when it is divided by it; PyTorch's. */
    public static final float EPSILON = 1e-12f;

    /**
     * Checks the layer.
     *
     * @throws IllegalArgumentException if it has no weight to normalise
     */
    public SpectralNorm {
        checkArgument(
                layer.bare() == layer && layer.traits().purpose() == Traits.Purpose.WEIGHTS,
                "spectral normalisation is for a layer with a weight, such as Linear or Conv2d, not for %s",
                layer.kind());
    }

    /** The rows of the weight's matrix: the layer's outputs. */
    public int rows() {
        Shape weight = weight();
        return weight.extent(outputAxis());
    }

    /** The columns of the weight's matrix. */
    public int columns() {
        return weight().size() / rows();
    }

    /** The axis of the weight along which its outputs lie: 1 for a transposed convolution, 0 otherwise. */
    public int outputAxis() {
        return layer.traits().weightAxis();
    }

    private Shape weight() {
        return layer.parameters().get(0).shape();
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return layer.outputShape(inputs);
    }

    @Override
    public List<Parameter> parameters() {
        return ImmutableList.<Parameter>builder()
                .addAll(layer.parameters())
                .add(Parameter.statistic("weight_u", Shape.of(rows()), Init.normal(0, 1)))
                .add(Parameter.statistic("weight_v", Shape.of(columns()), Init.normal(0, 1)))
                .build();
    }

    @Override
    public Layer bare() {
        return layer;
    }

    @Override
    public Layer around(Layer other) {
        return new SpectralNorm(other);
    }

    @Override
    public Layer withBias() {
        return new SpectralNorm(layer.withBias());
    }

    /** Brings the vectors to the weight's, by 15 power iterations. */
    @Override
    public void settle(Function<String, Tensor> values) {
        PowerIteration.initialise(this, values);
    }

    @Override
    public Traits traits() {
        return layer.traits().keeping(Traits.Statistics.FOLLOWING);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.spectralNorm(this);
    }
}
