package io.gan4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.error.ModelFileException;
import io.gan4j.inference.Generator;
import io.gan4j.testing.ChildJvm;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that ask for memory are refused before they get it, in a JVM that has little, and quickly. */
class BombsTest {
    private static final int HEAP_MEBIBYTES = 256;
    /** The JVM itself, its heap, and room to spare; ONNX Runtime is not among it, since no file reaches it. */
    private static final int MOST_MEBIBYTES = HEAP_MEBIBYTES + 300;

    @TempDir
    Path folder;

    @Test
    void bombs_areRefusedWithinASecond_inLittleMemory() throws IOException, InterruptedException {
        List<Path> files = Bombs.write(Files.createDirectory(folder.resolve("bombs")));
        Path list = Files.write(
                folder.resolve("list.txt"), files.stream().map(Path::toString).toList());
        String output = ChildJvm.of(Load.class)
                .startingFast()
                .option("-Xmx" + HEAP_MEBIBYTES + "m")
                .output(folder, list.toString());
        Matcher end = Pattern.compile("refused: (\\d+), longest: (\\S+) s, peak: (\\d+) MiB\n")
                .matcher(output);
        assertThat(end.matches()).as(output).isTrue();
        assertThat(files).hasSizeGreaterThanOrEqualTo(200);
        assertThat(end.group(1)).isEqualTo("" + files.size());
        assertThat(Integer.parseInt(end.group(3))).isLessThan(MOST_MEBIBYTES);
        System.out.println("P7: " + files.size() + " bombs with a heap of " + HEAP_MEBIBYTES + " MiB, " + files.size()
                + " refused, longest " + end.group(2) + " s of processor time, peak " + end.group(3) + " MiB");
    }

    /** Tries all files of a list; of each that is not refused as it should be there is a line more. */
    static final class Load {
        private static final double MOST_SECONDS = 1;

        private Load() {}

        public static void main(String[] arguments) throws IOException {
            int refused = 0;
            double longest = 0;
            for (String line : Files.readAllLines(Path.of(arguments[0]))) {
                double start = seconds();
                try {
                    Generator.load(Path.of(line)).close();
                    System.out.println("loaded: " + line);
                } catch (ModelFileException e) {
                    refused++;
                } catch (RuntimeException | IOException | Error e) {
                    System.out.println(e + ": " + line);
                }
                double taken = seconds() - start;
                if (taken > MOST_SECONDS) {
                    System.out.println("took " + taken + " s: " + line);
                }
                longest = Math.max(longest, taken);
            }
            System.out.printf(Locale.ROOT, "refused: %d, longest: %.2f s, peak: %d MiB%n", refused, longest, peak());
        }

        /** The time of this thread on a processor, whatever else the machine does. */
        private static double seconds() {
            return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
        }

        /** The most memory that this process has had, 0 where the kernel does not tell. */
        private static long peak() throws IOException {
            Path status = Path.of("/proc/self/status");
            if (!Files.exists(status)) {
                return 0;
            }
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) >> 10)
                    .findFirst()
                    .orElse(0);
        }
    }
}
