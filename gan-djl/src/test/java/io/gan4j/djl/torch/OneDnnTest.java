package io.gan4j.djl.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import io.gan4j.djl.DjlBackend;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** By what libtorch convolves once the backend has been started; asked of libtorch itself. */
class OneDnnTest {
    private static final Path CACHES = Path.of("/sys/devices/system/cpu/cpu0/cache");

    @BeforeAll
    static void startsTheBackend() {
        assumeTrue(
                System.getProperty("os.name").equals("Linux")
                        && System.getProperty("os.arch").equals("amd64"),
                "caches are looked for on Linux, on x86");
        assumeTrue(System.getenv("ONEDNN_MAX_CPU_ISA") == null, "the environment has chosen for oneDNN");
        assertThat(new DjlBackend().name()).startsWith("PyTorch");
    }

    @Test
    void oneDnn_isOffWhereCachesAreHidden() {
        assertThat(asked("17userEnabledMkldnnEv")).isEqualTo(Files.isDirectory(CACHES));
    }

    @Test
    void nnpack_isOffWhereCachesAreHidden() {
        assertThat(asked("17userEnabledNNPACKEv")).isEqualTo(Files.isDirectory(CACHES));
    }

    private static boolean asked(String method) {
        NativeLibrary libtorch = NativeLibrary.getInstance(OneDnn.library());
        Pointer context = libtorch.getFunction("_ZN2at13globalContextEv").invokePointer(new Object[0]);
        // a bool comes back in the lowest byte; the rest of the register is left as it was
        return (libtorch.getFunction("_ZNK2at7Context" + method).invokeInt(new Object[] {context}) & 0xff) != 0;
    }
}
