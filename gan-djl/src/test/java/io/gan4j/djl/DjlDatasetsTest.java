package io.gan4j.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.basicdataset.cv.classification.Mnist;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.repository.Repository;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.RandomAccessDataset;
import com.google.gson.GsonBuilder;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DJL's datasets as ours. */
class DjlDatasetsTest {
    private static final String CACHE = "DJL_CACHE_DIR";

    private NDManager manager;

    @BeforeEach
    void open() {
        assertThat(new DjlBackend().name()).startsWith("PyTorch 2.7.1 through DJL ");
        manager = NDManager.newBaseManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void bytes_withChannelsLast_becomePlanes() throws IOException {
        // two pictures of 2x1 pixels of three channels
        byte[] bytes = {1, 2, 3, 4, 5, 6, (byte) 255, 0, (byte) 128, 7, 8, 9};
        NDArray data =
                manager.create(ByteBuffer.wrap(bytes), new ai.djl.ndarray.types.Shape(2, 2, 1, 3), DataType.UINT8);
        Dataset dataset = DjlDatasets.of("pictures", dataset(data));
        assertThat(dataset.name()).isEqualTo("pictures");
        assertThat(dataset.size()).isEqualTo(2);
        assertThat(dataset.shape()).isEqualTo(Shape.of(3, 2, 1));
        assertThat(dataset.encoding()).isEqualTo(Dataset.Encoding.PIXELS);
        assertThat(dataset.classes()).isEmpty();
        assertThat(pixels(dataset, 0)).containsExactly(1, 4, 2, 5, 3, 6);
        assertThat(pixels(dataset, 1)).containsExactly(255, 7, 0, 8, 128, 9);
    }

    @Test
    void floats_withChannelsFirst_becomePixelsOfTheirRange() throws IOException {
        NDArray data = manager.create(new float[] {0, 0.5f, 1, 0.2f}, new ai.djl.ndarray.types.Shape(1, 1, 2, 2));
        assertThat(pixels(DjlDatasets.of("unit", dataset(data)), 0)).containsExactly(0, 128, 255, 51);
        NDArray signed = data.mul(2).sub(1);
        assertThat(pixels(DjlDatasets.of("signed", dataset(signed), DjlDatasets.Range.SIGNED), 0))
                .containsExactly(0, 128, 255, 51);
        NDArray wide = data.mul(255);
        assertThat(pixels(DjlDatasets.of("bytes", dataset(wide), DjlDatasets.Range.BYTE), 0))
                .containsExactly(0, 128, 255, 51);
    }

    @Test
    void picturesWithoutChannels_areGrey() throws IOException {
        NDArray data = manager.create(new float[6], new ai.djl.ndarray.types.Shape(1, 2, 3));
        assertThat(DjlDatasets.of("grey", dataset(data)).shape()).isEqualTo(Shape.of(1, 2, 3));
    }

    @Test
    void rawNumbers_stayAsTheyAre() throws IOException {
        NDArray data = manager.create(new float[] {-1e6f, 0.1f, 3, 4}, new ai.djl.ndarray.types.Shape(2, 2));
        Dataset dataset = DjlDatasets.of("points", dataset(data), DjlDatasets.Range.RAW);
        assertThat(dataset.encoding()).isEqualTo(Dataset.Encoding.FLOATS);
        assertThat(dataset.shape()).isEqualTo(Shape.of(2));
        ByteBuffer buffer = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder());
        dataset.read(0, buffer);
        assertThat(buffer.flip().getFloat()).isEqualTo(-1e6f);
        assertThat(buffer.getFloat()).isEqualTo(0.1f);
    }

    @Test
    void labels_ofWholeNumbers_areKept() throws IOException {
        NDArray data = manager.create(new float[12], new ai.djl.ndarray.types.Shape(3, 1, 2, 2));
        Dataset dataset = DjlDatasets.of("labelled", labelled(data, manager.create(new float[] {2, 0, 1})));
        assertThat(dataset.classes()).containsExactly("0", "1", "2");
        assertThat(List.of(dataset.label(0), dataset.label(1), dataset.label(2)))
                .containsExactly(2, 0, 1);
    }

    @Test
    void labels_thatAreNoClasses_areLeftOut() throws IOException {
        NDArray data = manager.create(new float[12], new ai.djl.ndarray.types.Shape(3, 1, 2, 2));
        assertThat(DjlDatasets.of("real", labelled(data, manager.create(new float[] {0.5f, 0, 1})))
                        .classes())
                .isEmpty();
        NDArray pairs = manager.create(new float[6], new ai.djl.ndarray.types.Shape(3, 2));
        assertThat(DjlDatasets.of("pairs", labelled(data, pairs)).classes()).isEmpty();
    }

