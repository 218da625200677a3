package io.gan4j.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of the first format, kept for ever: later versions must read it, and this one writes it to the bit. */
class GoldenCheckpointTest {
    private static final Checkpoint GOLDEN = new Checkpoint(
            1000,
            "{\"epoch\":2.5,\"recipe\":\"dcgan\",\"names\":[\"\u00e9\",\"\\\"\"]}",
            ImmutableMap.of(
                    "generator.0.weight", Tensor.of(Shape.of(2, 3), 1, -2, 0.5f, 1e-30f, 3e38f, -0f),
                    "adam \u00fc", Tensor.of(Shape.scalar(), 7)));

    @TempDir
    private Path run;

    private static Path file() throws URISyntaxException {
        URL place = GoldenCheckpointTest.class.getResource("format-1.safetensors");
        return Path.of(Objects.requireNonNull(place, "the golden file").toURI());
    }

    @Test
    void golden_isRead() throws IOException, URISyntaxException {
        assertThat(RunFolder.load(file())).isEqualTo(GOLDEN);
    }

    @Test
    void golden_isWrittenToTheBit() throws IOException, URISyntaxException {
        try (RunFolder folder = RunFolder.open(run, 1)) {
            folder.save(GOLDEN);
        }
        assertThat(States.regular(run, 1000)).hasBinaryContent(Files.readAllBytes(file()));
    }
}
