package io.gan4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableMap;
import io.gan4j.data.Dataset;
import io.gan4j.data.Samples;
import io.gan4j.data.TrainingData;
import io.gan4j.game.Expr;
import io.gan4j.game.Game;
import io.gan4j.game.Phase;
import io.gan4j.game.PhasePlan;
import io.gan4j.game.Player;
import io.gan4j.game.Replay;
import io.gan4j.game.Schedule;
import io.gan4j.game.Sgd;
import io.gan4j.network.Network;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What draws are given that the game of two players has only with some of its practices. */
class StepFeederTest {
    private static final int BATCH = 4;
    private static final long STEPS = 10;
    private static final Expr Z = Expr.input("z");
    private static final Expr X = Expr.input("x");

    /** A phase of a player whose reports draw what is to be seen. */
    private static List<PhasePlan> plans(ImmutableMap<String, Expr> reports, Phase like, Player player) {
        Phase phase = new Phase("p", like.repetitions(), Expr.apply("p", Z).mean(), reports).batches(like.batches());
        Game game = Game.of(
                List.of(player),
                List.of(
                        new Game.Input("z", Shape.of(5), new Game.Latent(Prior.NORMAL)),
                        new Game.Input("x", Shape.of(1, 1, 1), new Game.Real()),
                        new Game.Input("label", Shape.of(3), new Game.Label()),
                        new Game.Input("xs", Shape.of(1, 1, 1), new Game.Reference(new Game.Real(), 6)),
                        new Game.Input("zs", Shape.of(5), new Game.Reference(new Game.Latent(Prior.NORMAL), 7)),
                        new Game.Input("xs label", Shape.of(3), new Game.Reference(new Game.Label(), 6)),
                        new Game.Input("zs class", Shape.of(3), new Game.Reference(new Game.DrawnClass(), 70))),
                List.of(phase));
        return List.of(PhasePlan.of(game, game.phases().get(0)));
    }

    private static Player player() {
        return Player.of("p", Network.from("z", Shape.of(5)).linear(1).build(), Sgd.of(0.1));
    }

    private static List<PhasePlan> plans(Expr... drawing) {
        ImmutableMap.Builder<String, Expr> reports = ImmutableMap.builder();
        for (int i = 0; i < drawing.length; i++) {
            reports.put("report " + i, drawing[i].sum());
        }
        return plans(reports.buildOrThrow(), once(), player());
    }

    private static Phase once() {
        return new Phase("p", 1, Expr.constant(0), ImmutableMap.of());
    }

    /** What the draw of a place is given in a step. */
    private static float[] given(List<PhasePlan> plans, int batch, long step, int place) {
        StepFeeder feeder = new StepFeeder(plans, TrainingData.of(new Samples(12)), batch, 3, STEPS);
        List<ByteBuffer> buffers = feeder.allocate();
        feeder.fill(step, buffers);
        float[] values = new float[buffers.get(place).remaining() / Float.BYTES];
        buffers.get(place).asFloatBuffer().get(values);
        return values;
    }

    private static byte[] bytes(List<PhasePlan> plans, long step, int place) {
        StepFeeder feeder = new StepFeeder(plans, TrainingData.of(new Samples(12)), BATCH, 3, STEPS);
        List<ByteBuffer> buffers = feeder.allocate();
        feeder.fill(step, buffers);
        byte[] values = new byte[buffers.get(place).remaining()];
        buffers.get(place).get(values);
        return values;
    }

    @Test
    void randomNumbers_areOneASampleOrOneAnElement() {
        List<PhasePlan> plans = plans(Expr.uniform(Z), Expr.noise(Z, Expr.Distribution.NORMAL));
        assertThat(given(plans, 12, 0, 1)).hasSize(12);
        assertThat(given(plans, 12, 0, 2)).hasSize(12 * 5);
    }

    @Test
    void uniformNumbers_haveTheMomentsOfTheirDistribution() {
        List<PhasePlan> plans = plans(Expr.noise(Z, Expr.Distribution.UNIFORM));
        float[] values = many(plans);
        double count = values.length;
        for (float value : values) {
            assertThat(value).isGreaterThanOrEqualTo(0).isLessThan(1);
        }
        // five standard deviations of a mean
        assertThat(mean(values, 1)).isCloseTo(1 / 2.0, within(5 * Math.sqrt(1 / 12.0 / count)));
        assertThat(mean(values, 2)).isCloseTo(1 / 3.0, within(5 * Math.sqrt(4 / 45.0 / count)));
    }

    @Test
    void normalNumbers_haveTheMomentsOfTheirDistribution() {
        List<PhasePlan> plans = plans(Expr.noise(Z, Expr.Distribution.NORMAL));
        float[] values = many(plans);
        double count = values.length;
        assertThat(mean(values, 1)).isCloseTo(0, within(5 / Math.sqrt(count)));
        assertThat(mean(values, 2)).isCloseTo(1, within(5 * Math.sqrt(2 / count)));
        assertThat(mean(values, 4)).isCloseTo(3, within(5 * Math.sqrt(96 / count)));
    }

