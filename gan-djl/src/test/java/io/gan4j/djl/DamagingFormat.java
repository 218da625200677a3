package io.gan4j.djl;

import com.google.common.collect.ImmutableMap;
import io.gan4j.inference.LoadOptions;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.ModelFormat;
import io.gan4j.network.Network;
import io.gan4j.onnx.OnnxFormat;
import io.gan4j.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** ONNX with a wrong weight and no test vectors that would tell. */
public final class DamagingFormat implements ModelFormat {
    private final OnnxFormat format = new OnnxFormat();

    /** Found by {@link java.util.ServiceLoader}. */
    public DamagingFormat() {}

    @Override
    public String name() {
        return "damaging ONNX";
    }

    @Override
    public byte[] write(Network network, Map<String, Tensor> parameters, ModelCard card) {
        ImmutableMap.Builder<String, Tensor> damaged = ImmutableMap.builder();
        parameters.forEach((name, tensor) -> {
            float[] values = tensor.values().clone();
            values[0] += 0.1f;
            damaged.put(name, Tensor.of(tensor.shape(), values));
        });
        return format.write(network, damaged.buildOrThrow(), card.testVectors(List.of()));
    }

    @Override
    public Model read(byte[] file, LoadOptions options) {
        return format.read(file, options);
    }

    @Override
    public Model readForeign(byte[] file, LoadOptions options, int height, int width, String layer) {
        return format.readForeign(file, options, height, width, layer);
    }

    @Override
    public ModelCard describe(byte[] file, LoadOptions options) {
        return format.describe(file, options);
    }
}
