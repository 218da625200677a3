package io.gan4j.rules;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.architecture.AuxiliaryClassifier;
import io.gan4j.architecture.StyleGan2;
import io.gan4j.data.TrainingData;
import io.gan4j.game.Expr;
import io.gan4j.game.Game;
import io.gan4j.game.Phase;
import io.gan4j.game.Player;
import io.gan4j.game.Replay;
import io.gan4j.game.Schedule;
import io.gan4j.game.Unrolling;
import io.gan4j.inference.ModelCard;
import io.gan4j.loss.Critic;
import io.gan4j.loss.LabelledLoss;
import io.gan4j.loss.LossStrategy;
import io.gan4j.loss.PathLength;
import io.gan4j.loss.Scores;
import io.gan4j.network.Network;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Range;
import io.gan4j.tensor.Shape;
import io.gan4j.training.Fakes;
import io.gan4j.training.TrainingStrategy;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The game of two players (Goodfellow et al. 2014, algorithm 1), with its two phases: the discriminator learns to tell real
 * from fake while the generator stands still; then the generator learns to have its fakes taken for real, through the frozen
 * discriminator. Each phase draws its own latents.
 *
 * <p>Networks with a second input are given classes there: the discriminator those of the real samples, from the labels of the
 * data, and both players those of the fakes, drawn uniformly from a stream of their own. Between real and fake samples, and
 * wherever else a regularizer looks, the class is that of the real sample. A pack of samples comes with the class of each,
 * fakes of earlier steps with those that they were made of, and a reference batch with its own. Where an {@link
 * AuxiliaryClassifier} learns beside the discriminator, that one is told no class: the classifier learns in its phase, and the
 * generator to be classified rightly.
 */
@CheckReturnValue
public final class TwoPlayerGame implements GameRules {
    /** The generator's name in the game. */
    public static final String GENERATOR = "generator";
    /** The discriminator's name in the game. */
    public static final String DISCRIMINATOR = "discriminator";

    /** The mean score of the real samples, as the discriminator's phase reports it. */
    public static final String REAL_SCORE = "real score";
    /** The mean score of the fakes, as the discriminator's phase reports it. */
    public static final String FAKE_SCORE = "fake score";

    /** The share of a stage that is done while layers are faded in, as the discriminator's phase reports it. */
    public static final String FADED = "faded in";

    /** The mean length that path length regularization keeps. */
    static final String PATH_LENGTH = "path_length";

    /** The player that makes of real images what they were before layers are faded in. */
    private static final String BEFORE_FADING = "before_fading";

    private static final String REAL = "real";
    private static final String LATENT = "z";
    private static final String REAL_REFERENCE = "real_reference";
    private static final String LATENT_REFERENCE = "z_reference";
    private static final String REAL_CLASS_REFERENCE = "real_class_reference";
    private static final String FAKE_CLASS_REFERENCE = "fake_class_reference";
    private static final String REAL_CLASS = "real_class";
    private static final String FAKE_CLASS = "fake_class";

    private final Network generator;
    private final Prior prior;
    private final Network discriminator;
    private final LossStrategy loss;
    private final TrainingStrategy strategy;
    private final Regularized regularized;
    private final AppliedCritic critic;
    /** What reads classes in the discriminator's features; null if nothing does. */
    private final @Nullable AuxiliaryClassifier classifier;
    /** What makes of real images what they were before layers are faded in; null if none are. */
    private final @Nullable Network beforeFading;

    private TwoPlayerGame(
            Network generator,
            Network discriminator,
            Prior prior,
            LossStrategy loss,
            TrainingStrategy strategy,
            @Nullable AuxiliaryClassifier classifier,
            @Nullable Network beforeFading) {
        this.classifier = classifier;
        this.beforeFading = beforeFading;
        this.generator = generator;
        this.prior = prior;
        this.discriminator = discriminator;
        this.loss = loss;
        this.strategy = strategy;
        this.regularized = new Regularized(strategy.regularizers());
        this.critic = new AppliedCritic(
                discriminator,
                references(discriminator, strategy.packing(), REAL_REFERENCE, REAL_CLASS_REFERENCE),
                isConditional(discriminator) ? packed(Expr.input(REAL_CLASS)) : null);
    }

