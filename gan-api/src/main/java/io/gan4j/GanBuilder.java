package io.gan4j;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.architecture.Architecture;
import io.gan4j.architecture.Conditioning;
import io.gan4j.architecture.Normalization;
import io.gan4j.data.Dataset;
import io.gan4j.engine.Device;
import io.gan4j.engine.TrainingBackend;
import io.gan4j.error.BackendException;
import io.gan4j.error.TrainingDivergedException;
import io.gan4j.event.TrainingListener;
import io.gan4j.layer.DiffAugment;
import io.gan4j.layer.SpectralNorm;
import io.gan4j.loss.LossStrategy;
import io.gan4j.loss.Regularizer;
import io.gan4j.network.Network;
import io.gan4j.run.RecordedRun;
import io.gan4j.run.TrainedGan;
import io.gan4j.run.TrainingRun;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import io.gan4j.training.Best;
import io.gan4j.training.Checkpoints;
import io.gan4j.training.Divergence;
import io.gan4j.training.GeneratorMetric;
import io.gan4j.training.TrainingStrategy;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

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
@CheckReturnValue
public final class GanBuilder extends TrainingBuilder<GanBuilder> {
    private final Draft draft;

    private GanBuilder(Draft draft) {
        this.draft = draft;
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

    /** The settings of a run that is kept in a folder, to go on with. */
    static GanBuilder of(RecordedRun run) {
        Draft draft = new Draft(run.settings());
        draft.checkpoints = run.checkpoints();
        return new GanBuilder(draft);
    }

    private GanBuilder with(Change change) {
        Draft copy = new Draft(draft);
        change.apply(copy);
        return new GanBuilder(copy);
    }

    @Override
    GanBuilder strategy(UnaryOperator<TrainingStrategy> change) {
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

    /**
     * Sets the length of the latent vector {@code z}. Default 100.
     *
     * @throws IllegalArgumentException if below 1
     */
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
     * fully connected ones.
     *
     * @throws IllegalArgumentException if below 1
     */
    public GanBuilder generatorFeatures(int features) {
        atLeast(1, features, "generatorFeatures");
        return with(d -> d.generatorFeatures = features);
    }

    /**
     * Sets the width of the discriminator: the features or channels of its narrowest hidden layer. Default 64 for DCGANs, 256
     * for fully connected ones.
     *
     * @throws IllegalArgumentException if below 1
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

    /** Conditions both networks on the classes of the data, by {@link Conditioning#projection}. */
    public GanBuilder conditional() {
        return conditional(Conditioning.projection());
    }

    /**
     * Sets how both networks are given the class of each sample. Default {@link Conditioning#none}. The data must have labels of
     * two classes or more; a network that was set and takes classes {@code (K)} as its second input stays as it is.
     */
    public GanBuilder conditional(Conditioning how) {
        return with(d -> d.conditioning = how);
    }

    /** Sets how the generator's hidden features are normalised, in the place of how its network has it. */
    public GanBuilder generatorNorm(Normalization kind) {
        return with(d -> d.generatorPractices = d.generatorPractices.normalization(kind));
    }

    /** Sets how the discriminator's hidden features are normalised, in the place of how its network has it. */
    public GanBuilder discriminatorNorm(Normalization kind) {
        return with(d -> d.discriminatorPractices = d.discriminatorPractices.normalization(kind));
    }

    /** Normalises each weight of the discriminator by its largest singular value, see {@link SpectralNorm}. */
    public GanBuilder spectralNorm() {
        return with(d -> d.discriminatorPractices = d.discriminatorPractices.spectralNorm());
    }

    /** Normalises each weight of the generator by its largest singular value (SAGAN, Zhang et al. 2019, section 4.1). */
    public GanBuilder generatorSpectralNorm() {
        return with(d -> d.generatorPractices = d.generatorPractices.spectralNorm());
    }

    /**
     * Puts dropout after each hidden activation of the discriminator; 0 removes what its network has.
     *
     * @throws IllegalArgumentException if the probability is not in [0, 1)
     */
    public GanBuilder dropout(double probability) {
        return with(d -> d.discriminatorPractices = d.discriminatorPractices.dropout(probability));
    }

    /**
     * Puts dropout after each hidden activation of the generator (ganhacks, number 17, there with 0.5); 0 removes what its
     * network has.
     *
     * @throws IllegalArgumentException if the probability is not in [0, 1)
     */
    public GanBuilder generatorDropout(double probability) {
        return with(d -> d.generatorPractices = d.generatorPractices.dropout(probability));
    }

    /** Adds minibatch discrimination to the discriminator, with the 100 kernels of 5 of its paper's code. */
    public GanBuilder minibatchDiscrimination() {
        return with(d -> d.discriminatorPractices = d.discriminatorPractices.minibatchDiscrimination());
    }

    /**
     * Adds minibatch discrimination to the discriminator.
     *
     * @throws IllegalArgumentException if a size is below 1
     */
    public GanBuilder minibatchDiscrimination(int kernels, int dimensions) {
        return with(
                d -> d.discriminatorPractices = d.discriminatorPractices.minibatchDiscrimination(kernels, dimensions));
    }

    /**
     * Adds minibatch standard deviation to the discriminator, over groups of so many samples; 4 in its paper.
     *
     * @throws IllegalArgumentException if below 2
     */
    public GanBuilder minibatchStdDev(int group) {
        return with(d -> d.discriminatorPractices = d.discriminatorPractices.minibatchStdDev(group));
    }

    /**
     * Changes at random all images that the discriminator is given, real and fake, in both players' phases, with gradients through
     * the change (Zhao et al., NeurIPS 2020): what keeps the discriminator from learning a few hundred or thousand images by
     * heart. Default: nothing is changed. Color is for data whose colors may vary; mind {@link DiffAugment#background} where images
     * have a border of one color.
     */
    public GanBuilder augment(DiffAugment policy) {
        return with(d -> d.discriminatorPractices = d.discriminatorPractices.augment(policy));
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

    /** The strategy, with the single settings that were made. */
    public TrainingStrategy strategy() {
        return draft.strategy();
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
     * repeatable.
     *
     * @throws IllegalArgumentException if negative
     */
    public GanBuilder threads(int number) {
        atLeast(0, number, "threads");
        return with(d -> d.threads = number);
    }

    /** Adds a listener. */
    public GanBuilder listener(TrainingListener listener) {
        return with(d -> d.listeners = append(d.listeners, listener));
    }

    /**
     * Keeps the best state by a metric, which is measured every so many steps and after the last: {@link #train} gives that
     * state, not the last, and {@link TrainedGan#step} says which it is. Default: the last.
     *
     * @throws IllegalArgumentException if below 1
     */
    public GanBuilder keepBest(GeneratorMetric metric, long everySteps) {
        return with(d -> d.best = new Best(metric, everySteps));
    }

    /**
     * Keeps checkpoints in a run folder, with settings, history and pictures, so that the run can be resumed exactly: see {@link
     * Checkpoints} and {@link Gan#resume}. Default: none are kept.
     */
    public GanBuilder checkpoints(Checkpoints kept) {
        return with(d -> d.checkpoints = kept);
    }

    /**
     * Sets what follows when a loss, a gradient, a weight or anything else that training keeps becomes NaN or infinite. Default
     * {@link Divergence#fail}. To go back there must be {@linkplain #checkpoints checkpoints}.
     */
    public GanBuilder onDivergence(Divergence what) {
        return with(d -> d.divergence = what);
    }

    /**
     * Measures by each metric every so many steps and after the last: listeners are told ({@link TrainingListener#evaluated}),
     * the history file has a line for each, and the exported file carries the numbers of its state. The best state by the first
     * metric is what {@link #train} gives, or by the one that {@link #keepBestBy} names, as with {@link #keepBest}, whose place
     * it takes; metrics of which neither lower nor higher values are better do not choose. Default: nothing is measured.
     *
     * @param steps how many steps there are between two measurements, at least 1
     * @param metrics at least one of which lower or higher values are better
     * @throws IllegalArgumentException if that is not so
     */
    public GanBuilder evaluateEvery(long steps, GeneratorMetric... metrics) {
        return with(d -> d.best = Best.of(steps, List.of(metrics)));
    }

    /**
     * Sets by which of the metrics of {@link #evaluateEvery} the best state is kept. Default: the first. That one of them has the
     * name, and that its lower or higher values are better, is checked when training starts.
     *
     * @param metric its {@linkplain GeneratorMetric#name name}, like {@code "coverage"}
     */
    public GanBuilder keepBestBy(String metric) {
        return with(d -> d.bestBy = metric);
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
     * @throws TrainingDivergedException if a loss, a gradient or something that is kept becomes NaN or infinite
     */
    @CanIgnoreReturnValue
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

    /** What this configuration uses, a practice a line, in words. */
    public ImmutableList<String> practices() {
        return new PracticesList(draft).lines();
    }

    /**
     * Both networks for samples of this shape, as tables of layers, shapes and numbers of parameters.
     *
     * @throws IllegalArgumentException if the recipe cannot make samples of this shape
     */
    public String summary(Shape sample) {
        return "generator" + System.lineSeparator() + generatorFor(sample).summary() + System.lineSeparator()
                + "discriminator" + System.lineSeparator()
                + discriminatorFor(sample).summary();
    }

    /** The settings, in one line. */
    @Override
    public String toString() {
        return "Gan" + configuration();
    }
}
