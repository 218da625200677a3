package io.gan4j.training;

import io.gan4j.game.PhasePlan;
import io.gan4j.inference.Runner;
import io.gan4j.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/**
 * A game that an engine is ready to play; it owns the networks' parameters and the optimizers' state. One thread at a time
 * may call {@link #step} and {@link #parameters}; evaluators may run meanwhile only between steps, which {@link TrainingRun}
 * sees to.
 */
public interface CompiledGame extends AutoCloseable {
    /** Where it is played and with how many threads, for people. */
    String device();

    /**
     * Plays one step: each phase in order, as often as it says.
     *
     * @param feeds a direct buffer in native byte order for each {@linkplain PhasePlan#draws draw} of each repetition of each
     *     phase, in this order: samples of the training data as they are encoded, all else as 32-bit floats
     * @return the {@linkplain PhasePlan#outcomes outcomes} in the same order
     */
    float[] step(List<ByteBuffer> feeds);

    /** The present parameters of a player, copied, by full name. */
    Map<String, Tensor> parameters(String player);

    /** An evaluator of a player's network with the parameters as they are whenever it runs. Its close has no effect here. */
    Runner evaluator(String player);

    @Override
    void close();
}
