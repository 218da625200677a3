package io.gan4j.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.collect.ImmutableMap;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The reference implementation of safetensors reads our files as they are. Needs a Python with safetensors and numpy, named by
 * the variable {@code GAN4J_PYTHON}; skipped where there is none.
 */
class ReferenceReaderTest {
    private static final Path SCRIPT = Path.of("src", "test", "python", "read_checkpoint.py");
    private static final int NOT_INSTALLED = 77;

    @TempDir
    private Path run;

    @Test
    void checkpoint_inTheReferenceImplementation_isTheSame() throws IOException, InterruptedException {
        String interpreter = System.getenv("GAN4J_PYTHON");
        assumeTrue(interpreter != null, "GAN4J_PYTHON names no Python");
        ImmutableMap<String, Tensor> tensors = ImmutableMap.of(
                "b \u4e2d\ud83d\ude00\"\\\n",
                        Tensor.of(Shape.of(2, 1, 3), 1, -2, 0.5f, -0f, Float.MAX_VALUE, Float.MIN_VALUE),
                "a", Tensor.of(Shape.scalar(), Float.POSITIVE_INFINITY));
        try (RunFolder folder = RunFolder.open(run, 1)) {
            folder.save(new Checkpoint(12, "{\"name\":\"\u00e9\\\"\\n\",\"list\":[1,2.5]}", tensors));
        }
        Process process = new ProcessBuilder(
                        interpreter, SCRIPT.toString(), States.regular(run, 12).toString())
                .redirectErrorStream(true)
                .start();
        String report = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assumeTrue(process.waitFor() != NOT_INSTALLED, interpreter + " cannot check: " + report);
        assertThat(report.lines())
                .containsExactly(
                        "gan4j checkpoint 1",
                        "12",
                        "{\"name\": \"\\u00e9\\\"\\n\", \"list\": [1, 2.5]}",
                        "\"a\" [] 7f800000",
                        "\"b \\u4e2d\\ud83d\\ude00\\\"\\\\\\n\" [2, 1, 3]"
                                + " 3f800000 c0000000 3f000000 80000000 7f7fffff 00000001");
    }
}
