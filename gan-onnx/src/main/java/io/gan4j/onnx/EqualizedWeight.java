package io.gan4j.onnx;

import io.gan4j.layer.Equalized;
import io.gan4j.layer.Parameter;
import io.gan4j.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;

/** The weight and the bias of a layer with an equalized learning rate, as it computes with them. */
final class EqualizedWeight {
    private EqualizedWeight() {}

    /** Returns the layer inside at the same place, with the products as its weight and bias. */
    static LayerEmitter multiplied(LayerEmitter emitter, Equalized layer) {
        Map<String, Tensor> changed = new HashMap<>();
        for (Parameter parameter : layer.parameters()) {
            float factor = switch (parameter.name()) {
                case "weight" -> layer.weightFactor();
                case "bias" -> layer.biasFactor();
                default -> 1;
            };
            float[] values = emitter.values(parameter.name()).clone();
            for (int i = 0; i < values.length; i++) {
                values[i] *= factor;
            }
            changed.put(parameter.name(), Tensor.of(parameter.shape(), values));
        }
        return emitter.with(layer.layer(), changed);
    }
}
