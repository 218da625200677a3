package io.gan4j.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds real data sets, or skips the test. */
public final class RealData {
    private RealData() {}

    public static Path find(String name) {
        Path path =
                Path.of(System.getProperty("gan4j.data", "../../shared/data")).resolve(name);
        assumeTrue(
                Files.exists(path),
                () -> "skipped: there is no " + path
                        + "; the system property gan4j.data names the folder of real data");
        return path;
    }
}
