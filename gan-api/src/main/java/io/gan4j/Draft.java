package io.gan4j;

import io.gan4j.architecture.Architecture;
import io.gan4j.architecture.Conditioning;
import io.gan4j.architecture.NetworkPractices;
import io.gan4j.loss.LossStrategy;
import io.gan4j.network.Network;
import io.gan4j.run.StoredWeights;
import io.gan4j.tensor.Prior;
import io.gan4j.training.Best;
import io.gan4j.training.GanSettings;
import io.gan4j.training.TrainingStrategy;
import org.jspecify.annotations.Nullable;

/** The settings of a {@link GanBuilder}. Mutated only before the builder is published. */
final class Draft extends RunDraft {
    String preset = "";
    Architecture architecture;

    @Nullable
    Integer generatorFeatures;

    @Nullable
    Integer discriminatorFeatures;

    @Nullable
    Network generator;

    @Nullable
    Network discriminator;

    NetworkPractices generatorPractices = NetworkPractices.none();
    NetworkPractices discriminatorPractices = NetworkPractices.none();
    Conditioning conditioning = Conditioning.none();
    int latent = 100;
    Prior prior = Prior.NORMAL;
    LossStrategy loss;

    @Nullable
    Best best;

    @Nullable
    String bestBy;

    /** The number of measurements without a better one after which the run ends; 0 if they do not end it. */
    int patience;

    /** What the networks begin with; their own initialization if null. Not recorded: a checkpoint has later weights. */
    @Nullable
    StoredWeights weights;

    Draft(Architecture architecture, LossStrategy loss, TrainingStrategy strategy) {
        super(strategy);
        this.architecture = architecture;
        this.loss = loss;
    }

    /** What a run folder recorded. */
    Draft(GanSettings recorded) {
        super(recorded.strategy());
        preset = recorded.preset();
        architecture = recorded.architecture();
        generatorFeatures = recorded.generatorFeatures();
        discriminatorFeatures = recorded.discriminatorFeatures();
        generator = recorded.generator();
        discriminator = recorded.discriminator();
        generatorPractices = recorded.generatorPractices();
        discriminatorPractices = recorded.discriminatorPractices();
        conditioning = recorded.conditioning();
        latent = recorded.latent();
        prior = recorded.prior();
        loss = recorded.loss();
        reportEvery = recorded.reportEvery();
        device = recorded.device();
        threads = recorded.threads();
        precision = recorded.precision();
        best = recorded.best();
        divergence = recorded.divergence();
    }

    Draft(Draft other) {
        super(other);
        preset = other.preset;
        architecture = other.architecture;
        generatorFeatures = other.generatorFeatures;
        discriminatorFeatures = other.discriminatorFeatures;
        generator = other.generator;
        discriminator = other.discriminator;
        generatorPractices = other.generatorPractices;
        discriminatorPractices = other.discriminatorPractices;
        conditioning = other.conditioning;
        latent = other.latent;
        prior = other.prior;
        loss = other.loss;
        best = other.best;
        bestBy = other.bestBy;
        patience = other.patience;
        weights = other.weights;
    }

    /**
     * What is measured, with the metric that chooses.
     *
     * @throws IllegalArgumentException if none of them has its name
     */
    @Nullable
    Best chosen() {
        Best chosen = best == null || bestBy == null ? best : best.by(bestBy);
        return chosen == null || patience == 0 ? chosen : chosen.patience(patience);
    }

    /** All of it that can be written down. */
    GanSettings settings() {
        return new GanSettings(
                preset,
                architecture,
                generatorFeatures,
                discriminatorFeatures,
                generator,
                discriminator,
                generatorPractices,
                discriminatorPractices,
                latent,
                prior,
                loss,
                strategy(),
                reportEvery,
                device,
                threads,
                precision,
                chosen(),
                divergence,
                conditioning);
    }
}
