package io.gan4j.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The vectors of a weight's largest singular value, for weights whose vectors are plain to see. */
class PowerIterationTest {
    @Test
    void linearWeight_isItsOwnMatrix() {
        // rows (0, 3, 0) and (1, 0, 0): 3 is the largest, between the first row and the second column
        check(Linear.of(3, 2), new float[] {0, 3, 0, 1, 0, 0}, new float[] {1, 0}, new float[] {0, 1, 0});
    }

    @Test
    void convolutionsWeight_hasARowEachOutput() {
        Conv2d layer = new Conv2d(2, 2, 1, 2, 1, 0, Bias.NONE, Init.DCGAN);
        // output 1 takes input 1's second pixel by -5, output 0 input 0's first by 1
        float[] weight = {1, 0, 0, 0, 0, 0, 0, -5};
        check(layer, weight, new float[] {0, 1}, new float[] {0, 0, 0, -1});
    }

    @Test
    void transposedConvolutionsWeight_isTurnedToARowEachOutput() {
        ConvTranspose2d layer = new ConvTranspose2d(3, 2, 1, 2, 1, 0, 0, 0, Bias.NONE, Init.DCGAN);
        // input 2 goes to output 0's second pixel by 5, input 1 to output 1's first by 1
        float[] weight = {0, 0, 0, 0, 0, 0, 1, 0, 0, 5, 0, 0};
        check(layer, weight, new float[] {1, 0}, new float[] {0, 0, 0, 0, 0, 1});
    }

    @Test
    void iteration_once_isTheRightVectorAndThenTheLeft() {
        // W^T u = (1, 2) for u = (1, 1) and W = diag(1, 2), W v ~ (1, 4)
        float[] u = {1, 1};
        float[] v = new float[2];
        PowerIteration iteration = new PowerIteration(new double[][] {{1, 0}, {0, 2}}, new double[] {1, 1});
        iteration.iterate(1);
        iteration.store(u, v);
        float root5 = (float) Math.sqrt(5);
        float root17 = (float) Math.sqrt(17);
        assertThat(v).containsExactly(new float[] {1 / root5, 2 / root5}, within(1e-7f));
        assertThat(u).containsExactly(new float[] {1 / root17, 4 / root17}, within(1e-7f));
    }

    private static void check(Layer layer, float[] weight, float[] u, float[] v) {
        SpectralNorm norm = new SpectralNorm(layer);
        float[] left = new float[norm.rows()];
        Arrays.fill(left, 0.5f);
        float[] right = new float[norm.columns()];
        Map<String, Tensor> values = Map.of(
                "a.weight", Tensor.of(layer.parameters().get(0).shape(), weight),
                "a.weight_u", Tensor.of(Shape.of(left.length), left),
                "a.weight_v", Tensor.of(Shape.of(right.length), right));
        PowerIteration.initialise(norm, name -> values.get("a." + name));
        assertThat(values.get("a.weight_u").values()).containsExactly(u, within(1e-6f));
        assertThat(values.get("a.weight_v").values()).containsExactly(v, within(1e-6f));
    }
}
