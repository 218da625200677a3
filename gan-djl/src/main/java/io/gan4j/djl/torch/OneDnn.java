package io.gan4j.djl.torch;

import com.sun.jna.NativeLibrary;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The library by which libtorch convolves. The one in libtorch 2.7.1 chooses its blocks by the sizes of the processor's
 * caches; on a virtual machine that hides them, its AVX-512 kernels read past their blocks and give wrong numbers or NaN
 * (seen on an AMD EPYC 9005 whose {@code /sys/devices/system/cpu/cpu0/cache} is missing). Its AVX2 kernels are right there.
 */
final class OneDnn {
    private static final String LIMIT = "ONEDNN_MAX_CPU_ISA";
    private static final Path CACHES = Path.of("/sys/devices/system/cpu/cpu0/cache");
    private static final Path PROCESSORS = Path.of("/sys/devices/system/cpu");

    private OneDnn() {}

    /**
     * Limits oneDNN to AVX2 where the sizes of the caches are hidden, unless the environment says otherwise. It must be
     * called before libtorch is loaded: the limit is read once.
     */
    static void limitWhereCachesAreHidden() {
        if (System.getenv(LIMIT) == null && Files.isDirectory(PROCESSORS) && !Files.isDirectory(CACHES)) {
            NativeLibrary.getInstance("c").getFunction("setenv").invokeInt(new Object[] {LIMIT, "AVX2", 0});
        }
    }
}