    private static float[] many(List<PhasePlan> plans) {
        float[] values = new float[6000];
        StepFeeder feeder = new StepFeeder(plans, TrainingData.of(new Samples(12)), 12, 3, STEPS);
        List<ByteBuffer> buffers = feeder.allocate();
        for (int step = 0; step < 100; step++) {
            feeder.fill(step, buffers);
            buffers.get(1).asFloatBuffer().get(values, 60 * step, 60);
        }
        return values;
    }

    private static double mean(float[] values, int power) {
        double sum = 0;
        for (float value : values) {
            sum += Math.pow(value, power);
        }
        return sum / values.length;
    }

    @Test
    void randomNumbers_ofEachPlaceAndPlay_areTheirOwn() {
        Phase twice = new Phase("p", 2, Expr.constant(0), ImmutableMap.of()).batches(2);
        List<PhasePlan> plans = plans(
                ImmutableMap.of(
                        "first", Expr.uniform(Z).sum(),
                        "second", Expr.uniform(Z).sum()),
                twice,
                player());
        Set<Float> seen = new HashSet<>();
        for (long step = 0; step < 3; step++) {
            for (int play = 0; play < 4; play++) {
                for (int place = 1; place < 3; place++) {
                    float[] values = given(plans, BATCH, step, 3 * play + place);
                    for (float value : values) {
                        seen.add(value);
                    }
                }
            }
        }
        assertThat(seen).hasSize(3 * 4 * 2 * BATCH);
    }

    @Test
    void schedule_isGivenTheNumberOfTheStep() {
        List<PhasePlan> plans = plans(Expr.scheduled(Schedule.linear(1, 0)));
        assertThat(given(plans, BATCH, 0, 1)).containsExactly(1);
        assertThat(given(plans, BATCH, 4, 1)).containsExactly(0.6f);
        assertThat(given(plans, BATCH, 9, 1)).containsExactly(0.1f);
    }

    @Test
    void interval_isGivenItselfAtItsStepsAndZeroAtTheOthers() {
        List<PhasePlan> plans = plans(Z.sum().every(3));
        List<Float> numbers = new ArrayList<>();
        for (long step = 0; step < 7; step++) {
            numbers.add(given(plans, BATCH, step, 1)[0]);
        }
        assertThat(numbers).containsExactly(3f, 0f, 0f, 3f, 0f, 0f, 3f);
    }

    /** The learner's rate and its average are given after all else. */
    @Test
    void player_thatChanges_isGivenItsNumbers() {
        Player player = player().rate(Schedule.linear(1, 0)).average(new Schedule.Averaging(0.5f));
        List<PhasePlan> plans = plans(ImmutableMap.of(), once(), player);
        assertThat(given(plans, BATCH, 5, 1)).containsExactly(0.5f);
        assertThat(given(plans, BATCH, 0, 2)).containsExactly(0.1f);
        assertThat(given(plans, BATCH, 9, 2)).containsExactly(0.5f);
    }

    /** A run that went back draws anew, but for what its networks have got used to. */
    @Test
    void reference_hasASeedOfItsOwn() {
        List<PhasePlan> plans = plans(Expr.input("xs"), Expr.input("zs"), Expr.uniform(Z));
        List<List<ByteBuffer>> filled = new ArrayList<>();
        for (long seed : new long[] {3, 4}) {
            StepFeeder feeder = new StepFeeder(
                    plans, TrainingData.of(new Samples(12)), BATCH, seed, 3, STEPS, new StageBorders.Window(0, STEPS));
            List<ByteBuffer> buffers = feeder.allocate();
            feeder.fill(0, buffers);
            filled.add(buffers);
        }
        assertThat(filled.get(0).get(1)).isEqualTo(filled.get(1).get(1));
        assertThat(filled.get(0).get(2)).isEqualTo(filled.get(1).get(2));
        assertThat(filled.get(0).get(3)).isNotEqualTo(filled.get(1).get(3));
    }

    @Test
    void reference_isTheSameInEveryPlayOfEveryStep() {
        Phase twice = new Phase("p", 2, Expr.constant(0), ImmutableMap.of());
        List<PhasePlan> plans = plans(
                ImmutableMap.of(
                        "x", Expr.input("xs").sum(), "z", Expr.input("zs").sum()),
                twice,
                player());
        byte[] real = bytes(plans, 0, 1);
        assertThat(real).hasSize(6).doesNotHaveDuplicates();
        float[] latents = given(plans, BATCH, 0, 2);
        float[] expected = new float[7 * 5];
        RandomStream.of(3, 13).fillNormal(expected, 0, 1);
        assertThat(latents).containsExactly(expected);
        for (long step : new long[] {0, 1, 9}) {
            for (int play = 0; play < 2; play++) {
                assertThat(bytes(plans, step, 3 * play + 1)).containsExactly(real);
                assertThat(given(plans, BATCH, step, 3 * play + 2)).containsExactly(latents);
            }
        }
        // it uses up nothing of the data
        assertThat(DataUse.of(plans).before(1, 2, TrainingData.REAL)).isZero();
    }

    /** Samples of three classes, which follow each other. */
    private record Labelled(Samples samples) implements Dataset {
        @Override
        public String name() {
            return "labelled";
        }

