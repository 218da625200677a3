package io.gan4j.run;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.gan4j.data.Dataset;
import io.gan4j.engine.CompiledGame;
import io.gan4j.engine.Device;
import io.gan4j.engine.GameSetup;
import io.gan4j.engine.TrainingBackend;
import io.gan4j.game.Expr;
import io.gan4j.game.Game;
import io.gan4j.game.Phase;
import io.gan4j.game.Player;
import io.gan4j.game.Sgd;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.Runner;
import io.gan4j.network.Network;
import io.gan4j.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * A network of one input whose weights no longer change, on the training backend: a game that is never played. It holds native
 * memory until it is closed.
 */
public final class FrozenNetwork implements AutoCloseable {
    private static final String INPUT = "x";
    /** For the game, whose batch is never drawn. */
    private static final int BATCH = 2;

    private final String name;
    private final Network network;
    private final CompiledGame game;

    /**
     * A network with these parameters.
     *
     * @param name what it is, in a word
     * @param parameters a tensor for each of the network's parameters, by its full name
     * @param threads the number of threads that compute; 0 leaves it to the engine
     * @throws io.gan4j.error.BackendException if no training backend is on the class path
     */
    public FrozenNetwork(String name, Network network, Map<String, Tensor> parameters, int threads) {
        this.name = name;
        this.network = network;
        Player player = Player.of(name, network, Sgd.of(1));
        Phase phase = new Phase(name, 1, Expr.apply(name, Expr.input(INPUT)).mean(), ImmutableMap.of());
        Game.Input input = new Game.Input(INPUT, network.inputs().get(0).shape(), new Game.Real());
        this.game = TrainingBackend.find()
                .compile(GameSetup.of(
                        Game.of(ImmutableList.of(player), ImmutableList.of(input), ImmutableList.of(phase)),
                        BATCH,
                        Dataset.Encoding.FLOATS,
                        Device.AUTOMATIC,
                        threads,
                        ImmutableMap.of(name, ImmutableMap.copyOf(parameters))));
    }

    /** Evaluates it. The runner is of use until this is closed. */
    public Runner runner() {
        return game.evaluator(name);
    }

    /** Writes it to a file as a card says; see {@link TrainedGan#export(Path)}. */
    public ModelCard export(ModelCard card, Path file) throws IOException {
        return new Export(network, game, name, card).to(file);
    }

    @Override
    public void close() {
        game.close();
    }
}
