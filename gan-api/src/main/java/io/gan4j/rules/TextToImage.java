package io.gan4j.rules;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.gan4j.architecture.TextArchitecture;
import io.gan4j.data.Dataset;
import io.gan4j.data.Part;
import io.gan4j.data.TrainingData;
import io.gan4j.game.Expr;
import io.gan4j.game.Game;
import io.gan4j.game.Phase;
import io.gan4j.game.Player;
import io.gan4j.inference.ModelCard;
import io.gan4j.loss.Critic;
import io.gan4j.loss.LabelledLoss;
import io.gan4j.loss.Scores;
import io.gan4j.network.Network;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Vocabulary;
import io.gan4j.training.Mismatch;
import io.gan4j.training.TextToImageSettings;
import io.gan4j.training.TrainingStrategy;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Images of sentences (GAN-CLS, Reed et al. 2016; DF-GAN, Tao et al. 2022): the generator is given a latent and the sentence vector
 * of a caption, and the discriminator judges whether an image is real and goes with a caption. It learns from three kinds of pairs:
 * real images with their captions; fakes with the captions that they were made of; and real images with captions that are not
 * theirs, or other images with the captions ({@link Mismatch}), so that it has to read. The latter two count one half each.
 *
 * <p>The text encoder has learned before and stands still. The discriminator is two players that learn together: a trunk that sees
 * images, and a head that judges features beside a sentence vector.
 */
public final class TextToImage implements GameRules {
    /** The name of the player that makes sentence vectors. */
    public static final String ENCODER = "encoder";
    /** The name of the player that sees images. */
    public static final String TRUNK = "trunk";
    /** The name of the player that judges features beside a sentence vector. */
    public static final String HEAD = "head";
    /** The mean score of what does not go together, as the discriminator's phase reports it. */
    public static final String MISMATCHED_SCORE = "mismatched score";

    private static final String REAL = "real";
    private static final String OTHER = "other_real";
    private static final String LATENT = "z";
    private static final String MIXED_LATENT = "z_mixed";

    private final TextToImageSettings settings;
    private final TrainingStrategy strategy;
    private final Regularized regularized;
    private final SentenceEncoder encoder;

    /** The rules of these settings, with an encoder that has learned. */
    public TextToImage(TextToImageSettings settings, SentenceEncoder encoder) {
        this.settings = settings;
        this.strategy = settings.strategy();
        this.regularized = new Regularized(strategy.regularizers());
        this.encoder = encoder;
    }

    /** The rules by which the encoders of these settings learn before the GAN does. */
    public static TextMatching matching(TextToImageSettings settings) {
        return TextMatching.standard().encoder(settings.textEncoder());
    }

    @Override
    public ImmutableList<String> problems(TrainingData data) {
        ImmutableList.Builder<String> problems = ImmutableList.builder();
        problems.addAll(problems(settings, data));
        if (settings.matching() > 0 && encoder.images().isEmpty()) {
            problems.add(
                    "matching needs the image encoder that learned beside the text encoder, which the one that was given"
                            + " does not hold: set matching(0), or let an encoder learn");
        }
        if (problems(settings, data).isEmpty() && !isRead(data.principal())) {
            problems.add("the captions of " + data.principal().name() + " have another vocabulary ("
                    + data.principal().vocabulary().map(Vocabulary::toString).orElse("none")
                    + ") than the text encoder ("
                    + encoder.vocabulary().map(Vocabulary::toString).orElse("none")
                    + "): make them by Captions.tokenized(captioned, vocabulary) with that of the encoder, or by"
                    + " Captions.encoded(captioned, encoder) if it is an encoder outside");
        }
        return problems.build();
    }

    /** True if the texts of the data are those that the encoder reads. */
    private boolean isRead(Dataset captioned) {
        Optional<Vocabulary> known = encoder.vocabulary();
        Optional<Vocabulary> words = captioned.vocabulary();
        boolean alike = known.map(Vocabulary::words).equals(words.map(Vocabulary::words));
        return alike
                && captioned.parts().stream()
                        .anyMatch(part -> part.name().equals(Part.TEXT)
                                && part.shape().equals(encoder.port().shape()));
    }

