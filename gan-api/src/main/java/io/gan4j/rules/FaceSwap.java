package io.gan4j.rules;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.gan4j.architecture.SwapAutoencoder;
import io.gan4j.data.Part;
import io.gan4j.data.TrainingData;
import io.gan4j.game.Expr;
import io.gan4j.game.Game;
import io.gan4j.game.Phase;
import io.gan4j.game.Player;
import io.gan4j.inference.ModelCard;
import io.gan4j.loss.MaskPenalty;
import io.gan4j.loss.Reconstruction;
import io.gan4j.loss.Scores;
import io.gan4j.network.Network;
import io.gan4j.tensor.Range;
import io.gan4j.tensor.Shape;
import io.gan4j.training.TranslationSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Face swap: one encoder for two identities and a decoder for each learn to undo random warps of faces. As the encoder is
 * shared, the decoder of one identity, given the code of a face of the other, shows the one with the pose and the expression of
 * the other. Each decoder gives a picture and a mask, see {@link SwapAutoencoder}; what both make of the warped face is
 * compared with the face, and so is the picture alone, so that the mask cannot leave it unlearned.
 *
 * <p>A mask of nothing at all is a trap, so a {@link MaskPenalty} goes with the other terms; they compare images, it weighs on
 * the masks.
 */
public final class FaceSwap extends Translation {
    private static final String ENCODER = "encoder";
    private static final List<String> SIDES = List.of(UnpairedTranslation.A, UnpairedTranslation.B);

    /** The rules of these settings, whose translator is a {@link SwapAutoencoder}. */
    public FaceSwap(TranslationSettings settings) {
        super(settings);
    }

    private SwapAutoencoder autoencoder() {
        return (SwapAutoencoder) settings().translator();
    }

    @Override
    public ImmutableList<String> problems(TrainingData data) {
        if (!data.sets().keySet().equals(Set.copyOf(SIDES))) {
            return ImmutableList.of("two sets of faces are needed, one of each identity: train(facesOfA, facesOfB)");
        }
        Optional<String> nothing = nothingToLearn().or(this::nothingToPretrain);
        if (nothing.isPresent()) {
            return ImmutableList.of(nothing.get());
        }
        if (images().isEmpty()) {
            return ImmutableList.of("nothing compares what is made with the faces: set reconstructions(L1.of(1),"
                    + " MaskPenalty.standard())");
        }
        if (!(settings().translator() instanceof SwapAutoencoder)) {
            return ImmutableList.of(
                    "faces are swapped by one encoder and two decoders: set translator(SwapAutoencoder.of(32)),"
                            + " or leave translator(...) out");
        }
        Shape a = data.set(UnpairedTranslation.A).shape();
        Shape b = data.set(UnpairedTranslation.B).shape();
        if (!a.isImage() || !a.equals(b)) {
            return ImmutableList.of("the faces of both sets must be images of one shape, they have " + a + " and " + b);
        }
        try {
            networks(a);
            frozen(a);
            return ImmutableList.of();
        } catch (IllegalArgumentException e) {
            return ImmutableList.of(String.valueOf(e.getMessage()));
        }
    }

    /** The terms that compare images. */
    private ImmutableList<Reconstruction> images() {
        return settings().reconstructions().stream()
                .filter(term -> !(term instanceof MaskPenalty))
                .collect(toImmutableList());
    }

    /** The terms of the masks. */
    private ImmutableList<Reconstruction> masks() {
        return settings().reconstructions().stream()
                .filter(MaskPenalty.class::isInstance)
                .collect(toImmutableList());
    }

    /** The networks by player. */
    private ImmutableMap<String, Network> networks(Shape face) {
        ImmutableMap.Builder<String, Network> networks = ImmutableMap.builder();
        networks.put(ENCODER, autoencoder().encoder(face));
        for (String side : SIDES) {
            networks.put(decoder(side), autoencoder().decoder(face));
            if (isAdversarial()) {
                networks.put(judge(side), settings().discriminator().discriminator(face));
            }
        }
        return networks.buildOrThrow();
    }

