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
import io.gan4j.error.BackendException;
import io.gan4j.error.TrainingDivergedException;
import io.gan4j.event.TrainingListener;
import io.gan4j.game.Replay;
import io.gan4j.game.Schedule;
import io.gan4j.layer.Ada;
import io.gan4j.layer.Augmentation;
import io.gan4j.layer.DiffAugment;
import io.gan4j.layer.SpectralNorm;
import io.gan4j.loss.Labels;
import io.gan4j.loss.LossStrategy;
import io.gan4j.loss.Regularizer;
import io.gan4j.network.Network;
import io.gan4j.run.RecordedRun;
import io.gan4j.run.StoredWeights;
import io.gan4j.run.TrainedGan;
import io.gan4j.run.TrainingPlan;
import io.gan4j.run.TrainingRun;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import io.gan4j.training.Best;
import io.gan4j.training.Fakes;
import io.gan4j.training.GanSettings;
import io.gan4j.training.GeneratorMetric;
import io.gan4j.training.TrainingStrategy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

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
 * <p>Most runs set no more than these: {@link #epochs} or {@link #steps}, {@link #batch}, {@link #generatorFeatures} and {@link
 * #discriminatorFeatures}, {@link #learningRate}, {@link #seed}, {@link #checkpoints}; and {@link #evaluateEvery} to keep the
 * best state. Listeners show how it goes: {@link io.gan4j.watch.ProgressBar}, {@link io.gan4j.watch.TrainingMonitor}, {@link
 * io.gan4j.watch.SampleFilm}.
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
    interface Change {
        void apply(Draft draft);
    }

    static GanBuilder preset(String name, Architecture architecture, LossStrategy loss, TrainingStrategy strategy) {
        Draft draft = new Draft(architecture, loss, strategy);
        draft.preset = name;
        return new GanBuilder(draft);
    }

    /** The settings of a run that is kept in a folder, to go on with. */
    static GanBuilder of(RecordedRun<GanSettings> run) {
        Draft draft = new Draft(run.settings());
        draft.checkpoints = run.checkpoints();
        return new GanBuilder(draft);
    }

    @Override
    Draft draft() {
        return draft;
    }

    GanBuilder with(Change change) {
        Draft copy = new Draft(draft);
        change.apply(copy);
        return new GanBuilder(copy);
    }

    @Override
    GanBuilder run(Consumer<RunDraft> change) {
        return with(change::accept);
    }

    @Override
    GanBuilder strategy(UnaryOperator<TrainingStrategy> change) {
        return with(d -> d.change(change));
    }

    private static void atLeast(int least, int value, String what) {
        checkArgument(value >= least, "%s must be at least %s, was %s", what, least, value);
    }

    /**
     * Sets the length of the latent vector {@code z}. Default 100.
     *
     * @throws IllegalArgumentException if below 1 or above 1,048,576
     */
    public GanBuilder latent(int size) {
        atLeast(1, size, "latent");
        checkArgument(size <= 1 << 20, "latent must be at most %s, was %s", 1 << 20, size);
        return with(d -> d.latent = size);
    }

    /** Sets the distribution of the latents. Default {@link Prior#NORMAL}. */
    public GanBuilder prior(Prior prior) {
        return with(d -> d.prior = prior);
    }

    /** Sets the recipe of both networks. Default: the preset's, {@code Dcgan.of(64)} for most. */
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

    /**
     * Sets a generator that replaces the recipe's: one input, the latent, and the data's shape as output. For images it ends in
     * {@code tanh()}, since their values are from -1 to 1. Default: the recipe's.
     */
    public GanBuilder generator(Network network) {
        return with(d -> d.generator = network);
    }

    /**
     * Sets a discriminator that replaces the recipe's: one input of the data's shape, and one number as output. It is a raw
     * score: no sigmoid at the end, which the loss applies itself. Default: the recipe's.
     */
    public GanBuilder discriminator(Network network) {
        return with(d -> d.discriminator = network);
    }

    /**
     * Lets both networks begin with the weights of another run, to fine-tune them on other data or with other settings: of its
     * best state if one is kept, else of its newest checkpoint. Steps, schedules, moving averages and the optimizers' state
     * begin anew. That the networks are the same layer for layer is checked when training starts. Default: their own
     * initialization. To continue a run as it is over other data, see {@link io.gan4j.training.Checkpoints.Change#DATA}.
     *
     * @param runFolder the folder that was given to {@link #checkpoints} there; an exported file cannot be trained on
     * @throws IOException if there is no such folder, or it cannot be read
     * @throws io.gan4j.error.CheckpointException if there is no checkpoint, or it is damaged
     */
    public GanBuilder weightsFrom(Path runFolder) throws IOException {
        StoredWeights read = StoredWeights.read(runFolder);
        return with(d -> d.weights = read);
    }

    /** Conditions both networks on the data's classes, by {@link Conditioning#projection}. Default: they know no classes. */
    public GanBuilder conditional() {
        return conditional(Conditioning.projection());
    }

    /**
     * Sets how both networks are given the class of each sample. Default {@link Conditioning#none}. The data must have labels
     * of two classes or more; a network that was set and takes classes {@code (K)} as its second input stays as it is.
     */
    public GanBuilder conditional(Conditioning how) {
        return with(d -> d.conditioning = how);
    }

    /** Sets how the generator's hidden features are normalised. Default: as its network has it. */
    public GanBuilder generatorNorm(Normalization kind) {
        return with(d -> d.generatorPractices = d.generatorPractices.normalization(kind));
    }

    /** Sets how the discriminator's hidden features are normalised. Default: as its network has it. */
    public GanBuilder discriminatorNorm(Normalization kind) {
        return with(d -> d.discriminatorPractices = d.discriminatorPractices.normalization(kind));
    }

    /** Divides each weight of the discriminator by its largest singular value: {@link SpectralNorm}. Default: the preset's. */
    public GanBuilder spectralNorm() {
        return with(d -> d.discriminatorPractices = d.discriminatorPractices.spectralNorm());
    }

    /** Divides each weight of the generator likewise (SAGAN, Zhang et al. 2019, section 4.1). Default: the preset's. */
    public GanBuilder generatorSpectralNorm() {
        return with(d -> d.generatorPractices = d.generatorPractices.spectralNorm());
    }

    /**
     * Puts dropout after each hidden activation of the discriminator; 0 removes what its network has. Default: as its network
     * has it; no recipe has any.
     *
     * @throws IllegalArgumentException if the probability is not in [0, 1)
     */
    public GanBuilder dropout(double probability) {
        return with(d -> d.discriminatorPractices = d.discriminatorPractices.dropout(probability));
    }

    /**
     * Puts dropout after each hidden activation of the generator (ganhacks, number 17, there with 0.5); 0 removes what its
     * network has. Default: as its network has it, no recipe has any.
     *
     * @throws IllegalArgumentException if the probability is not in [0, 1)
     */
    public GanBuilder generatorDropout(double probability) {
        return with(d -> d.generatorPractices = d.generatorPractices.dropout(probability));
    }

    /** Adds minibatch discrimination to the discriminator, with the 100 kernels of 5 of its paper's code. Default: off. */
    public GanBuilder minibatchDiscrimination() {
        return with(d -> d.discriminatorPractices = d.discriminatorPractices.minibatchDiscrimination());
    }

    /**
     * Adds minibatch discrimination to the discriminator. Default: off.
     *
     * @throws IllegalArgumentException if a size is below 1
     */
    public GanBuilder minibatchDiscrimination(int kernels, int dimensions) {
        return with(
                d -> d.discriminatorPractices = d.discriminatorPractices.minibatchDiscrimination(kernels, dimensions));
    }

    /**
     * Adds minibatch standard deviation to the discriminator, over groups of this many samples; its paper's is 4. Default: off.
     *
     * @throws IllegalArgumentException if below 2
     */
    public GanBuilder minibatchStdDev(int group) {
        return with(d -> d.discriminatorPractices = d.discriminatorPractices.minibatchStdDev(group));
    }

    /**
     * Changes at random all images that the discriminator is given, real and fake, in both players' phases; gradients pass
     * through the change. It keeps the discriminator from learning a few hundred or thousand images by heart. {@link
     * DiffAugment} changes every image (Zhao et al., NeurIPS 2020), {@link Ada} each with a probability that follows the
     * discriminator (Karras et al., NeurIPS 2020). Default: nothing is changed. Color is for data whose colors may vary. What
     * comes in from outside of images has the color of their border if nearly all have the same one, see {@link
     * DiffAugment.Fill}.
     */
    public GanBuilder augment(Augmentation policy) {
        return with(d -> d.discriminatorPractices = d.discriminatorPractices.augment(policy));
    }

    /** Sets what the players minimise. Default: the preset's, {@code NonSaturating} for {@link Gan#dcgan}. */
    public GanBuilder loss(LossStrategy loss) {
        return with(d -> d.loss = loss);
    }

    /** Sets the regularizers, which replace those that were set before. Default: the preset's, none for {@link Gan#dcgan}. */
    public GanBuilder regularizers(Regularizer... regularizers) {
        return strategy(s -> s.regularizers(regularizers));
    }

    /**
     * Sets the whole strategy: batch, length, optimizers, regularizers and seed. Default: the preset's. Single settings change
     * it whether they are made before or after this one.
     */
    public GanBuilder strategy(TrainingStrategy strategy) {
        return with(d -> d.strategy = strategy);
    }

    @Override
    public TrainingStrategy strategy() {
        return draft.strategy();
    }

    /**
     * Sets the updates of the discriminator in a step. Default 1; 5 for {@link Gan#wgan} and {@link Gan#wganGp}.
     *
     * @throws IllegalArgumentException if below 1
     */
    public GanBuilder discriminatorSteps(int number) {
        return strategy(s -> s.discriminatorSteps(number));
    }

    /** Sets the updates of the generator in a step. Default 1. See {@link TrainingStrategy#generatorSteps(int)}. */
    public GanBuilder generatorSteps(int number) {
        return strategy(s -> s.generatorSteps(number));
    }

    /** Sets the targets for real and fake, not for classes. Default: 1 and 0. See {@link TrainingStrategy#labels(Labels)}. */
    public GanBuilder labels(Labels told) {
        return strategy(s -> s.labels(told));
    }

    /** Sets whether both phases share one batch of fakes. See {@link TrainingStrategy#fakes(Fakes)}. */
    public GanBuilder fakes(Fakes which) {
        return strategy(s -> s.fakes(which));
    }

    /** Sets how samples are scored; apart by default. See {@link TrainingStrategy#scoring(TrainingStrategy.Scoring)}. */
    public GanBuilder scoring(TrainingStrategy.Scoring how) {
        return strategy(s -> s.scoring(how));
    }

    /** Adds noise to all that the discriminator sees. Default none. See {@link TrainingStrategy#instanceNoise(Schedule)}. */
    public GanBuilder instanceNoise(Schedule standardDeviation) {
        return strategy(s -> s.instanceNoise(standardDeviation));
    }

    /** Shows the discriminator fakes of earlier steps. Default none. See {@link TrainingStrategy#replay(Replay)}. */
    public GanBuilder replay(Replay buffer) {
        return strategy(s -> s.replay(buffer));
    }

    /** Sets how many samples the discriminator judges as one. Default 1. See {@link TrainingStrategy#packing(int)}. */
    public GanBuilder packing(int samples) {
        return strategy(s -> s.packing(samples));
    }

    /** Sets the updates that the generator looks ahead. Default 0. See {@link TrainingStrategy#unrolledSteps(int)}. */
    public GanBuilder unrolledSteps(int number) {
        return strategy(s -> s.unrolledSteps(number));
    }

    /** Computes batch statistics anew after training. Default 0, off. See {@link TrainingStrategy#standingStatistics(int)}. */
    public GanBuilder standingStatistics(int batches) {
        return strategy(s -> s.standingStatistics(batches));
    }

    /** Sets the batch of virtual batch normalisation. Default 0, none. See {@link TrainingStrategy#referenceBatch(int)}. */
    public GanBuilder referenceBatch(int samples) {
        return strategy(s -> s.referenceBatch(samples));
    }

    /**
     * Keeps the best state by a metric, which is measured at intervals and after the last step: {@link #train} gives that
     * state, not the last, and {@link TrainedGan#step} says which it is. It does not end the run, {@link #patience} does.
     * Default: the last state.
     *
     * @throws IllegalArgumentException if below 1
     */
    public GanBuilder keepBest(GeneratorMetric metric, long everySteps) {
        return with(d -> d.best = new Best(metric, everySteps));
    }

    /**
     * Measures by each metric at intervals and after the last step: listeners are told ({@link TrainingListener#evaluated}),
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
     * Sets by which of the metrics of {@link #evaluateEvery} the best state is kept. Default: the first. That one of them has
     * the name, and that its lower or higher values are better, is checked when training starts.
     *
     * @param metric its {@linkplain GeneratorMetric#name name}, like {@code "coverage"}
     */
    public GanBuilder keepBestBy(String metric) {
        return with(d -> d.bestBy = metric);
    }

    /**
     * Ends the run when the metric by which the best state is kept has not got better in a number of measurements in a row; what
     * {@link #train} gives is the best state all the same. Networks that grow do so first: only what is measured of the last stage
     * counts. Default: the run continues to its end. For any other reason to end early see {@link TrainingListener#stopWhen}.
     *
     * @throws IllegalArgumentException if below 1
     */
    public GanBuilder patience(int measurements) {
        atLeast(1, measurements, "patience");
        return with(d -> d.patience = measurements);
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
        TrainingPlan plan = new Planner(draft).plan(data);
        TrainingRun run = TrainingRun.start(plan, advice(data));
        StartAdvice.log(run.advice());
        return run;
    }

    /**
     * Returns what is worth knowing before these settings are trained on this data, a sentence each, though it can be: numbers
     * far from those that networks learn well, few images, a generator whose images may leave their range, no format to export
     * to. {@link #start} logs it. Nothing if there is nothing to say.
     */
    public ImmutableList<String> advice(Dataset data) {
        return StartAdvice.of(data, Optional.ofNullable(draft.generator), draft.discriminatorPractices.augmentation());
    }

    /** The generator for samples of this shape: the one that was set, or the recipe's. */
    public Network generatorFor(Shape sample) {
        return new Planner(draft).generator(sample);
    }

    /** The discriminator for samples of this shape: the one that was set, or the recipe's. */
    public Network discriminatorFor(Shape sample) {
        return new Planner(draft).discriminator(sample);
    }

    /** The settings by name, as the exported file carries them. */
    public ImmutableMap<String, String> configuration() {
        return draft.withPrecision(new Planner(draft).configuration());
    }

    /** What this configuration uses, a practice a line, in words. */
    public ImmutableList<String> practices() {
        return SettingsTable.gan().practices(this);
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

    /**
     * All networks as they are when trained on this data, as tables of layers, shapes and numbers of parameters: what {@link
     * #summary(Shape)} shows, with what the data's classes add.
     *
     * @throws IllegalStateException if settings contradict each other or the data; the message lists all of it
     * @throws BackendException if there is no engine on the class path, or several
     */
    public String summary(Dataset data) {
        return new Planner(draft)
                .plan(data).game().players().stream()
                        .map(player -> player.name()
                                + System.lineSeparator()
                                + player.network().summary())
                        .collect(Collectors.joining(System.lineSeparator()));
    }

    /** The settings, in one line. */
    @Override
    public String toString() {
        return "Gan" + configuration();
    }
}
