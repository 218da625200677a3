package io.gan4j.djl.torch;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads by which libtorch computes on Linux, those of GNU's OpenMP. At the end of each operator they wait for one another
 * by spinning, 300,000 times before they sleep. Beside another busy program one of them waits for a core meanwhile, which the
 * others keep from it: a step then takes many times as long. After 10,000 turns of waiting, far longer than operators are apart
 * on an idle machine, they sleep.
 *
 * <p>What the environment says through OpenMP's own variables, {@code GOMP_SPINCOUNT} or {@code OMP_WAIT_POLICY}, is respected.
 */
final class OpenMp {
    private static final Logger LOG = LoggerFactory.getLogger(OpenMp.class);

    private static final String SPIN_COUNT = "GOMP_SPINCOUNT";
    private static final String WAIT_POLICY = "OMP_WAIT_POLICY";
    private static final String TURNS = "10000";
    private static final int KEEP_WHAT_IS_SET = 0;

    private OpenMp() {}

    /** POSIX's functions for the environment of a process. */
    interface Posix extends Library {
        /** Sets a variable; 0 on success. */
        int setenv(String name, String value, int overwrite);
    }

    /**
     * Lets waiting threads sleep soon. To be called before libtorch is loaded, since OpenMP reads its variables once; Java
     * cannot set a variable that native code sees, the C library can. Elsewhere than on Linux nothing happens.
     */
    static void sleepSoon() {
        boolean chosen = System.getenv(SPIN_COUNT) != null || System.getenv(WAIT_POLICY) != null;
        if (chosen || !NativePlatform.isLinux()) {
            return;
        }
        try {
            Posix c = Native.load(Platform.C_LIBRARY_NAME, Posix.class);
            if (c.setenv(SPIN_COUNT, TURNS, KEEP_WHAT_IS_SET) != 0) {
                LOG.debug("{} cannot be set, so OpenMP waits as it does by default", SPIN_COUNT);
            }
        } catch (LinkageError e) {
            LOG.debug("without JNA OpenMP waits as it does by default", e);
        }
    }
}
