package io.gan4j.djl;

import io.gan4j.djl.torch.TorchBackend;
import io.gan4j.engine.CompiledGame;
import io.gan4j.engine.GameSetup;
import io.gan4j.engine.TrainingBackend;

/**
 * Trains on libtorch through DJL's PyTorch engine: each step is one native call of a TorchScript program that is written for
 * the game. On a CPU, and on a GPU where the natives are CUDA's.
 *
 * <p>Nothing is downloaded at run time and nothing is reported: DJL's offline mode and its opt-out are switched on unless
 * the properties {@code ai.djl.offline} or {@code OPT_OUT_TRACKING} are set to something else. Several games may be played at
 * once.
 */
public final class DjlBackend implements TrainingBackend {
    /** Found by {@link java.util.ServiceLoader}. */
    public DjlBackend() {}

    @Override
    public String name() {
        return TorchBackend.name();
    }

    @Override
    public CompiledGame compile(GameSetup setup) {
        return TorchBackend.compile(setup);
    }
}
