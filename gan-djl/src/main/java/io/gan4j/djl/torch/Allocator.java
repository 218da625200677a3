package io.gan4j.djl.torch;

import com.sun.jna.Library;
import com.sun.jna.Native;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The C library's allocator. By default glibc maps each block of more than 128 KiB anew and gives it back when it is freed:
 * every activation of a small network is paged in again at every use, which takes as long as computing it. So blocks up to 32
 * MiB come from memory that the process keeps, up to 256 MiB of it when nothing is in use. {@link LargePages} sees to larger
 * ones.
 *
 * <p>What the environment says through glibc's own variables, {@code MALLOC_MMAP_THRESHOLD_} or {@code
 * MALLOC_TRIM_THRESHOLD_}, is respected.
 */
final class Allocator {
    private static final Logger LOG = LoggerFactory.getLogger(Allocator.class);

    /** glibc's numbers of its parameters, of malloc.h. */
    private static final int M_TRIM_THRESHOLD = -1;

    private static final int M_TOP_PAD = -2;
    private static final int M_MMAP_THRESHOLD = -3;

    /** The largest block that is kept, in bytes: glibc knows no larger threshold. */
    static final int LARGEST_KEPT_BLOCK = 32 << 20;

    private static final int KEPT = 256 << 20;
    private static final int GROWTH = 16 << 20;

    private Allocator() {}

    /** The function of glibc. */
    interface GnuC extends Library {
        /** Sets a parameter of the allocator; 0 if it cannot be set. */
        int mallopt(int parameter, int value);
    }

    /** Lets the allocator keep freed memory, on Linux with glibc; elsewhere nothing happens. */
    static void keepFreedMemory() {
        boolean chosen =
                System.getenv("MALLOC_MMAP_THRESHOLD_") != null || System.getenv("MALLOC_TRIM_THRESHOLD_") != null;
        if (chosen || !NativePlatform.isLinux()) {
            return;
        }
        try {
            GnuC c = Native.load("c", GnuC.class);
            c.mallopt(M_MMAP_THRESHOLD, LARGEST_KEPT_BLOCK);
            c.mallopt(M_TRIM_THRESHOLD, KEPT);
            c.mallopt(M_TOP_PAD, GROWTH);
        } catch (LinkageError e) {
            LOG.debug("without JNA, or a mallopt of the C library, its allocator stays as it is", e);
        }
    }
}
