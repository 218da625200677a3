package io.gan4j.djl.torch;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pages of 2 MiB for games with large activations. glibc maps each block above 32 MiB anew and gives it back when it is freed,
 * so that a step of such a game pages all of them in again, 4 KiB at a time. libtorch can ask Linux for large pages instead
 * ({@code THP_MEM_ALLOC_ENABLE}): as little memory stays taken between two steps as without, for a tenth of the kernel's time.
 * Blocks below 32 MiB, which {@link Allocator} keeps, become slower by it, so it is asked for only where the first game of the
 * process has larger ones: libtorch reads the variable once.
 *
 * <p>What the environment says is respected.
 */
final class LargePages {
    private static final Logger LOG = LoggerFactory.getLogger(LargePages.class);

    /** The variable of libtorch. */
    static final String VARIABLE = "THP_MEM_ALLOC_ENABLE";

    private static final int KEEP_WHAT_IS_SET = 0;

    private static boolean asked;
    private static boolean advised;

    private LargePages() {}

    /** True if a game with such a block is faster by large pages. */
    static boolean areWorthIt(long largestBlock) {
        return largestBlock > Allocator.LARGEST_KEPT_BLOCK;
    }

    /** Asks for large pages. To be called before libtorch is loaded; elsewhere than on Linux nothing happens. */
    static synchronized void ask() {
        if (System.getenv(VARIABLE) != null || !NativePlatform.isLinux()) {
            return;
        }
        try {
            OpenMp.Posix c = Native.load(Platform.C_LIBRARY_NAME, OpenMp.Posix.class);
            asked = c.setenv(VARIABLE, "1", KEEP_WHAT_IS_SET) == 0;
        } catch (LinkageError e) {
            LOG.debug("without JNA libtorch takes pages as the C library does", e);
        }
    }

    /** Says once what would have made a game faster, where libtorch was loaded for another one. */
    static synchronized void adviseAfterStart() {
        if (!asked && !advised && System.getenv(VARIABLE) == null && NativePlatform.isLinux()) {
            advised = true;
            LOG.info(
                    "this game has activations above 32 MiB, which are paged in anew at each step: start the program with {}=1"
                            + " in its environment, or train such a game first",
                    VARIABLE);
        }
    }
}
