package io.gan4j.djl;

import io.gan4j.djl.torch.TorchBackend;
import io.gan4j.inference.Runner;
import io.gan4j.tensor.Tensor;
import io.gan4j.training.CompiledGame;
import io.gan4j.training.GameSetup;
import io.gan4j.training.TrainingBackend;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The backend, and a look at the games that it compiles. */
final class WatchedBackend implements TrainingBackend {
    private final DjlBackend backend = new DjlBackend();
    private final List<CompiledGame> games = new ArrayList<>();
    private final List<List<float[]>> feeds = new ArrayList<>();

    @Override
    public String name() {
        return backend.name();
    }

    @Override
    public CompiledGame compile(GameSetup setup) {
        CompiledGame game = backend.compile(setup);
        games.add(game);
        return new CompiledGame() {
            @Override
            public String device() {
                return game.device();
            }

            @Override
            public float[] step(List<ByteBuffer> buffers) {
                feeds.add(buffers.stream().map(WatchedBackend::floats).toList());
                return game.step(buffers);
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
            public void computeStatistics(String player, List<float[]> batches) {
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
        };
    }

    private static float[] floats(ByteBuffer buffer) {
        float[] values = new float[buffer.remaining() / Float.BYTES];
        buffer.duplicate().order(ByteOrder.nativeOrder()).asFloatBuffer().get(values);
        return values;
    }

    /** How many native arrays live on behalf of all games. */
    int liveArrays() {
        return games.stream().mapToInt(TorchBackend::liveArrays).sum();
    }

    /** What each step was given, as floats. */
    List<List<float[]>> feeds() {
        return feeds;
    }
}
