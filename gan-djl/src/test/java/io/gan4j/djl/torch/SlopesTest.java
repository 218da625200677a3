package io.gan4j.djl.torch;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.data.Dataset;
import io.gan4j.engine.GameSetup;
import io.gan4j.game.Game;
import io.gan4j.loss.Dragan;
import io.gan4j.loss.GradientPenalty;
import io.gan4j.loss.NonSaturating;
import io.gan4j.loss.R1;
import io.gan4j.loss.R2;
import io.gan4j.loss.Regularizer;
import io.gan4j.network.Network;
import io.gan4j.network.NetworkBuilder;
import io.gan4j.rules.TwoPlayerGame;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import io.gan4j.training.TrainingStrategy;
import org.junit.jupiter.api.Test;

/** A critic of which nothing but its slope is taken computes the same numbers, with fewer products on the way back. */
class SlopesTest {
    private static final Shape IMAGE = Shape.of(2, 4, 4);

    /** At 0 as well, which both activations leave at 0. */
    @Test
    void penaltyAndItsGradients_areThoseOfLearning_bitForBit() {
        Network network = Network.from("x", IMAGE)
                .conv2d(3, 3, 1, 1)
                .leakyRelu(0.2f)
                .conv2d(4, 4, 2, 1)
                .relu()
                .flatten()
                .linear(2)
                .build();
        double[] x = Applied.normal(3 * IMAGE.size(), 7);
        x[5] = 0;
        try (Applied applied = Applied.of(network, HandPlayed.trained(network, 5))) {
            assertThat(applied.value(Mode.SLOPES, 3, x)).containsExactly(applied.value(Mode.LEARN, 3, x));
            assertThat(applied.gradient(Mode.SLOPES, 3, x)).containsExactly(applied.gradient(Mode.LEARN, 3, x));
            assertThat(applied.penalty(Mode.SLOPES, 3, x)).containsExactly(applied.penalty(Mode.LEARN, 3, x));
        }
    }

    @Test
    void penaltyBetweenSamples_takesSlopesOfACriticWithStraightActivations() {
        for (Regularizer penalty : new Regularizer[] {GradientPenalty.standard(), Dragan.standard()}) {
            String source =
                    source(penalty, Network.from("x", Shape.of(2)).linear(3).leakyRelu(0.2f));
            assertThat(source).containsOnlyOnce("self.discriminator_slopes(").contains("self.discriminator_learn(");
            assertThat(source(penalty, Network.from("x", Shape.of(2)).linear(3).tanh()))
                    .doesNotContain("slopes");
        }
    }

    /** These take the gradient of scores that the loss has as well. */
    @Test
    void penaltyAtTheSamples_takesNoPassOfItsOwn() {
        for (Regularizer penalty :
                new Regularizer[] {R1.standard(), R2.standard(), R1.standard().every(16)}) {
            assertThat(source(penalty, Network.from("x", Shape.of(2)).linear(3).leakyRelu(0.2f)))
                    .doesNotContain("slopes");
        }
    }

    private static String source(Regularizer penalty, NetworkBuilder critic) {
        Game game = TwoPlayerGame.of(
                Network.from("z", Shape.of(3)).linear(2).build(),
                critic.linear(1).build(),
                Prior.NORMAL,
                new NonSaturating(),
                TrainingStrategy.standard().regularizers(penalty));
        return Script.of(game, Script.plans(game), GameSetup.encodings(game, Dataset.Encoding.FLOATS));
    }
}
