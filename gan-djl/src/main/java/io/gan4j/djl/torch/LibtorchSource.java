package io.gan4j.djl.torch;

import ai.djl.util.Utils;
import io.gan4j.error.BackendException;
import io.gan4j.file.FileRights;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Where the native libraries of libtorch come from: a folder that {@code PYTORCH_LIBRARY_PATH} names, or jars of the class
 * path, which DJL unpacks into its cache.
 *
 * @param folder the folder that is named, or that of the cache
 * @param named whether {@code PYTORCH_LIBRARY_PATH} names it
 */
record LibtorchSource(Path folder, boolean named) {
    static final String LIBRARY_PATH = "PYTORCH_LIBRARY_PATH";

    /** The class loader of this library, which sees DJL and what it was put together with. */
    static final ClassLoader LOADER =
            Objects.requireNonNullElseGet(LibtorchSource.class.getClassLoader(), ClassLoader::getSystemClassLoader);

    /** The libtorch that DJL's own part is made for. */
    private static final String VERSION = "2.7.1";

    /** DJL's own choice, for what fails before the place is known. */
    static final LibtorchSource OF_DJL = new LibtorchSource(Path.of(".djl.ai"), false);

    private static final String FLAVOR = "PYTORCH_FLAVOR";
    private static final String CUDA = "cu128";
    private static final String LIBRARY = System.mapLibraryName("torch");
    private static final String JAR = "native/lib/pytorch.properties";

    /**
     * Finds them, and makes sure that what will be loaded is whole, and in a place where nobody else may write.
     *
     * @throws BackendException if there are none, or none that should be loaded
     */
    static LibtorchSource find() {
        String path = Utils.getEnvOrSystemProperty(LIBRARY_PATH);
        if (path != null && !path.isBlank()) {
            return inFolder(path);
        }
        List<UnpackedJar> jars = jars();
        boolean asksForOthers = !Utils.isOfflineMode() || Utils.getEnvOrSystemProperty("PYTORCH_VERSION") != null;
        if (jars.isEmpty() && !asksForOthers) {
            throw new BackendException(missing());
        }
        Path cache = NativeCache.safe();
        jars.forEach(jar -> jar.repair(cache));
        return new LibtorchSource(cache, false);
    }

    /** DJL passes a folder over in which there is no libtorch. */
    private static LibtorchSource inFolder(String path) {
        for (String one : path.split(File.pathSeparator, -1)) {
            File library = new File(one).isFile() ? new File(one) : new File(one, LIBRARY);
            if (!one.isEmpty() && library.isFile() && library.getName().equals(LIBRARY)) {
                // the folder that it lies in, which a name beside it leads to
                Path folder = library.getAbsoluteFile().toPath().resolveSibling("");
                String problem = FileRights.of(folder, folder).problemWhereNamed();
                if (problem != null) {
                    throw new BackendException("the libtorch in " + folder + ", which " + LIBRARY_PATH
                            + " names, is not loaded, since " + problem + ": take that right away");
                }
                repairBridge(chosenFlavor(folder));
                return new LibtorchSource(folder, true);
            }
        }
        throw new BackendException(LIBRARY_PATH + " names " + path + ", "
                + (new File(path).exists() || path.contains(File.pathSeparator)
                        ? "where there is no " + LIBRARY
                        : "which does not exist")
                + ": let it name the folder of a libtorch " + VERSION
                + ", or unset it to use the libtorch of the class path");
    }

    /** DJL would look for its own part in a flavor that it does not have for this libtorch ({@code cpu-precxx11}). */
    private static String chosenFlavor(Path folder) {
        String chosen = Utils.getEnvOrSystemProperty(FLAVOR);
        if (chosen == null) {
            chosen = Files.exists(folder.resolve(System.mapLibraryName("torch_cuda"))) ? CUDA : "cpu";
            System.setProperty(FLAVOR, chosen);
        }
        return chosen;
    }

    /**
     * DJL's own part is unpacked into the cache all the same, under the version of a libtorch of the class path if there is
     * one.
     */
    private static void repairBridge(String flavor) {
        Path cache = NativeCache.safe();
        Stream.concat(jars().stream().map(UnpackedJar::version), Stream.of(VERSION))
                .forEach(version ->
                        new UnpackedJar(version, flavor, NativePlatform.classifier(), List.of()).repair(cache));
    }

    /** The jars of the class path that hold libtorch for this platform. */
    private static List<UnpackedJar> jars() {
        List<UnpackedJar> jars = new ArrayList<>();
        for (Properties properties : descriptions()) {
            UnpackedJar jar = UnpackedJar.of(properties);
            if (jar != null && jar.platform().equals(NativePlatform.classifier())) {
                jars.add(jar);
            }
        }
        return jars;
    }

    private static List<Properties> descriptions() {
        List<Properties> all = new ArrayList<>();
        try {
            for (URL url : Collections.list(LOADER.getResources(JAR))) {
                Properties properties = new Properties();
                try (InputStream in = url.openStream()) {
                    properties.load(in);
                }
                all.add(properties);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the class path could not be searched for native libraries", e);
        }
        return all;
    }

    private static String missing() {
        String platform = NativePlatform.classifier();
        List<String> others = descriptions().stream()
                .map(UnpackedJar::of)
                .flatMap(Stream::ofNullable)
                .map(UnpackedJar::platform)
                .distinct()
                .toList();
        return "libtorch could not be started on " + platform
                + (others.isEmpty()
                        ? ""
                        : " by the native libraries of the class path, which are for " + String.join(", ", others))
                + ": add the runtime dependency ai.djl.pytorch:pytorch-native-cpu:" + VERSION
                + " with the classifier of the platform"
                + " (linux-x86_64, linux-aarch64, osx-aarch64 or win-x86_64), or point " + LIBRARY_PATH
                + " at a libtorch " + VERSION;
    }
}
