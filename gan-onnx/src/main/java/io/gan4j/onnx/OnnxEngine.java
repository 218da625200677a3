package io.gan4j.onnx;

import ai.djl.engine.Engine;
import ai.djl.onnxruntime.engine.OrtEngine;
import ai.djl.onnxruntime.engine.OrtEngineProvider;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.gan4j.error.BackendException;

/**
 * Starts DJL's ONNX Runtime engine, once in a JVM, and gives out the environment that it made. Only this engine: the default
 * engine, which may be another, is neither asked for nor started.
 */
final class OnnxEngine {
    /** DJL reports its use to a web address unless this variable, or property, is {@code true}. */
    private static final String OPT_OUT = "OPT_OUT_TRACKING";

    private OnnxEngine() {}

    /**
     * The environment of DJL's engine.
     *
     * @throws BackendException if its native library does not load, or its telemetry cannot be switched off
     */
    static OrtEnvironment environment() {
        try {
            return Holder.ENVIRONMENT;
        } catch (LinkageError | AssertionError e) {
            // DJL's engine turns a failure of ONNX Runtime into an AssertionError.
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new BackendException(missing(System.getProperty("os.name"), System.getProperty("os.arch"), cause), e);
        }
    }

    static String missing(String os, String architecture, Throwable cause) {
        return "ONNX Runtime does not start on " + os + " " + architecture + " (" + cause
                + "); its native library is there for Linux x64 and aarch64, macOS arm64 and Windows x64";
    }

    /** Initialised when it is first asked for; a failure is remembered by the JVM and comes again. */
    private static final class Holder {
        static final OrtEnvironment ENVIRONMENT = start();

        private static OrtEnvironment start() {
            OnnxTelemetry.switchOff();
            if (System.getenv(OPT_OUT) == null && System.getProperty(OPT_OUT) == null) {
                System.setProperty(OPT_OUT, "true");
            }
            // DJL looks for engines through the thread's context class loader, which need not see them.
            Engine.registerEngine(new OrtEngineProvider());
            Engine.getEngine(OrtEngine.ENGINE_NAME);
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            try {
                environment.setTelemetry(false);
            } catch (OrtException e) {
                throw new IllegalStateException("ONNX Runtime's telemetry cannot be switched off", e);
            }
            return environment;
        }
    }
}
