package io.gan4j.djl.torch;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import io.gan4j.error.BackendException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The library by which libtorch convolves on x86. The one in libtorch 2.7.1 blocks its kernels by the sizes of the
 * processor's caches; on a virtual machine that hides them it gives wrong numbers and NaN (seen on an AMD EPYC 9005 whose
 * {@code /sys/devices/system/cpu/cpu0/cache} is missing; fewer instruction sets, by {@code ONEDNN_MAX_CPU_ISA}, only make it
 * rarer). libtorch's own convolutions, products of matrices by MKL, are right there.
 */
final class OneDnn {
    private static final String CHOSEN = "ONEDNN_MAX_CPU_ISA";
    private static final Path PROCESSORS = Path.of("/sys/devices/system/cpu");
    private static final Path CACHES = PROCESSORS.resolve("cpu0/cache");
    private static final Path MAPPINGS = Path.of("/proc/self/maps");

    private OneDnn() {}

    /**
     * Lets libtorch convolve without oneDNN where the sizes of the caches are hidden, unless the environment chooses
     * instruction sets for it. To be called once libtorch is loaded.
     */
    static void avoidWhereCachesAreHidden() {
        if (isAvoided()) {
            avoid();
        }
    }

    /** True if libtorch computes without oneDNN here. */
    static boolean isAvoided() {
        return cachesAreHidden() && System.getenv(CHOSEN) == null;
    }

    private static boolean cachesAreHidden() {
        String arch = System.getProperty("os.arch", "");
        return arch.equals("amd64") && Files.isDirectory(PROCESSORS) && !Files.isDirectory(CACHES);
    }

    /**
     * What {@code torch.backends.mkldnn.enabled = False} does in Python, which has no name in TorchScript; and the same for
     * NNPACK, which libtorch would ask next, and which warns at each convolution that it does not know the processor either.
     */
    private static void avoid() {
        try {
            NativeLibrary libtorch = NativeLibrary.getInstance(library());
            Pointer context = libtorch.getFunction("_ZN2at13globalContextEv").invokePointer(new Object[0]);
            for (String switched : List.of("20setUserEnabledMkldnnEb", "20setUserEnabledNNPACKEb")) {
                libtorch.getFunction("_ZN2at7Context" + switched).invokeVoid(new Object[] {context, 0});
            }
        } catch (LinkageError e) {
            throw new BackendException(
                    "this machine hides the sizes of its caches, where oneDNN computes wrong convolutions, and it cannot be"
                            + " switched off from here (" + e.getMessage()
                            + "): let the system property jna.tmpdir name a"
                            + " folder whose files may be executed, or start this program with " + CHOSEN
                            + "=SSE41 in its environment",
                    e);
        }
    }

    /** The file of libtorch that this process has loaded. */
    static String library() {
        try (Stream<String> mappings = Files.lines(MAPPINGS)) {
            List<String> files = mappings.filter(line -> line.endsWith("/libtorch_cpu.so"))
                    .map(line -> line.substring(line.indexOf('/')))
                    .distinct()
                    .toList();
            if (files.isEmpty()) {
                throw new BackendException("libtorch_cpu.so is not among the libraries of this process");
            }
            return files.get(0);
        } catch (IOException e) {
            throw new UncheckedIOException("the libraries of this process could not be read", e);
        }
    }
}
