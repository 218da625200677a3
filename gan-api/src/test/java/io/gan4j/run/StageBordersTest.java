package io.gan4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import io.gan4j.engine.FakeBackend;
import io.gan4j.error.CheckpointException;
import io.gan4j.game.Game;
import io.gan4j.game.Stages;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which step belongs to which stage, and what goes from one stage to the next. */
class StageBordersTest {
    private static final Stages THREE = stages("8 px", "8 to 16 px", "16 px");

    private static Stages stages(String... names) {
        Game game = Plan.of(new FakeBackend(), 12).game();
        ImmutableList.Builder<Stages.Stage> all = ImmutableList.builder();
        for (String name : names) {
            all.add(new Stages.Stage(name, game, name.contains("to") ? 1 : 2));
        }
        return new Stages(all.build());
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "3, 0", "4, 1", "5, 1", "6, 2", "9, 2", "10, 2"})
    void step_belongsToTheStageThatBeginsBeforeIt(long step, int stage) {
        assertThat(StageBorders.of(THREE, 10).at(step)).isEqualTo(stage);
    }

    @Test
    void stage_endsWhereTheNextBegins_theLastWithTheRun() {
        StageBorders borders = StageBorders.of(THREE, 10);
        assertThat(borders.end(0)).isEqualTo(4);
        assertThat(borders.end(2)).isEqualTo(10);
        assertThat(borders.window(1)).isEqualTo(new StageBorders.Window(4, 6));
        assertThat(borders.window(1).steps()).isEqualTo(2);
    }

    @Test
    void learnedTensors_areCarriedByNameAndShape_thoseOfOptimizersBeginAnew() {
        Tensor one = Tensor.of(Shape.of(1), 1);
        Tensor zero = Tensor.of(Shape.of(1), 0);
        Tensor larger = Tensor.zeros(Shape.of(2));
        Map<String, Tensor> before = Map.of(
                "generator.a.weight", one,
                "generator.average.a.weight", one,
                "generator.optimizer.m.a.weight", one,
                "generator.grown.weight", one,
                "kept.path_length", one,
                "replays.0", one,
                "generator.gone.weight", one);
        Map<String, Tensor> fresh = Map.of(
                "generator.a.weight", zero,
                "generator.average.a.weight", zero,
                "generator.optimizer.m.a.weight", zero,
                "generator.grown.weight", larger,
                "kept.path_length", zero,
                "replays.0", zero,
                "generator.new.weight", zero);
        assertThat(StageBorders.carried(before, fresh))
                .isEqualTo(Map.of(
                        "generator.a.weight", one,
                        "generator.average.a.weight", one,
                        "generator.optimizer.m.a.weight", zero,
                        "generator.grown.weight", larger,
                        "kept.path_length", one,
                        "replays.0", one,
                        "generator.new.weight", zero));
    }

    @Test
    void state_saysItsStage_whereThereAreSeveral() {
        Map<String, Tensor> state = Map.of("generator.a.weight", Tensor.zeros(Shape.of(1)));
        StageBorders borders = StageBorders.of(THREE, 10);
        assertThat(StageBorders.of(borders.marked(state, 2))).isEqualTo(2);
        assertThat(StageBorders.unmarked(borders.marked(state, 2))).isEqualTo(state);
        assertThat(StageBorders.of(stages("all"), 10).marked(state, 0)).isSameAs(state);
        assertThat(StageBorders.of(state)).isZero();
    }

    @Test
    void runThatGoesOn_hasItsOldBorders() {
        List<RunFacts.StageFacts> recorded = StageBorders.of(THREE, 10).facts();
        StageBorders longer = StageBorders.of(THREE, 30).goingOn(recorded);
        assertThat(longer.first()).containsExactly(0L, 4L, 6L);
        assertThat(longer.end(2)).isEqualTo(30);
        assertThat(StageBorders.of(stages("all"), 10).facts()).isNull();
        assertThat(StageBorders.of(THREE, 30).goingOn(null).first()).containsExactly(0L, 12L, 18L);
    }

    @Test
    void runWithOtherStages_orWithoutItsLast_isRefused() {
        List<RunFacts.StageFacts> recorded = StageBorders.of(THREE, 10).facts();
        assertThatThrownBy(() -> StageBorders.of(stages("8 px", "16 px"), 10).goingOn(recorded))
                .isInstanceOf(CheckpointException.class)
                .hasMessage("the run had the stages [8 px, 8 to 16 px, 16 px] and is to go on with [8 px, 16 px]: set"
                        + " what was recorded, or begin a new run");
        assertThatThrownBy(() -> StageBorders.of(THREE, 6).goingOn(recorded))
                .isInstanceOf(CheckpointException.class)
                .hasMessage("the last stage of the run, 16 px, begins after step 6, but the run is to have 6 steps: set"
                        + " more of them");
    }
}
