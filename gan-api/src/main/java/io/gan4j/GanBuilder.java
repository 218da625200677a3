package io.gan4j;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.gan4j.architecture.Architecture;
import io.gan4j.data.Dataset;
import io.gan4j.error.BackendException;
import io.gan4j.error.TrainingDivergedException;
import io.gan4j.game.Optimizer;
import io.gan4j.loss.LossStrategy;
import io.gan4j.loss.Regularizer;
import io.gan4j.network.Network;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import io.gan4j.training.Device;
import io.gan4j.training.TrainedGan;
import io.gan4j.training.TrainingBackend;
import io.gan4j.training.TrainingListener;
import io.gan4j.training.TrainingRun;
import io.gan4j.training.TrainingStrategy;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a GAN that is to be trained. Begin with a preset of {@link Gan}, change what should be different, in any
 * order, and end with {@link #train}:
 *
 * <pre>{@code
 * try (TrainedGan digits = Gan.dcgan().latent(100).train(Datasets.mnist(dir))) {
 *     digits.export(Path.of("digits.onnx"));
 * }
 * }</pre>
 *
 * <p>Immutable: each setting returns a new value, so that a base can be kept and branched. A setting checks its own argument
 * at once; settings are checked against each other and against the data when training starts, all problems in one message.
 */
public final class GanBuilder {
    private final Draft draft;

    private GanBuilder(Draft draft) {
        this.draft = draft;
    }

    /** What is set; written only while it is nobody else's yet. */
    static final class Draft {
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

        int latent = 100;
        Prior prior = Prior.NORMAL;
        LossStrategy loss;
        TrainingStrategy strategy;
        /** Single settings of the strategy, kept apart so that they hold whether the whole is set before or after them. */
        ImmutableList<UnaryOperator<TrainingStrategy>> changes = ImmutableList.of();

        @Nullable
        Long reportEvery;

        Device device = Device.AUTOMATIC;
        int threads;
        ImmutableList<TrainingListener> listeners = ImmutableList.of();

        @Nullable
        TrainingBackend backend;

        private Draft(Architecture architecture, LossStrategy loss, TrainingStrategy strategy) {
            this.architecture = architecture;
            this.loss = loss;
            this.strategy = strategy;
        }

        private Draft(Draft other) {
            preset = other.preset;
            architecture = other.architecture;
            generatorFeatures = other.generatorFeatures;
            discriminatorFeatures = other.discriminatorFeatures;
            generator = other.generator;
            discriminator = other.discriminator;
            latent = other.latent;
            prior = other.prior;
            loss = other.loss;
            strategy = other.strategy;
            changes = other.changes;
            reportEvery = other.reportEvery;
            device = other.device;
            threads = other.threads;
            listeners = other.listeners;
            backend = other.backend;
        }

        /** The strategy with the single settings that were made. */
        TrainingStrategy strategy() {
            TrainingStrategy whole = strategy;
            for (UnaryOperator<TrainingStrategy> change : changes) {
                whole = change.apply(whole);
            }
            return whole;
        }
    }

    /** The change of a draft that one setting makes. */
    private interface Change {
        void apply(Draft draft);
    }

    static GanBuilder preset(String name, Architecture architecture, LossStrategy loss, TrainingStrategy strategy) {
        Draft draft = new Draft(architecture, loss, strategy);
        draft.preset = name;
        return new GanBuilder(draft);
    }

    private GanBuilder with(Change change) {
        Draft copy = new Draft(draft);
        change.apply(copy);
        return new GanBuilder(copy);
    }

    private GanBuilder strategy(UnaryOperator<TrainingStrategy> change) {
        GanBuilder changed = with(d -> d.changes = append(d.changes, change));
        changed.draft.strategy(); // checks the argument at once
        return changed;
    }

    private static <T> ImmutableList<T> append(ImmutableList<T> list, T element) {
        return ImmutableList.<T>builder().addAll(list).add(element).build();
    }

    private static void atLeast(int least, int value, String what) {
        checkArgument(value >= least, "%s must be at least %s, was %s", what, least, value);
    }

    /** Sets the length of the latent vector {@code z}. Default 100. @throws IllegalArgumentException if below 1 */
    public GanBuilder latent(int size) {
        atLeast(1, size, "latent");
        return with(d -> d.latent = size);
    }

    /** Sets the distribution of the latents. Default {@link Prior#NORMAL}. */
    public GanBuilder prior(Prior prior) {
        return with(d -> d.prior = prior);
    }

    /** Sets the recipe of both networks. */
    public GanBuilder architecture(Architecture architecture) {
        return with(d -> d.architecture = architecture);
    }

    /**
     * Sets the width of the generator: the features or channels of its narrowest hidden layer. Default 64 for DCGANs, 256 for
     * fully connected ones. @throws IllegalArgumentException if below 1
     */
    public GanBuilder generatorFeatures(int features) {
        atLeast(1, features, "generatorFeatures");
        return with(d -> d.generatorFeatures = features);
    }

    /**
     * Sets the width of the discriminator: the features or channels of its narrowest hidden layer. Default 64 for DCGANs, 256
     * for fully connected ones. @throws IllegalArgumentException if below 1
     */
    public GanBuilder discriminatorFeatures(int features) {
        atLeast(1, features, "discriminatorFeatures");
        return with(d -> d.discriminatorFeatures = features);
    }

    /** Sets a generator of one's own, in the place of the recipe's: one input, the latent, and the data's shape as output. */
    public GanBuilder generator(Network network) {
        return with(d -> d.generator = network);
    }

    /** Sets a discriminator of one's own, in the place of the recipe's: one input of the data's shape, one number as output. */
    public GanBuilder discriminator(Network network) {
        return with(d -> d.discriminator = network);
    }

    /** Sets what the players minimise. */
    public GanBuilder loss(LossStrategy loss) {
        return with(d -> d.loss = loss);
    }

    /** Sets what is added for the discriminator, in the place of what was set before. */
    public GanBuilder regularizers(Regularizer... regularizers) {
        return strategy(s -> s.regularizers(regularizers));
    }

    /**
     * Sets the whole strategy: batch, length, optimizers, regularizers and seed. What the settings below change of it holds
     * whether they are made before or after this one.
     */
    public GanBuilder strategy(TrainingStrategy strategy) {
        return with(d -> d.strategy = strategy);
    }

    /** Sets the samples in a batch. Default 64. @throws IllegalArgumentException if below 1 */
    public GanBuilder batch(int samples) {
        return strategy(s -> s.batch(samples));
    }

    /** Trains for so many passes over the data. @throws IllegalArgumentException if below 1 */
    public GanBuilder epochs(int number) {
        return strategy(s -> s.epochs(number));
    }

    /** Trains for so many updates of the generator. @throws IllegalArgumentException if below 1 */
    public GanBuilder steps(long number) {
        return strategy(s -> s.steps(number));
    }

    /** Sets the updates of the discriminator for one of the generator. @throws IllegalArgumentException if below 1 */
    public GanBuilder discriminatorSteps(int number) {
        return strategy(s -> s.discriminatorSteps(number));
    }

    /** Sets the optimizers of both players. */
    public GanBuilder optimizer(Optimizer optimizer) {
        return strategy(s -> s.optimizer(optimizer));
    }

    /** Sets the generator's optimizer. */
    public GanBuilder generatorOptimizer(Optimizer optimizer) {
        return strategy(s -> s.generatorOptimizer(optimizer));
    }

    /** Sets the discriminator's optimizer. */
    public GanBuilder discriminatorOptimizer(Optimizer optimizer) {
        return strategy(s -> s.discriminatorOptimizer(optimizer));
    }

    /** Sets the seed from which everything random is derived. Default 0. */
    public GanBuilder seed(long seed) {
        return strategy(s -> s.seed(seed));
    }

    /** Sets the steps from one report to the next. Default: a fiftieth of the run, at most 10. */
    public GanBuilder reportEvery(long steps) {
        checkArgument(steps >= 1, "reportEvery must be at least 1, was %s", steps);
        return with(d -> d.reportEvery = steps);
    }

    /** Sets where to compute. Default {@link Device#AUTOMATIC}. */
    public GanBuilder device(Device device) {
        return with(d -> d.device = device);
    }

    /**
     * Sets how many threads compute on a CPU. Default 0: the engine takes the physical cores. Part of what makes a run
     * repeatable. @throws IllegalArgumentException if negative
     */
    public GanBuilder threads(int number) {
        atLeast(0, number, "threads");
        return with(d -> d.threads = number);
    }

    /** Adds a listener. */
    public GanBuilder listener(TrainingListener listener) {
        return with(d -> d.listeners = append(d.listeners, listener));
    }

    /** Sets the engine. Default: the one on the class path. */
    public GanBuilder backend(TrainingBackend backend) {
        return with(d -> d.backend = backend);
    }

    /**
     * Trains to the end, on the calling thread.
     *
     * @return what was trained; close it
     * @throws IllegalStateException if settings contradict each other or the data; the message lists all of it
     * @throws BackendException if there is no engine on the class path, several, or one that cannot work here
     * @throws TrainingDivergedException if a loss becomes NaN or infinite
     */
    public TrainedGan train(Dataset data) {
        return start(data).train();
    }

    /** Trains on a thread of its own, see {@link TrainingRun#trainAsync}. */
    public CompletableFuture<TrainedGan> trainAsync(Dataset data) {
        return start(data).trainAsync();
    }

    /** Prepares a run to be played step by step, paused or cancelled. Throws as {@link #train} does. */
    public TrainingRun start(Dataset data) {
        return TrainingRun.start(new Plans(draft).plan(data));
    }

    /** The generator for samples of this shape: the one that was set, or the recipe's. */
    public Network generatorFor(Shape sample) {
        return new Plans(draft).generator(sample);
    }

    /** The discriminator for samples of this shape: the one that was set, or the recipe's. */
    public Network discriminatorFor(Shape sample) {
        return new Plans(draft).discriminator(sample);
    }

    /** The settings by name, as the exported file carries them. */
    public ImmutableMap<String, String> configuration() {
        return new Plans(draft).configuration();
    }

    /** The settings, in one line. */
    @Override
    public String toString() {
        return "Gan" + configuration();
    }
}