    @Test
    void values_outOfTheRange_areRefusedByNumberAndSample() {
        NDArray data = manager.create(new float[] {0, 1, 0.5f, 255}, new ai.djl.ndarray.types.Shape(2, 1, 2, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DjlDatasets.of("wrong", dataset(data)))
                .withMessage("sample 1 holds 255.0, which is not in the range UNIT of [0.0, 1.0]: name the range that"
                        + " the data has");
        NDArray nan = manager.create(new float[] {Float.NaN}, new ai.djl.ndarray.types.Shape(1, 1, 1, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DjlDatasets.of("wrong", dataset(nan)))
                .withMessageContaining("sample 0 holds NaN");
    }

    @Test
    void picturesOfTwoChannels_areRefused() {
        NDArray data = manager.create(new float[50], new ai.djl.ndarray.types.Shape(1, 2, 5, 5));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DjlDatasets.of("complex", dataset(data)).size())
                .withMessageContaining("(2, 5, 5)");
    }

    @Test
    void mnistOfDjl_fromALocalRepository_isOursBitForBit(@TempDir Path folder) throws IOException {
        Path mnist = RealData.find("mnist");
        repository(folder, mnist);
        String cache = System.getProperty(CACHE);
        // DJL copies even local files to its cache; not to the user's
        System.setProperty(CACHE, folder.resolve("cache").toString());
        try {
            Mnist djl = Mnist.builder()
                    .optManager(manager)
                    .optRepository(Repository.newInstance("local", folder.resolve("repository")))
                    .optUsage(ai.djl.training.dataset.Dataset.Usage.TEST)
                    .setSampling(64, false)
                    .build();
            Dataset dataset = DjlDatasets.of("MNIST", djl, DjlDatasets.Range.BYTE);
            Dataset ours = Datasets.mnistTest(mnist);
            assertThat(dataset.size()).isEqualTo(10_000);
            assertThat(dataset.shape()).isEqualTo(ours.shape());
            assertThat(dataset.fingerprint()).isEqualTo(ours.fingerprint());
            for (int i = 0; i < 10_000; i += 99) {
                assertThat(pixels(dataset, i)).isEqualTo(pixels(ours, i));
                assertThat(dataset.label(i)).isEqualTo(ours.label(i));
            }
        } finally {
            if (cache == null) {
                System.clearProperty(CACHE);
            } else {
                System.setProperty(CACHE, cache);
            }
        }
    }

    /** DJL's description of its MNIST, with the files of a folder. */
    private static void repository(Path folder, Path mnist) throws IOException {
        Map<String, Object> metadata = Map.of(
                "metadataVersion", "0.2",
                "resourceType", "dataset",
                "application", "cv/image_classification",
                "groupId", "ai.djl.basicdataset",
                "artifactId", "mnist",
                "name", "MNIST",
                "artifacts",
                        List.of(Map.of(
                                "version",
                                "1.0",
                                "files",
                                Map.of(
                                        "test_data", item(mnist, "t10k-images-idx3-ubyte"),
                                        "test_labels", item(mnist, "t10k-labels-idx1-ubyte")))));
        Path place = folder.resolve("repository/dataset/cv/ai/djl/basicdataset/mnist");
        Files.createDirectories(place);
        Files.writeString(
                place.resolve("metadata.json"), new GsonBuilder().create().toJson(metadata));
    }

    private static Map<String, Object> item(Path mnist, String name) {
        return Map.of("uri", mnist.resolve(name + ".gz").toUri().toString(), "name", name);
    }

    private static RandomAccessDataset dataset(NDArray data) {
        return new ArrayDataset.Builder().setData(data).setSampling(1, false).build();
    }

    private static RandomAccessDataset labelled(NDArray data, NDArray labels) {
        return new ArrayDataset.Builder()
                .setData(data)
                .optLabels(labels)
                .setSampling(1, false)
                .build();
    }

    private static int[] pixels(Dataset dataset, int index) {
        ByteBuffer buffer = ByteBuffer.allocate(dataset.shape().size());
        dataset.read(index, buffer);
        int[] pixels = new int[buffer.capacity()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = buffer.get(i) & 0xff;
        }
        return pixels;
    }
}
