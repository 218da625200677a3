package io.gan4j.onnx;

import com.sun.jna.Function;
import com.sun.jna.Platform;
import io.gan4j.error.BackendException;

/**
 * ONNX Runtime's reports to Microsoft. Since 1.29 it makes them on Linux and macOS too: with its environment it writes an
 * identifier of the device and a store of events below the user's folder, and sends a first event, which {@code
 * OrtEnvironment.setTelemetry} comes too late for. Only a variable of the process's environment, set before the native library
 * is loaded, keeps all of it from beginning (onnxruntime, pull requests 27379 and 29843).
 */
final class OnnxTelemetry {
    /** Full opt-out on all systems but Windows, where there is no more than what {@code setTelemetry} stops. */
    static final String VARIABLE = "ORT_DISABLE_TELEMETRY";

    private static final int KEEP_WHAT_IS_SET = 0;

    private OnnxTelemetry() {}

    /**
     * Keeps reports from beginning, unless the environment says already what is wanted. Java cannot set a variable that native
     * code sees, the C library can.
     *
     * @throws BackendException if it cannot be done: nothing is loaded then that would report
     */
    static void switchOff() {
        if (Platform.isWindows() || System.getenv(VARIABLE) != null) {
            return;
        }
        try {
            // a function rather than an interface, for which JNA would make a class: it is called once, before the
            // first image
            Function setenv = Function.getFunction(Platform.C_LIBRARY_NAME, "setenv");
            if (setenv.invokeInt(new Object[] {VARIABLE, "1", KEEP_WHAT_IS_SET}) != 0) {
                throw new IllegalStateException("setenv failed");
            }
        } catch (LinkageError | RuntimeException e) {
            throw new BackendException(OnnxStart.telemetryStaysOn(e), e);
        }
    }
}
