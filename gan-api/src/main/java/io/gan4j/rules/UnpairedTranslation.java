package io.gan4j.rules;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.gan4j.data.Dataset;
import io.gan4j.data.Part;
import io.gan4j.data.TrainingData;
import io.gan4j.game.Expr;
import io.gan4j.game.Game;
import io.gan4j.game.Phase;
import io.gan4j.game.Replay;
import io.gan4j.loss.CycleConsistency;
import io.gan4j.loss.IdentityMapping;
import io.gan4j.loss.Reconstruction;
import io.gan4j.loss.Scores;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import io.gan4j.training.TranslationSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Translation between two kinds of images of which there are no pairs (CycleGAN, Zhu et al. 2017, equation 3): two translators
 * learn together, one for each direction, from a discriminator each, from what comes back when an image has gone there and back
 * ({@link CycleConsistency}), and from leaving alone what is of the wanted kind already ({@link IdentityMapping}). The
 * discriminators see fakes of earlier steps among the present ones (section 4 of the paper, a pool of 50).
 */
public final class UnpairedTranslation extends Translation {
    /** The name of the first dataset. */
    public static final String A = "a";
    /** The name of the second dataset. */
    public static final String B = "b";
    /** The name of the model that translates images of the first dataset. */
    public static final String A_TO_B = "a-to-b";
    /** The name of the model that translates images of the second dataset. */
    public static final String B_TO_A = "b-to-a";

    private static final String TO_A = "to_a";
    private static final String TO_B = "to_b";
    private static final String JUDGE_A = "judge_a";
    private static final String JUDGE_B = "judge_b";

    /** The rules of these settings. */
    public UnpairedTranslation(TranslationSettings settings) {
        super(settings);
    }

    @Override
    public ImmutableList<String> problems(TrainingData data) {
        List<String> problems = new ArrayList<>();
        if (!data.sets().keySet().equals(Set.of(A, B))) {
            return ImmutableList.of(
                    "two sets of images are needed, one of each kind: train(a, b); pairs are learned by Gan.pix2pix()");
        }
        Shape a = data.set(A).shape();
        Shape b = data.set(B).shape();
        if (!a.isImage() || !b.isImage()) {
            problems.add("translators make images, the samples have shapes " + a + " and " + b);
        } else if (a.height() != b.height() || a.width() != b.width()) {
            problems.add("the images of both sets must have one height and width, they have " + a + " and " + b
                    + ": resize one of the sets");
        } else {
            if (a.channels() != b.channels() && !of(IdentityMapping.class).isEmpty()) {
                problems.add("identity mapping compares images of both kinds, which have " + a.channels() + " and "
                        + b.channels() + " channels: leave IdentityMapping out of reconstructions(...)");
            }
            if (of(CycleConsistency.class).isEmpty()) {
                problems.add("nothing ties what is made to what it is made of: set reconstructions(CycleConsistency"
                        + ".standard(), ...)");
            }
            try {
                networks(a, b);
            } catch (IllegalArgumentException e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }
        settings().reconstructions().stream()
                .filter(term -> !(term instanceof CycleConsistency) && !(term instanceof IdentityMapping))
                .forEach(term -> problems.add("there are no pairs, so nothing is compared with a truth: leave "
                        + term.getClass().getSimpleName() + " out of reconstructions(...)"));
        if (settings().pretraining() > 0) {
            problems.add("a cycle is learned against discriminators from the beginning: leave pretraining(...) out");
        }
        if (!isAdversarial()) {
            problems.add("a cycle is learned against discriminators: set adversarial(1)");
        }
        return ImmutableList.copyOf(problems);
    }

    private ImmutableList<Reconstruction> of(Class<? extends Reconstruction> kind) {
        return settings().reconstructions().stream().filter(kind::isInstance).collect(toImmutableList());
    }

    private record Networks(Network toA, Network toB, Network judgeA, Network judgeB) {}

    private Networks networks(Shape a, Shape b) {
        return new Networks(
                settings().translator().translator(b, a),
                settings().translator().translator(a, b),
                settings().discriminator().discriminator(a),
                settings().discriminator().discriminator(b));
    }

    private Networks networks(TrainingData data) {
        return networks(data.set(A).shape(), data.set(B).shape());
    }

    @Override
    public Game game(TrainingData data) {
        Networks networks = networks(data);
        Expr a = Expr.input(A);
        Expr b = Expr.input(B);
        Expr fakeA = Expr.apply(TO_A, b);
        Expr fakeB = Expr.apply(TO_B, a);
        Scores ofA = new Scores(Expr.apply(JUDGE_A, a), Expr.apply(JUDGE_A, fakeA));
        Scores ofB = new Scores(Expr.apply(JUDGE_B, b), Expr.apply(JUDGE_B, fakeB));
        Expr adversarial =
                settings().loss().generator(ofA).plus(settings().loss().generator(ofB));
        Expr cycle = sum(of(CycleConsistency.class), Expr.apply(TO_A, fakeB), a)
                .plus(sum(of(CycleConsistency.class), Expr.apply(TO_B, fakeA), b));
        Expr total = adversarial.times(settings().adversarial()).plus(cycle);
        if (!of(IdentityMapping.class).isEmpty()) {
            total = total.plus(sum(of(IdentityMapping.class), Expr.apply(TO_B, b), b))
                    .plus(sum(of(IdentityMapping.class), Expr.apply(TO_A, a), a));
        }
        return Game.of(
                List.of(
                        maker(TO_B, networks.toB()),
                        maker(TO_A, networks.toA()),
                        judge(JUDGE_A, networks.judgeA()),
                        judge(JUDGE_B, networks.judgeB())),
                List.of(part(A, data, A, Part.SAMPLE), part(B, data, B, Part.SAMPLE)),
                List.of(
                        making(
                                "translators",
                                ImmutableSet.of(TO_A, TO_B),
                                total,
                                ImmutableMap.of("adversarial", adversarial, "cycle", cycle)),
                        judging(JUDGE_A, a, fakeA),
                        judging(JUDGE_B, b, fakeB)));
    }

    private Phase judging(String judge, Expr real, Expr fake) {
        Replay pool = strategy().replay() == null ? Replay.pool() : strategy().replay();
        Scores scores = new Scores(Expr.apply(judge, real), Expr.apply(judge, fake.replayed(pool)));
        return judging(judge, settings().loss().discriminator(scores), scores);
    }

    @Override
    public ImmutableList<Model> models(TrainingData data) {
        Networks networks = networks(data);
        return ImmutableList.of(
                new Model(A_TO_B, ImmutableList.of(TO_B), card(networks.toB())),
                new Model(B_TO_A, ImmutableList.of(TO_A), card(networks.toA())));
    }

    /** The images of the two datasets. */
    public static TrainingData data(Dataset a, Dataset b) {
        return TrainingData.of(A, a, B, b);
    }
}
