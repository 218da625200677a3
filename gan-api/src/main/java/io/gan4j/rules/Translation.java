package io.gan4j.rules;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.gan4j.data.Part;
import io.gan4j.data.TrainingData;
import io.gan4j.game.Expr;
import io.gan4j.game.Game;
import io.gan4j.game.Phase;
import io.gan4j.game.Player;
import io.gan4j.game.Span;
import io.gan4j.inference.ModelCard;
import io.gan4j.loss.Reconstruction;
import io.gan4j.loss.Scores;
import io.gan4j.network.Network;
import io.gan4j.tensor.Range;
import io.gan4j.tensor.Shape;
import io.gan4j.training.TrainingStrategy;
import io.gan4j.training.TranslationSettings;
import io.gan4j.training.TranslationTask;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the rules of all translators have in common. */
abstract class Translation implements GameRules {
    /** The name of the phase before a discriminator takes part. */
    static final String PRETRAINING = "pretraining";

    private final TranslationSettings settings;

    Translation(TranslationSettings settings) {
        this.settings = settings;
    }

    final TranslationSettings settings() {
        return settings;
    }

    final TrainingStrategy strategy() {
        return settings.strategy();
    }

    /** True if a discriminator takes part. */
    final boolean isAdversarial() {
        return settings.adversarial() > 0;
    }

    /** Why nothing would be learned; nothing if something would. */
    final Optional<String> nothingToLearn() {
        return isAdversarial() || !settings.reconstructions().isEmpty()
                ? Optional.empty()
                : Optional.of("nothing is minimized: set reconstructions(L1.standard()) or adversarial(1)");
    }

    /** True if reconstructions alone are minimized before a discriminator takes part. */
    final boolean isPretrained() {
        return isAdversarial() && settings.pretraining() > 0;
    }

    /** The part of the run in which a discriminator takes part. */
    final Span adversarialSpan() {
        return isPretrained() ? new Span((float) settings.pretraining(), 1) : Span.WHOLE;
    }

    /** The phase before it, in which the same players minimize reconstructions alone. */
    final Phase pretraining(ImmutableSet<String> learners, Expr loss) {
        return making(PRETRAINING, learners, loss, ImmutableMap.of())
                .during(new Span(0, (float) settings.pretraining()));
    }

    /** Why pretraining would minimize nothing; nothing if it would. */
    final Optional<String> nothingToPretrain() {
        return isPretrained() && settings.reconstructions().isEmpty()
                ? Optional.of("pretraining minimizes reconstructions, of which there are none: set"
                        + " reconstructions(L1.standard()) or pretraining(0)")
                : Optional.empty();
    }

    /** The frozen players that the terms of the loss ask, for images of a shape. */
    final ImmutableList<Player> frozen(Shape image) {
        Map<String, Player> players = new LinkedHashMap<>();
        settings.reconstructions()
                .forEach(term -> term.players(image).forEach(player -> players.putIfAbsent(player.name(), player)));
        return ImmutableList.copyOf(players.values());
    }

    /** A player that makes images. */
    final Player maker(String name, Network network) {
        return new Players(strategy()).maker(name, network);
    }

    /** A player that judges images. */
    final Player judge(String name, Network network) {
        return new Players(strategy()).judge(name, network);
    }

    /** The phase in which a discriminator learns. */
    final Phase judging(String name, Expr loss, Scores scores) {
        return new Phase(name, strategy().discriminatorSteps(), loss, reports(name, scores))
                .batches(strategy().accumulation());
    }

    private static ImmutableMap<String, Expr> reports(String name, Scores scores) {
        String of = name.equals(TwoPlayerGame.DISCRIMINATOR) ? "" : name + " ";
        return ImmutableMap.of(
                of + TwoPlayerGame.REAL_SCORE,
                scores.real().mean(),
                of + TwoPlayerGame.FAKE_SCORE,
                scores.fake().mean());
    }

    /** The phase in which those learn that make images. */
    final Phase making(String name, ImmutableSet<String> learners, Expr loss, Map<String, Expr> reports) {
        Phase plain = Phase.of(name, learners, loss).batches(strategy().accumulation());
        return plain.reports(ImmutableMap.copyOf(reports));
    }

    /** The sum of what compares images, of one kind; constant 0 if there is nothing of it. */
    static Expr sum(ImmutableList<? extends Reconstruction> terms, Expr made, Expr truth) {
        Expr total = Expr.constant(0);
        boolean first = true;
        for (Reconstruction term : terms) {
            Expr loss = term.loss(made, truth);
            total = first ? loss : total.plus(loss);
            first = false;
        }
        return total;
    }

    /** What a trained network says of itself. */
    static ModelCard card(Network network) {
        return card(network, 1);
    }

    /** What a network that takes a number of frames says of itself. */
    static ModelCard card(Network network, int frames) {
        Shape made = network.outputShape();
        Range range = NetworkEnds.isUnbounded(network, made) ? Range.UNBOUNDED : Range.of(made);
        Network.Input input = network.inputs().get(0);
        return ModelCard.film(input.name(), input.shape(), frames, made, range);
    }

    /** An input that is a part of a dataset. */
    static Game.Input part(String name, TrainingData data, String set, String part) {
        Part found = data.part(set, part);
        return new Game.Input(name, found.shape(), new Game.Real(set, part));
    }

    @Override
    public ImmutableMap<String, String> configuration() {
        ImmutableMap.Builder<String, String> all = ImmutableMap.builder();
        all.put("preset", settings.preset());
        all.put("translator", settings.translator().toString());
        all.put("discriminator", isAdversarial() ? settings.discriminator().toString() : "none");
        all.put("loss", settings.loss().toString());
        all.put("adversarial", Double.toString(settings.adversarial()));
        all.put("reconstructions", settings.reconstructions().toString());
        if (isPretrained()) {
            all.put(PRETRAINING, Double.toString(settings.pretraining()));
        }
        if (settings.task() instanceof TranslationTask.NextFrame film && film.rollout() > 1) {
            all.put("rollout", Integer.toString(film.rollout()));
            all.put("rolloutWeight", Float.toString(film.rolloutWeight()));
        }
        return all.putAll(strategy().settings()).buildOrThrow();
    }
}
