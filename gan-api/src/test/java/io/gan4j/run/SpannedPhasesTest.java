package io.gan4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableMap;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.data.TrainingData;
import io.gan4j.game.Expr;
import io.gan4j.game.Game;
import io.gan4j.game.Phase;
import io.gan4j.game.PhasePlan;
import io.gan4j.game.Player;
import io.gan4j.game.Sgd;
import io.gan4j.game.Span;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Phases that are played in a part of the run alone: what they are fed, what they use up, and what is told of them. */
class SpannedPhasesTest {
    private static final int BATCH = 4;
    private static final long STEPS = 6;
    private static final int BORDER = 2;
    private static final Shape SAMPLE = Shape.of(1, 1, 1);

    /** The value of a sample is its number. */
    private static Dataset data() {
        byte[][] samples = new byte[20][];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = new byte[] {(byte) i};
        }
        return Datasets.pixels(SAMPLE, samples);
    }

    private static Phase phase(String name) {
        return Phase.of(name, List.of("p"), Expr.apply("p", Expr.input("x")).mean());
    }

    /** One that ends at the border, and two that begin there. */
    private static List<PhasePlan> plans() {
        Span after = new Span(1 / 3f, 1);
        return plans(
                phase("first").during(new Span(0, 1 / 3f)),
                phase("second").during(after),
                phase("third").during(after));
    }

    private static List<PhasePlan> plans(Phase... phases) {
        Player player =
                Player.of("p", Network.from("x", SAMPLE).flatten().linear(1).build(), Sgd.of(0.1));
        Game game = Game.of(List.of(player), List.of(new Game.Input("x", SAMPLE, new Game.Real())), List.of(phases));
        return GameRun.phases(game);
    }

    /** The samples of all phases that are played in a step, one after the other. */
    private static List<Integer> seen(List<PhasePlan> plans, long step) {
        StepFeeder feeder = new StepFeeder(plans, TrainingData.of(data()), BATCH, 3, STEPS);
        List<ByteBuffer> buffers = feeder.allocate();
        feeder.fill(step, buffers);
        List<Integer> seen = new ArrayList<>();
        for (int phase = 0; phase < plans.size(); phase++) {
            boolean spanned = plans.get(phase).draws().size() > 1;
            int draws = spanned ? 2 : 1;
            if (!spanned || buffers.get(draws * phase + 1).getFloat(0) == 1) {
                for (int i = 0; i < BATCH; i++) {
                    seen.add((int) buffers.get(draws * phase).get(i));
                }
            }
        }
        return seen;
    }

    @Test
    void samples_areUsedUpByThePhasesThatArePlayed_oneAfterTheOther() {
        List<PhasePlan> single = plans(phase("only"));
        List<Integer> inOrder = new ArrayList<>();
        for (long step = 0; step < 10; step++) {
            inOrder.addAll(seen(single, step));
        }
        List<Integer> spanned = new ArrayList<>();
        for (long step = 0; step < STEPS; step++) {
            assertThat(seen(plans(), step)).hasSize(step < BORDER ? BATCH : 2 * BATCH);
            spanned.addAll(seen(plans(), step));
        }
        assertThat(spanned).isEqualTo(inOrder);
    }

    /** 2 steps of one batch and 4 of two are 10 batches in 6 steps; 20 samples are 5 batches. */
    @Test
    void epoch_isCountedByWhatIsUsedUp() {
        DataUse use = DataUse.of(plans());
        assertThat(use.before(1, STEPS, TrainingData.REAL)).isEqualTo(1);
        assertThat(use.before(3, STEPS, TrainingData.REAL)).isEqualTo(4);
        assertThat(use.before(STEPS, STEPS, TrainingData.REAL)).isEqualTo(10);
        assertThat(use.stepsAnEpoch(TrainingData.of(data()), BATCH)).isEqualTo(3, within(1e-6));
        assertThat(use.samplesAStep(6)).isEqualTo(10);
    }

    @Test
    void result_ofAStep_tellsOfThePhasesThatWerePlayed() {
        List<PhasePlan> plans = plans();
        float[] outcomes = {1, 2, 3, 4, 5, 6};
        assertThat(StepResult.of(BORDER, STEPS, plans, outcomes).values())
                .isEqualTo(ImmutableMap.of("first loss", 1f, "first p gradient", 2f));
        assertThat(StepResult.of(BORDER + 1, STEPS, plans, outcomes).values().keySet())
                .containsExactly("second loss", "second p gradient", "third loss", "third p gradient");
    }

    /** What was there in some of the steps is averaged over those, also if it comes back from a checkpoint in between. */
    @Test
    void means_areOverTheStepsInWhichAValueWasThere() {
        Averages averages = new Averages();
        averages.add(new StepResult(1, ImmutableMap.of("first loss", 4f)), 10);
        averages.add(new StepResult(2, ImmutableMap.of("first loss", 6f, "score", 1f)), 10);
        averages.add(new StepResult(3, ImmutableMap.of("second loss", 8f, "score", 2f)), 10);
        Averages restored = new Averages();
        restored.restore(averages.sums());
        for (Averages some : List.of(averages, restored)) {
            some.add(new StepResult(4, ImmutableMap.of("second loss", 9f, "score", 3f)), 10);
            assertThat(some.take()).isEqualTo(ImmutableMap.of("first loss", 5f, "score", 2f, "second loss", 8.5f));
        }
    }
}
