package io.gan4j.examples;

import com.google.common.collect.ImmutableList;
import io.gan4j.Gan;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.data.TrainingData;
import io.gan4j.game.Adam;
import io.gan4j.game.Expr;
import io.gan4j.game.Game;
import io.gan4j.game.Phase;
import io.gan4j.game.Player;
import io.gan4j.inference.ModelCard;
import io.gan4j.network.Network;
import io.gan4j.rules.GameRules;
import io.gan4j.rules.Model;
import io.gan4j.run.TrainedGame;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A game of three players: one generator and two discriminators that want different things (D2GAN, Nguyen et al. 2017, equation
 * 1). The first gives high scores to real samples, the second to fakes; together they bound the Kullback-Leibler divergence in
 * both directions, so that the generator is not rewarded for leaving modes out.
 *
 * <p>It is made of public pieces alone, and trains, resumes and exports as every other game does.
 */
public final class TwoJudges implements GameRules {
    private static final int LATENT = 16;
    private static final int FEATURES = 64;
    /** The weights of the two discriminators' logarithms, alpha and beta in the paper. */
    private static final float ALPHA = 0.2f;

    private static final float BETA = 0.1f;

    private static final String GENERATOR = "generator";
    private static final String LIKES_REAL = "likes_real";
    private static final String LIKES_FAKE = "likes_fake";

    @Override
    public Game game(TrainingData data) {
        Shape sample = data.principal().shape();
        Adam adam = Adam.of(1e-3).betas(0.5, 0.999);
        Expr.Variable real = Expr.input("real").variable();
        Expr fake = Expr.apply(GENERATOR, Expr.input("z"));
        Expr seen = fake.variable();
        // softplus(score) is a positive output, as the paper asks for; its logarithm is what is weighted
        Expr first = logarithm(score(LIKES_REAL, real))
                .mean()
                .times(ALPHA)
                .minus(positive(score(LIKES_REAL, seen)).mean());
        Expr second = logarithm(score(LIKES_FAKE, seen))
                .mean()
                .times(BETA)
                .minus(positive(score(LIKES_FAKE, real)).mean());
        Expr ofGenerator = logarithm(score(LIKES_FAKE, fake))
                .mean()
                .times(BETA)
                .minus(positive(score(LIKES_REAL, fake)).mean());
        return Game.of(
                List.of(
                        Player.of(GENERATOR, generator(sample), adam),
                        Player.of(LIKES_REAL, judge(sample), adam),
                        Player.of(LIKES_FAKE, judge(sample), adam)),
                List.of(
                        new Game.Input("real", sample, new Game.Real()),
                        new Game.Input("z", Shape.of(LATENT), new Game.Latent(Prior.NORMAL))),
                List.of(
                        Phase.of(
                                "judges",
                                List.of(LIKES_REAL, LIKES_FAKE),
                                first.plus(second).negate()),
                        Phase.of(GENERATOR, List.of(GENERATOR), ofGenerator)));
    }

    @Override
    public ImmutableList<Model> models(TrainingData data) {
        return ImmutableList.of(Model.of(
                GENERATOR,
                ModelCard.generator(LATENT, Prior.NORMAL, data.principal().shape())));
    }

    private static Expr score(String judge, Expr samples) {
        return Expr.apply(judge, samples);
    }

    private static Expr positive(Expr score) {
        return score.softplus();
    }

    private static Expr logarithm(Expr score) {
        return score.softplus().log();
    }

    private static Network generator(Shape sample) {
        return Network.from("z", Shape.of(LATENT))
                .linear(FEATURES)
                .relu()
                .linear(FEATURES)
                .relu()
                .linear(sample.size())
                .reshape(sample)
                .build();
    }

    private static Network judge(Shape sample) {
        return Network.from("x", sample)
                .flatten()
                .linear(FEATURES)
                .leakyRelu(0.2f)
                .linear(FEATURES)
                .leakyRelu(0.2f)
                .linear(1)
                .build();
    }

    /** Trains on points around a circle and exports the generator to the file that is named, {@code ring.onnx} without one. */
    public static void main(String[] arguments) throws IOException {
        Dataset ring = Datasets.ring(8);
        Path file = Path.of(arguments.length == 0 ? "ring.onnx" : arguments[0]);
        try (TrainedGame trained =
                Gan.game(new TwoJudges()).batch(256).steps(3_000).train(ring)) {
            System.out.println(trained.export(GENERATOR, file).outputs());
        }
    }
}
