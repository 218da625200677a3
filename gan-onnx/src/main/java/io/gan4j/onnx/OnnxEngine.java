package io.gan4j.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import io.gan4j.error.BackendException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Starts ONNX Runtime, once in a JVM, and gives out its environment. DJL's engine for ONNX Runtime is neither needed nor started:
 * it takes longer than the first image.
 */
final class OnnxEngine {
    private static final String NAME = "gan4j";
    /** DJL, which lies on the class path beside this, reports its use unless this variable, or property, is {@code true}. */
    private static final String OPT_OUT = "OPT_OUT_TRACKING";

    private OnnxEngine() {}

    /**
     * The environment of this library.
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
                OrtEnvironment environment = made();
                environment.setTelemetry(false);
                hold();
                return environment;
            } catch (OrtException | RuntimeException | LinkageError e) {
                throw new BackendException(OnnxStart.notLoaded(libraries.folder(), e), e);
            }
        }

        /**
         * An environment beside the one that other users of ONNX Runtime in this process share. ONNX Runtime refuses to make the
         * shared one with settings, as DJL's engine does, once it is there. All environments count as references to one native
         * environment. Where the constructor cannot be reached, the shared one is taken.
         */
        private static OrtEnvironment made() throws OrtException {
            try {
                Constructor<OrtEnvironment> constructor =
                        OrtEnvironment.class.getDeclaredConstructor(OrtLoggingLevel.class, String.class);
                if (constructor.trySetAccessible()) {
                    return constructor.newInstance(OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING, NAME);
                }
            } catch (InvocationTargetException e) {
                if (e.getCause() instanceof OrtException refused) {
                    throw refused;
                }
                throw new IllegalStateException("ONNX Runtime made no environment", e);
            } catch (ReflectiveOperationException e) {
                LoggerFactory.getLogger(OnnxEngine.class).debug("ONNX Runtime's shared environment is taken", e);
            }
            return OrtEnvironment.getEnvironment();
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
                    create.invoke(null, api.getLong(null), OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING.getValue(), NAME);
                }
            } catch (ReflectiveOperationException e) {
                LoggerFactory.getLogger(OnnxEngine.class)
                        .debug("ONNX Runtime's environment cannot be held until the process ends", e);
            }
        }
    }
}
