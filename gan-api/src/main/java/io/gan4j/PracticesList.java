package io.gan4j;

import com.google.common.collect.ImmutableList;
import io.gan4j.game.Adam;
import io.gan4j.game.Optimizer;
import io.gan4j.game.Replay;
import io.gan4j.game.Schedule;
import io.gan4j.loss.Regularizer;
import io.gan4j.tensor.Prior;
import io.gan4j.training.TrainingStrategy;

/** What a configuration uses, in words. */
final class PracticesList {
    private final GanBuilder.Draft draft;
    private final TrainingStrategy strategy;
    private final ImmutableList.Builder<String> lines = ImmutableList.builder();

    PracticesList(GanBuilder.Draft draft) {
        this.draft = draft;
        this.strategy = draft.strategy();
    }

    ImmutableList<String> lines() {
        lines.add("loss: " + draft.loss);
        strategy.regularizers().stream().map(Regularizer::toString).forEach(lines::add);
        lines.add((draft.prior == Prior.NORMAL ? "Gaussian" : "uniform") + " latents of length " + draft.latent);
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
            lines.add("both players: " + text(g));
        } else {
            lines.add("generator: " + text(g));
            lines.add("discriminator: " + text(d));
            if (g.learningRate() != d.learningRate()) {
                lines.add("two time-scale updates (Heusel et al. 2017)");
            }
        }
        rate("generator", strategy.generatorRate());
        rate("discriminator", strategy.discriminatorRate());
        if (strategy.gradientClipping() != null) {
            lines.add("gradients bounded: " + strategy.gradientClipping());
        }
    }

    private static String text(Optimizer optimizer) {
        return optimizer instanceof Adam adam
                ? "Adam(" + adam.learningRate() + ", " + adam.beta1() + ", " + adam.beta2() + ")"
                : optimizer.toString();
    }

    private void rate(String player, Schedule factor) {
        if (!factor.equals(Schedule.constant(1))) {
            lines.add(player + "'s learning rate: times " + factor);
        }
    }

    private void balance() {
        if (strategy.discriminatorSteps() != 1) {
            lines.add(strategy.discriminatorSteps() + " updates of the discriminator in a step");
        }
        if (strategy.generatorSteps() != 1) {
            lines.add(strategy.generatorSteps() + " updates of the generator in a step");
        }
        lines.add("batches of " + strategy.batch());
        if (strategy.accumulation() != 1) {
            lines.add("gradients gathered over " + strategy.accumulation() + " batches");
        }
        if (strategy.unrolledSteps() != 0) {
            lines.add(strategy.unrolledSteps() + " unrolled updates of the discriminator (Metz et al. 2017)");
        }
    }

    private void discriminatorsView() {
        lines.add(
                strategy.scoring() == TrainingStrategy.Scoring.SEPARATE
                        ? "real and fake samples in separate batches"
                        : "real and fake samples in one batch");
        if (!strategy.labels().isHard()) {
            lines.add(strategy.labels().describe());
        }
        if (strategy.hasInstanceNoise()) {
            lines.add("instance noise of standard deviation " + strategy.instanceNoise());
        }
        Replay replay = strategy.replay();
        if (replay != null) {
            lines.add(
                    replay.kind() == Replay.Kind.HALF
                            ? "experience replay: half of each batch from " + replay.capacity()
                                    + " earlier fakes (Shrivastava et al. 2017)"
                            : "experience replay: a pool of " + replay.capacity()
                                    + " earlier fakes (Zhu et al. 2017)");
        }
        if (strategy.packing() != 1) {
            lines.add("packing of " + strategy.packing() + " samples (Lin et al. 2018)");
        }
        if (strategy.referenceBatch() != 0) {
            lines.add("a reference batch of " + strategy.referenceBatch() + " (Salimans et al. 2016)");
        }
    }

    private void generatorsEnd() {
        if (strategy.ema() != null) {
            lines.add("moving average of the generator, decay " + strategy.ema().decay());
        }
        if (strategy.standingStatistics() != 0) {
            lines.add("standing statistics from " + strategy.standingStatistics() + " batches (Brock et al. 2019)");
        }
        if (draft.best != null) {
            lines.add("the best state by " + draft.best.metric().name() + " is kept, measured every "
                    + draft.best.everySteps() + " steps");
        }
    }
}