        @Override
        public Shape shape() {
            return samples.shape();
        }

        @Override
        public Encoding encoding() {
            return samples.encoding();
        }

        @Override
        public int size() {
            return samples.size();
        }

        @Override
        public void read(int index, ByteBuffer into) {
            samples.read(index, into);
        }

        @Override
        public List<String> classes() {
            return List.of("a", "b", "c");
        }

        @Override
        public int label(int index) {
            return index % 3;
        }
    }

    @Test
    void labels_areThoseOfTheRealsOfTheSamePlay() {
        Phase phase = new Phase("p", 2, Expr.constant(0), ImmutableMap.of());
        List<PhasePlan> plans =
                plans(ImmutableMap.of("label", Expr.input("label").sum(), "x", X.sum()), phase, player());
        StepFeeder feeder = new StepFeeder(plans, TrainingData.of(new Labelled(new Samples(12))), BATCH, 3, STEPS);
        List<ByteBuffer> buffers = feeder.allocate();
        for (long step = 0; step < 4; step++) {
            feeder.fill(step, buffers);
            for (int play = 0; play < 2; play++) {
                for (int i = 0; i < BATCH; i++) {
                    int real = buffers.get(3 * play + 2).get(i);
                    for (int c = 0; c < 3; c++) {
                        assertThat(buffers.get(3 * play + 1).getFloat(4 * (3 * i + c)))
                                .isEqualTo(real % 3 == c ? 1 : 0);
                    }
                }
            }
        }
    }

    @Test
    void classesOfAReference_areThoseOfItsSamples_orDrawnApartFromItsLatents() {
        List<PhasePlan> plans = plans(Expr.input("xs"), Expr.input("xs label"), Expr.input("zs class"));
        StepFeeder feeder = new StepFeeder(
                plans,
                TrainingData.of(new Labelled(new Samples(12))),
                BATCH,
                5,
                3,
                STEPS,
                new StageBorders.Window(0, STEPS));
        List<ByteBuffer> buffers = feeder.allocate();
        List<ByteBuffer> first = List.of();
        for (long step = 0; step < 3; step++) {
            feeder.fill(step, buffers);
            for (int i = 0; i < 6; i++) {
                int real = buffers.get(1).get(i);
                for (int c = 0; c < 3; c++) {
                    assertThat(buffers.get(2).getFloat(4 * (3 * i + c))).isEqualTo(real % 3 == c ? 1 : 0);
                }
            }
            first = first.isEmpty() ? List.of(copy(buffers.get(3))) : first;
            assertThat(copy(buffers.get(3))).isEqualTo(first.get(0));
        }
        int[] counts = new int[3];
        for (int i = 0; i < 70; i++) {
            for (int c = 0; c < 3; c++) {
                counts[c] += first.get(0).getFloat(4 * (3 * i + c)) == 1 ? 1 : 0;
            }
        }
        assertThat(counts[0] + counts[1] + counts[2]).isEqualTo(70);
        assertThat(Arrays.stream(counts).min().orElseThrow()).isGreaterThan(10);
    }

    private static ByteBuffer copy(ByteBuffer buffer) {
        ByteBuffer copy = ByteBuffer.allocate(buffer.remaining()).order(buffer.order());
        return copy.put(buffer.duplicate()).flip();
    }

    /** Three batches a step: those of the reals, in their order. */
    @Test
    void reals_ofSeveralBatches_areABatchEach() {
        Phase phase = new Phase("p", 1, Expr.constant(0), ImmutableMap.of()).batches(3);
        List<PhasePlan> plans = plans(ImmutableMap.of("x", X.sum()), phase, player());
        assertThat(DataUse.of(plans).before(1, 2, TrainingData.REAL)).isEqualTo(3);
        Set<Byte> epoch = new HashSet<>();
        for (int play = 0; play < 3; play++) {
            for (byte value : bytes(plans, 0, 2 * play + 1)) {
                epoch.add(value);
            }
        }
        assertThat(epoch).hasSize(12);
    }

    /** Over plays the orders of one buffer are a story: nothing is taken that was not put before. */
    @Test
    void replay_takesOnlyWhatWasPutBefore() {
        Phase twice = new Phase("p", 2, Expr.constant(0), ImmutableMap.of());
        for (Replay replay : new Replay[] {Replay.half(7), Replay.pool(7)}) {
            List<PhasePlan> plans =
                    plans(ImmutableMap.of("shown", Z.replayed(replay).sum()), twice, player());
            Set<Float> filled = new HashSet<>();
            int taken = 0;
            for (long step = 0; step < 6; step++) {
                for (int play = 0; play < 2; play++) {
                    for (float place : given(plans, BATCH, step, 3 * play + 1)) {
                        taken += place >= 0 ? 1 : 0;
                        assertThat(place < 0 || filled.contains(place)).isTrue();
                    }
                    for (float place : given(plans, BATCH, step, 3 * play + 2)) {
                        if (place >= 0) {
                            filled.add(place);
                        }
                    }
                }
            }
            assertThat(filled).hasSize(7);
            assertThat(taken).isGreaterThan(6);
        }
    }
}
