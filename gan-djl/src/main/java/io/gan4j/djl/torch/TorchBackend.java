package io.gan4j.djl.torch;

import ai.djl.Device;
import ai.djl.engine.Engine;
import io.gan4j.engine.CompiledGame;
import io.gan4j.engine.GameSetup;
import io.gan4j.error.BackendException;
import io.gan4j.game.Expr;
import io.gan4j.game.ExprShapes;
import io.gan4j.game.PhasePlan;
import io.gan4j.game.Player;
import io.gan4j.layer.Traits;
import io.gan4j.network.Network;
import org.slf4j.LoggerFactory;

/** The engine: compiles games for libtorch, which the first of them starts. */
public final class TorchBackend {
    /** DJL's name of its engine on libtorch. */
    static final String ENGINE = "PyTorch";

    private TorchBackend() {}

    /**
     * Returns the engine's name and version.
     *
     * @throws BackendException if libtorch cannot be used here
     */
    public static String name() {
        return "PyTorch " + Libtorch.engine().getVersion() + " through DJL " + Engine.getDjlVersion();
    }

    /**
     * Compiles a game.
     *
     * @throws BackendException if libtorch cannot be used here, or the device is not there
     * @throws IllegalStateException if batch normalisation would get a single number of a feature
     * @throws IllegalArgumentException if the batch cannot be packed or halved as the game does
     */
    public static CompiledGame compile(GameSetup setup) {
        checkBatch(setup);
        Engine engine = Libtorch.engine(largestBlock(setup));
        boolean gpu = switch (setup.device()) {
            case CPU -> false;
            case GPU -> true;
            case AUTOMATIC -> engine.getGpuCount() > 0;
        };
        if (gpu && engine.getGpuCount() == 0) {
            throw new BackendException("libtorch finds no GPU that it can use: point PYTORCH_LIBRARY_PATH at a libtorch"
                    + " with CUDA, or choose Device.CPU");
        }
        GameSetup chosen = setup.precision(Bfloat16Support.choose(setup.precision(), gpu));
        TorchGame game = new TorchGame(chosen, gpu ? Device.gpu() : Device.cpu());
        LoggerFactory.getLogger(TorchBackend.class).info("the game is played on {} by {}", game.device(), name());
        return game;
    }

    /** The size of the largest activation of a game in a batch, in bytes. */
    static long largestBlock(GameSetup setup) {
        long values = 0;
        for (Player player : setup.game().players()) {
            for (Network.Node node : player.network().nodes()) {
                values = Math.max(values, (long) setup.batch() * node.shape().size());
            }
        }
        return values * Float.BYTES;
    }

    /** libtorch would put NaN into the running variance, and say nothing. */
    private static void checkBatch(GameSetup setup) {
        ExprShapes shapes = setup.game().shapes();
        for (PhasePlan plan : Script.plans(setup.game())) {
            for (Expr expr : plan.inOrder()) {
                if (expr instanceof Expr.Apply apply) {
                    checkBatch(
                            setup.game().player(apply.player()),
                            shapes.size(apply).of(setup.batch()));
                }
            }
        }
    }

    private static void checkBatch(Player player, int samples) {
        for (Network.Node node : player.network().nodes()) {
            Traits traits = node.layer().traits();
            if (traits.mixesSamples()
                    && traits.purpose() == Traits.Purpose.NORMALIZATION
                    && samples * (node.shape().size() / node.shape().extent(0)) < 2) {
                throw new IllegalStateException(node.name() + " of the " + player.name()
                        + " has no variance to divide by in a batch of 1 sample of shape " + node.shape()
                        + ": set a batch of at least 2");
            }
        }
    }

    /**
     * How many native arrays live on behalf of a game: the same after each step if nothing leaks, 0 after its close. For
     * measurements of memory.
     *
     * @throws IllegalArgumentException if the game is not of this engine
     */
    public static int liveArrays(CompiledGame game) {
        if (game instanceof TorchGame torch) {
            return torch.liveArrays();
        }
        throw new IllegalArgumentException("not a game on libtorch: " + game);
    }
}
