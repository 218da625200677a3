package io.gan4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.data.Samples;
import io.gan4j.data.TrainingData;
import io.gan4j.engine.Device;
import io.gan4j.engine.FakeBackend;
import io.gan4j.engine.GameSetup;
import io.gan4j.game.Expr;
import io.gan4j.game.Game;
import io.gan4j.game.PhasePlan;
import io.gan4j.loss.GradientPenalty;
import io.gan4j.loss.LossStrategy;
import io.gan4j.loss.NonSaturating;
import io.gan4j.loss.Scores;
import io.gan4j.network.Network;
import io.gan4j.rules.TwoPlayerGame;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Shape;
import io.gan4j.training.TrainingStrategy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What an engine is given, and in which order. */
class FeedsTest {
    private final FakeBackend backend = new FakeBackend();

    private void play(Plan plan) {
        plan.start().train().close();
    }

    /** The samples of a step's buffer. */
    private List<Integer> reals(int step, int buffer) {
        List<Integer> samples = new ArrayList<>();
        for (byte value : backend.fed.get(step).get(buffer)) {
            samples.add((int) value);
        }
        return samples;
    }

    private List<Integer> reals(int firstStep, int lastStep, int buffer) {
        return IntStream.rangeClosed(firstStep, lastStep)
                .mapToObj(step -> reals(step, buffer))
                .flatMap(List::stream)
                .toList();
    }

    @Test
    void step_isGivenRealsAndLatentsForTheDiscriminatorThenLatentsForTheGenerator() {
        play(Plan.of(backend, 12).steps(1));
        List<byte[]> feeds = backend.fed.get(0);
        assertThat(feeds.stream().map(feed -> feed.length)).containsExactly(4, 4 * 3 * 4, 4 * 3 * 4);
    }

    @Test
    void latents_areDrawnFromTheStreamOfTheirPlace() {
        play(Plan.of(backend, 12).steps(2));
        float[] ofDiscriminator = new float[12];
        float[] ofGenerator = new float[12];
        RandomStream.of(0, 12, 1, 0, 0, 1).fillNormal(ofDiscriminator, 0, 1);
        RandomStream.of(0, 12, 1, 1, 0, 0).fillNormal(ofGenerator, 0, 1);
        assertThat(backend.floats(1, 1)).containsExactly(ofDiscriminator);
        assertThat(backend.floats(1, 2)).containsExactly(ofGenerator);
    }

    @Test
    void reals_ofAnEpoch_areEverySampleOnce() {
        play(Plan.of(backend, 12).steps(6));
        Integer[] all = IntStream.range(0, 12).boxed().toArray(Integer[]::new);
        assertThat(reals(0, 2, 0)).containsExactlyInAnyOrder(all);
        assertThat(reals(3, 5, 0)).containsExactlyInAnyOrder(all);
    }

    @Test
    void reals_areShuffledAnewEachEpoch() {
        play(Plan.of(backend, 12).steps(6));
        assertThat(reals(0, 2, 0))
                .isNotEqualTo(reals(3, 5, 0))
                .isNotEqualTo(IntStream.range(0, 12).boxed().toList());
    }

    @Test
    void reals_ofAnEpoch_areInTheOrderOfSeedAndEpoch() {
        play(Plan.of(backend, 12).steps(6));
        int[] order = RandomStream.of(0, 11, 1).permutation(12);
        assertThat(reals(3, 5, 0)).isEqualTo(IntStream.of(order).boxed().toList());
    }

    @Test
    void reals_thatDoNotFillABatch_areLeftOut() {
        play(Plan.of(backend, 15).steps(6));
        assertThat(reals(0, 2, 0)).hasSize(12).doesNotHaveDuplicates();
        assertThat(reals(3, 5, 0)).hasSize(12).doesNotHaveDuplicates();
    }

    @Test
    void feeds_ofASeed_areTheSameEachTime() {
        FakeBackend other = new FakeBackend();
        play(Plan.of(backend, 12).steps(9));
        play(Plan.of(other, 12).steps(9));
        assertThat(flat(other)).isEqualTo(flat(backend));
    }

    @Test
    void feeds_ofAnotherSeed_differ() {
        FakeBackend other = new FakeBackend();
        play(Plan.of(backend, 12).steps(9));
        Plan plan = Plan.of(other, 12);
        play(plan.strategy(plan.strategy().seed(1).steps(9)));
        assertThat(flat(other)).isNotEqualTo(flat(backend));
    }

    private static List<ByteBuffer> flat(FakeBackend of) {
        return of.fed.stream().flatMap(List::stream).map(ByteBuffer::wrap).toList();
    }