    /**
     * The game of these networks.
     *
     * @throws IllegalArgumentException if the pieces do not fit: labels with a loss that takes none, or virtual batch
     *     normalisation without a reference batch
     */
    public static Game of(
            Network generator, Network discriminator, Prior prior, LossStrategy loss, TrainingStrategy strategy) {
        return rules(generator, discriminator, prior, loss, strategy).game();
    }

    /** The rules of these networks. */
    public static TwoPlayerGame rules(
            Network generator, Network discriminator, Prior prior, LossStrategy loss, TrainingStrategy strategy) {
        return new TwoPlayerGame(generator, discriminator, prior, loss, strategy, null, null);
    }

    /** The same rules with a player that reads classes in the features of the discriminator, which is told none. */
    public TwoPlayerGame auxiliary(AuxiliaryClassifier classes) {
        return new TwoPlayerGame(generator, discriminator, prior, loss, strategy, classes, beforeFading);
    }

    /**
     * The same rules while layers of both networks are faded in: the real images go over from what they were before to what
     * they are, with the {@link io.gan4j.layer.Fade} layers of the networks, so that the discriminator has no other way to tell
     * them from fakes.
     *
     * @param before makes of real images what they were before; it has no parameters
     */
    public TwoPlayerGame fading(Network before) {
        return new TwoPlayerGame(generator, discriminator, prior, loss, strategy, classifier, before);
    }

    @Override
    public Game game(TrainingData data) {
        return game();
    }

    @Override
    public ImmutableList<Model> models(TrainingData data) {
        return models(data.principal().classes());
    }

    /**
     * Generator and discriminator.
     *
     * @param classes the names of the classes that conditional networks are given
     */
    public ImmutableList<Model> models(List<String> classes) {
        Shape latent = generator.inputs().get(0).shape();
        ModelCard usual = ModelCard.generator(latent.size(), prior, generator.outputShape());
        ModelCard plain =
                NetworkEnds.isUnbounded(generator, generator.outputShape()) ? usual.range(Range.UNBOUNDED) : usual;
        ModelCard ofGenerator = named(generator, plain, classes, 1);
        ModelCard ofDiscriminator =
                ofGenerator.ofDiscriminator(discriminator.inputs().get(0).shape());
        return ImmutableList.of(
                Model.of(GENERATOR, ofGenerator),
                Model.of(
                        DISCRIMINATOR,
                        isConditional(discriminator)
                                ? named(discriminator, ofDiscriminator, classes, strategy.packing())
                                : ofDiscriminator));
    }

    /** The card with the names of a network's inputs, and the classes if it is given any. */
    private static ModelCard named(Network network, ModelCard card, List<String> classes, int packing) {
        List<String> names = network.inputs().stream().map(Network.Input::name).toList();
        return isConditional(network)
                ? card.conditional(names.get(1), classes, packing).inputNames(names)
                : card;
    }

    /** True if a network of this game is given classes. */
    private static boolean isConditional(Network network) {
        return network.inputs().size() > 1;
    }

    /** The classes of samples, packed as the samples are. */
    private Expr packed(Expr classes) {
        return classes.packed(strategy.packing());
    }

    /** The game of these networks, whatever the data is. */
    public Game game() {
        Players plain = new Players(strategy);
        Player g = regularized.generating(plain.maker(GENERATOR, generator));
        Player d = regularized.judging(plain.judge(DISCRIMINATOR, discriminator));
        AuxiliaryTerms auxiliary = auxiliary();
        List<Player> players = new ArrayList<>(List.of(g, d));
        if (auxiliary != null) {
            players.add(auxiliary.player(plain));
        }
        if (beforeFading != null) {
            players.add(Player.frozen(BEFORE_FADING, beforeFading, ImmutableMap.of()));
        }
        List<Game.Kept> kept = new ArrayList<>();
        if (pathLength().isPresent()) {
            kept.add(new Game.Kept(PATH_LENGTH, 0));
        }
        if (feedback().isPresent()) {
            kept.addAll(AugmentationFeedback.kept());
        }
        return Game.of(players, inputs(), phases(auxiliary), kept);
    }

