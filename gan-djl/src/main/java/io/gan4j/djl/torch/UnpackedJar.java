package io.gan4j.djl.torch;

import io.gan4j.error.BackendException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A jar of libtorch, and what DJL has unpacked of it. DJL takes what lies in its cache as it is, and a library that was cut
 * short, by a full disk or a copy that broke off, ends the process once it is used (SIGBUS).
 *
 * @param version libtorch's version and build
 * @param flavor {@code cpu}, or which CUDA it is for
 * @param platform which system and processor it is for
 * @param libraries the names of its files
 */
record UnpackedJar(String version, String flavor, String platform, List<String> libraries) {
    private static final Logger LOG = LoggerFactory.getLogger(UnpackedJar.class);

    private static final String DJL = "pytorch-engine.properties";
    private static final String BRIDGE = System.mapLibraryName("djl_torch");

    /** Reads a jar's description; null if it names no libraries. */
    static @Nullable UnpackedJar of(Properties properties) {
        String version = properties.getProperty("version");
        String classifier = properties.getProperty("classifier", "");
        String flavor = properties.getProperty("flavor");
        String libraries = properties.getProperty("libraries", "");
        if (flavor == null && classifier.chars().filter(c -> c == '-').count() == 2) {
            int end = classifier.indexOf('-');
            flavor = classifier.substring(0, end);
            classifier = classifier.substring(end + 1);
        }
        if (version == null || flavor == null || libraries.isEmpty()) {
            return null;
        }
        return new UnpackedJar(version, flavor, classifier, Arrays.asList(libraries.split(",", -1)));
    }

    /**
     * Deletes what was unpacked of it into this cache if it is not as long as in the jar, so that DJL unpacks it anew.
     *
     * @throws BackendException if that may not be deleted
     */
    void repair(Path cache) {
        Path folder = cache.resolve(version + '-' + flavor + '-' + platform);
        for (Map.Entry<Path, String> file : unpacked(folder).entrySet()) {
            long here = size(file.getKey());
            long there = sizeInJar(file.getValue());
            if (here >= 0 && there >= 0 && here != there) {
                delete(folder, file.getKey() + " has " + here + " bytes, in its jar it has " + there);
                return;
            }
        }
    }

    /** The files in the cache, with their names in jars. */
    private Map<Path, String> unpacked(Path folder) {
        Map<Path, String> files = new LinkedHashMap<>();
        for (String library : libraries) {
            files.put(folder.resolve(library), "pytorch/" + flavor + '/' + platform + '/' + library);
        }
        try (InputStream in = LibtorchSource.LOADER.getResourceAsStream(DJL)) {
            if (in != null) {
                Properties properties = new Properties();
                properties.load(in);
                files.put(
                        folder.resolve(properties.getProperty("djl_version") + '-' + BRIDGE),
                        "jnilib/" + platform + '/' + flavor + '/' + BRIDGE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("DJL's version could not be read", e);
        }
        return files;
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            LOG.trace("not unpacked yet", e);
            return -1;
        }
    }

    private static long sizeInJar(String name) {
        URL url = LibtorchSource.LOADER.getResource(name);
        if (url == null) {
            return -1;
        }
        try {
            URLConnection connection = url.openConnection();
            return connection.getContentLengthLong();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " could not be read from its jar", e);
        }
    }

    private static void delete(Path folder, String problem) {
        LOG.warn("{}: it is unpacked anew", problem);
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new BackendException(
                    "an unpacked library of libtorch is not whole: " + problem + ", and it could not be deleted ("
                            + LibtorchFailure.reason(e) + "): delete " + folder + " to have it unpacked anew",
                    e);
        }
    }
}
