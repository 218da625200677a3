package io.gan4j.run;

import com.google.common.collect.ImmutableMap;
import io.gan4j.engine.CompiledGame;
import io.gan4j.inference.Runner;
import io.gan4j.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Has a state and nothing else. */
final class FakeGameState implements CompiledGame {
    final Map<String, Tensor> present = new HashMap<>();

    @Override
    public Map<String, Tensor> state() {
        return ImmutableMap.copyOf(present);
    }

    @Override
    public void restore(Map<String, Tensor> saved) {
        present.putAll(saved);
    }

    @Override
    public String device() {
        return "shelf";
    }

    @Override
    public float[] step(List<ByteBuffer> feeds) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, Tensor> parameters(String player) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void computeStatistics(String player, List<List<float[]>> batches) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Runner evaluator(String player) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
