package io.gan4j.onnx;

import io.gan4j.error.ModelFileException;
import io.gan4j.layer.Affine;
import io.gan4j.layer.BatchNorm;
import io.gan4j.layer.Conv2d;
import io.gan4j.layer.ConvTranspose2d;
import io.gan4j.layer.Equalized;
import io.gan4j.layer.Layer;
import io.gan4j.layer.Linear;
import io.gan4j.layer.SpectralNorm;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Batch normalisation that the layer before it computes. In evaluation it multiplies each feature by {@code k = weight /
 * sqrt(running_var + epsilon)} and adds a number, which a linear layer or convolution can do as well: {@code W' = W k}, {@code
 * b' = (b - running_mean) k + bias}. Importers put the two together too, and OpenCV's classic engine does so once more whenever
 * the batch has another size, which gives wrong images; where there is one operator there is nothing to put together.
 */
final class BatchNormFold {
    private final Map<String, Network.Node> nodes = new HashMap<>();
    private final Map<String, Integer> uses = new HashMap<>();

    private BatchNormFold(Network network) {
        network.nodes().forEach(node -> {
            nodes.put(node.name(), node);
            node.inputs().forEach(input -> uses.merge(input, 1, Integer::sum));
        });
        uses.merge(network.output().name(), 1, Integer::sum);
    }

    /** Returns the normalisations that can be computed before, by the name of the layer that computes each. */
    static Map<String, Network.Node> find(Network network) {
        BatchNormFold search = new BatchNormFold(network);
        Map<String, Network.Node> found = new HashMap<>();
        for (Network.Node node : network.nodes()) {
            Network.@Nullable Node before = node.layer() instanceof BatchNorm ? search.before(node) : null;
            if (before != null) {
                found.put(before.name(), node);
            }
        }
        return found;
    }

    /** The layer whose output the normalisation alone takes, if that is one that can multiply and add; dropout does nothing. */
    private Network.@Nullable Node before(Network.Node norm) {
        Network.Node before = norm;
        do {
            String input = before.inputs().get(0);
            if (!nodes.containsKey(input) || uses.getOrDefault(input, 0) != 1) {
                return null;
            }
            before = nodes.get(input);
        } while (before.layer().traits().mask() != null);
        return canMultiply(before.layer().bare()) ? before : null;
    }

    /** The weight of a transposed convolution in groups has no axis that counts all that it gives. */
    private static boolean canMultiply(Layer layer) {
        return layer instanceof Linear
                || layer instanceof Conv2d
                || layer instanceof ConvTranspose2d transposed && transposed.groups() == 1;
    }

    /**
     * Returns a layer at its place that computes the normalisation behind it as well.
     *
     * @param emitter the layer's
     * @param norm the normalisation's
     * @throws ModelFileException if a variance is negative or not finite
     */
    static LayerEmitter folded(LayerEmitter emitter, LayerEmitter norm) {
        LayerEmitter plain = plain(emitter);
        Layer layer = plain.node().layer();
        double[] factors = factors(norm);
        Tensor bias = bias(plain, norm, factors);
        Shape shape = layer.parameters().get(0).shape();
        return plain.with(
                layer.withBias(),
                Map.of("weight", multiplied(plain.values("weight"), shape, outputAxis(layer), factors), "bias", bias));
    }

    /** The layer inside what changes its weight, with the weight that it computes with. */
    private static LayerEmitter plain(LayerEmitter emitter) {
        Layer layer = emitter.node().layer();
        if (layer instanceof SpectralNorm spectral) {
            return SpectralWeight.divided(emitter, spectral);
        }
        return layer instanceof Equalized equalized ? EqualizedWeight.multiplied(emitter, equalized) : emitter;
    }

    private static double[] factors(LayerEmitter norm) {
        boolean affine = isAffine(norm);
        float[] weight = affine ? norm.values("weight") : new float[0];
        float[] variance = norm.values("running_var");
        double epsilon = ((BatchNorm) norm.node().layer()).epsilon();
        double[] factors = new double[variance.length];
        for (int i = 0; i < factors.length; i++) {
            if (!(variance[i] >= 0 && variance[i] < Float.POSITIVE_INFINITY)) {
                throw new ModelFileException("its layer '" + norm.node().name() + "' has a variance of " + variance[i]);
            }
            factors[i] = (affine ? weight[i] : 1) / Math.sqrt(variance[i] + epsilon);
        }
        return factors;
    }

    private static boolean isAffine(LayerEmitter norm) {
        return ((BatchNorm) norm.node().layer()).affine() == Affine.LEARNED;
    }

    private static Tensor bias(LayerEmitter layer, LayerEmitter norm, double[] factors) {
        boolean biased = layer.node().layer().parameters().size() > 1;
        float[] before = biased ? layer.values("bias") : new float[factors.length];
        float[] mean = norm.values("running_mean");
        float[] added = isAffine(norm) ? norm.values("bias") : new float[factors.length];
        float[] bias = new float[factors.length];
        for (int i = 0; i < bias.length; i++) {
            bias[i] = (float) (((double) before[i] - mean[i]) * factors[i] + added[i]);
        }
        return Tensor.of(Shape.of(bias.length), bias);
    }

    private static Tensor multiplied(float[] weight, Shape shape, int axis, double[] factors) {
        int run = 1;
        for (int i = axis + 1; i < shape.rank(); i++) {
            run *= shape.extent(i);
        }
        float[] multiplied = new float[weight.length];
        for (int i = 0; i < weight.length; i++) {
            multiplied[i] = (float) (weight[i] * factors[i / run % factors.length]);
        }
        return Tensor.of(shape, multiplied);
    }

    /** The axis of the weight that counts what the layer gives. */
    private static int outputAxis(Layer layer) {
        return layer instanceof ConvTranspose2d ? 1 : 0;
    }
}
