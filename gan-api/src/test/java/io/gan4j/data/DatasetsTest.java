package io.gan4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.tensor.Shape;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetsTest {
    private static final Shape PAIR = Shape.of(1, 1, 2);

    private static Dataset pairs() {
        return Datasets.pixels(PAIR, new byte[] {1, 2}, new byte[] {3, 4}, new byte[] {5, (byte) 255});
    }

    private static byte[] sample(Dataset dataset, int index) {
        byte[] sample = new byte[dataset.shape().size()];
        dataset.read(index, ByteBuffer.wrap(sample));
        return sample;
    }

    /** The recipe that the javadoc of {@link Datasets#idx} gives for EMNIST. */
    private static Dataset upright(Dataset stored) {
        int side = stored.shape().height();
        byte[][] images = new byte[stored.size()][side * side];
        ByteBuffer sample = ByteBuffer.allocate(side * side);
        for (int i = 0; i < images.length; i++) {
            stored.read(i, sample.clear());
            for (int p = 0; p < side * side; p++) {
                images[i][p] = sample.get(p % side * side + p / side);
            }
        }
        return Datasets.pixels(stored.shape(), images);
    }

    @Test
    void recipeForEmnist_exchangesRowsAndColumns() {
        Dataset stored = Datasets.pixels(Shape.of(1, 2, 2), new byte[] {1, 2, 3, 4}, new byte[] {5, 6, 7, 8});

        Dataset upright = upright(stored);

        assertThat(sample(upright, 0)).containsExactly(1, 3, 2, 4);
        assertThat(sample(upright, 1)).containsExactly(5, 7, 6, 8);
    }

    @Test
    void pixels_areCopiedAndRead() {
        byte[] mine = {1, 2};
        Dataset dataset = Datasets.pixels(PAIR, mine);
        mine[0] = 9;

        assertThat(dataset.size()).isEqualTo(1);
        assertThat(dataset.shape()).isEqualTo(PAIR);
        assertThat(dataset.name()).isEqualTo("1 image");
        assertThat(sample(dataset, 0)).containsExactly(1, 2);
        assertThatThrownBy(() -> sample(dataset, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void pixels_ofAnotherLengthOrNone_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Datasets.pixels(PAIR, new byte[2], new byte[3]))
                .withMessage("image 1 has 3 values, but shape (1, 1, 2) holds 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Datasets.pixels(PAIR))
                .withMessage("0 images is empty: a dataset needs at least one sample");
    }

    @Test
    void points_areReadInTheBuffersOrder() {
        Dataset dataset = Datasets.points(new float[] {1, 2}, new float[] {3, 4});
        ByteBuffer sample =
                ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN).putFloat(9);

        dataset.read(1, sample);

        assertThat(sample.position()).isEqualTo(12);
        assertThat(sample.getFloat(4)).isEqualTo(3);
        assertThat(sample.getFloat(8)).isEqualTo(4);
        assertThat(dataset.encoding()).isEqualTo(Dataset.Encoding.FLOATS);
        assertThat(dataset.shape()).isEqualTo(Shape.of(2));
    }

    @Test
    void points_unequalNotFiniteOrNone_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Datasets.points(new float[2], new float[3]))
                .withMessage("point 1 has 3 values, but shape (2) holds 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Datasets.points(new float[] {1, Float.NaN}))
                .withMessage("coordinate 1 of point 0 must be finite, was NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(Datasets::points)
                .withMessage("points must hold at least one point, was empty");
    }

    @Test
    void labels_nameClasses() {
        Dataset dataset = Datasets.labelled(pairs(), List.of("cat", "dog"), 1, 0, 1);

        assertThat(dataset.classes()).containsExactly("cat", "dog");
        assertThat(dataset.label(2)).isEqualTo(1);
        assertThatIllegalStateException().isThrownBy(() -> pairs().label(0)).withMessage("3 images has no labels");
    }

    /** Whoever asks for a class by its name could not say which. */
    @Test
    void classes_ofOneName_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Datasets.labelled(pairs(), List.of("cat", "cat"), 0, 1, 0))
                .withMessage("classes must have different names, were [cat, cat]");
    }

    @Test
    void labels_tooFewOrOutOfRange_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Datasets.labelled(pairs(), List.of("cat"), 0, 0))
                .withMessage("3 images has 3 samples but 2 labels: their numbers must be equal");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Datasets.labelled(pairs(), List.of("cat", "dog"), 0, 2, 1))
                .withMessage("the label of sample 1 must be 0 to 1, a place among 2 classes, was 2");
    }

    @Test
    void captions_belongToSamples() {
        Dataset dataset = Datasets.captioned(pairs(), List.of("a", "b", "c"));

        assertThat(dataset.hasCaptions()).isTrue();
        assertThat(dataset.caption(1)).isEqualTo("b");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Datasets.captioned(pairs(), List.of()))
                .withMessage("3 images has 3 samples but 0 captions: their numbers must be equal");
    }

    @Test
    void bufferedImages_becomeGreyOnlyIfAllAre() {
        BufferedImage grey = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
        BufferedImage clear = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);

        assertThat(Datasets.of(List.of(grey)).shape()).isEqualTo(Shape.of(1, 1, 2));
        Dataset mixed = Datasets.of(List.of(grey, clear));
        assertThat(mixed.shape()).isEqualTo(Shape.of(3, 1, 2));
        assertThat(sample(mixed, 0)).containsOnly(0);
        assertThat(sample(mixed, 1)).containsOnly((byte) 255);
    }

    @Test
    void bufferedImages_ofDifferentSizes_areRefusedByIndex() {
        BufferedImage small = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
        BufferedImage large = new BufferedImage(3, 4, BufferedImage.TYPE_BYTE_GRAY);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Datasets.of(List.of(small, small, large)))
                .withMessage("images must have one size, but 0 is 1 x 2 and 2 is 4 x 3 (height x width)");
    }

    @Test
    void take_keepsTheFirstWithLabelsAndCaptions() {
        Dataset all =
                Datasets.captioned(Datasets.labelled(pairs(), List.of("cat", "dog"), 1, 0, 1), List.of("a", "b", "c"));

        Dataset two = Datasets.take(all, 2);

        assertThat(two.size()).isEqualTo(2);
        assertThat(two.name()).isEqualTo("the first 2 of 3 images");
        assertThat(two.label(0)).isEqualTo(1);
        assertThat(two.caption(1)).isEqualTo("b");
        assertThat(sample(two, 1)).containsExactly(3, 4);
        assertThatThrownBy(() -> two.label(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Datasets.take(all, 4))
                .withMessage("take must be 1 to 3, the size of 3 images, was 4");
    }

    @Test
    void select_takesSamplesInTheOrderGivenWithLabelsAndCaptions() {
        Dataset all =
                Datasets.captioned(Datasets.labelled(pairs(), List.of("cat", "dog"), 1, 0, 1), List.of("a", "b", "c"));

        Dataset chosen = Datasets.select(all, 2, 0, 2, 1);

        assertThat(chosen.size()).isEqualTo(4);
        assertThat(chosen.name()).isEqualTo("4 of 3 images");
        assertThat(sample(chosen, 0)).containsExactly(sample(all, 2));
        assertThat(sample(chosen, 1)).containsExactly(sample(all, 0));
        assertThat(chosen.caption(2)).isEqualTo("c");
        assertThat(chosen.label(3)).isZero();
    }

    @Test
    void select_ofNoSampleOrOneThatIsNotThere_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Datasets.select(pairs()))
                .withMessage("no place of a sample of 3 images was given; give at least one");
        assertThatThrownBy(() -> Datasets.select(pairs(), 0, 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Datasets.select(pairs(), -1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void labelled_ofAView_readsItIntoMemory() {
        Dataset view = Datasets.take(Datasets.captioned(pairs(), List.of("a", "b", "c")), 2);

        Dataset labelled = Datasets.labelled(view, List.of("cat"), 0, 0);

        assertThat(sample(labelled, 1)).containsExactly(3, 4);
        assertThat(labelled.caption(1)).isEqualTo("b");
        Dataset points = Datasets.take(Datasets.points(new float[] {1}, new float[] {2}), 2);
        assertThat(Datasets.labelled(points, List.of("x"), 0, 0).fingerprint()).isNotEqualTo(points.fingerprint());
        assertThat(Datasets.captioned(points, List.of("p", "q")).fingerprint()).isEqualTo(points.fingerprint());
    }

    @Test
    void resized_keepsLabels() {
        Dataset large = Datasets.resized(Datasets.labelled(pairs(), List.of("cat", "dog"), 1, 0, 1), 4, 4);

        assertThat(large.shape()).isEqualTo(Shape.of(1, 4, 4));
        assertThat(large.label(0)).isEqualTo(1);
        assertThat(large.size()).isEqualTo(3);
    }

    @Test
    void resizedOrShown_whatIsNoImage_isRefused() {
        Dataset points = Datasets.points(new float[] {1});

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Datasets.resized(points, 2, 2))
                .withMessage("1 point holds no images, but samples of shape (1)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Datasets.images(points, 0, 1))
                .withMessage("1 point holds no images, but samples of shape (1)");
    }

    @Test
    void images_areTheSamplesToLookAt() {
        assertThat(Datasets.images(pairs(), 1, 3).toFloats())
                .containsExactly(3 / 127.5f - 1, 4 / 127.5f - 1, 5 / 127.5f - 1, 1);
    }

    @Test
    void values_areWhatNetworksSee() {
        assertThat(Datasets.values(pairs(), 2, 0)).containsExactly(5 / 127.5f - 1, 1, 1 / 127.5f - 1, 2 / 127.5f - 1);
        Dataset points = Datasets.points(new float[] {1, 2}, new float[] {3, 4});
        assertThat(Datasets.values(points, 1)).containsExactly(3, 4);
        assertThatThrownBy(() -> Datasets.values(points, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void fingerprint_dependsOnSamplesAndLabels() {
        Dataset labelled = Datasets.labelled(pairs(), List.of("cat"), 0, 0, 0);

        assertThat(pairs().fingerprint()).hasSize(64).isEqualTo(pairs().fingerprint());
        assertThat(labelled.fingerprint()).isNotEqualTo(pairs().fingerprint());
        assertThat(Datasets.take(pairs(), 2).fingerprint()).isNotEqualTo(pairs().fingerprint());
        assertThat(Datasets.take(pairs(), 3).fingerprint()).isEqualTo(pairs().fingerprint());
    }

    @ParameterizedTest
    @ValueSource(strings = {"en-US", "fa-IR", "ar-EG-u-nu-arab", "hi-IN-u-nu-deva", "th-TH-u-nu-thai", "tr-TR"})
    void drawnSets_haveTheSameNamesInEveryLocale(String locale) {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag(locale));
        try {
            assertThat(Datasets.digits(1000).name()).isEqualTo("drawn digits, 1000 images of 28 x 28, seed 0");
            Dataset shapes = Datasets.shapes(12);
            assertThat(shapes.name()).isEqualTo("drawn shapes, 12 images of 32 x 32, seed 0");
            assertThat(shapes.caption(0)).matches("a (small|large) [a-z]+ [a-z]+ on an? [a-z]+ background .*");
            assertThat(Datasets.ring(8).name()).isEqualTo("ring of 8 Gaussians, 100000 points");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void mirrored_addsEachImageFlippedLeftToRight() {
        Dataset one = Datasets.pixels(Shape.of(2, 2, 3), new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
        Dataset two = Datasets.mirrored(one);

        assertThat(two.size()).isEqualTo(2);
        assertThat(two.shape()).isEqualTo(one.shape());
        assertThat(two.name()).isEqualTo("1 image, and mirrored");
        assertThat(sample(two, 0)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        assertThat(sample(two, 1)).containsExactly(3, 2, 1, 6, 5, 4, 9, 8, 7, 12, 11, 10);
        assertThat(two.fingerprint()).isNotEqualTo(one.fingerprint());
        assertThatThrownBy(() -> sample(two, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void mirrored_keepsLabelsAndCaptions_andThePlaceInTheBuffer() {
        Dataset all =
                Datasets.captioned(Datasets.labelled(pairs(), List.of("cat", "dog"), 1, 0, 1), List.of("a", "b", "c"));
        Dataset mirrored = Datasets.mirrored(all);
        ByteBuffer buffer = ByteBuffer.allocate(6).put((byte) 9);

        mirrored.read(3, buffer);

        assertThat(buffer.array()).containsExactly(9, 2, 1, 0, 0, 0);
        assertThat(buffer.position()).isEqualTo(3);
        assertThat(mirrored.label(4)).isZero();
        assertThat(mirrored.caption(5)).isEqualTo("c");
        assertThat(mirrored.classes()).containsExactly("cat", "dog");
    }

    @Test
    void mirrored_ofFloats_flipsWholeNumbers() {
        Dataset floats = MemoryDataset.ofFloats("f", Shape.of(1, 1, 3), new float[] {1.5f, -2, 3.25f});

        assertThat(Datasets.values(Datasets.mirrored(floats), 1)).containsExactly(3.25f, -2, 1.5f);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Datasets.mirrored(Datasets.points(new float[] {1})))
                .withMessage("1 point holds no images, but samples of shape (1)");
    }
}
