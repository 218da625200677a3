package io.gan4j.djl.torch;

import java.util.List;
import java.util.Locale;

/** The platform that this JVM runs on, by the names that classifiers of native libraries have. */
final class NativePlatform {
    /** Those that DJL has libtorch 2.7.1 for. */
    static final List<String> SUPPORTED = List.of("linux-x86_64", "linux-aarch64", "osx-aarch64", "win-x86_64");

    private NativePlatform() {}

    static boolean isLinux() {
        return System.getProperty("os.name", "").equals("Linux");
    }

    /** The classifier: {@code linux-x86_64}. */
    static String classifier() {
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch", "").replace("amd64", "x86_64");
        return (os.startsWith("mac") ? "osx" : os.startsWith("windows") ? "win" : os) + "-" + arch;
    }
}