    @Test
    void feeds_doNotDependOnHowFarTheDataIsAhead() {
        FakeBackend slow = new FakeBackend();
        slow.inStep = step -> pauseBriefly();
        play(Plan.of(backend, 12).steps(9));
        play(Plan.of(slow, 12).steps(9));
        assertThat(flat(slow)).isEqualTo(flat(backend));
    }

    private static void pauseBriefly() {
        long until = System.nanoTime() + 3_000_000;
        while (System.nanoTime() < until) {
            Thread.onSpinWait();
        }
    }

    /** Five batches a step: three of the first epoch, two of the second; then one more of the second. */
    @Test
    void criticSteps_useABatchEach() {
        Plan plan = Plan.of(backend, 12);
        play(plan.strategy(plan.strategy().discriminatorSteps(5).steps(2)));
        assertThat(backend.fed.get(0)).hasSize(5 * 2 + 1);
        List<Integer> firstEpoch = new ArrayList<>();
        for (int repetition = 0; repetition < 3; repetition++) {
            firstEpoch.addAll(reals(0, 2 * repetition));
        }
        List<Integer> secondEpoch = new ArrayList<>(reals(0, 6));
        secondEpoch.addAll(reals(0, 8));
        secondEpoch.addAll(reals(1, 0));
        Integer[] all = IntStream.range(0, 12).boxed().toArray(Integer[]::new);
        assertThat(firstEpoch).containsExactlyInAnyOrder(all);
        assertThat(secondEpoch).containsExactlyInAnyOrder(all);
    }

    @Test
    void gradientPenalty_isGivenOneNumberASample() {
        Plan plan = Plan.of(backend, 12);
        play(plan.strategy(
                plan.strategy().regularizers(GradientPenalty.standard()).steps(1)));
        assertThat(backend.fed.get(0)).hasSize(4);
        assertThat(backend.floats(0, 2)).hasSize(4);
        for (float share : backend.floats(0, 2)) {
            assertThat(share).isGreaterThanOrEqualTo(0).isLessThan(1);
        }
    }

    @Test
    void dropoutMask_isZeroOrTheInverseOfWhatIsKept() {
        Network generator = Network.from("z", Shape.of(4)).dropout(0.25f).build();
        Network discriminator = Network.from("x", Shape.of(4)).linear(1).build();
        Game game = TwoPlayerGame.of(
                generator, discriminator, Prior.NORMAL, new NonSaturating(), TrainingStrategy.standard());
        StepFeeder feeder = new StepFeeder(
                List.of(PhasePlan.of(game, game.phases().get(1))), TrainingData.of(new Samples(1000)), 1000, 3, 10);
        List<ByteBuffer> buffers = feeder.allocate();
        feeder.fill(0, buffers);
        int dropped = 0;
        for (int i = 0; i < 4000; i++) {
            float factor = buffers.get(1).getFloat(4 * i);
            dropped += factor == 0 ? 1 : 0;
            assertThat(factor == 0 || factor == 1 / 0.75f).isTrue();
        }
        assertThat(dropped / 4000.0).isCloseTo(0.25, within(5 * Math.sqrt(0.25 * 0.75 / 4000)));
    }

    /** A loss that compares with real samples, as relativistic ones do. */
    private record Relative() implements LossStrategy {
        @Override
        public Expr discriminator(Scores scores) {
            return scores.fake().minus(scores.real()).softplus().mean();
        }

        @Override
        public Expr generator(Scores scores) {
            return scores.real().minus(scores.fake()).softplus().mean();
        }
    }

    @Test
    void epoch_ofALossThatDrawsRealsTwice_hasHalfTheSteps() {
        Plan plan = Plan.of(backend, 24).loss(new Relative());
        TrainingRun run = plan.strategy(plan.strategy().epochs(2)).start();
        assertThat(run.steps()).isEqualTo(6);
        run.train().close();
        assertThat(backend.fed.get(0)).hasSize(4);
    }

    @Test
    void setup_holdsTheSettingsAndInitialParameters() {
        play(Plan.of(backend, 12).steps(1));
        GameSetup setup = backend.compiled.get(0);
        assertThat(setup.batch()).isEqualTo(4);
        assertThat(setup.device()).isEqualTo(Device.CPU);
        assertThat(setup.threads()).isEqualTo(2);
        assertThat(setup.encoding("real")).isEqualTo(new Samples(1).encoding());
        assertThat(setup.parameters().get("generator"))
                .isEqualTo(Plan.generator().initialise(RandomStream.seed(0, 10, 0)));
        assertThat(setup.parameters()).containsOnlyKeys("generator", "discriminator");
    }
}
