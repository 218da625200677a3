package io.gan4j;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.architecture.TextArchitecture;
import io.gan4j.architecture.TextEncoder;
import io.gan4j.data.Captions;
import io.gan4j.data.Dataset;
import io.gan4j.data.TrainingData;
import io.gan4j.error.BackendException;
import io.gan4j.error.TrainingDivergedException;
import io.gan4j.event.CurrentRun;
import io.gan4j.event.TrainingListener;
import io.gan4j.game.Stages;
import io.gan4j.inference.SentenceVectors;
import io.gan4j.loss.LabelledLoss;
import io.gan4j.loss.Regularizer;
import io.gan4j.rules.SentenceEncoder;
import io.gan4j.rules.TextMatching;
import io.gan4j.rules.TextToImage;
import io.gan4j.run.RecordedRun;
import io.gan4j.run.TextToImageRun;
import io.gan4j.run.TrainedTextToImage;
import io.gan4j.run.TrainingThread;
import io.gan4j.tensor.Port;
import io.gan4j.tensor.Vocabulary;
import io.gan4j.training.Mismatch;
import io.gan4j.training.TextToImageRunSettings;
import io.gan4j.training.TextToImageSettings;
import io.gan4j.training.TrainingStrategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a GAN that makes images of sentences and is to be trained. Begin with {@link Gan#textToImage}, change what should be
 * different, in any order, and end with {@link #train(Dataset)} on images with captions:
 *
 * <pre>{@code
 * try (TrainedTextToImage trained = Gan.textToImage().train(captioned)) {
 *     Images four = trained.generator().generate(4, seed, Conditions.text("a small red circle at the top left of blue"));
 *     trained.export(Path.of("pictures.onnx"));
 * }
 * }</pre>
 *
 * <p>First a text encoder learns which captions go with which images, then the GAN learns from what the encoder makes of them.
 *
 * <p>Immutable: each setting returns a new value.
 */
@CheckReturnValue
public final class TextToImageBuilder extends TrainingBuilder<TextToImageBuilder> {
    private final TextToImageSettings settings;
    private final RunDraft draft;
    private final @Nullable SentenceEncoder encoder;
    private final @Nullable SentenceVectors outside;
    private final ImmutableList<TrainingListener> encoderListeners;

    private TextToImageBuilder(
            TextToImageSettings settings,
            RunDraft draft,
            @Nullable SentenceEncoder encoder,
            @Nullable SentenceVectors outside,
            ImmutableList<TrainingListener> encoderListeners) {
        this.settings = settings;
        this.draft = draft;
        this.encoder = encoder;
        this.outside = outside;
        this.encoderListeners = encoderListeners;
    }

    static TextToImageBuilder preset(TextToImageSettings settings) {
        return new TextToImageBuilder(settings, new RunDraft(settings.strategy()), null, null, ImmutableList.of());
    }

    /** The settings of a recorded run, which goes on in its folder. */
    static TextToImageBuilder of(RecordedRun<TextToImageRunSettings> run) {
        TextToImageSettings learning = run.settings().learning();
        return new TextToImageBuilder(learning, new RunDraft(learning.strategy(), run), null, null, ImmutableList.of());
    }

    private TextToImageBuilder with(TextToImageSettings changed) {
        return new TextToImageBuilder(changed, draft, encoder, outside, encoderListeners);
    }

    @Override
    RunDraft draft() {
        return draft;
    }

    TextToImageSettings settings() {
        return settings;
    }

    @Override
    TextToImageBuilder run(Consumer<RunDraft> change) {
        RunDraft copy = new RunDraft(draft);
        change.accept(copy);
        return new TextToImageBuilder(settings, copy, encoder, outside, encoderListeners);
    }

    @Override
    TextToImageBuilder strategy(UnaryOperator<TrainingStrategy> change) {
        return run(d -> d.change(change));
    }

    @Override
    public TrainingStrategy strategy() {
        return draft.strategy();
    }

    /** Sets the recipe of the networks. Default: the preset's. */
    public TextToImageBuilder architecture(TextArchitecture recipe) {
        return with(settings.architecture(recipe));
    }

    /**
     * Sets the length of the latent vector {@code z}. Default: the preset's.
     *
     * @throws IllegalArgumentException if below 1
     */
    public TextToImageBuilder latent(int size) {
        return with(settings.latent(size));
    }

    /** Sets what generator and discriminator minimize against each other. Default: the preset's. */
    public TextToImageBuilder loss(LabelledLoss loss) {
        return with(settings.loss(loss));
    }

    /** Sets what the discriminator is shown as images and captions that do not go together. Default: the preset's. */
    public TextToImageBuilder mismatch(Mismatch shown) {
        return with(settings.mismatch(shown));
    }

    /**
     * Sets the weight of the generator's loss for sentence vectors halfway between two captions, which fill the gaps between the
     * captions of the data (Reed et al. 2016, equation 5). 0 is none. Default: the preset's.
     *
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public TextToImageBuilder interpolation(double weight) {
        return with(settings.interpolation(weight));
    }

    /**
     * Sets the weight of the generator's loss for images that are not matched with their captions by the image encoder, which
     * learned beside the text encoder and stands still: the cross entropy of finding the caption among those of the batch and
     * nearly right ones, and the image among those of the batch (Xu et al. 2018, AttnGAN, section 3.2, for whole sentences). It
     * shows the generator what the discriminator learns late, such as small differences of form. 0 is none. Default: the
     * preset's.
     *
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public TextToImageBuilder matching(double weight) {
        return with(settings.matching(weight));
    }

    /** Sets the penalties that are added to the losses. Default: the preset's. See {@link TrainingStrategy#regularizers}. */
    public TextToImageBuilder regularizers(Regularizer... added) {
        return strategy(s -> s.regularizers(added));
    }

    /** Sets the updates of the discriminator in a step. Default 1. See {@link TrainingStrategy#discriminatorSteps(int)}. */
    public TextToImageBuilder discriminatorSteps(int number) {
        return strategy(s -> s.discriminatorSteps(number));
    }

    /** Sets the updates of the generator in a step. Default 1. See {@link TrainingStrategy#generatorSteps(int)}. */
    public TextToImageBuilder generatorSteps(int number) {
        return strategy(s -> s.generatorSteps(number));
    }

    /**
     * Sets a text encoder that has learned already, such as {@link TrainedTextToImage#encoder} of another run: captions are
     * read by its vocabulary, and training begins with the GAN. Default: one learns first.
     */
    public TextToImageBuilder encoder(SentenceEncoder learned) {
        return new TextToImageBuilder(settings, draft, learned, null, encoderListeners);
    }

    /**
     * Sets an encoder outside of the GAN, such as a language model's, that reads the captions once, before training begins. It
     * is not exported with the generator, whose images are then asked for by {@link io.gan4j.inference.Conditions#read}; what
     * is exported holds its fingerprint. It is not closed. Default: an encoder of the library's own learns first.
     */
    public TextToImageBuilder encoder(SentenceVectors reader) {
        return new TextToImageBuilder(settings, draft, null, reader, encoderListeners);
    }

    /** Sets the recipe of the text encoder that learns first. Default {@link TextEncoder#standard}. */
    public TextToImageBuilder textEncoder(TextEncoder recipe) {
        return with(settings.textEncoder(recipe));
    }

    /**
     * Sets the steps in which the text encoder learns first, by matching captions with images in batches of 64 (see {@link
     * TextMatching}). Default 2,000.
     *
     * @throws IllegalArgumentException if below 1
     */
    public TextToImageBuilder encoderSteps(long number) {
        return with(settings.encoderSteps(number));
    }

    /** Adds a listener to the training of the text encoder, which learns before the GAN does. Default: none. */
    public TextToImageBuilder encoderListener(TrainingListener listener) {
        ImmutableList<TrainingListener> all = ImmutableList.<TrainingListener>builder()
                .addAll(encoderListeners)
                .add(listener)
                .build();
        return new TextToImageBuilder(settings, draft, encoder, outside, all);
    }

    /**
     * Trains on images with captions, on the calling thread: the text encoder, if there is none, then the GAN.
     *
     * @return what was trained; close it
     * @throws IllegalStateException if the data is not fit for the settings; the message lists every problem
     * @throws BackendException if there is no engine on the class path, several, or one that cannot work here
     * @throws CancellationException if a listener of the encoder stopped or cancelled its run; the message says how to go on.
     *     Or if the run of the GAN was cancelled
     * @throws TrainingDivergedException if a loss, a gradient or something that is kept becomes NaN or infinite
     */
    @CanIgnoreReturnValue
    public TrainedTextToImage train(Dataset captioned) {
        return start(captioned).train();
    }

    /**
     * Trains on a thread of its own, a daemon, as {@link #train} does: the text encoder too, if there is none.
     *
     * @return completes with what was trained, or with the exception that {@link #train} throws; cancelling it cancels
     *     whichever of the two runs is under way
     * @throws IllegalStateException if the data is not fit for the settings; the message lists every problem
     */
    public CompletableFuture<TrainedTextToImage> trainAsync(Dataset captioned) {
        CurrentRun current = new CurrentRun();
        Supplier<TextToImageRun> prepared =
                encoderListener(current).listener(current).prepared(captioned);
        return TrainingThread.start(() -> prepared.get().train(), current::cancel);
    }

    /**
     * Trains the text encoder, if there is none, and prepares a run of the GAN to be played step by step, paused or cancelled.
     * Throws as {@link #train} does. To stop the encoder's training too, add a {@link CurrentRun} as a listener of both.
     */
    public TextToImageRun start(Dataset captioned) {
        return prepared(captioned).get();
    }

    /** Checks everything that can be checked before the encoder learns. */
    private Supplier<TextToImageRun> prepared(Dataset captioned) {
        List<String> problems = new ArrayList<>();
        TrainingData data = tokenized(captioned, problems);
        TextToImageSettings all = settings.strategy(draft.strategy());
        draft.check(data, problems);
        if (problems.isEmpty()) {
            problems.addAll(TextToImage.problems(all, data));
        }
        check(problems);
        return () -> begun(all, data);
    }

    private TextToImageRun begun(TextToImageSettings all, TrainingData data) {
        EncoderTraining training = new EncoderTraining(all, draft, encoderListeners);
        RunDraft ofTheGan = new RunDraft(draft);
        TextToImageRunSettings recorded = recorded();
        SentenceEncoder reader = given(data);
        if (reader == null) {
            ofTheGan.checkpoints = training.ofTheGan();
            reader = training.learned(data, ofTheGan.checkpoints, recorded);
        }
        TextToImage rules = new TextToImage(all, reader);
        check(rules.problems(data));
        TextToImageRun run = TextToImageRun.start(ofTheGan.plan(
                Stages.of(rules.game(data)), rules.models(data), data, rules.configuration(), null, recorded));
        training.keptByTheGan();
        return run;
    }

    /** The encoder that was given in code; null if one is to learn. */
    private @Nullable SentenceEncoder given(TrainingData data) {
        return outside != null ? SentenceEncoder.outside(outside, captions(data.principal())) : encoder;
    }

    /** All of it that can be written down; null where the encoder was given in code, without which the run cannot go on. */
    private @Nullable TextToImageRunSettings recorded() {
        return encoder != null || outside != null
                ? null
                : new TextToImageRunSettings(
                        settings.strategy(draft.strategy()),
                        draft.reportEvery,
                        draft.device,
                        draft.threads,
                        draft.precision,
                        draft.divergence);
    }

    /** @throws IllegalStateException if there are problems; the message lists them */
    static void check(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new IllegalStateException("this GAN cannot be trained: " + String.join("; ", problems));
        }
    }

    /** The data with its captions as numbers; as it is if they cannot be made, or are there. */
    private TrainingData tokenized(Dataset captioned, List<String> problems) {
        try {
            SentenceVectors reader = outside;
            if (reader != null) {
                return TrainingData.of(Captions.encoded(captioned, text -> reader.read(List.of(text))));
            }
            if (encoder != null && captioned.hasCaptions()) {
                Optional<Vocabulary> known = encoder.vocabulary();
                return TrainingData.of(known.isPresent() ? Captions.tokenized(captioned, known.get()) : captioned);
            }
            boolean isReady = captioned.vocabulary().isPresent();
            return TrainingData.of(isReady ? captioned : Captions.tokenized(captioned));
        } catch (IllegalArgumentException e) {
            problems.add(String.valueOf(e.getMessage()));
            return TrainingData.of(captioned);
        }
    }

    /** Different captions from all over the data, as many as a model holds examples of. */
    private static List<String> captions(Dataset captioned) {
        int most = Port.Sentence.MOST_EXAMPLES;
        return IntStream.range(0, most)
                .mapToObj(i -> captioned.caption((int) ((long) i * captioned.size() / most)))
                .distinct()
                .toList();
    }

    /** The settings by name, as the exported file carries them. */
    public ImmutableMap<String, String> configuration() {
        return TextToImage.configuration(settings.strategy(draft.strategy()));
    }

    /** The settings, in one line. */
    @Override
    public String toString() {
        return "TextToImage" + configuration();
    }
}