    private @Nullable AuxiliaryTerms auxiliary() {
        return classifier == null
                ? null
                : new AuxiliaryTerms(
                        classifier, generator.inputs().get(0).shape().size());
    }

    private Optional<PathLength> pathLength() {
        return strategy.regularizers().stream()
                .filter(PathLength.class::isInstance)
                .map(PathLength.class::cast)
                .findFirst();
    }

    private Optional<AugmentationFeedback> feedback() {
        return AugmentationFeedback.of(discriminator, loss, strategy.batch());
    }

    private List<Game.Input> inputs() {
        List<Game.Input> inputs = new ArrayList<>();
        Shape latent = generator.inputs().get(0).shape();
        inputs.add(new Game.Input(REAL, generator.outputShape(), new Game.Real()));
        inputs.add(new Game.Input(LATENT, latent, new Game.Latent(prior)));
        if (isConditional(generator)) {
            Shape classes = generator.inputs().get(1).shape();
            if (classifier == null || classifier.teacher() == AuxiliaryClassifier.Teacher.LABELS) {
                inputs.add(new Game.Input(REAL_CLASS, classes, new Game.Label()));
            }
            inputs.add(new Game.Input(FAKE_CLASS, classes, new Game.DrawnClass()));
        }
        if (generator.reference() > 0) {
            inputs.add(new Game.Input(LATENT_REFERENCE, latent, reference(new Game.Latent(prior), 1)));
            if (isConditional(generator)) {
                Shape classes = generator.inputs().get(1).shape();
                inputs.add(new Game.Input(FAKE_CLASS_REFERENCE, classes, reference(new Game.DrawnClass(), 1)));
            }
        }
        if (discriminator.reference() > 0) {
            int packing = strategy.packing();
            inputs.add(new Game.Input(REAL_REFERENCE, generator.outputShape(), reference(new Game.Real(), packing)));
            if (isConditional(discriminator)) {
                Shape classes = generator.inputs().get(1).shape();
                inputs.add(new Game.Input(REAL_CLASS_REFERENCE, classes, reference(new Game.Label(), packing)));
            }
        }
        return inputs;
    }

    private Game.Reference reference(Game.Source of, int packing) {
        checkArgument(
                strategy.referenceBatch() > 0,
                "virtual batch normalisation needs a reference batch: set referenceBatch(%s)",
                strategy.batch());
        return new Game.Reference(of, Math.multiplyExact(strategy.referenceBatch(), packing));
    }

    /** The reference batch for each input of a network that needs one. */
    private static ImmutableList<Expr> references(Network network, int packing, String input, String classes) {
        if (network.reference() == 0) {
            return ImmutableList.of();
        }
        Expr samples = Expr.input(input).packed(packing);
        return isConditional(network)
                ? ImmutableList.of(samples, Expr.input(classes).packed(packing))
                : ImmutableList.of(samples);
    }

    /** Fakes, with what they were made of. The classes are of no use to a generator that takes none. */
    private record Fake(Expr samples, Expr latents, Expr classes) {
        /** The same fakes in a later phase of the step. */
        Fake shared() {
            return new Fake(new Expr.Shared(samples), new Expr.Shared(latents), new Expr.Shared(classes));
        }

        /** The same fakes with some of earlier steps among them. */
        Fake replayed(Replay replay) {
            Expr.Replayed shown = new Expr.Replayed(samples, replay, null);
            return new Fake(
                    shown, new Expr.Replayed(latents, replay, shown), new Expr.Replayed(classes, replay, shown));
        }
    }

    private List<Phase> phases(@Nullable AuxiliaryTerms auxiliary) {
        Fake shown = generated();
        return List.of(
                discriminatorPhase(shown, auxiliary),
                generatorPhase(strategy.fakes() == Fakes.SHARED ? shown.shared() : generated(), auxiliary));
    }

