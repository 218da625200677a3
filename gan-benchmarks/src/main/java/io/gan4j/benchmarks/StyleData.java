package io.gan4j.benchmarks;

import io.gan4j.classifier.Classifier;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.data.Shapes;
import io.gan4j.evaluation.AttributeAgreement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The data of the benchmarks of style-based generators, and what their images are judged by. */
final class StyleData {
    /** The name of the built-in colored shapes. */
    private static final String SHAPES = "shapes";

    private static final int NUMBER_OF_SHAPES = 10_000;

    private StyleData() {}

    /**
     * Reads the data, which are named after their folder, since other sets come in MNIST's format as well.
     *
     * @param source a folder in MNIST's format, a folder or zip of pictures, or {@code shapes}
     * @param side what images are resized to
     */
    static Dataset read(String source, int side) throws IOException {
        if (source.equals(SHAPES)) {
            return Shapes.of(NUMBER_OF_SHAPES).size(side).draw();
        }
        Path folder = Path.of(source);
        String name = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
        return Datasets.named(read(folder, side), name);
    }

    private static Dataset read(Path source, int side) throws IOException {
        if (Files.exists(source.resolve("train-images-idx3-ubyte.gz"))) {
            return resized(Datasets.mnist(source), side);
        } else if (Files.exists(source.resolve("t10k-images-idx3-ubyte.gz"))) {
            return resized(Datasets.mnistTest(source), side);
        }
        return Datasets.imageFolder(source).size(side).load();
    }

    private static Dataset resized(Dataset whole, int side) {
        return whole.shape().height() == side ? whole : Datasets.resized(whole, side, side);
    }

    /** By what is judged, the images with what is known of them as labels; nothing if nothing is known. */
    static Map<String, Dataset> labelled(Dataset data) {
        Map<String, Dataset> labelled = new LinkedHashMap<>();
        if (data.hasCaptions()) {
            AttributeAgreement.OF_SHAPES.forEach(
                    (name, pattern) -> labelled.put(name, AttributeAgreement.labelled(data, name, pattern)));
        } else if (!data.classes().isEmpty()) {
            labelled.put("class", data);
        }
        return labelled;
    }

    /** The classifier of what is judged, which is kept in a folder. */
    static Classifier judge(String name, Dataset labelled, Path folder) throws IOException {
        String file = "classifier-of-" + name + "-" + labelled.shape().height() + ".onnx";
        return MnistClassifier.at(folder.resolve(file), labelled, System.out);
    }
}