    /** What keeps a game with these settings from being played on some data, whatever its encoder: a sentence for each problem. */
    public static ImmutableList<String> problems(TextToImageSettings settings, TrainingData data) {
        Dataset captioned = data.principal();
        ImmutableList.Builder<String> problems = ImmutableList.builder();
        if (!data.isSingle()) {
            problems.add(
                    "captions and images are one dataset, not two: make it by Datasets.captioned(images, captions)");
        } else if (captioned.parts().stream().noneMatch(part -> part.name().equals(Part.TEXT))) {
            problems.add("the samples of " + captioned.name()
                    + " have no captions as numbers: make them by Captions.tokenized(captioned)");
        }
        try {
            settings.architecture().generator(settings.latent(), 1, captioned.shape());
        } catch (IllegalArgumentException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
        int batch = settings.strategy().batch();
        if (settings.mismatch() != Mismatch.IMAGES && batch < 2) {
            problems.add("captions of other samples of a batch need a batch of at least 2: set batch(2) or more");
        }
        if (settings.interpolation() > 0 && batch % 2 != 0) {
            problems.add("interpolation mixes pairs of captions, which a batch of " + batch
                    + " does not consist of: set batch(" + (batch + 1) + ") or interpolation(0)");
        }
        if (settings.matching() > 0
                && captioned.parts().stream().noneMatch(part -> part.name().equals(Part.MISMATCH))) {
            problems.add("matching needs the text and image encoders that learn from captions as numbers of words: set"
                    + " matching(0), or leave the encoder outside out");
        }
        if (settings.strategy().standingStatistics() > 0) {
            problems.add("standingStatistics(...) is not for generators that are given texts: leave it out");
        }
        return problems.build();
    }

    private Network generator(Shape image) {
        return settings.architecture().generator(settings.latent(), encoder.size(), image);
    }

    @Override
    public Game game(TrainingData data) {
        Shape image = data.principal().shape();
        TextArchitecture recipe = settings.architecture();
        Player generator = new Players(strategy).maker(TwoPlayerGame.GENERATOR, generator(image));
        Network head = recipe.head(encoder.size(), image);
        String features = head.penultimate();
        ImmutableList.Builder<Player> players = ImmutableList.<Player>builder()
                .add(
                        Player.frozen(ENCODER, encoder.network(), encoder.weights()),
                        regularized.generating(generator),
                        judge(TRUNK, recipe.trunk(image)),
                        judge(HEAD, head));
        matcher()
                .ifPresent(images ->
                        players.add(Player.frozen(TextMatching.IMAGE_ENCODER, images.network(), images.weights())));
        return Game.of(players.build(), inputs(data), List.of(judging(features), generating(features)));
    }

    /** What says whether images are matched with their captions, if anything does. */
    private Optional<ImageEncoder> matcher() {
        return settings.matching() > 0 ? encoder.images() : Optional.empty();
    }

    private Player judge(String name, Network network) {
        return regularized.judging(new Players(strategy).judge(name, network));
    }

    private List<Game.Input> inputs(TrainingData data) {
        List<Game.Input> inputs = new ArrayList<>();
        Shape image = data.principal().shape();
        inputs.add(new Game.Input(REAL, image, new Game.Real()));
        inputs.add(Translation.part(Part.TEXT, data, TrainingData.REAL, Part.TEXT));
        if (settings.mismatch() == Mismatch.NEAR_CAPTIONS || settings.matching() > 0) {
            inputs.add(Translation.part(Part.MISMATCH, data, TrainingData.REAL, Part.MISMATCH));
        }
        if (settings.mismatch() == Mismatch.IMAGES) {
            inputs.add(new Game.Input(OTHER, image, new Game.Other(TrainingData.REAL, Part.SAMPLE)));
        }
        Game.Latent latents = new Game.Latent(Prior.NORMAL);
        inputs.add(new Game.Input(LATENT, Shape.of(settings.latent()), latents));
        if (settings.interpolation() > 0) {
            inputs.add(new Game.Input(MIXED_LATENT, Shape.of(settings.latent()), latents));
        }
        return inputs;
    }

    private static Expr sentence(Expr text) {
        return Expr.apply(ENCODER, text);
    }

    private Phase judging(String features) {
        LabelledLoss loss = settings.loss();
        Expr text = Expr.input(Part.TEXT);
        Expr.Variable sentence = sentence(text).variable();
        Judges judges = new Judges(sentence, features);
        Expr.Variable real = Expr.input(REAL).variable();
        Expr.Variable fake = Expr.apply(TwoPlayerGame.GENERATOR, Expr.input(LATENT), sentence)
                .detach()
                .variable();
        Scores scores = new Scores(judges.score(real), judges.score(fake));
        Pairs wrong = mismatched(judges, real, text, sentence);
        Expr total = loss.real(scores.real())
                .mean()
                .plus(loss.fake(scores.fake()).mean().times(0.5))
                .plus(wrong.loss().times(0.5));
        ImmutableMap<String, Expr> reports = ImmutableMap.of(
                TwoPlayerGame.REAL_SCORE,
                scores.real().mean(),
                TwoPlayerGame.FAKE_SCORE,
                scores.fake().mean(),
                MISMATCHED_SCORE,
                wrong.score());
        Phase once = Phase.of(
                TwoPlayerGame.DISCRIMINATOR,
                ImmutableSet.of(TRUNK, HEAD),
                regularized.penalized(total, judges, real, fake));
        return once.repetitions(strategy.discriminatorSteps()).reports(reports).batches(strategy.accumulation());
    }

    /** What pairs that do not go together cost, and their mean score. */
    private record Pairs(Expr loss, Expr score) {}

    private Pairs mismatched(Judges judges, Expr real, Expr text, Expr.Variable sentence) {
        LabelledLoss loss = settings.loss();
        if (settings.mismatch() == Mismatch.IMAGES) {
            Expr score = judges.score(Expr.input(OTHER));
            return new Pairs(loss.fake(score).mean(), score.mean());
        }
        Expr rolled = judges.head(real, sentence.rolled(1));
        Expr differs =
                Expr.constant(0).lessThan(text.minus(text.rolled(1)).abs().sampleSum());
        Pairs others = new Pairs(loss.fake(rolled).times(differs).mean(), rolled.mean());
        if (settings.mismatch() == Mismatch.CAPTIONS) {
            return others;
        }
        Expr near = judges.head(real, sentence(Expr.input(Part.MISMATCH)));
        return new Pairs(
                others.loss().plus(loss.fake(near).mean()).times(0.5),
                others.score().plus(near.mean()).times(0.5));
    }

    private Phase generating(String features) {
        LabelledLoss loss = settings.loss();
        Expr sentence = sentence(Expr.input(Part.TEXT));
        Expr real = Expr.input(REAL);
        Expr fake = Expr.apply(TwoPlayerGame.GENERATOR, Expr.input(LATENT), sentence);
        Judges judges = new Judges(sentence, features);
        Expr total = loss.generator(new Scores(judges.score(real), judges.score(fake)));
        if (settings.interpolation() > 0) {
            Expr mixed = sentence.plus(sentence.rolled(1)).times(0.5).half(Expr.Half.FIRST);
            Expr between =
                    Expr.apply(TwoPlayerGame.GENERATOR, Expr.input(MIXED_LATENT).half(Expr.Half.FIRST), mixed);
            Scores scores = new Scores(judges.score(real).half(Expr.Half.FIRST), judges.head(between, mixed));
            total = total.plus(loss.generator(scores).times(settings.interpolation()));
        }
        ImmutableMap<String, Expr> reports = ImmutableMap.of();
        if (matcher().isPresent()) {
            TextMatching.Matches matches = matching(settings)
                    .matches(
                            Expr.apply(TextMatching.IMAGE_ENCODER, fake),
                            sentence,
                            sentence(Expr.input(Part.MISMATCH)));
            total = total.plus(matches.loss().times(settings.matching()));
            reports = ImmutableMap.of(
                    TextMatching.SHARE_OF_CAPTION, matches.read().exp());
        }
        return new Phase(
                        TwoPlayerGame.GENERATOR,
                        strategy.generatorSteps(),
                        regularized.generating(total, judges, real, fake),
                        reports)
                .batches(strategy.accumulation());
    }

    /** Trunk and head as the critic of regularizers, which sees each batch once. */
    private final class Judges implements Critic {
        private final Expr sentence;
        private final String features;
        private final Map<Expr, Expr> seen = new IdentityHashMap<>();
        private final Map<Expr, Expr.Apply> judged = new IdentityHashMap<>();

        /**
         * Takes what there is to judge by.
         *
         * @param sentence what images go with unless another sentence is said
         * @param features the layer of the head that gives features
         */
        Judges(Expr sentence, String features) {
            this.sentence = sentence;
            this.features = features;
        }

        private Expr trunk(Expr images) {
            return seen.computeIfAbsent(images, given -> Expr.apply(TRUNK, given));
        }

        Expr.Apply head(Expr images, Expr beside) {
            return new Expr.Apply(HEAD, ImmutableList.of(trunk(images), beside), ImmutableList.of());
        }

        private Expr.Apply own(Expr images) {
            return judged.computeIfAbsent(images, given -> head(given, sentence));
        }

        @Override
        public Expr score(Expr samples) {
            return own(samples);
        }

        @Override
        public Expr features(Expr samples) {
            return new Expr.Features(own(samples), features);
        }

        @Override
        public Optional<Expr.Variable> condition() {
            return sentence instanceof Expr.Variable variable ? Optional.of(variable) : Optional.empty();
        }
    }

    @Override
    public ImmutableList<Model> models(TrainingData data) {
        ModelCard card = ModelCard.generator(
                        settings.latent(), Prior.NORMAL, data.principal().shape())
                .given(encoder.port());
        return ImmutableList.of(
                new Model(TwoPlayerGame.GENERATOR, ImmutableList.of(ENCODER, TwoPlayerGame.GENERATOR), card)
                        .through(TextArchitecture.SENTENCE));
    }

    @Override
    public ImmutableMap<String, String> configuration() {
        return ImmutableMap.<String, String>builder()
                .putAll(configuration(settings))
                .put("encoder", encoder.network().fingerprint(encoder.weights()))
                .buildOrThrow();
    }

    /** The settings that decide what is learned, by name. */
    public static ImmutableMap<String, String> configuration(TextToImageSettings settings) {
        ImmutableMap.Builder<String, String> all = ImmutableMap.builder();
        all.put("preset", settings.preset());
        all.put("architecture", settings.architecture().toString());
        all.put("latent", Integer.toString(settings.latent()));
        all.put("loss", settings.loss().toString());
        all.put("mismatch", settings.mismatch().toString());
        all.put("interpolation", Double.toString(settings.interpolation()));
        if (settings.matching() > 0) {
            // left out where there is none: runs that began before there was such a setting go on
            all.put("matching", Double.toString(settings.matching()));
        }
        all.put("textEncoder", settings.textEncoder().toString());
        all.put("encoderSteps", Long.toString(settings.encoderSteps()));
        return all.putAll(settings.strategy().settings()).buildOrThrow();
    }
}
