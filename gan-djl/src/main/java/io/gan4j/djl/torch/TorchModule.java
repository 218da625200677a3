package io.gan4j.djl.torch;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import io.gan4j.error.BackendException;
import io.gan4j.file.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * TorchScript source, loaded; its methods are called by name. The only class that speaks DJL's protocol: an array named {@code
 * module_method:NAME} says which method, and arrays that share a name ending in {@code []} become one {@code List[Tensor]}.
 */
final class TorchModule implements AutoCloseable {
    private static final List<String> OUT_OF_MEMORY =
            List.of("out of memory", "can't allocate memory", "not enough memory", "bad_alloc");

    private final NDManager owner;
    private final PtSymbolBlock block;

    private TorchModule(NDManager owner, PtSymbolBlock block) {
        this.owner = owner;
        this.block = block;
    }

    /** Loads source from memory: DJL's {@code Model} would make a folder for it, which is left until the JVM ends. */
    static TorchModule load(String source, Device device) {
        NDManager owner = NDManager.newBaseManager(device, TorchBackend.ENGINE);
        try {
            return new TorchModule(
                    owner,
                    JniUtils.loadModule(
                            (PtNDManager) owner, new ByteArrayInputStream(Archive.of(source)), false, false));
        } catch (IOException | RuntimeException e) {
            owner.close();
            throw new BackendException("libtorch does not accept the compiled game: " + Reason.of(e), e);
        }
    }

    /** An argument: one array, or a list of them. */
    record Argument(String name, List<NDArray> arrays) {
        /** A {@code Tensor}. */
        static Argument tensor(String name, NDArray array) {
            return new Argument(name, List.of(array));
        }

        /** A {@code List[Tensor]}, which must not be empty. */
        static Argument list(String name, List<NDArray> arrays) {
            return new Argument(name + "[]", arrays);
        }
    }

    /** Calls a method. The result and what it takes besides live in the scope. */
    NDArray call(String method, List<Argument> arguments, NDManager scope) {
        NDList inputs = new NDList();
        for (Argument argument : arguments) {
            for (NDArray array : argument.arrays()) {
                array.setName(argument.name());
                inputs.add(array);
            }
        }
        NDArray selector = scope.create(1f);
        selector.setName("module_method:" + method);
        inputs.add(selector);
        // per thread: the plain interpreter, which needs no warm-up and keeps gradients of gradients intact
        JniUtils.setGraphExecutorOptimize(false);
        try {
            NDArray result = IValueUtils.forward(block, inputs, true).singletonOrThrow();
            result.attach(scope);
            return result;
        } catch (EngineException e) {
            throw new BackendException("libtorch could not carry out " + method + ": " + reason(e.getMessage()), e);
        }
    }

    /**
     * What libtorch says; of memory that there is not the last line, before which it shows the whole TorchScript.
     *
     * @param message the message of DJL's exception
     */
    static String reason(@Nullable String message) {
        String text = String.valueOf(message).strip();
        String last = text.substring(text.lastIndexOf('\n') + 1).strip();
        String lower = text.toLowerCase(Locale.ROOT);
        return OUT_OF_MEMORY.stream().anyMatch(lower::contains)
                ? "not enough memory: set a smaller batch or smaller networks (" + last + ")"
                : text;
    }

    /** How many native arrays live in the scope of the loaded source. */
    int liveArrays() {
        return owner.getManagedArrays().size();
    }

    @Override
    public void close() {
        owner.close();
    }
}