    private static Network network(String player, ImmutableMap<String, Network> networks) {
        return Objects.requireNonNull(networks.get(player), player);
    }

    private static String decoder(String side) {
        return "decoder_" + side;
    }

    private static String judge(String side) {
        return "judge_" + side;
    }

    private static Expr input(String side) {
        return Expr.input(side + "_" + Part.INPUT);
    }

    private static Expr target(String side) {
        return Expr.input(side + "_" + Part.TARGET);
    }

    private static Expr.Apply decoded(String side) {
        Expr code = Expr.apply(ENCODER, input(side));
        return new Expr.Apply(decoder(side), ImmutableList.of(code, input(side)), ImmutableList.of());
    }

    @Override
    public Game game(TrainingData data) {
        ImmutableMap<String, Network> networks = networks(data.principal().shape());
        List<Player> players = new ArrayList<>();
        players.add(maker(ENCODER, network(ENCODER, networks)));
        List<Game.Input> inputs = new ArrayList<>();
        List<Phase> judging = new ArrayList<>();
        Expr total = Expr.constant(0);
        Map<String, Expr> reports = new LinkedHashMap<>();
        for (String side : SIDES) {
            players.add(maker(decoder(side), network(decoder(side), networks)));
            inputs.add(part(side + "_" + Part.INPUT, data, side, Part.INPUT));
            inputs.add(part(side + "_" + Part.TARGET, data, side, Part.TARGET));
            Expr.Apply made = decoded(side);
            Expr picture = new Expr.Features(made, SwapAutoencoder.PICTURE);
            Expr distance = sum(images(), made, target(side)).plus(sum(images(), picture, target(side)));
            Expr mask = new Expr.Features(made, SwapAutoencoder.ALPHA);
            reports.put("reconstruction of " + side, distance);
            reports.put("mask of " + side, mask.mean());
            total = total.plus(distance).plus(sum(masks(), mask, mask));
        }
        players.addAll(frozen(data.principal().shape()));
        ImmutableSet<String> swappers =
                ImmutableSet.of(ENCODER, decoder(UnpairedTranslation.A), decoder(UnpairedTranslation.B));
        List<Phase> phases = new ArrayList<>();
        if (isPretrained()) {
            phases.add(pretraining(swappers, total));
        }
        if (isAdversarial()) {
            for (String side : SIDES) {
                players.add(judge(judge(side), network(judge(side), networks)));
                judging.add(judging(side).during(adversarialSpan()));
                Scores scores =
                        new Scores(Expr.apply(judge(side), target(side)), Expr.apply(judge(side), decoded(side)));
                total = total.plus(
                        settings().loss().generator(scores).times(settings().adversarial()));
            }
        }
        phases.add(making("swappers", swappers, total, reports).during(adversarialSpan()));
        phases.addAll(judging);
        return Game.of(players, inputs, phases);
    }

    private Phase judging(String side) {
        Scores scores = new Scores(
                Expr.apply(judge(side), target(side)),
                Expr.apply(judge(side), decoded(side).detach()));
        return judging(judge(side), settings().loss().discriminator(scores), scores);
    }

    @Override
    public ImmutableList<Model> models(TrainingData data) {
        return ImmutableList.of(
                model(UnpairedTranslation.A_TO_B, UnpairedTranslation.B, data),
                model(UnpairedTranslation.B_TO_A, UnpairedTranslation.A, data));
    }

    private Model model(String name, String side, TrainingData data) {
        Shape face = data.principal().shape();
        Network encoder = autoencoder().encoder(face);
        ModelCard card = ModelCard.translator(encoder.inputs().get(0).name(), face, face, Range.UNBOUNDED);
        return new Model(name, ImmutableList.of(ENCODER, decoder(side)), card);
    }
}