    private Fake generated() {
        Expr latents = Expr.input(LATENT);
        Expr classes = Expr.input(FAKE_CLASS);
        ImmutableList<Expr> inputs =
                isConditional(generator) ? ImmutableList.of(latents, classes) : ImmutableList.of(latents);
        return new Fake(
                new Expr.Apply(GENERATOR, inputs, references(generator, 1, LATENT_REFERENCE, FAKE_CLASS_REFERENCE)),
                latents,
                classes);
    }

    /** The real samples, which are faded like the fakes. */
    private Expr real() {
        Expr real = Expr.input(REAL);
        return beforeFading == null
                ? real
                : Expr.apply(BEFORE_FADING, real).lerp(real, Expr.scheduled(new Schedule.Progress()));
    }

    private Phase discriminatorPhase(Fake present, @Nullable AuxiliaryTerms auxiliary) {
        Fake shown = strategy.replay() == null ? present : present.replayed(strategy.replay());
        Expr.Variable real = seen(real()).variable();
        Expr.Variable fake = seen(shown.samples()).variable();
        critic.classOf(fake, packed(shown.classes()));
        Scores scores = scores(real, fake, shown.classes());
        Expr total = discriminatorLoss(scores, real, fake);
        if (auxiliary != null) {
            total = total.plus(
                    auxiliary.learnsFromLabels()
                            ? auxiliary.wrongClass(critic, real, Expr.input(REAL_CLASS))
                            : auxiliary.wrongFakes(critic, fake, shown.latents(), shown.classes()));
        }
        ImmutableSet<String> learners = auxiliary == null ? ImmutableSet.of(DISCRIMINATOR) : AuxiliaryTerms.learners();
        Phase phase = Phase.of(DISCRIMINATOR, learners, total)
                .repetitions(strategy.discriminatorSteps())
                .reports(reports(scores))
                .batches(strategy.accumulation());
        return feedback().map(it -> it.following(phase, scores.real())).orElse(phase);
    }

    private ImmutableMap<String, Expr> reports(Scores scores) {
        ImmutableMap.Builder<String, Expr> reports = ImmutableMap.builder();
        reports.put(REAL_SCORE, scores.real().mean());
        reports.put(FAKE_SCORE, scores.fake().mean());
        if (beforeFading != null) {
            reports.put(FADED, Expr.scheduled(new Schedule.Progress()));
        }
        return reports.buildOrThrow();
    }

    private Phase generatorPhase(Fake present, @Nullable AuxiliaryTerms auxiliary) {
        Expr real = seen(real());
        Expr fake = seen(present.samples());
        critic.classOf(fake, packed(present.classes()));
        Scores scores = scores(real, fake, present.classes());
        Expr total = regularized.generating(loss.generator(scores), critic, real, fake);
        Map<String, Expr> reports = new LinkedHashMap<>();
        if (auxiliary != null) {
            Expr wrong = auxiliary.wrongFakes(critic, fake, present.latents(), present.classes());
            reports.put(AuxiliaryTerms.REPORT, wrong);
            total = total.plus(wrong);
        }
        Phase phase = withPathLength(
                new Phase(GENERATOR, strategy.generatorSteps(), total, ImmutableMap.copyOf(reports)), present);
        Phase whole = phase.batches(strategy.accumulation());
        return strategy.unrolledSteps() == 0
                ? whole
                : whole.unrolling(new Unrolling(
                        DISCRIMINATOR,
                        discriminatorLoss(scores, real.variable(), judged(fake, present.classes())),
                        strategy.unrolledSteps()));
    }

