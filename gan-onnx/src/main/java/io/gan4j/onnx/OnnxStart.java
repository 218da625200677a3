package io.gan4j.onnx;

import ai.onnxruntime.OrtEnvironment;
import com.google.common.base.Throwables;
import com.sun.jna.Function;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is said where ONNX Runtime does not start: the innermost reason, the folder, and what helps against that reason. */
final class OnnxStart {
    private static final String DOES_NOT = "ONNX Runtime does not start: ";
    private static final String OTHER_FOLDER = "name another folder by -Djava.io.tmpdir=FOLDER, or one that holds the"
            + " libraries by -D" + OnnxLibraries.FOLDER + "=FOLDER";
    private static final String PERMIT =
            "this JVM denies native access: start it with --enable-native-access=" + nativeModules();

    private OnnxStart() {}

    /** The libraries are in no jar. */
    static String otherPlatform(String os, String architecture) {
        return DOES_NOT + "its native library is there for Linux x64 and aarch64, macOS arm64 and Windows x64, this is "
                + os + " " + architecture + "; one that was built for it can be named by -D" + OnnxLibraries.FOLDER
                + "=FOLDER";
    }

    /** The folder that the user named lacks a library. */
    static String notInFolder(Path folder, String file) {
        return DOES_NOT + "-D" + OnnxLibraries.FOLDER + " names the folder " + folder + ", in which there is no " + file
                + ": name the folder that holds it, or leave the property out";
    }

    /** The libraries cannot be written. */
    static String notUnpacked(Path folder, IOException e) {
        return DOES_NOT + "its native library cannot be unpacked into " + folder + " (" + reason(e) + "): "
                + OTHER_FOLDER;
    }

    /**
     * The libraries cannot be loaded, or do not start.
     *
     * @param folder where they are, if it is known
     */
    static String notLoaded(@Nullable Path folder, Throwable e) {
        Throwable innermost = Throwables.getRootCause(e);
        if (deniesNativeAccess(innermost)) {
            return DOES_NOT + PERMIT;
        }
        if (isMissingClass(innermost)) {
            return missingClass(innermost);
        }
        String reason = reason(innermost);
        String where = folder == null ? "its native library" : "its native library in " + folder;
        return DOES_NOT + where + " cannot be loaded (" + reason + "): " + remedy(reason.toLowerCase(Locale.ROOT));
    }

    private static String remedy(String reason) {
        if (reason.contains("glibc_")) {
            return "it needs a newer glibc than this system has";
        }
        if (reason.contains("ld-linux") || reason.contains("error relocating")) {
            return "it needs glibc, and this system has another C library, such as Alpine's musl: take a system with glibc";
        }
        if (reason.contains("map segment") || reason.contains("operation not permitted")) {
            return "the folder is on a file system that runs no programs (noexec): " + OTHER_FOLDER;
        }
        return OTHER_FOLDER;
    }

    /** The telemetry cannot be switched off, since JNA does not start. */
    static String telemetryStaysOn(Throwable e) {
        Throwable innermost = Throwables.getRootCause(e);
        if (deniesNativeAccess(innermost)) {
            return DOES_NOT + PERMIT;
        }
        if (isMissingClass(innermost)) {
            return missingClass(innermost);
        }
        return DOES_NOT + "its telemetry cannot be switched off from here (" + reason(innermost)
                + "): JNA, which is needed for it, must load a library from a folder that may run programs, which"
                + " -Djna.tmpdir=FOLDER names; or start this program with " + OnnxTelemetry.VARIABLE
                + "=1 in its environment";
    }

    /** Whose native access has to be allowed: on the module path modules are named by name. */
    private static String nativeModules() {
        Module runtime = OrtEnvironment.class.getModule();
        return runtime.isNamed()
                ? runtime.getName() + "," + Function.class.getModule().getName()
                : "ALL-UNNAMED";
    }

    private static boolean deniesNativeAccess(Throwable e) {
        return e instanceof IllegalCallerException;
    }

    private static boolean isMissingClass(Throwable e) {
        return e instanceof ClassNotFoundException || e instanceof NoClassDefFoundError;
    }

    /** A class of Java itself is missing where the runtime was put together of few modules, as jlink does. */
    private static String missingClass(Throwable e) {
        String name = reason(e).replace('/', '.');
        return DOES_NOT + "a class is missing (" + name + "): "
                + (name.startsWith("java.")
                        ? "this Java runtime lacks the module that has it; generating needs java.desktop, java.logging"
                                + " and what they require"
                        : "add the jar that has it to the class path");
    }

    private static String reason(Throwable e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such folder";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        String said = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
        return said == null || said.isEmpty() ? e.getClass().getSimpleName() : said;
    }
}
