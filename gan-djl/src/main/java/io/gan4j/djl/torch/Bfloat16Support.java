package io.gan4j.djl.torch;

import io.gan4j.engine.Precision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where libtorch computes faster in bfloat16 than in float32. That is known, by measurement, of processors with AMX's
 * instructions for products of bfloat16 matrices, where oneDNN uses them; docs/numbers/step.md has the numbers of processors
 * with and without.
 */
final class Bfloat16Support {
    private static final Logger LOG = LoggerFactory.getLogger(Bfloat16Support.class);

    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final String AMX = "amx_bf16";

    private Bfloat16Support() {}

    /** The precision of a run on a device: the one that is set, or by default of one the faster one. */
    static Precision choose(Precision set, boolean isGpu) {
        if (set == Precision.BFLOAT16 && !isGpu && OneDnn.isAvoided()) {
            LOG.warn(
                    "bfloat16 is several times slower than float32 on this machine, where libtorch computes without oneDNN:"
                            + " set precision(Precision.FLOAT32), or AUTOMATIC, which chooses it here");
        }
        if (set != Precision.AUTOMATIC) {
            return set;
        }
        return !isGpu && !OneDnn.isAvoided() && hasAmx(PROCESSORS) ? Precision.BFLOAT16 : Precision.FLOAT32;
    }

    /**
     * True if the first processor has the instructions.
     *
     * @param processors what Linux says of the processors; may be missing
     */
    static boolean hasAmx(Path processors) {
        if (!Files.isReadable(processors)) {
            return false;
        }
        try (Stream<String> lines = Files.lines(processors)) {
            return lines.filter(line -> line.startsWith("flags"))
                    .findFirst()
                    .filter(flags -> Arrays.asList(flags.split("\\s+")).contains(AMX))
                    .isPresent();
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("{} could not be read, so float32 is chosen", processors, e);
            return false;
        }
    }
}
