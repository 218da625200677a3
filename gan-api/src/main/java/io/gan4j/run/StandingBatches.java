package io.gan4j.run;

import io.gan4j.engine.CompiledGame;
import io.gan4j.engine.HostedNetworks;
import io.gan4j.inference.Generator;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The batches of latents from which a generator's batch statistics are computed after training. */
final class StandingBatches {
    private static final long STANDING_STREAM = 15;

    private StandingBatches() {}

    /**
     * Does something while the generator has the statistics with which it would be exported, and takes them back: measures it,
     * or shows what it makes.
     */
    static void during(Runnable look, CompiledGame game, String player, Generator generator, TrainingPlan plan) {
        if (plan.standingStatistics() == 0) {
            look.run();
            return;
        }
        Map<String, Tensor> present = game.state();
        compute(game, player, generator, plan.standingStatistics(), plan.batch(), plan.seed());
        try {
            look.run();
        } finally {
            game.restore(present);
        }
    }

    /** Computes the statistics of the player whose network generates; none if the number of batches is 0. */
    static void compute(
            HostedNetworks networks, String player, Generator generator, int batches, int batch, long seed) {
        if (batches == 0) {
            return;
        }
        List<List<float[]>> inputs = new ArrayList<>();
        for (int i = 0; i < batches; i++) {
            inputs.add(generator.inputs(batch, RandomStream.seed(seed, STANDING_STREAM, i)));
        }
        networks.computeStatistics(player, inputs);
    }
}
