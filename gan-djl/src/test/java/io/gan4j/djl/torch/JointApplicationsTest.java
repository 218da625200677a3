package io.gan4j.djl.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableMap;
import io.gan4j.data.Dataset;
import io.gan4j.engine.GameSetup;
import io.gan4j.game.Expr;
import io.gan4j.game.Game;
import io.gan4j.game.Phase;
import io.gan4j.game.Player;
import io.gan4j.game.Sgd;
import io.gan4j.layer.BatchNorm;
import io.gan4j.layer.Dropout;
import io.gan4j.layer.Layer;
import io.gan4j.layer.LayerNorm;
import io.gan4j.layer.LeakyRelu;
import io.gan4j.layer.Linear;
import io.gan4j.layer.MinibatchDiscrimination;
import io.gan4j.layer.MinibatchStdDev;
import io.gan4j.layer.SpectralNorm;
import io.gan4j.layer.Tanh;
import io.gan4j.loss.FeatureMatching;
import io.gan4j.loss.NonSaturating;
import io.gan4j.loss.R1;
import io.gan4j.loss.R2;
import io.gan4j.network.Network;
import io.gan4j.rules.TwoPlayerGame;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import io.gan4j.training.TrainingStrategy;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JointApplicationsTest {
    private static final String CRITIC = "critic";
    private static final Shape POINT = Shape.of(3);
    private static final int BATCH = 4;
    private static final int STEPS = 3;
    private static final long SEED = 7;

    private static final Expr.Variable REAL = Expr.input("real").variable();
    private static final Expr.Variable FAKE = Expr.input("fake").variable();
    private static final Expr.Apply OF_REAL = (Expr.Apply) Expr.apply(CRITIC, REAL);
    private static final Expr.Apply OF_FAKE = (Expr.Apply) Expr.apply(CRITIC, FAKE);
    private static final Expr PLAIN = OF_FAKE.minus(OF_REAL).softplus().mean();
    private static final Expr AT_REAL = slope(OF_REAL, REAL);
    private static final Expr AT_FAKE = slope(OF_FAKE, FAKE);

    private static final Expr.Variable BETWEEN = REAL.plus(FAKE).times(0.5).variable();
    private static final Expr AT_BETWEEN = slope(Expr.apply(CRITIC, BETWEEN), BETWEEN);

    private static Expr slope(Expr score, Expr.Variable at) {
        return score.gradient(at).square().sampleSum().mean();
    }

    private static Game game(Network network, Expr loss, Map<String, Expr> reports) {
        return Game.of(
                List.of(Player.of(CRITIC, network, Sgd.of(0.1))),
                List.of(new Game.Input("real", POINT, new Game.Real()), new Game.Input("fake", POINT, new Game.Real())),
                List.of(new Phase(CRITIC, 1, loss, ImmutableMap.copyOf(reports))));
    }

    private static long calls(Game game) {
        String source = Script.of(game, Script.plans(game), GameSetup.encodings(game, Dataset.Encoding.FLOATS));
        String phase = source.substring(source.indexOf("  def phase_0"));
        return phase.split("self\\.critic_learn\\(", -1).length - 1;
    }

    static Stream<Arguments> losses() {
        return Stream.of(
                Arguments.of("no gradient at the samples", PLAIN, 1),
                Arguments.of("gradients at all", PLAIN.plus(AT_REAL).plus(AT_FAKE.times(2)), 1),
                Arguments.of(
                        "gradients at all, and at samples between them",
                        PLAIN.plus(AT_REAL).plus(AT_FAKE).plus(AT_BETWEEN),
                        2),
                Arguments.of("a gradient at samples between them alone", PLAIN.plus(AT_BETWEEN), 2),
                Arguments.of("a gradient at some, to double the work", PLAIN.plus(AT_REAL), 2),
                Arguments.of(
                        "gradients at every second step",
                        PLAIN.plus(AT_REAL.every(2)).plus(AT_FAKE.every(2)),
                        2),
                Arguments.of("the gradient of something else", PLAIN.plus(slope(OF_REAL.square(), REAL)), 2));
    }

    /** Where a report looks into the network its applications are left apart: the same numbers have to come of it. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("losses")
    void applications_asOne_giveWhatTheyGiveApart(String name, Expr loss, int applications) {
        Network network = TwoLayers.network(POINT, 5, new Tanh());
        Game joint = game(network, loss, Map.of());
        Game apart = game(network, loss, Map.of("peeped", new Expr.Features(OF_REAL, "tanh_1").mean()));
        assertThat(calls(joint)).isEqualTo(applications);
        assertThat(calls(apart)).isGreaterThanOrEqualTo(2);
        try (HandPlayed first = HandPlayed.of(joint, BATCH);
                HandPlayed second = HandPlayed.of(apart, BATCH)) {
            for (int step = 0; step < STEPS; step++) {
                float[] ofJoint = first.step(Feeds.of(SEED, step, STEPS, BATCH));
                float[] ofApart = second.step(Feeds.of(SEED, step, STEPS, BATCH));
                assertThat(ofJoint[0]).isCloseTo(ofApart[0], within(1e-5f));
            }
            first.parameters(CRITIC)
                    .forEach((parameter, value) -> assertThat(
                                    HandPlayed.difference(value.values(), second.parameter(CRITIC, parameter)))
                            .as(parameter)
                            .isLessThan(1e-5));
            assertThat(HandPlayed.difference(
                            first.parameter(CRITIC, "linear_1.weight"),
                            network.initialise(CRITIC.length())
                                    .get("linear_1.weight")
                                    .values()))
                    .isGreaterThan(1e-3);
        }
    }

    static Stream<Arguments> layers() {
        return Stream.of(
                Arguments.of(new LeakyRelu(0.2f), 1),
                Arguments.of(LayerNorm.of(Shape.of(6)), 1),
                Arguments.of(BatchNorm.of(6), 2),
                Arguments.of(new Dropout(0.5f), 2),
                Arguments.of(MinibatchDiscrimination.of(6, 2, 2), 2),
                Arguments.of(new MinibatchStdDev(2), 2),
                Arguments.of(new SpectralNorm(Linear.of(6, 6)), 2));
    }

    /** What is done with a batch, or at each application, is done as often as ever. */
    @ParameterizedTest
    @MethodSource("layers")
    void layers_thatLookAtTheBatchOrChange_keepApplicationsApart(Layer layer, int applications) {
        Network network =
                Network.from("x", POINT).linear(6).add(layer).linear(1).build();
        assertThat(calls(game(network, PLAIN, Map.of()))).isEqualTo(applications);
    }

    @Test
    void network_appliedToItsOwnOutput_isAppliedTwice() {
        Network network = Network.from("x", POINT).linear(3).build();
        Expr once = Expr.apply(CRITIC, Expr.input("real"));
        Expr loss = Expr.apply(CRITIC, once).minus(once).square().mean();
        assertThat(calls(game(network, loss, Map.of()))).isEqualTo(2);
    }

    /** Feature matching taps the discriminator in the generator's phase, and so in all of its methods. */
    @Test
    void discriminator_thatIsTappedInTheGeneratorsPhase_isAppliedOnceAllTheSame() {
        float[] plain = firstStep(TrainingStrategy.standard());
        float[] matching = firstStep(TrainingStrategy.standard().regularizers(FeatureMatching.standard()));
        assertThat(matching[0]).isCloseTo(plain[0], within(1e-6f));
        float[] steep = firstStep(TrainingStrategy.standard().regularizers(R1.standard(), R2.standard()));
        float[] steepMatching = firstStep(
                TrainingStrategy.standard().regularizers(R1.standard(), R2.standard(), FeatureMatching.standard()));
        assertThat(steepMatching[0]).isCloseTo(steep[0], within(1e-6f));
    }

    private static float[] firstStep(TrainingStrategy strategy) {
        Network generator = Network.from("z", POINT).linear(3).build();
        Network discriminator = TwoLayers.network(POINT, 5, new Tanh());
        Game game = TwoPlayerGame.of(generator, discriminator, Prior.NORMAL, new NonSaturating(), strategy);
        String source = Script.of(game, Script.plans(game), GameSetup.encodings(game, Dataset.Encoding.FLOATS));
        assertThat(source.split("self\\.discriminator_learn\\(", -1)).hasSize(2);
        try (HandPlayed played = HandPlayed.of(game, BATCH)) {
            return played.step(Feeds.of(SEED, 0, STEPS, BATCH));
        }
    }

    /** Neither group could be computed before the other. */
    @Test
    void groups_thatAreMadeOfEachOther_areLeftApart() {
        Network network = Network.from("x", POINT).linear(3).build();
        Expr first = Expr.apply(CRITIC, Expr.input("real"));
        Expr.Variable at = first.variable();
        Expr steep = Expr.apply(CRITIC, at);
        Expr.Variable alone = Expr.input("fake").variable();
        Expr other = Expr.apply(CRITIC, alone);
        Expr last = Expr.apply(CRITIC, other);
        Expr loss = slope(steep, at)
                .plus(slope(other, alone))
                .plus(last.minus(first).square().mean());
        assertThat(calls(game(network, loss, Map.of()))).isEqualTo(4);
    }

    @Test
    void batches_ofDifferentSizes_areLeftApart() {
        Network network = Network.from("x", POINT).linear(1).build();
        Expr both = Expr.apply(CRITIC, Expr.input("real").join(Expr.input("fake")));
        assertThat(calls(game(network, both.mean().plus(OF_REAL.mean()), Map.of())))
                .isEqualTo(2);
    }

    /** The library's own penalties, as a user has them, cost no further application. */
    @Test
    void r1AndR2_addNoApplication() {
        PlayerCritic critic = new PlayerCritic(CRITIC, "linear_1");
        Expr ofR1 = R1.standard().penalty(critic, REAL, FAKE);
        Expr ofR2 = R2.standard().penalty(critic, REAL, FAKE);
        assertThat(calls(game(TwoLayers.network(POINT, 5, new Tanh()), ofR1.plus(ofR2), Map.of())))
                .isEqualTo(1);
    }
}
