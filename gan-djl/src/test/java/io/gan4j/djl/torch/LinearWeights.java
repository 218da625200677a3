package io.gan4j.djl.torch;

import com.google.common.collect.ImmutableMap;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.Map;

/** The parameters of players with one linear layer from a number to a number: 0.5 and no bias. */
final class LinearWeights {
    private LinearWeights() {}

    static Map<String, Map<String, Tensor>> of(String... players) {
        ImmutableMap.Builder<String, Map<String, Tensor>> parameters = ImmutableMap.builder();
        for (String player : players) {
            parameters.put(
                    player,
                    Map.of(
                            "linear_1.weight", Tensor.of(Shape.of(1, 1), 0.5f),
                            "linear_1.bias", Tensor.zeros(Shape.of(1))));
        }
        return parameters.buildOrThrow();
    }
}
