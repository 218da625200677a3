package io.gan4j.engine;

import io.gan4j.inference.Runner;
import io.gan4j.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** Networks on an engine, each by its player's name, ready to be evaluated. They hold native memory until they are closed. */
public interface HostedNetworks extends AutoCloseable {
    /** Where they are computed and with how many threads, for people. */
    String device();

    /**
     * The present parameters with which a player's network is used, copied, by full name: their moving averages, where it
     * keeps any.
     */
    Map<String, Tensor> parameters(String player);

    /**
     * Computes the batch statistics with which a player's network is used anew: their means over some batches, each played as
     * in training. Networks without batch normalisation stay as they are.
     *
     * @param player the player
     * @param batches what its network is given, batch by batch: for each of its inputs the samples one after the other
     */
    void computeStatistics(String player, List<List<float[]>> batches);

    /** An evaluator of a player's network with the parameters as they are whenever it runs. Its close has no effect here. */
    Runner evaluator(String player);

    @Override
    void close();
}
