package io.gan4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.error.ModelFileException;
import io.gan4j.feature.FeatureExtractors;
import io.gan4j.inference.Discriminator;
import io.gan4j.inference.Generator;
import io.gan4j.inference.LoadOptions;
import io.gan4j.metric.FeatureExtractor;
import io.gan4j.tensor.Shape;
import io.gan4j.testing.ChildJvm;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A file that comes from anywhere can neither run code nor read other files. Tried in a JVM that watches itself: its flight
 * recorder tells which files Java read, and the kernel which libraries it has loaded.
 */
class TrapsTest {
    @TempDir
    Path folder;

    @Test
    void attacks_areRefusedBeforeNativeCode_andReadNoOtherFile() throws IOException, InterruptedException {
        Path root = Files.createDirectory(folder.resolve("attacks"));
        List<Path> models = Traps.write(root);
        Path harmless = Traps.harmless(root);
        Path list = Files.write(
                folder.resolve("list.txt"), models.stream().map(Path::toString).toList());
        String output = ChildJvm.of(Load.class).startingFast().output(folder, list.toString(), harmless.toString());
        assertThat(models).hasSizeGreaterThanOrEqualTo(60);
        assertThat(output)
                .isEqualTo("refused: " + models.size() + "\n"
                        + "read besides: []\n"
                        + "native code: false, evil code: false\n"
                        + "read with the harmless one: [canary.bin, generator.onnx]\n"
                        + "native code: true, evil code: false\n");
        System.out.println("P5: " + models.size() + " attacks, " + models.size()
                + " refused before native code, 0 other files read, 0 classes loaded");
    }

    /** Tries all files of a list, then one that may be loaded. */
    static final class Load {
        private Load() {}

        public static void main(String[] arguments) throws IOException {
            List<Path> models = Files.readAllLines(Path.of(arguments[0])).stream()
                    .map(Path::of)
                    .toList();
            Set<String> read = new TreeSet<>();
            int refused = 0;
            try (Recording recording = watch()) {
                for (Path model : models) {
                    refused += isRefused(model) ? 1 : 0;
                }
                read.addAll(read(recording));
            }
            models.forEach(model -> read.remove(model.toString()));
            System.out.println("refused: " + refused + "\nread besides: " + read);
            System.out.println(state());
            harmless(Path.of(arguments[1]));
            System.out.println(state());
        }

        /** That it loads, and that a read of another file would have been seen. */
        private static void harmless(Path model) throws IOException {
            try (Recording recording = watch()) {
                Generator.load(model).close();
                Files.readAllBytes(model.resolveSibling(Traps.CANARY));
                List<String> names = read(recording).stream()
                        .map(path -> Path.of(path).getFileName().toString())
                        .filter(name -> !name.contains("onnxruntime"))
                        // whether the folder of ONNX Runtime's libraries may hold programs
                        .filter(name -> !name.equals("mounts"))
                        .toList();
                System.out.println("read with the harmless one: " + names);
            }
        }

        private static boolean isRefused(Path model) {
            try {
                load(model);
                System.out.println("loaded: " + model);
                return false;
            } catch (ModelFileException | IOException e) {
                if (String.valueOf(e.getMessage()).contains(model.toString()) || model.endsWith("bytes.onnx")) {
                    return true;
                }
                System.out.println("not named: " + model + " by " + e);
                return false;
            }
        }

        private static void load(Path model) throws IOException {
            switch (model.getFileName().toString()) {
                case "bytes.onnx" ->
                    Generator.load(Files.readAllBytes(model), LoadOptions.defaults())
                            .close();
                case "discriminator.onnx" -> Discriminator.load(model).close();
                case "extractor.onnx" -> {
                    try (FeatureExtractor ofFile = FeatureExtractors.file(model).load(Shape.of(3, 3, 3))) {
                        System.out.println(ofFile);
                    }
                }
                default -> Generator.load(model).close();
            }
        }

        private static Recording watch() {
            Recording recording = new Recording();
            recording.enable("jdk.FileRead").withoutThreshold();
            recording.start();
            return recording;
        }

        /** What was read, but for the JVM's own files and classes. */
        private static Set<String> read(Recording recording) throws IOException {
            recording.stop();
            Path dump = Files.createTempFile("read", ".jfr");
            try {
                recording.dump(dump);
                Set<String> paths = new TreeSet<>();
                for (RecordedEvent event : RecordingFile.readAllEvents(dump)) {
                    String path = event.getString("path");
                    if (path != null && !isOfJvm(path)) {
                        paths.add(path);
                    }
                }
                return paths;
            } finally {
                Files.delete(dump);
            }
        }

        private static boolean isOfJvm(String path) {
            // what temporary files are named by
            if (path.equals("/dev/urandom")) {
                return true;
            }
            String[] own = (System.getProperty("java.class.path")
                            + File.pathSeparator
                            + System.getProperty("java.home"))
                    .split(File.pathSeparator);
            return List.of(own).stream().anyMatch(path::startsWith);
        }

        private static String state() throws IOException {
            Path maps = Path.of("/proc/self/maps");
            String libraries = Files.exists(maps) ? Files.readString(maps) : "";
            return "native code: " + libraries.contains("libonnxruntime") + ", evil code: "
                    + Boolean.getBoolean(Traps.Evil.RAN);
        }
    }
}
