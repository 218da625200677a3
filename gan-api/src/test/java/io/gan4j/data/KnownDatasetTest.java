package io.gan4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownDatasetTest {
    @TempDir
    Path folder;

    private Path write(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        return Files.write(file, content);
    }

    private static byte[] threeLabels() {
        return IdxTest.idx(0x801, new int[] {3}, 5, 0, 4);
    }

    private void refused(Path path, Class<? extends IOException> type, String problem) {
        assertThatThrownBy(() -> KnownDataset.in(path)).isInstanceOf(type).hasMessage(path + ": " + problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "train-images-idx3-ubyte",
                "train-images-idx3-ubyte.gz",
                "train-images.idx3-ubyte",
                "train-images.idx3-ubyte.gz"
            })
    void mnist_byAnyNameOfItsFiles_isFound(String images) throws IOException {
        write(images, IdxTest.threeImages());
        write("train-labels.idx1-ubyte", threeLabels());

        KnownDataset mnist = KnownDataset.in(folder).orElseThrow();

        assertThat(mnist.name()).isEqualTo("MNIST");
        assertThat(mnist).hasToString("MNIST in " + folder);
        assertThat(mnist.training().name()).isEqualTo("MNIST, 3 images");
        assertThat(mnist.test()).isEmpty();
    }

    @Test
    void mnist_withATestSet_hasIt() throws IOException {
        write("t10k-images.idx3-ubyte", IdxTest.threeImages());
        write("t10k-labels-idx1-ubyte.gz", threeLabels());

        KnownDataset mnist = KnownDataset.in(folder).orElseThrow();

        assertThat(mnist.test().map(Dataset::size)).contains(3);
        assertThatThrownBy(mnist::training).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void cifar10_isFound() throws IOException {
        write("test_batch.bin", new byte[2 * 3073]);

        KnownDataset cifar = KnownDataset.in(folder).orElseThrow();

        assertThat(cifar.name()).isEqualTo("CIFAR-10");
        assertThat(cifar.test().map(Dataset::size)).contains(2);
    }

    @Test
    void foldersAndZipsOfImages_areNone() throws IOException {
        write("cats/1.png", ImageFolderTest.grey(1));

        assertThat(KnownDataset.in(folder)).isEqualTo(Optional.empty());
        assertThat(KnownDataset.in(write("set.zip", ImageZipTest.cats()))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mnist", "MNIST/raw"})
    void filesAFolderFurtherDown_areNamedByEveryReader(String inner) throws IOException {
        write(inner + "/train-images.idx3-ubyte.gz", IdxTest.threeImages());
        Path below = folder.resolve(inner);

        refused(
                folder,
                NoSuchFileException.class,
                "the files of MNIST are not in this folder, but in " + below + ": give that folder");
        assertThatThrownBy(() -> Datasets.mnist(folder))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(folder + ": there is neither train-images-idx3-ubyte nor train-images-idx3-ubyte.gz"
                        + " in this folder, but in " + below + ": give that folder");
    }

    @Test
    void filesInSeveralFoldersFurtherDown_areNamed() throws IOException {
        write("b/data_batch_1.bin", new byte[3073]);
        write("a/data_batch_1.bin", new byte[3073]);

        assertThatThrownBy(() -> Datasets.cifar10(folder))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(folder + ": there is no data_batch_1.bin of CIFAR-10 in this folder, but in "
                        + folder.resolve("a") + " and in " + folder.resolve("b") + ": give one of these folders");
    }

    @Test
    void pathToNothing_isSaidByEveryReader() throws IOException {
        Path none = folder.resolve("none");

        refused(none, NoSuchFileException.class, "does not exist");
        assertThatThrownBy(() -> Datasets.mnist(none)).hasMessage(none + ": does not exist");
        assertThatThrownBy(() -> Datasets.cifar10(none)).hasMessage(none + ": does not exist");
        assertThatThrownBy(() -> Datasets.idx(none)).hasMessage(none + ": does not exist");
        assertThatThrownBy(() -> Datasets.imageFolder(none).load()).hasMessage(none + ": does not exist");
        assumeTrue(!System.getProperty("os.name").startsWith("Windows"), "skipped: links need rights on Windows");
        Path link = Files.createSymbolicLink(folder.resolve("link"), none);
        refused(link, NoSuchFileException.class, "is a link to what does not exist");
    }

    @Test
    void fileInsteadOfItsFolder_isSaid() throws IOException {
        Path file = write("train-images-idx3-ubyte", IdxTest.threeImages());

        refused(file, FileSystemException.class, "is a file of MNIST, not a folder: give the folder that it lies in");
        assertThatThrownBy(() -> Datasets.mnist(file)).hasMessage(file + ": is a file, not a folder");
        assertThatThrownBy(() -> Datasets.cifar10Test(file)).hasMessage(file + ": is a file, not a folder");
    }

    @Test
    void versionsOfCifarThatAreNotRead_areNamed() throws IOException {
        write("train.bin", new byte[2 * 3074]);

        refused(
                folder,
                MalformedDataException.class,
                "holds train.bin of CIFAR-100, which is not read: download the binary version of CIFAR-10");
    }
}
