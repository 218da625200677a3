package io.gan4j;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.architecture.DiscriminatorArchitecture;
import io.gan4j.architecture.TranslatorArchitecture;
import io.gan4j.data.Dataset;
import io.gan4j.data.TrainingData;
import io.gan4j.error.BackendException;
import io.gan4j.error.TrainingDivergedException;
import io.gan4j.game.Replay;
import io.gan4j.game.Stages;
import io.gan4j.loss.LossStrategy;
import io.gan4j.loss.Reconstruction;
import io.gan4j.rules.FaceSwap;
import io.gan4j.rules.GameRules;
import io.gan4j.rules.PairedTranslation;
import io.gan4j.rules.UnpairedTranslation;
import io.gan4j.run.RecordedRun;
import io.gan4j.run.TrainedTranslator;
import io.gan4j.run.TranslationRun;
import io.gan4j.training.TrainingStrategy;
import io.gan4j.training.TranslationRunSettings;
import io.gan4j.training.TranslationSettings;
import io.gan4j.training.TranslationTask;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The settings of a translator of images that is to be trained. Begin with {@link Gan#pix2pix}, {@link Gan#cycleGan}, {@link
 * Gan#superResolution}, {@link Gan#nextFrame} or {@link Gan#faceSwap}, change what should be different, in any order, and end
 * with {@link #train(Dataset)}, or {@link #train(Dataset, Dataset)} where there are two sets of images:
 *
 * <pre>{@code
 * try (TrainedTranslator colors = Gan.pix2pix().train(Datasets.pairs(outlines, pictures))) {
 *     colors.export(Path.of("color.onnx"));
 * }
 * }</pre>
 *
 * <p>Immutable: each setting returns a new value.
 */
@CheckReturnValue
public final class TranslationBuilder extends TrainingBuilder<TranslationBuilder> {
    private final TranslationSettings settings;
    private final RunDraft draft;

    private TranslationBuilder(TranslationSettings settings, RunDraft draft) {
        this.settings = settings;
        this.draft = draft;
    }

    static TranslationBuilder preset(TranslationSettings settings) {
        return new TranslationBuilder(settings, new RunDraft(settings.strategy()));
    }

    /** The settings of a recorded run, which goes on in its folder. */
    static TranslationBuilder of(RecordedRun<TranslationRunSettings> run) {
        TranslationSettings learning = run.settings().learning();
        return new TranslationBuilder(learning, new RunDraft(learning.strategy(), run));
    }

    private TranslationBuilder with(TranslationSettings changed) {
        return new TranslationBuilder(changed, draft);
    }

    @Override
    RunDraft draft() {
        return draft;
    }

    TranslationSettings settings() {
        return settings;
    }

    @Override
    TranslationBuilder run(Consumer<RunDraft> change) {
        RunDraft copy = new RunDraft(draft);
        change.accept(copy);
        return new TranslationBuilder(settings, copy);
    }

    @Override
    TranslationBuilder strategy(UnaryOperator<TrainingStrategy> change) {
        return run(d -> d.change(change));
    }

    @Override
    public TrainingStrategy strategy() {
        return draft.strategy();
    }

    /** Sets the recipe of the translator, or of both where there are two. Default: the preset's. */
    public TranslationBuilder translator(TranslatorArchitecture recipe) {
        return with(settings.translator(recipe));
    }

    /** Sets the recipe of the discriminator. Default: the preset's. */
    public TranslationBuilder discriminator(DiscriminatorArchitecture recipe) {
        return with(settings.discriminator(recipe));
    }

    /** Sets what translator and discriminator minimize against each other. Default: the preset's. */
    public TranslationBuilder loss(LossStrategy loss) {
        return with(settings.loss(loss));
    }

    /**
     * Sets the weight of that loss for the translator, beside the {@link #reconstructions}. With 0 there is no discriminator,
     * and images are made that are right on average, which looks blurred. Default: the preset's.
     *
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public TranslationBuilder adversarial(double weight) {
        return with(settings.adversarial(weight));
    }

    /**
     * Sets the share of the run in which {@link #reconstructions} alone are minimized, before the discriminator takes part: an
     * adversarial loss from the first step on gives worse pictures in super-resolution (SRGAN, Ledig et al. 2017, section 3.2;
     * ESRGAN, Wang et al. 2018, section 4.1). The weights of its end are kept, in checkpoints too, so that {@link
     * TrainedTranslator#interpolated} can give anything between the faithful and the crisp. Of no consequence where {@link
     * #adversarial} is 0. Default 0.5 for super-resolution, 0 for all others.
     *
     * @param share from 0 up to, but without, 1
     * @throws IllegalArgumentException if it is not
     */
    public TranslationBuilder pretraining(double share) {
        return with(settings.pretraining(share));
    }

    /**
     * Sets how many frames a translator of films makes one after the other in training, each of the frames made before it, as
     * in use; gradients flow back through all of them. One that has only seen true frames makes worse ones from its second
     * frame on. Each step takes as many times as long. Default 1, the next frame alone.
     *
     * @throws IllegalArgumentException if it is below 1, or above 1 and the translator continues no films
     */
    public TranslationBuilder rollout(int frames) {
        return film(frames == 1, "rollout", task -> task.rollout(frames));
    }

    /**
     * Sets the weight of what compares each frame of the {@link #rollout} after the first with the truth. Default 1.
     *
     * @throws IllegalArgumentException if it is not a finite number above 0, or not 1 and the translator continues no films
     */
    public TranslationBuilder rolloutWeight(double weight) {
        return film(weight == 1, "rolloutWeight", task -> task.rolloutWeight(weight));
    }

    private TranslationBuilder film(boolean usual, String setting, UnaryOperator<TranslationTask.NextFrame> change) {
        if (settings.task() instanceof TranslationTask.NextFrame film) {
            return with(settings.task(change.apply(film)));
        }
        checkArgument(usual, "%s(...) is for translators that continue films: begin with Gan.nextFrame(4)", setting);
        return this;
    }

    /**
     * Sets what compares the images that are made with those that should be made, each term with its weight. Default: the
     * preset's.
     */
    public TranslationBuilder reconstructions(Reconstruction... terms) {
        return with(settings.reconstructions(terms));
    }

    /** Sets the pool of earlier fakes that the discriminators of a CycleGAN see. Default: a pool of 50. */
    public TranslationBuilder replay(Replay pool) {
        return strategy(s -> s.replay(pool));
    }

    /**
     * Trains on one dataset: pairs, photos or films, as the preset asks for; on the calling thread.
     *
     * @return what was trained; close it
     * @throws IllegalStateException if the data is not fit for the settings; the message lists every problem
     * @throws BackendException if there is no engine on the class path, several, or one that cannot work here
     * @throws TrainingDivergedException if a loss, a gradient or something that is kept becomes NaN or infinite
     */
    @CanIgnoreReturnValue
    public TrainedTranslator train(Dataset data) {
        return start(data).train();
    }

    /** Trains on two sets of images that are no pairs, as {@link #train(Dataset)} does on one. */
    @CanIgnoreReturnValue
    public TrainedTranslator train(Dataset a, Dataset b) {
        return start(a, b).train();
    }

    /** Trains on a thread of its own, see {@link TranslationRun#trainAsync}. */
    public CompletableFuture<TrainedTranslator> trainAsync(Dataset data) {
        return start(data).trainAsync();
    }

    /** Prepares a run to be played step by step, paused or cancelled. Throws as {@link #train(Dataset)} does. */
    public TranslationRun start(Dataset data) {
        return start(TrainingData.of(settings.task().learned(data)));
    }

    /** Prepares a run on two sets of images. Throws as {@link #train(Dataset, Dataset)} does. */
    public TranslationRun start(Dataset a, Dataset b) {
        return start(UnpairedTranslation.data(
                settings.task().learned(a), settings.task().learned(b)));
    }

    /** What decides what is learned, with the single settings that were made. */
    private TranslationSettings learning() {
        return settings.strategy(draft.strategy());
    }

    private GameRules rules() {
        TranslationSettings learning = learning();
        if (learning.task() instanceof TranslationTask.Unpaired) {
            return new UnpairedTranslation(learning);
        }
        return learning.task() instanceof TranslationTask.Faces
                ? new FaceSwap(learning)
                : new PairedTranslation(learning);
    }

    /** All of it that can be written down. */
    private TranslationRunSettings recorded() {
        return new TranslationRunSettings(
                learning(), draft.reportEvery, draft.device, draft.threads, draft.precision, draft.divergence);
    }

    private TranslationRun start(TrainingData data) {
        GameRules rules = rules();
        List<String> problems = new ArrayList<>();
        draft.check(data, problems);
        problems.addAll(rules.problems(data));
        if (!problems.isEmpty()) {
            throw new IllegalStateException("this translator cannot be trained: " + String.join("; ", problems));
        }
        return TranslationRun.start(draft.plan(
                Stages.of(rules.game(data)), rules.models(data), data, rules.configuration(), null, recorded()));
    }

    /** The settings by name, as the exported file carries them. */
    public ImmutableMap<String, String> configuration() {
        return draft.withPrecision(rules().configuration());
    }

    /** The settings, in one line. */
    @Override
    public String toString() {
        return "Translation" + configuration();
    }
}
