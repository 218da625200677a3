package io.gan4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import io.gan4j.data.Dataset;
import io.gan4j.data.Part;
import io.gan4j.data.Samples;
import io.gan4j.data.TrainingData;
import io.gan4j.game.Expr;
import io.gan4j.game.Game;
import io.gan4j.game.Phase;
import io.gan4j.game.PhasePlan;
import io.gan4j.game.Player;
import io.gan4j.game.Sgd;
import io.gan4j.network.Network;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a game is given of datasets with several parts, and of several datasets. */
class DataByNameTest {
    private static final int BATCH = 4;

    /** Pairs: the target is the place of the sample, the input its place and what it is varied by. */
    private record Pairs(int size) implements Dataset {
        @Override
        public String name() {
            return "pairs";
        }

        @Override
        public Shape shape() {
            return Shape.of(1);
        }

        @Override
        public Encoding encoding() {
            return Encoding.FLOATS;
        }

        @Override
        public void read(int index, ByteBuffer into) {
            into.putFloat(index);
        }

        @Override
        public List<Part> parts() {
            return List.of(
                    new Part("target", Shape.of(1), Encoding.FLOATS), new Part("input", Shape.of(2), Encoding.FLOATS));
        }

        @Override
        public void read(String part, int index, long variation, ByteBuffer into) {
            into.putFloat(index);
            if (part.equals("input")) {
                into.putFloat(variation % 1000);
            }
        }
    }

    private static List<PhasePlan> plans(int repetitions, ImmutableMap<String, Game.Input> inputs) {
        Expr loss = Expr.apply("p", Expr.input("z")).mean();
        ImmutableMap.Builder<String, Expr> reports = ImmutableMap.builder();
        List<Game.Input> all = new ArrayList<>();
        all.add(new Game.Input("z", Shape.of(1), new Game.Latent(Prior.NORMAL)));
        inputs.forEach((name, input) -> {
            all.add(input);
            reports.put("of " + name, Expr.input(name).sum());
        });
        Player player = Player.of("p", Network.from("z", Shape.of(1)).linear(1).build(), Sgd.of(1));
        Phase phase = new Phase("p", repetitions, loss, reports.buildOrThrow());
        return List.of(PhasePlan.of(Game.of(List.of(player), all, List.of(phase)), phase));
    }

    private static Game.Input input(String name, int size, Game.Source source) {
        return new Game.Input(name, Shape.of(size), source);
    }

    private static List<ByteBuffer> fed(StepFeeder feeder, long step) {
        List<ByteBuffer> buffers = feeder.allocate();
        feeder.fill(step, buffers);
        return buffers;
    }

    private static final ImmutableMap<String, Game.Input> PAIR = ImmutableMap.of(
            "a",
            input("a", 2, new Game.Real(TrainingData.REAL, "input")),
            "b",
            input("b", 1, new Game.Real(TrainingData.REAL, "target")),
            "c",
            input("c", 2, new Game.Other(TrainingData.REAL, "input")));

    @Test
    void parts_ofOnePlay_areOfTheSameSamples() {
        StepFeeder feeder = new StepFeeder(plans(2, PAIR), TrainingData.of(new Pairs(16)), BATCH, 3, 10);
        Set<Float> epoch = new HashSet<>();
        for (long step = 0; step < 2; step++) {
            List<ByteBuffer> buffers = fed(feeder, step);
            for (int play = 0; play < 2; play++) {
                for (int i = 0; i < BATCH; i++) {
                    float input = buffers.get(4 * play + 1).getFloat(8 * i);
                    float target = buffers.get(4 * play + 2).getFloat(4 * i);
                    assertThat(input).isEqualTo(target);
                    epoch.add(target);
                }
            }
        }
        // four plays of four samples: a play uses up one batch, though it is given two parts of it
        assertThat(epoch).hasSize(16);
    }

