package io.gan4j.onnx;

import ai.djl.engine.Engine;
import ai.djl.onnxruntime.engine.OrtEngine;
import ai.djl.onnxruntime.engine.OrtEngineProvider;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import io.gan4j.error.BackendException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts DJL's ONNX Runtime engine, once in a JVM, and gives out the environment that it made. Only this engine: the default
 * engine, which may be another, is neither asked for nor started.
 */
final class OnnxEngine {
    /** DJL reports its use to a web address unless this variable, or property, is {@code true}. */
    private static final String OPT_OUT = "OPT_OUT_TRACKING";

    private static final Logger LOG = LoggerFactory.getLogger(OnnxEngine.class);

    private OnnxEngine() {}

    /**
     * The environment of DJL's engine.
     *
     * @throws BackendException if its native library does not load, or its telemetry cannot be switched off
     */
    static OrtEnvironment environment() {
        if (Holder.FAILURE != null) {
            throw new BackendException(String.valueOf(Holder.FAILURE.getMessage()), Holder.FAILURE);
        }
        return Objects.requireNonNull(Holder.ENVIRONMENT);
    }

    /** Initialised when it is first asked for; a failure is kept, so that it says the same each time. */
    private static final class Holder {
        static final @Nullable OrtEnvironment ENVIRONMENT;
        static final @Nullable BackendException FAILURE;

        static {
            OrtEnvironment environment = null;
            BackendException failure = null;
            try {
                environment = start();
            } catch (BackendException e) {
                failure = e;
            }
            ENVIRONMENT = environment;
            FAILURE = failure;
        }

        private static OrtEnvironment start() {
            if (System.getenv(OPT_OUT) == null && System.getProperty(OPT_OUT) == null) {
                System.setProperty(OPT_OUT, "true");
            }
            try (OnnxLibraries libraries = OnnxLibraries.unpack()) {
                OnnxTelemetry.switchOff();
                return start(libraries);
            }
        }

        private static OrtEnvironment start(OnnxLibraries libraries) {
            try {
                // DJL looks for engines through the thread's context class loader, which need not see them.
                Engine.registerEngine(new OrtEngineProvider());
                Engine.getEngine(OrtEngine.ENGINE_NAME);
                OrtEnvironment environment = OrtEnvironment.getEnvironment();
                environment.setTelemetry(false);
                hold();
                return environment;
            } catch (OrtException | RuntimeException | LinkageError | AssertionError e) {
                // DJL's engine turns a failure of ONNX Runtime into an AssertionError.
                throw new BackendException(OnnxStart.notLoaded(libraries.folder(), e), e);
            }
        }

        /**
         * Keeps the native environment until the process ends. ONNX Runtime's own shutdown hook frees it while other threads
         * may still load models, which then die of it (microsoft/onnxruntime issue 31352: 3 of 15 JVMs that called
         * {@code System.exit} while two threads loaded). Environments are counted references to the same one, so one
         * more, which nobody gives back, keeps it. There is no other way to one than the method that the class itself
         * calls; where it cannot be reached, all is as it was without.
         */
        private static void hold() {
            try {
                Field api = Class.forName(OrtEnvironment.class.getPackageName() + ".OnnxRuntime")
                        .getDeclaredField("ortApiHandle");
                Method create =
                        OrtEnvironment.class.getDeclaredMethod("createHandle", long.class, int.class, String.class);
                if (api.trySetAccessible() && create.trySetAccessible()) {
                    create.invoke(
                            null, api.getLong(null), OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING.getValue(), "gan4j");
                }
            } catch (ReflectiveOperationException e) {
                LOG.debug("ONNX Runtime's environment cannot be held until the process ends", e);
            }
        }
    }
}
