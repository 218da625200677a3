package io.gan4j;

import com.google.common.collect.ImmutableList;
import io.gan4j.architecture.GrowingArchitecture;
import io.gan4j.engine.Precision;
import io.gan4j.game.Optimizer;
import io.gan4j.game.Replay;
import io.gan4j.game.Schedule;
import io.gan4j.loss.Regularizer;
import io.gan4j.tensor.Prior;
import io.gan4j.training.Fakes;
import io.gan4j.training.TrainingStrategy;

/** What a configuration uses, in words. */
final class PracticesList {
    private final Draft draft;
    private final TrainingStrategy strategy;
    private final ImmutableList.Builder<String> lines = ImmutableList.builder();

    PracticesList(Draft draft) {
        this.draft = draft;
        this.strategy = draft.strategy();
    }

    ImmutableList<String> lines() {
        lines.add("loss: " + draft.loss.describe());
        strategy.regularizers().stream().map(Regularizer::describe).forEach(lines::add);
        lines.add((draft.prior == Prior.NORMAL ? "Gaussian" : "uniform") + " latents of length " + draft.latent);
        if (draft.conditioning.isConditional()) {
            lines.add("conditional: " + draft.conditioning.describe());
        }
        if (draft.architecture instanceof GrowingArchitecture && draft.weights == null) {
            lines.add(
                    "networks that grow with the size of their images, with the layers of each new size faded in (Karras et al."
                            + " 2018)");
        }
        draft.generatorPractices.describe().forEach(practice -> lines.add("generator: " + practice));
        draft.discriminatorPractices.describe().forEach(practice -> lines.add("discriminator: " + practice));
        optimizers();
        balance();
        discriminatorsView();
        generatorsEnd();
        return lines.build();
    }

    private void optimizers() {
        Optimizer g = strategy.generatorOptimizer();
        Optimizer d = strategy.discriminatorOptimizer();
        if (g.equals(d)) {
            lines.add("both players: " + g.describe());
        } else {
            lines.add("generator: " + g.describe());
            lines.add("discriminator: " + d.describe());
            if (g.learningRate() != d.learningRate()) {
                lines.add("two time-scale updates (Heusel et al. 2017)");
            }
        }
        if (strategy.generatorRate().equals(strategy.discriminatorRate())) {
            rate("both learning rates", strategy.generatorRate());
        } else {
            rate("generator's learning rate", strategy.generatorRate());
            rate("discriminator's learning rate", strategy.discriminatorRate());
        }
        if (strategy.gradientClipping() != null) {
            lines.add(strategy.gradientClipping().describe());
        }
    }

    private void rate(String whose, Schedule factor) {
        if (!factor.equals(Schedule.constant(1))) {
            lines.add(whose + " times " + factor.describe());
        }
    }

    private void balance() {
        updates(strategy.discriminatorSteps(), "discriminator");
        updates(strategy.generatorSteps(), "generator");
        lines.add("batches of " + strategy.batch());
        if (draft.precision != Precision.FLOAT32) {
            lines.add("networks computed in "
                    + (draft.precision == Precision.BFLOAT16 ? "bfloat16" : "bfloat16 where it is faster"));
        }
        if (strategy.accumulation() != 1) {
            lines.add("the mean gradient of " + strategy.accumulation() + " batches for each update");
        }
        if (strategy.unrolledSteps() != 0) {
            lines.add("the generator looks " + counted(strategy.unrolledSteps(), "update")
                    + " of the discriminator ahead (Metz et al. 2017)");
        }
    }

    private void updates(int number, String player) {
        if (number != 1) {
            lines.add(number + " updates of the " + player + " in a step");
        }
    }

    private static String counted(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private void discriminatorsView() {
        lines.add(
                strategy.scoring() == TrainingStrategy.Scoring.SEPARATE
                        ? "real and fake samples in separate batches (ganhacks 4)"
                        : "real and fake samples in one batch");
        if (strategy.fakes() == Fakes.SHARED) {
            lines.add("one batch of fakes for both players");
        }
        if (!strategy.labels().isHard()) {
            lines.add(strategy.labels().describe());
        }
        if (strategy.hasInstanceNoise()) {
            lines.add("instance noise of standard deviation "
                    + strategy.instanceNoise().describe() + " (Sonderby et al. 2017)");
        }
        Replay replay = strategy.replay();
        if (replay != null) {
            lines.add(
                    replay.kind() == Replay.Kind.HALF
                            ? "experience replay: half of each batch from " + replay.capacity()
                                    + " earlier fakes (Shrivastava et al. 2017)"
                            : "experience replay: a pool of " + replay.capacity() + " earlier fakes (Zhu et al. 2017)");
        }
        if (strategy.packing() != 1) {
            lines.add("packing: " + strategy.packing() + " samples judged as one (Lin et al. 2018)");
        }
        if (strategy.referenceBatch() != 0) {
            lines.add(
                    "a reference batch of " + counted(strategy.referenceBatch(), "sample") + " (Salimans et al. 2016)");
        }
    }

    private void generatorsEnd() {
        if (strategy.ema() != null) {
            lines.add("moving average of the generator, decay " + strategy.ema().describe() + " (Yazici et al. 2019)");
        }
        if (strategy.standingStatistics() != 0) {
            lines.add("standing statistics of the generator from " + strategy.standingStatistics()
                    + (strategy.standingStatistics() == 1 ? " batch" : " batches")
                    + " (Brock et al. 2019)");
        }
        if (draft.best != null) {
            String by = draft.bestBy == null ? draft.best.metric().name() : draft.bestBy;
            lines.add("the best state by " + by + " is kept, measured every "
                    + (draft.best.everySteps() == 1 ? "step" : draft.best.everySteps() + " steps"));
        }
        if (draft.divergence.goesBack()) {
            lines.add("after a divergence: " + draft.divergence.describe());
        }
    }
}
