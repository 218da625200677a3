package io.gan4j.djl.torch;

import ai.djl.pytorch.jni.LibUtils;
import io.gan4j.error.BackendException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What to tell of a libtorch that does not start: the innermost reason, and the remedy of that reason. */
final class LibtorchFailure {
    private static final String START = "libtorch could not be started: ";

    private static final String NOT_FOUND = "Resource not found";

    /** The linker names the file once more than needed: {@code /a/b.so: /a/b.so: file too short}. */
    private static final Pattern OF_A_FILE = Pattern.compile("(?s)(/.*?): (?:\\1: )?(.*)");

    private LibtorchFailure() {}

    /** The exception for what went wrong when libtorch from this place was started. */
    static BackendException of(Throwable failure, LibtorchSource source) {
        if (failure instanceof BackendException known) {
            return known;
        }
        List<Throwable> causes = causes(failure);
        for (int i = causes.size() - 1; i >= 0; i--) {
            String told = told(causes.get(i), source);
            if (told != null) {
                return new BackendException(START + told, failure);
            }
        }
        return new BackendException(START + reason(causes.get(causes.size() - 1)), failure);
    }

    private static List<Throwable> causes(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable cause = failure; cause != null && !causes.contains(cause); cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes;
    }

    private static @Nullable String told(Throwable cause, LibtorchSource source) {
        if (cause instanceof UnsatisfiedLinkError) {
            return ofLinking(reason(cause), source);
        }
        if (cause instanceof IllegalCallerException) {
            Module module = LibUtils.class.getModule();
            return "Java denies native access (" + reason(cause) + "): start the JVM with --enable-native-access="
                    + (module.isNamed() ? module.getName() + ",com.sun.jna" : "ALL-UNNAMED");
        }
        if (cause instanceof NoClassDefFoundError || cause instanceof ClassNotFoundException) {
            String name = reason(cause).replace('/', '.');
            if (name.startsWith("java.")) {
                return "a class is missing (" + name
                        + "): this Java runtime lacks the module that has it; training needs"
                        + " java.desktop, java.logging, java.management, jdk.management and what they require";
            }
            return "a class is missing (" + name + "): add the library that has it"
                    + (name.contains("org.slf4j") ? ", org.slf4j:slf4j-api," : "")
                    + " to the class path, or to the module path together with --add-modules and its name";
        }
        if (cause instanceof IOException && reason(cause).startsWith(NOT_FOUND)) {
            return "a native library is not on the class path (" + reason(cause)
                    + "): pytorch-jni and pytorch-engine must be"
                    + " of one version, and a jar that was merged of many must hold all that theirs do";
        }
        if (cause instanceof IOException) {
            return "its native libraries could not be unpacked into " + source.folder() + " (" + reason(cause)
                    + "): let the environment variable " + NativeCache.VARIABLE
                    + " name a folder that may be written and has room for 500 MB";
        }
        return null;
    }

    private static String ofLinking(String reason, LibtorchSource source) {
        if (reason.contains("already loaded in another classloader")) {
            return "another class loader of this JVM holds its native libraries (" + reason
                    + "): let the applications of this JVM share one class loader that has gan4j and DJL, such as the"
                    + " server's own, or start each in a JVM of its own";
        }
        Matcher file = OF_A_FILE.matcher(reason);
        String told = file.matches() ? file.group(1) + " could not be loaded (" + file.group(2) + ")" : reason;
        if (reason.contains("failed to map segment") || reason.contains("Operation not permitted")) {
            return told + ": it seems to lie on a file system that is mounted noexec; let the environment variable "
                    + (source.named() ? LibtorchSource.LIBRARY_PATH : NativeCache.VARIABLE)
                    + " name a folder whose files may be executed";
        }
        if (source.named()) {
            return told + ": " + LibtorchSource.LIBRARY_PATH + " must name a whole libtorch 2.7.1 for "
                    + NativePlatform.classifier() + ", " + source.folder() + " has none";
        }
        if (reason.contains("GLIBC") || reason.contains("cannot open shared object file")) {
            return told + ": libtorch 2.7.1 needs a Linux with glibc 2.29 and libstdc++ of GCC 9 or newer";
        }
        return told + ": delete " + source.folder() + ", so that it is unpacked anew";
    }

    /** The reason of a failure in words: exceptions of files carry it in their type. */
    static String reason(Throwable failure) {
        if (failure instanceof FileSystemException ofFile) {
            return ofFile.getFile() + ": " + reason(ofFile);
        }
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }

    private static String reason(FileSystemException failure) {
        if (failure.getReason() != null) {
            return failure.getReason();
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof NoSuchFileException) {
            return "no such file or folder";
        }
        return failure instanceof FileAlreadyExistsException || failure instanceof NotDirectoryException
                ? "it is a file"
                : failure.getClass().getSimpleName();
    }
}
