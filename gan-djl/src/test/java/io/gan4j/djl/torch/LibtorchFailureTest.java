package io.gan4j.djl.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ai.djl.engine.EngineException;
import io.gan4j.error.BackendException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is told of a libtorch that does not start, by the innermost reason. */
class LibtorchFailureTest {
    private static final LibtorchSource CACHE = new LibtorchSource(Path.of("/cache"), false);
    private static final LibtorchSource NAMED = new LibtorchSource(Path.of("/own"), true);

    static List<Arguments> failures() {
        return List.of(
                arguments(
                        new AccessDeniedException("/cache/pytorch"),
                        CACHE,
                        "its native libraries could not be unpacked into /cache (/cache/pytorch: permission denied): let the"
                                + " environment variable DJL_CACHE_DIR name a folder that may be written and has room for"
                                + " 500 MB"),
                arguments(
                        new FileSystemException("/cache/tmp1", null, "Read-only file system"),
                        CACHE,
                        "its native libraries could not be unpacked into /cache (/cache/tmp1: Read-only file system): let the"
                                + " environment variable DJL_CACHE_DIR name a folder that may be written and has room for"
                                + " 500 MB"),
                arguments(
                        new IOException("No space left on device"),
                        CACHE,
                        "its native libraries could not be unpacked into /cache (No space left on device): let the"
                                + " environment variable DJL_CACHE_DIR name a folder that may be written and has room for"
                                + " 500 MB"),
                arguments(
                        new IOException("Resource not found in classpath: jnilib/linux-x86_64/cpu/libdjl_torch.so"),
                        CACHE,
                        "a native library is not on the class path (Resource not found in classpath:"
                                + " jnilib/linux-x86_64/cpu/libdjl_torch.so): pytorch-jni and pytorch-engine must be of one"
                                + " version, and a jar that was merged of many must hold all that theirs do"),
                arguments(
                        new UnsatisfiedLinkError(
                                "Native Library /cache/libc10.so already loaded in another classloader"),
                        CACHE,
                        "another class loader of this JVM holds its native libraries (Native Library /cache/libc10.so already"
                                + " loaded in another classloader): let the applications of this JVM share one class loader"
                                + " that has gan4j and DJL, such as the server's own, or start each in a JVM of its own"),
                arguments(
                        new UnsatisfiedLinkError("/cache/a.so: /cache/a.so: file too short"),
                        CACHE,
                        "/cache/a.so could not be loaded (file too short): delete /cache, so that it is unpacked anew"),
                arguments(
                        new UnsatisfiedLinkError("/cache/a.so: /cache/a.so: failed to map segment from shared object"),
                        CACHE,
                        "/cache/a.so could not be loaded (failed to map segment from shared object): it seems to lie on a"
                                + " file system that is mounted noexec; let the environment variable DJL_CACHE_DIR name a"
                                + " folder whose files may be executed"),
                arguments(
                        new UnsatisfiedLinkError(
                                "/cache/a.so: libstdc++.so.6: cannot open shared object file: No such file or directory"),
                        CACHE,
                        "/cache/a.so could not be loaded (libstdc++.so.6: cannot open shared object file: No such file or"
                                + " directory): libtorch 2.7.1 needs a Linux with glibc 2.29 and libstdc++ of GCC 9 or newer"),
                arguments(
                        new UnsatisfiedLinkError("/cache/b.so: /cache/b.so: undefined symbol: _ZN5torch3jit"),
                        NAMED,
                        "/cache/b.so could not be loaded (undefined symbol: _ZN5torch3jit): PYTORCH_LIBRARY_PATH must name a"
                                + " whole libtorch 2.7.1 for " + NativePlatform.classifier() + ", /own has none"),
                arguments(
                        new IllegalCallerException("Illegal native access from an unnamed module"),
                        CACHE,
                        "Java denies native access (Illegal native access from an unnamed module): start the JVM with"
                                + " --enable-native-access=ALL-UNNAMED"),
                arguments(
                        new NoClassDefFoundError("org/slf4j/LoggerFactory"),
                        CACHE,
                        "a class is missing (org.slf4j.LoggerFactory): add the library that has it, org.slf4j:slf4j-api, to"
                                + " the class path, or to the module path together with --add-modules and its name"),
                arguments(
                        new NoClassDefFoundError("java/util/logging/Logger"),
                        CACHE,
                        "a class is missing (java.util.logging.Logger): this Java runtime lacks the module that has it;"
                                + " training needs java.desktop, java.logging, java.management, jdk.management and what"
                                + " they require"),
                arguments(new IllegalStateException("something else"), CACHE, "something else"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void failure_namesTheInnermostReasonAndItsRemedy(Throwable reason, LibtorchSource source, String told) {
        Throwable failure = new EngineException("Failed to load PyTorch native library", reason);
        assertThat(LibtorchFailure.of(failure, source))
                .hasMessage("libtorch could not be started: " + told)
                .hasCause(failure);
    }

    @Test
    void failureThatIsTold_staysAsItIs() {
        BackendException known = new BackendException("libtorch failed its self-test");
        assertThat(LibtorchFailure.of(known, CACHE)).isSameAs(known);
    }
}