    /** The generator's phase with the penalty of path lengths and their kept mean, if there is one. */
    private Phase withPathLength(Phase plain, Fake present) {
        return pathLength()
                .map(path -> {
                    // fakes that an earlier phase made show no styles
                    Expr samples = present.samples() instanceof Expr.Apply
                            ? present.samples()
                            : generated().samples();
                    Expr.Apply made = (Expr.Apply) samples;
                    Expr styles = new Expr.Features(made, StyleGan2.STYLE);
                    Expr lengths = path.lengths(made, generator.outputShape(), styles);
                    Expr mean = Expr.kept(PATH_LENGTH);
                    return plain.loss(plain.loss().plus(path.penalty(lengths, mean)))
                            .keeping(PATH_LENGTH, path.next(lengths, mean));
                })
                .orElse(plain);
    }

    /** Fakes as a place of its own for penalties, with their classes. */
    private Expr.Variable judged(Expr fake, Expr classes) {
        Expr.Variable place = fake.variable();
        critic.classOf(place, packed(classes));
        return place;
    }

    /** Samples as the discriminator is given them: with noise, and packed. */
    private Expr seen(Expr samples) {
        Expr shown = samples;
        if (strategy.hasInstanceNoise()) {
            Expr noise = Expr.noise(samples, Expr.Distribution.NORMAL);
            shown = samples.plus(noise.times(Expr.scheduled(strategy.instanceNoise())));
        }
        return shown.packed(strategy.packing());
    }

    private Scores scores(Expr real, Expr fake, Expr classes) {
        if (strategy.scoring() == TrainingStrategy.Scoring.SEPARATE) {
            return new Scores(critic.score(real), critic.score(fake));
        }
        Expr both = real.join(fake);
        critic.classesOfBoth(both, packed(classes));
        Expr mixed = critic.score(both);
        return new Scores(mixed.half(Expr.Half.FIRST), mixed.half(Expr.Half.SECOND));
    }

    private Expr discriminatorLoss(Scores scores, Expr.Variable real, Expr.Variable fake) {
        return regularized.penalized(labelled(scores), critic, real, fake);
    }

    private Expr labelled(Scores scores) {
        if (strategy.labels().isHard()) {
            return loss.discriminator(scores);
        }
        checkArgument(loss instanceof LabelledLoss, "%s does not judge sample by sample, so it takes no labels", loss);
        return strategy.labels().discriminator((LabelledLoss) loss, scores);
    }

    /** The discriminator applied to batches, to each once, so that scores and features come of one application. */
    private static final class AppliedCritic implements Critic {
        private final Network network;
        private final ImmutableList<Expr> references;
        private final Map<Expr, Expr.Apply> applied = new IdentityHashMap<>();
        /** The classes of batches that are not of the classes of the real samples. */
        private final Map<Expr, Expr> classes = new IdentityHashMap<>();
        /** The classes of the real samples; null if the network is given none. */
        private final @Nullable Expr realClasses;

        AppliedCritic(Network network, ImmutableList<Expr> references, @Nullable Expr realClasses) {
            this.network = network;
            this.references = references;
            this.realClasses = realClasses;
        }

        /** Says of which classes the samples of a batch are. */
        void classOf(Expr samples, Expr ofSamples) {
            if (realClasses != null) {
                classes.put(samples, ofSamples);
            }
        }

        /** Says that a batch holds real samples and then fakes. */
        void classesOfBoth(Expr samples, Expr ofFakes) {
            if (realClasses != null) {
                classes.put(samples, realClasses.join(ofFakes));
            }
        }

        private Expr.Apply apply(Expr samples) {
            return applied.computeIfAbsent(samples, given -> new Expr.Apply(DISCRIMINATOR, inputs(given), references));
        }

        private ImmutableList<Expr> inputs(Expr samples) {
            return realClasses == null
                    ? ImmutableList.of(samples)
                    : ImmutableList.of(samples, classes.getOrDefault(samples, realClasses));
        }

        @Override
        public Expr score(Expr samples) {
            return apply(samples);
        }

        @Override
        public Expr features(Expr samples) {
            String layer = network.penultimate();
            boolean isInput =
                    network.inputs().stream().anyMatch(input -> input.name().equals(layer));
            return isInput ? samples : new Expr.Features(apply(samples), layer);
        }
    }
}
