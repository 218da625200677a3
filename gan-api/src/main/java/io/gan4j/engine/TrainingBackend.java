package io.gan4j.engine;

import static com.google.common.collect.ImmutableMap.toImmutableMap;

import com.google.common.collect.ImmutableMap;
import io.gan4j.error.BackendException;
import io.gan4j.game.Game;
import io.gan4j.game.Player;
import io.gan4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** An engine that plays games; found by {@link ServiceLoader}. The module gan-djl has the one on libtorch. */
public interface TrainingBackend {
    /** The engine's name and version, for people: {@code "PyTorch 2.7.1 through DJL 0.36.0"}. */
    String name();

    /**
     * Compiles a game into steps.
     *
     * @throws BackendException if the engine cannot be used here; the message says why and what to do
     */
    CompiledGame compile(GameSetup setup);

    /**
     * Takes networks whose weights do not change, to be evaluated.
     *
     * @param players frozen players with their weights
     * @param device where to compute
     * @param threads the number of threads that compute on a CPU; 0 leaves it to the engine
     * @throws BackendException if the engine cannot be used here; the message says why and what to do
     */
    default HostedNetworks host(List<Player> players, Device device, int threads) {
        Game idle = Game.of(players, List.of(), List.of());
        ImmutableMap<String, ImmutableMap<String, Tensor>> weights =
                players.stream().collect(toImmutableMap(Player::name, player -> player.initialise(0)));
        return compile(new GameSetup(idle, 1, ImmutableMap.of(), device, threads, Precision.FLOAT32, weights));
    }

    /**
     * The backend on the class path.
     *
     * @throws BackendException if there is none, or several
     */
    static TrainingBackend find() {
        List<TrainingBackend> found = new ArrayList<>();
        ServiceLoader.load(TrainingBackend.class, TrainingBackend.class.getClassLoader())
                .forEach(found::add);
        if (found.isEmpty()) {
            throw new BackendException(
                    "no training backend is on the class path: add the dependency io.gan4j:gan-djl to train");
        }
        if (found.size() > 1) {
            List<String> names = found.stream()
                    .map(backend -> backend.getClass().getName())
                    .sorted()
                    .toList();
            throw new BackendException(
                    "several training backends are on the class path, " + names + ": choose one by GanBuilder.backend");
        }
        return found.get(0);
    }
}