    @Test
    void others_areAnotherSampleEach() {
        StepFeeder feeder = new StepFeeder(plans(1, PAIR), TrainingData.of(new Pairs(5)), BATCH, 3, 10);
        Set<Float> met = new HashSet<>();
        for (long step = 0; step < 30; step++) {
            List<ByteBuffer> buffers = fed(feeder, step);
            for (int i = 0; i < BATCH; i++) {
                float other = buffers.get(3).getFloat(8 * i);
                assertThat(other).isBetween(0f, 4f).isNotEqualTo(buffers.get(2).getFloat(4 * i));
                met.add(other);
            }
        }
        assertThat(met).hasSize(5);
    }

    @Test
    void variation_ofASample_isItsOwnAndRepeatable() {
        StepFeeder feeder = new StepFeeder(plans(1, PAIR), TrainingData.of(new Pairs(16)), BATCH, 3, 10);
        Set<Float> met = new HashSet<>();
        for (int i = 0; i < BATCH; i++) {
            met.add(fed(feeder, 0).get(1).getFloat(8 * i + 4));
            assertThat(fed(feeder, 0).get(1).getFloat(8 * i + 4))
                    .isEqualTo(fed(feeder, 0).get(1).getFloat(8 * i + 4));
        }
        assertThat(met).hasSizeGreaterThan(1);
    }

    @Test
    void sets_haveOrdersOfTheirOwn_andTheLargestMakesTheEpoch() {
        ImmutableMap<String, Game.Input> two = ImmutableMap.of(
                "a",
                new Game.Input("a", Shape.of(1, 1, 1), new Game.Real("a", Part.SAMPLE)),
                "b",
                new Game.Input("b", Shape.of(1, 1, 1), new Game.Real("b", Part.SAMPLE)));
        TrainingData data = TrainingData.of("a", new Samples(8), "b", new Samples(12));
        List<PhasePlan> plans = plans(1, two);
        assertThat(DataUse.of(plans).stepsAnEpoch(data, BATCH)).isEqualTo(3);
        assertThat(DataUse.of(plans).samplesAStep(BATCH)).isEqualTo(8);
        StepFeeder feeder = new StepFeeder(plans, data, BATCH, 3, 10);
        Set<Byte> ofA = new HashSet<>();
        Set<Byte> ofB = new HashSet<>();
        List<Byte> orders = new ArrayList<>();
        for (long step = 0; step < 3; step++) {
            List<ByteBuffer> buffers = fed(feeder, step);
            for (int i = 0; i < BATCH; i++) {
                if (step < 2) {
                    ofA.add(buffers.get(1).get(i));
                    orders.add(buffers.get(1).get(i));
                    orders.add(buffers.get(2).get(i));
                }
                ofB.add(buffers.get(2).get(i));
            }
        }
        assertThat(ofA).hasSize(8);
        assertThat(ofB).hasSize(12);
        boolean same = true;
        for (int i = 0; i < orders.size(); i += 2) {
            same &= orders.get(i).equals(orders.get(i + 1));
        }
        assertThat(same).isFalse();
    }

    @Test
    void part_thatThereIsNot_isRefusedByName() {
        TrainingData data = TrainingData.of(new Pairs(16));
        assertThatThrownBy(() -> data.part(TrainingData.REAL, "inptu"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the samples of pairs have no part 'inptu', their parts are [target, input]");
        assertThatThrownBy(() -> data.part("b", "input"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no dataset 'b', there are [real]");
        assertThat(data.part(TrainingData.REAL, Part.SAMPLE).name()).isEqualTo("target");
    }

    @Test
    void fingerprint_ofOneDataset_isItsOwn_ofSeveralOneOfAll() {
        Dataset one = new Samples(8);
        Dataset other = new Samples(12);
        assertThat(TrainingData.of(one).fingerprint()).isEqualTo(one.fingerprint());
        assertThat(TrainingData.of("a", one, "b", other).fingerprint())
                .hasSize(64)
                .isNotEqualTo(TrainingData.of("a", other, "b", one).fingerprint());
        assertThat(TrainingData.of("a", one, "b", other).name()).isEqualTo(one.name() + " and " + other.name());
    }
}
