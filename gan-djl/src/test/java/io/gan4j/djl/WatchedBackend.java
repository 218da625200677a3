package io.gan4j.djl;

import io.gan4j.djl.torch.TorchBackend;
import io.gan4j.engine.CompiledGame;
import io.gan4j.engine.GameSetup;
import io.gan4j.engine.TrainingBackend;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

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
        return new ForwardingGame(game) {
            @Override
            public float[] step(List<ByteBuffer> buffers) {
                feeds.add(buffers.stream().map(WatchedBackend::floats).toList());
                return super.step(buffers);
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
