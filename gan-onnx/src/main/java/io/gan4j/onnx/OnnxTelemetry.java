package io.gan4j.onnx;

import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import io.gan4j.error.BackendException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

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
    private static final String SETTER = "setenv";
    /** JNA's flags for a library that is opened as it is by default. */
    private static final int DEFAULT_FLAGS = -1;

    private static final AtomicBoolean BEGUN = new AtomicBoolean();
    /** Both are written once, under the lock of this class. */
    private static boolean isTried;

    private static @Nullable BackendException failure;

    private OnnxTelemetry() {}

    /**
     * Begins to switch it off on another thread, if there is a processor for that: JNA takes a new JVM as long as the check of a
     * file. What runs meanwhile sees no file and does not load ONNX Runtime.
     */
    static void beginToSwitchOff() {
        if (Runtime.getRuntime().availableProcessors() > 1 && BEGUN.compareAndSet(false, true)) {
            Thread thread = new Meanwhile();
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** A class rather than a lambda, of which the first one of a process takes longer than the first image. */
    private static final class Meanwhile extends Thread {
        Meanwhile() {
            super("gan4j-onnx-start");
        }

        @Override
        public void run() {
            try {
                switchOff();
            } catch (BackendException e) {
                // is thrown again where it matters
            }
        }
    }

    /**
     * Keeps reports from beginning, unless the environment says already what is wanted; waits for the thread that began with it.
     * Java cannot set a variable that native code sees, the C library can.
     *
     * @throws BackendException if it cannot be done, the same each time: nothing is loaded then that would report
     */
    static synchronized void switchOff() {
        if (!isTried) {
            isTried = true;
            try {
                tryToSwitchOff();
            } catch (BackendException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static void tryToSwitchOff() {
        if (isOfWindows() || System.getenv(VARIABLE) != null) {
            return;
        }
        try {
            // a function rather than an interface, for which JNA would make a class, and arrays rather than texts, for
            // which it would start a thread: it is called once, before the first image
            if (setter().invokeInt(new Object[] {text(VARIABLE), text("1"), KEEP_WHAT_IS_SET}) != 0) {
                throw new IllegalStateException("setenv failed");
            }
        } catch (LinkageError | RuntimeException e) {
            throw new BackendException(OnnxStart.telemetryStaysOn(e), e);
        }
    }

    /** Without JNA, which says so too. */
    private static boolean isOfWindows() {
        return System.getProperty("os.name", "").startsWith("Windows");
    }

    /** A text as C has it, with a zero at its end. */
    private static byte[] text(String text) {
        return text.concat("\0").getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * The C library's function. This process has it already, but JNA's way to a function goes through a list of all folders
     * with libraries, for which it runs the program {@code ldconfig}. So it is asked for by the two methods that JNA itself
     * calls behind that; where they cannot be reached, by JNA's way.
     */
    private static Function setter() {
        try {
            // not by reflection, which loads the classes of all of its methods, windows among them
            MethodHandles.Lookup jna = MethodHandles.privateLookupIn(Native.class, MethodHandles.lookup());
            MethodHandle open =
                    jna.findStatic(Native.class, "open", MethodType.methodType(long.class, String.class, int.class));
            MethodHandle find = jna.findStatic(
                    Native.class, "findSymbol", MethodType.methodType(long.class, long.class, String.class));
            long process = (long) open.invokeExact((String) null, DEFAULT_FLAGS);
            return Function.getFunction(new Pointer((long) find.invokeExact(process, SETTER)));
        } catch (ReflectiveOperationException e) {
            // another JNA
            return Function.getFunction(Platform.C_LIBRARY_NAME, SETTER);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("JNA did not find " + SETTER, e);
        }
    }
}
