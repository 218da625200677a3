package io.gan4j.djl.torch;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtEngineProvider;
import io.gan4j.error.BackendException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The libtorch of this process: it is started once, and proves then that it can do what games need. Where it does not start,
 * the first reason is kept and given at each call, since later failures are mere consequences of it.
 */
final class Libtorch {
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

    /** DJL recommends against the optimizer of graphs if this property does not say that one knows; games do without it. */
    private static final String GRAPH_OPTIMIZER = "ai.djl.pytorch.graph_optimizer";

    private static @Nullable Engine started;
    private static @Nullable BackendException failed;

    private Libtorch() {}

    /**
     * DJL's engine on libtorch, started by the first call.
     *
     * @throws BackendException if libtorch cannot be used here, with the reason and what to do about it, the same at each call
     */
    static Engine engine() {
        return engine(0);
    }

    /**
     * The same for a game whose largest activation has this size in bytes: where the call starts the engine, it is set up for
     * it.
     *
     * @throws BackendException as the other
     */
    static synchronized Engine engine(long largestBlock) {
        if (started != null) {
            if (LargePages.areWorthIt(largestBlock)) {
                LargePages.adviseAfterStart();
            }
            return started;
        }
        if (failed == null) {
            try {
                Engine engine = start(largestBlock);
                started = engine;
                return engine;
            } catch (BackendException e) {
                failed = e;
            }
        }
        throw new BackendException(String.valueOf(failed.getMessage()), failed);
    }

    private static Engine start(long largestBlock) {
        // DJL asks the network for what it does not find and reports its start to a server; neither without being asked
        // to
        setDefault("ai.djl.offline", "true");
        setDefault("OPT_OUT_TRACKING", "true");
        LibtorchSource source = LibtorchSource.OF_DJL;
        try {
            source = LibtorchSource.find();
            OpenMp.sleepSoon();
            if (LargePages.areWorthIt(largestBlock)) {
                LargePages.ask();
            }
            Cuda.keepQuietWithoutDriver();
            Engine engine = loaded();
            Allocator.keepFreedMemory();
            OneDnn.avoidWhereCachesAreHidden();
            selfTest(engine);
            return engine;
        } catch (RuntimeException | LinkageError | AssertionError e) {
            throw LibtorchFailure.of(e, source);
        }
    }

    /**
     * Has DJL load libtorch. DJL finds engines, natives and their properties through the thread's context class loader, which
     * need not see them: that of a pool's threads may know the JDK alone, and in a jar that was merged of many the list of
     * engines may be another's.
     */
    private static Engine loaded() {
        Thread thread = Thread.currentThread();
        ClassLoader context = thread.getContextClassLoader();
        boolean quiet = System.getProperty(GRAPH_OPTIMIZER) == null;
        thread.setContextClassLoader(LibtorchSource.LOADER);
        if (quiet) {
            System.setProperty(GRAPH_OPTIMIZER, "false");
        }
        try {
            Engine.registerEngine(new PtEngineProvider());
            return Engine.getEngine(TorchBackend.ENGINE);
        } finally {
            if (quiet) {
                System.clearProperty(GRAPH_OPTIMIZER);
            }
            thread.setContextClassLoader(context);
        }
    }

    private static void selfTest(Engine engine) {
        try (NDManager scope = NDManager.newBaseManager(Device.cpu(), TorchBackend.ENGINE);
                TorchModule module = TorchModule.load(SELF_TEST, Device.cpu())) {
            NDArray image = scope.randomUniform(-1, 1, new Shape(8, 2, 33, 20));
            NDArray kernel = scope.randomUniform(-1, 1, new Shape(4, 2, 3, 3));
            List<NDArray> given = List.of(image, kernel);
            float error = module.call("test", List.of(TorchModule.Argument.list("x", given)), scope)
                    .getFloat();
            if (!(error < LARGEST_ERROR)) {
                throw new BackendException("libtorch " + engine.getVersion()
                        + " failed its self-test: on this processor" + " a convolution is wrong by " + error
                        + "; the environment variable ONEDNN_MAX_CPU_ISA=SSE41 may help");
            }
        }
    }

    private static void setDefault(String property, String value) {
        if (System.getProperty(property) == null && System.getenv(property) == null) {
            System.setProperty(property, value);
        }
    }
}
