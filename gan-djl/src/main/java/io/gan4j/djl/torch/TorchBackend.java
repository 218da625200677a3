package io.gan4j.djl.torch;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.gan4j.error.BackendException;
import io.gan4j.game.Expr;
import io.gan4j.game.ExprShapes;
import io.gan4j.game.PhasePlan;
import io.gan4j.game.Player;
import io.gan4j.network.BatchNorm;
import io.gan4j.network.Network;
import io.gan4j.training.CompiledGame;
import io.gan4j.training.GameSetup;
import java.util.List;
import java.util.Locale;

/** The engine: starts libtorch once, proves that it can do what games need, and compiles. */
public final class TorchBackend {
    /** DJL's name of its engine on libtorch. */
    static final String ENGINE = "PyTorch";

    private static final String SELF_TEST = """
            class Game(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
              def test(self: __torch__.Game, x: List[Tensor]) -> Tensor:
                image = x[0]
                kernel = x[1]
                exact = torch.to(image, 7)
                y = torch.conv2d(image, kernel, None, [2, 2], [1, 1])
                of_y = torch.sub(y, torch.conv2d(exact, torch.to(kernel, 7), None, [2, 2], [1, 1]))
                z = torch.conv_transpose2d(y, kernel, None, [1, 1], [1, 1])
                of_z = torch.sub(z, torch.conv_transpose2d(torch.to(y, 7), torch.to(kernel, 7), None, [1, 1], [1, 1]))
                errors = [torch.max(torch.abs(of_y)), torch.max(torch.abs(of_z))]
                return torch.to(torch.max(torch.stack(errors)), 6)
            """;

    /** Far above the rounding of a sum of 36 products below 20. */
    private static final float LARGEST_ERROR = 1e-4f;

    private TorchBackend() {}

    private static final class Started {
        static final Engine ENGINE_ON_LIBTORCH = start();
    }

    /**
     * The engine's name and version.
     *
     * @throws BackendException if libtorch cannot be used here
     */
    public static String name() {
        return "PyTorch " + engine().getVersion() + " through DJL " + Engine.getDjlVersion();
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
        Engine engine = engine();
        boolean gpu = switch (setup.device()) {
            case CPU -> false;
            case GPU -> true;
            case AUTOMATIC -> engine.getGpuCount() > 0;
        };
        if (gpu && engine.getGpuCount() == 0) {
            throw new BackendException("libtorch finds no GPU that it can use: point PYTORCH_LIBRARY_PATH at a libtorch"
                    + " with CUDA, or choose Device.CPU");
        }
        return new TorchGame(setup, gpu ? Device.gpu() : Device.cpu());
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
            if (node.layer() instanceof BatchNorm layer
                    && samples * (node.shape().size() / layer.features()) < 2) {
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

    private static Engine engine() {
        try {
            return Started.ENGINE_ON_LIBTORCH;
        } catch (ExceptionInInitializerError e) {
            throw e.getCause() instanceof BackendException failed ? failed : new BackendException(missing(), e);
        } catch (NoClassDefFoundError e) {
            throw new BackendException(missing(), e);
        }
    }

    private static Engine start() {
        // DJL asks the network for what it does not find and reports its start to a server; neither without being asked
        // to
        setDefault("ai.djl.offline", "true");
        setDefault("OPT_OUT_TRACKING", "true");
        Engine engine = Engine.getEngine(ENGINE);
        Allocator.keepFreedMemory();
        OneDnn.avoidWhereCachesAreHidden();
        try (NDManager scope = NDManager.newBaseManager(Device.cpu(), ENGINE);
                TorchModule module = TorchModule.load(SELF_TEST, Device.cpu())) {
            NDArray image = scope.randomUniform(-1, 1, new ai.djl.ndarray.types.Shape(8, 2, 33, 20));
            NDArray kernel = scope.randomUniform(-1, 1, new ai.djl.ndarray.types.Shape(4, 2, 3, 3));
            List<NDArray> given = List.of(image, kernel);
            float error = module.call("test", List.of(TorchModule.Argument.list("x", given)), scope)
                    .getFloat();
            if (!(error < LARGEST_ERROR)) {
                throw new BackendException("libtorch " + engine.getVersion()
                        + " failed its self-test: on this processor" + " a convolution is wrong by " + error
                        + "; the environment variable ONEDNN_MAX_CPU_ISA=SSE41 may help");
            }
        }
        return engine;
    }

    private static void setDefault(String property, String value) {
        if (System.getProperty(property) == null && System.getenv(property) == null) {
            System.setProperty(property, value);
        }
    }

    private static String missing() {
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch", "").replace("amd64", "x86_64");
        String platform = (os.startsWith("mac") ? "osx" : os.startsWith("windows") ? "win" : os) + "-" + arch;
        return "libtorch could not be started on " + platform + ": add the runtime dependency"
                + " ai.djl.pytorch:pytorch-native-cpu:2.7.1 with the classifier of the platform (linux-x86_64,"
                + " linux-aarch64, osx-aarch64 or win-x86_64), or point PYTORCH_LIBRARY_PATH at a libtorch 2.7.1";
    }
}
