package io.gan4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.gan4j.game.Frozen;
import io.gan4j.game.Game;
import io.gan4j.game.Player;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.Runner;
import io.gan4j.layer.Concat;
import io.gan4j.network.Network;
import io.gan4j.rules.Model;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelNetworkTest {
    private static final Network READER =
            Network.from("text", Shape.of(3)).linear(2).name("vector").build();
    private static final Network MAKER = Network.from("z", Shape.of(4))
            .input("sentence", Shape.of(2))
            .join(new Concat(), "z", "sentence")
            .linear(5)
            .build();
    private static final Game GAME = Game.of(
            List.of(Player.of("reader", READER, new Frozen()), Player.of("maker", MAKER, new Frozen())),
            List.of(),
            List.of());
    private static final Model MODEL =
            new Model("maker", ImmutableList.of("reader", "maker"), ModelCard.generator(4, Prior.NORMAL, Shape.of(5)));

    @Test
    void modelByANamedInput_beginsWithTheInputsOfTheLastPlayer() {
        Network whole = new ModelNetwork(GAME, MODEL.through("sentence")).network();
        assertThat(whole.inputs())
                .containsExactly(new Network.Input("z", Shape.of(4)), new Network.Input("text", Shape.of(3)));
        assertThat(whole.nodes().stream().map(node -> node.name() + " of " + node.inputs()))
                .containsExactly(
                        "reader_vector of [text]",
                        "maker_concat_1 of [z, reader_vector]",
                        "maker_linear_1 of [maker_concat_1]");
    }

    @Test
    void modelByTheFirstInput_beginsWithTheInputsOfTheFirstPlayer() {
        Network second = Network.from("features", Shape.of(2))
                .input("text", Shape.of(3))
                .join(new Concat(), "features", "text")
                .build();
        Game game = Game.of(
                List.of(Player.of("reader", READER, new Frozen()), Player.of("judge", second, new Frozen())),
                List.of(),
                List.of());
        Model model = new Model("judge", ImmutableList.of("reader", "judge"), MODEL.card());
        Network whole = new ModelNetwork(game, model).network();
        assertThat(whole.inputs()).containsExactly(new Network.Input("text", Shape.of(3)));
        assertThat(whole.output().inputs()).containsExactly("reader_vector", "text");
    }

    /** Each runner gives the sum of what it is given, which shows what that was. */
    @Test
    void runnerByANamedInput_givesEachPlayerItsInputs() {
        Map<String, Runner> runners = ImmutableMap.of("reader", adding(1), "maker", adding(10));
        Runner whole = new ModelNetwork(GAME, MODEL.through("sentence")).runner(runners::get);
        assertThat(whole.run(List.of(new float[] {100}, new float[] {7}), 1).get(0))
                .containsExactly(100 + (7 + 1) + 10);
    }

    private static Runner adding(float number) {
        return new Runner() {
            @Override
            public List<float[]> run(List<float[]> inputs, int count) {
                float sum = number;
                for (float[] input : inputs) {
                    sum += input[0];
                }
                return List.of(new float[] {sum});
            }

            @Override
            public void close() {}
        };
    }

    @Test
    void inputThatThereIsNot_isRefused() {
        assertThatThrownBy(() -> new ModelNetwork(GAME, MODEL.through("text")).network())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no input is named 'text', by which a player would take what the one before gives: "
                        + MAKER.inputs());
    }
}
