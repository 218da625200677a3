package io.gan4j.djl;

import io.gan4j.engine.CompiledGame;
import io.gan4j.inference.Runner;
import io.gan4j.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A game that asks another one for everything; tests override what they look at. */
class ForwardingGame implements CompiledGame {
    final CompiledGame game;

    ForwardingGame(CompiledGame game) {
        this.game = game;
    }

    @Override
    public String device() {
        return game.device();
    }

    @Override
    public float[] step(List<ByteBuffer> feeds) {
        return game.step(feeds);
    }

    @Override
    public Map<String, Tensor> parameters(String player) {
        return game.parameters(player);
    }

    @Override
    public Map<String, Tensor> state() {
        return game.state();
    }

    @Override
    public @Nullable String nonFinite() {
        return game.nonFinite();
    }

    @Override
    public void restore(Map<String, Tensor> saved) {
        game.restore(saved);
    }

    @Override
    public void computeStatistics(String player, List<List<float[]>> batches) {
        game.computeStatistics(player, batches);
    }

    @Override
    public Runner evaluator(String player) {
        return game.evaluator(player);
    }

    @Override
    public void close() {
        game.close();
    }
}
