package io.gan4j.rules;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.gan4j.architecture.DiscriminatorArchitecture;
import io.gan4j.data.Dataset;
import io.gan4j.data.Part;
import io.gan4j.data.TrainingData;
import io.gan4j.game.Expr;
import io.gan4j.game.Game;
import io.gan4j.game.Phase;
import io.gan4j.game.Player;
import io.gan4j.loss.MaskPenalty;
import io.gan4j.loss.Reconstruction;
import io.gan4j.loss.Scores;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import io.gan4j.training.TranslationSettings;
import io.gan4j.training.TranslationTask;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Translation that is learned from pairs of an input and the image that should be made of it (pix2pix, Isola et al. 2017,
 * equation 4; SRGAN, Ledig et al. 2017; next frames, Mathieu et al. 2016): the translator minimizes the distances to the true
 * image and the adversarial loss. The discriminator judges the image beside its input where both have one size, and the image
 * alone where it is larger than the input.
 *
 * <p>Where the input is the history of a film, the true frame with the history of another film is a fake too, so that the
 * discriminator has to look whether a frame follows (as in the code of Mathieu et al., and GAN-CLS of Reed et al. 2016). With a
 * rollout the translator also continues its own frames, as it does in use, and the frames that it makes are compared with the
 * truth; the discriminator sees the first alone.
 *
 * <p>Where the translator makes its image at several scales, the smaller forms are compared with the truth made as small
 * (Mathieu et al. 2016, section 3.1), with the same weights; the discriminator judges the image alone.
 *
 * <p>With pretraining the run has two parts: first reconstructions alone are minimized, then the discriminator begins as well
 * (SRGAN, section 3.2; ESRGAN, section 4.1).
 */
public final class PairedTranslation extends Translation {
    /** The name of the model, and of the player. */
    public static final String TRANSLATOR = "translator";

    private static final String OTHER = "other_input";
    /** The players that make the truth smaller, by the number that follows. */
    private static final String REDUCING = "reduced_by_";

    /** The rules of these settings. */
    public PairedTranslation(TranslationSettings settings) {
        super(settings);
    }

