package io.gan4j.onnx;

import io.gan4j.layer.SpectralNorm;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.Map;

/** The weight of a spectrally normalised layer as it stands still after training: {@code W / sigma}. */
final class SpectralWeight {
    private SpectralWeight() {}

    /** Returns the layer inside at the same place, with the weight that it has from now on. */
    static LayerEmitter divided(LayerEmitter emitter, SpectralNorm layer) {
        Tensor weight = normalised(
                layer,
                layer.parameters().get(0).shape(),
                emitter.values("weight"),
                emitter.values("weight_u"),
                emitter.values("weight_v"));
        return emitter.with(layer.layer(), Map.of("weight", weight));
    }

    /**
     * The weight divided by {@code sigma = u^T W v / (|u| |v|)}. The vectors have length 1 once a training has moved them,
     * fresh ones have not. A sigma of 0 gives a weight that is not finite, which the check of the file refuses.
     *
     * @param shape of the weight
     * @param weight read as a matrix of a row each output
     * @param u a number each row
     * @param v a number each column
     */
    static Tensor normalised(SpectralNorm layer, Shape shape, float[] weight, float[] u, float[] v) {
        double sigma = product(layer, shape, weight, u, v) / (norm(u) * norm(v));
        float[] divided = new float[weight.length];
        for (int i = 0; i < divided.length; i++) {
            divided[i] = (float) (weight[i] / sigma);
        }
        return Tensor.of(shape, divided);
    }

    private static double product(SpectralNorm layer, Shape shape, float[] weight, float[] u, float[] v) {
        int rows = layer.rows();
        // Elements that lie beside one another in a row: all of it, or one input's kernel where inputs come first.
        int run = 1;
        for (int axis = layer.outputAxis() + 1; axis < shape.rank(); axis++) {
            run *= shape.extent(axis);
        }
        double sum = 0;
        for (int i = 0; i < weight.length; i++) {
            int row = i / run % rows;
            int column = i / run / rows * run + i % run;
            sum += (double) u[row] * weight[i] * v[column];
        }
        return sum;
    }

    private static double norm(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        return Math.max(Math.sqrt(squares), SpectralNorm.EPSILON);
    }
}
