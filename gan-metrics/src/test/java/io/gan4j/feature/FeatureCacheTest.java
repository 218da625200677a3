package io.gan4j.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.metric.CountingPixels;
import io.gan4j.metric.Features;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureCacheTest {
    private static final int SIZE = 1200;

    @TempDir
    private Path folder;

    private final CountingPixels extractor = new CountingPixels(2);

    /** Point {@code i} lies at {@code (i, -i)}. */
    private static Dataset points(int count) {
        float[][] points = new float[count][];
        Arrays.setAll(points, i -> new float[] {i, -i});
        return Datasets.points(points);
    }

    @Test
    void features_areOfDifferentSamplesOfTheData() {
        Features features = FeatureCache.inMemory().of(points(SIZE), 700, 3, extractor);
        double[] places = Stream.iterate(0, i -> i < 700, i -> i + 1)
                .mapToDouble(i -> features.at(i, 0))
                .toArray();
        assertThat(features.count()).isEqualTo(700);
        assertThat(Arrays.stream(places).distinct().count()).isEqualTo(700);
        assertThat(places).isNotEqualTo(Arrays.stream(places).sorted().toArray());
        assertThat(features.row(5)).containsExactly(places[5], -places[5]);
        assertThat(extractor.calls).containsExactly(500, 200);
    }

    @Test
    void features_ofMoreThanThereAre_areAllInOrder() {
        Features features = FeatureCache.inMemory().of(points(3), 10, 3, extractor);
        assertThat(features.toFloats()).containsExactly(0, 0, 1, -1, 2, -2);
    }

    @Test
    void secondAsk_computesNothing() {
        FeatureCache cache = FeatureCache.inMemory();
        Features first = cache.of(points(SIZE), 100, 3, extractor);
        // another dataset with the same content
        assertThat(cache.of(points(SIZE), 100, 3, extractor)).isSameAs(first);
        assertThat(extractor.samples()).isEqualTo(100);
    }

    @Test
    void askOfAnotherKind_isComputed() {
        FeatureCache cache = FeatureCache.inMemory();
        Features first = cache.of(points(SIZE), 100, 3, extractor);
        assertThat(cache.of(points(SIZE), 100, 4, extractor).toFloats()).isNotEqualTo(first.toFloats());
        cache.of(points(SIZE), 101, 3, extractor);
        cache.of(points(SIZE - 1), 100, 3, extractor);
        assertThat(extractor.calls).containsExactly(100, 100, 101, 100);
    }

    @Test
    void folder_keepsThemForTheNextProgram() {
        Features first = FeatureCache.in(folder).of(points(SIZE), 100, 3, extractor);
        Features again = FeatureCache.in(folder).of(points(SIZE), 100, 3, extractor);
        assertThat(again.toFloats()).isEqualTo(first.toFloats());
        assertThat(again.dimensions()).isEqualTo(2);
        assertThat(extractor.calls).containsExactly(100);
        assertThat(files()).hasSize(1);
    }

    @ParameterizedTest(name = "byte {0}")
    @ValueSource(ints = {0, 20, 160, 166, 200, -1})
    void folder_withADamagedFile_isComputedAnew(int at) throws IOException {
        Features first = FeatureCache.in(folder).of(points(SIZE), 100, 3, extractor);
        Path file = files().get(0);
        byte[] bytes = Files.readAllBytes(file);
        byte[] sound = bytes.clone();
        bytes[at < 0 ? bytes.length + at : at] ^= 1;
        Files.write(file, bytes);
        Features again = FeatureCache.in(folder).of(points(SIZE), 100, 3, extractor);
        assertThat(again.toFloats()).isEqualTo(first.toFloats());
        assertThat(extractor.calls).containsExactly(100, 100);
        assertThat(file).hasBinaryContent(sound);
    }

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {0, 10, 100, 500})
    void folder_withAShortFile_isComputedAnew(int length) throws IOException {
        FeatureCache.in(folder).of(points(SIZE), 100, 3, extractor);
        Path file = files().get(0);
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), length));
        FeatureCache.in(folder).of(points(SIZE), 100, 3, extractor);
        assertThat(extractor.calls).containsExactly(100, 100);
    }

    /** Sound, but features of something else. */
    @Test
    void folder_withAFileUnderAWrongName_isComputedAnew() throws IOException {
        FeatureCache.in(folder).of(points(SIZE), 100, 3, extractor);
        Path right = files().get(0);
        byte[] sound = Files.readAllBytes(right);
        Files.delete(right);
        FeatureCache.in(folder).of(points(SIZE), 100, 4, extractor);
        Files.move(files().get(0), right);
        FeatureCache.in(folder).of(points(SIZE), 100, 3, extractor);
        assertThat(extractor.calls).hasSize(3);
        assertThat(right).hasBinaryContent(sound);
    }

    @Test
    void folder_thatIsAFile_isReported() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> FeatureCache.in(file).of(points(3), 2, 0, extractor))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot be written");
    }

    @Test
    void count_below1_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FeatureCache.inMemory().of(points(3), 0, 0, extractor))
                .withMessage("count must be at least 1, was 0");
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