    @Override
    public ImmutableList<String> problems(TrainingData data) {
        List<String> problems = new ArrayList<>();
        nothingToLearn().ifPresent(problems::add);
        nothingToPretrain().ifPresent(problems::add);
        if (settings().reconstructions().stream().anyMatch(MaskPenalty.class::isInstance)) {
            problems.add("MaskPenalty is for the masks of face swaps: leave it out of reconstructions(...)");
        }
        Dataset pairs = data.principal();
        Optional<Part> input = Part.given(pairs.parts());
        if (!data.isSingle()) {
            problems.add("pairs are one dataset, not two: make it by Datasets.pairs(inputs, targets)");
        } else if (input.isEmpty()) {
            problems.add(
                    "the samples of " + pairs.name() + " are no pairs: make pairs by Datasets.pairs(inputs, targets),"
                            + " Datasets.halves(pictures) or Datasets.clips(folder)");
        } else {
            try {
                networks(pairs);
                frozen(pairs.shape());
                rolledFrames(data);
            } catch (IllegalArgumentException e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }
        return ImmutableList.copyOf(problems);
    }

    private static Part given(TrainingData data) {
        return Part.given(data.principal().parts())
                .orElseThrow(() -> new IllegalArgumentException("the samples are no pairs"));
    }

    /** The networks by player. */
    private ImmutableMap<String, Network> networks(Dataset pairs) {
        Shape from = Part.given(pairs.parts()).orElseThrow().shape();
        Shape to = pairs.shape();
        ImmutableMap.Builder<String, Network> networks = ImmutableMap.builder();
        networks.put(TRANSLATOR, settings().translator().translator(from, to));
        if (isAdversarial()) {
            DiscriminatorArchitecture recipe = settings().discriminator();
            networks.put(
                    TwoPlayerGame.DISCRIMINATOR,
                    isBesideItsInput(from, to) ? recipe.discriminator(from, to) : recipe.discriminator(to));
        }
        return networks.buildOrThrow();
    }

    private static boolean isBesideItsInput(Shape from, Shape to) {
        return from.height() == to.height() && from.width() == to.width();
    }

    @Override
    public Game game(TrainingData data) {
        Map<String, Network> networks = networks(data.principal());
        Part given = given(data);
        boolean isFilm = given.name().equals(Part.HISTORY);
        List<Game.Input> inputs = new ArrayList<>();
        inputs.add(part(Part.INPUT, data, TrainingData.REAL, given.name()));
        inputs.add(part(
                Part.TARGET,
                data,
                TrainingData.REAL,
                data.principal().parts().get(0).name()));
        List<Player> players = new ArrayList<>();
        players.add(maker(TRANSLATOR, Objects.requireNonNull(networks.get(TRANSLATOR))));
        List<Phase> phases = new ArrayList<>();
        players.addAll(frozen(data.principal().shape()));
        players.addAll(reducing(data));
        Expr.Apply made = made(Expr.input(Part.INPUT));
        Expr truth = Expr.input(Part.TARGET);
        Network judging = networks.get(TwoPlayerGame.DISCRIMINATOR);
        Expr total = compared(made, truth, data);
        if (isRolledOut() && !settings().reconstructions().isEmpty()) {
            inputs.addAll(rolledFrames(data));
            total = total.plus(rolledOut(made, given, data));
        }
        Map<String, Expr> reports = new LinkedHashMap<>();
        if (judging != null) {
            players.add(judge(TwoPlayerGame.DISCRIMINATOR, judging));
            boolean beside = judging.inputs().size() > 1;
            Scores scores = new Scores(score(beside, Part.INPUT, truth), score(beside, Part.INPUT, made.detach()));
            Expr loss = settings().loss().discriminator(scores);
            if (isFilm && beside) {
                inputs.add(new Game.Input(OTHER, given.shape(), new Game.Other(TrainingData.REAL, given.name())));
                Scores mismatched = new Scores(scores.real(), score(true, OTHER, truth));
                loss = loss.plus(settings().loss().discriminator(mismatched)).times(0.5);
            }
            if (isPretrained()) {
                phases.add(pretraining(ImmutableSet.of(TRANSLATOR), total));
            }
            phases.add(judging(TwoPlayerGame.DISCRIMINATOR, loss, scores).during(adversarialSpan()));
            Scores ofMade = new Scores(score(beside, Part.INPUT, truth), score(beside, Part.INPUT, made));
            Expr adversarial =
                    settings().loss().generator(ofMade).times(settings().adversarial());
            reports.put("adversarial", adversarial);
            if (!settings().reconstructions().isEmpty()) {
                reports.put("reconstruction", total);
                total = total.plus(adversarial);
            } else {
                total = adversarial;
            }
        }
        phases.add(
                making(TRANSLATOR, ImmutableSet.of(TRANSLATOR), total, reports).during(adversarialSpan()));
        return Game.of(players, inputs, phases);
    }

    private static Expr.Apply made(Expr input) {
        return new Expr.Apply(TRANSLATOR, ImmutableList.of(input), ImmutableList.of());
    }

    /**
     * What compares an image that the translator made with the truth, and its smaller forms with the truth made as small. Terms
     * that ask a frozen network, which takes images of one size, compare the whole image alone.
     */
    private Expr compared(Expr.Apply made, Expr truth, TrainingData data) {
        Expr total = sum(settings().reconstructions(), made, truth);
        ImmutableList<Reconstruction> terms = pixelwise(data);
        for (Map.Entry<String, Integer> smaller : smallerImages(data).entrySet()) {
            Expr small = Expr.apply(REDUCING + smaller.getValue(), truth);
            total = total.plus(sum(terms, new Expr.Features(made, smaller.getKey()), small));
        }
        return total;
    }

    /** The terms that take images of any size. */
    private ImmutableList<Reconstruction> pixelwise(TrainingData data) {
        Shape image = data.principal().shape();
        return settings().reconstructions().stream()
                .filter(term -> term.players(image).isEmpty())
                .collect(ImmutableList.toImmutableList());
    }

    private ImmutableMap<String, Integer> smallerImages(TrainingData data) {
        return pixelwise(data).isEmpty()
                ? ImmutableMap.of()
                : settings().translator().smallerImages();
    }

    /** The frozen players that make the truth as small as the translator's smaller images. */
    private ImmutableList<Player> reducing(TrainingData data) {
        return smallerImages(data).values().stream()
                .map(factor -> Player.frozen(
                        REDUCING + factor,
                        Network.from(Part.TARGET, data.principal().shape())
                                .avgPool2d(factor)
                                .build(),
                        ImmutableMap.of()))
                .collect(ImmutableList.toImmutableList());
    }

    private TranslationTask.@Nullable NextFrame film() {
        return settings().task() instanceof TranslationTask.NextFrame film ? film : null;
    }

    private boolean isRolledOut() {
        TranslationTask.NextFrame film = film();
        return film != null && film.rollout() > 1;
    }

    /**
     * The true frames after the first, of a translator that continues its own frames in training.
     *
     * @throws IllegalArgumentException if the samples have no such frames
     */
    private ImmutableList<Game.Input> rolledFrames(TrainingData data) {
        TranslationTask.NextFrame film = film();
        ImmutableList.Builder<Game.Input> frames = ImmutableList.builder();
        for (int ahead = 2; film != null && ahead <= film.rollout(); ahead++) {
            String part = Part.FRAME + ahead;
            boolean there =
                    data.principal().parts().stream().anyMatch(p -> p.name().equals(part));
            checkArgument(
                    there,
                    "a rollout of %s frames is compared with the parts frame to frame%s of a sample, but %s has no %s: make"
                            + " windows by Datasets.clips(folder), or set rollout(1)",
                    film.rollout(),
                    film.rollout(),
                    data.principal().name(),
                    part);
            frames.add(part(part, data, TrainingData.REAL, part));
        }
        return frames.build();
    }

    /** What compares the frames that follow, each made of the frames made before it, through which gradients flow back. */
    private Expr rolledOut(Expr first, Part given, TrainingData data) {
        TranslationTask.NextFrame film = Objects.requireNonNull(film());
        int channels = data.principal().shape().channels();
        Expr total = Expr.constant(0);
        Expr history = Expr.input(Part.INPUT);
        Expr newest = first;
        for (int ahead = 2; ahead <= film.rollout(); ahead++) {
            history = given.shape().channels() == channels
                    ? newest
                    : history.cropped(0, channels, 0).concat(newest);
            Expr.Apply made = made(history);
            total = total.plus(compared(made, Expr.input(Part.FRAME + ahead), data));
            newest = made;
        }
        return total.times(film.rolloutWeight());
    }

    private static Expr score(boolean besideItsInput, String input, Expr image) {
        return besideItsInput
                ? Expr.apply(TwoPlayerGame.DISCRIMINATOR, Expr.input(input), image)
                : Expr.apply(TwoPlayerGame.DISCRIMINATOR, image);
    }

    @Override
    public ImmutableList<Model> models(TrainingData data) {
        Network network = networks(data.principal()).get(TRANSLATOR);
        int frames = given(data).name().equals(Part.HISTORY)
                ? given(data).shape().channels() / data.principal().shape().channels()
                : 1;
        return ImmutableList.of(Model.of(TRANSLATOR, card(Objects.requireNonNull(network), frames)));
    }
}
