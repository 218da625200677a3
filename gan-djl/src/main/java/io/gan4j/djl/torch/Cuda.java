package io.gan4j.djl.torch;

import ai.djl.util.cuda.CudaUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** CUDA as DJL looks for it: where its runtime is installed without a driver, DJL warns each time it counts GPUs. */
final class Cuda {
    private static final Logger LOG = LoggerFactory.getLogger(Cuda.class);

    /** With it DJL does not load CUDA's runtime into this process when its class is initialised. */
    private static final String FORK = "ai.djl.util.cuda.fork";

    private static final Path DEVICES = Path.of("/dev");

    /** The device files of NVIDIA's drivers: of cards, of boards (Tegra), and of the Linux within Windows. */
    private static final Pattern OF_A_DRIVER = Pattern.compile("nvidia.*|nvhost.*|nvmap|nvgpu.*|dxg");

    private Cuda() {}

    /** Lets DJL find no GPU, without a word, on a Linux without a driver of one. To be called before DJL looks for GPUs. */
    static void keepQuietWithoutDriver() {
        if (!NativePlatform.isLinux() || System.getProperty(FORK) != null || hasDriver()) {
            return;
        }
        System.setProperty(FORK, "true");
        try {
            Class.forName("ai.djl.util.cuda.CudaUtils", true, CudaUtils.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            LOG.debug("DJL looks for GPUs by another class", e);
        } finally {
            System.clearProperty(FORK);
        }
    }

    private static boolean hasDriver() {
        try (Stream<Path> devices = Files.list(DEVICES)) {
            return devices.anyMatch(device ->
                    OF_A_DRIVER.matcher(device.getFileName().toString()).matches());
        } catch (IOException e) {
            LOG.debug("whether there is a driver of a GPU cannot be seen", e);
            return true;
        }
    }
}
