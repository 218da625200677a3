package io.gan4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.gan4j.tensor.Shape;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StackedImagesTest {
    private static final Shape TWO = Shape.of(1, 1, 2);

    /** Image {@code i} holds {@code 10 i} and {@code 10 i + 1}, and is of class {@code i % 3}. */
    private static Dataset grey(List<String> classes) {
        byte[][] images = new byte[7][];
        int[] labels = new int[7];
        for (int i = 0; i < 7; i++) {
            images[i] = new byte[] {(byte) (10 * i), (byte) (10 * i + 1)};
            labels[i] = i % 3;
        }
        return Datasets.labelled(Datasets.pixels(TWO, images), classes, labels);
    }

    private static Dataset stacked(int count, long seed) {
        return Datasets.stacked(grey(List.of("0", "1", "2")), count, seed);
    }

    private static byte[] sample(Dataset dataset, int index) {
        byte[] sample = new byte[dataset.shape().size()];
        dataset.read(index, ByteBuffer.wrap(sample));
        return sample;
    }

    @Test
    void channels_areImagesOfTheSource() {
        Dataset stacked = stacked(100, 4);
        assertThat(stacked.shape()).isEqualTo(Shape.of(3, 1, 2));
        for (int i = 0; i < 100; i++) {
            byte[] sample = sample(stacked, i);
            int label = 0;
            for (int channel = 0; channel < 3; channel++) {
                int source = sample[2 * channel] / 10;
                assertThat(sample[2 * channel]).isEqualTo((byte) (10 * source));
                assertThat(sample[2 * channel + 1]).isEqualTo((byte) (10 * source + 1));
                label = 3 * label + source % 3;
            }
            assertThat(stacked.label(i)).isEqualTo(label);
        }
    }

    @Test
    void images_areDrawnOfAllAndForEachChannelAnew() {
        Dataset stacked = stacked(500, 4);
        Set<Integer> ofEach = new HashSet<>();
        Set<Integer> labels = new HashSet<>();
        int alike = 0;
        for (int i = 0; i < 500; i++) {
            byte[] sample = sample(stacked, i);
            for (int channel = 0; channel < 3; channel++) {
                ofEach.add(10 * channel + sample[2 * channel] / 10);
            }
            labels.add(stacked.label(i));
            alike += sample[0] == sample[2] ? 1 : 0;
        }
        assertThat(ofEach).hasSize(3 * 7);
        assertThat(labels).hasSize(27);
        assertThat(alike).isBetween(40, 102); // a seventh, five standard deviations
    }

    @Test
    void sample_dependsOnSeedAndPlaceAlone() {
        IntStream.range(0, 10)
                .forEach(i -> assertThat(sample(stacked(10, 4), i)).isEqualTo(sample(stacked(20, 4), i)));
        assertThat(stacked(50, 4).fingerprint())
                .isEqualTo(stacked(50, 4).fingerprint())
                .isNotEqualTo(stacked(50, 5).fingerprint());
    }

    @Test
    void classes_ofOneCharacter_areWrittenTogether() {
        assertThat(stacked(1, 0).classes())
                .hasSize(27)
                .startsWith("000", "001", "002", "010")
                .endsWith("222");
    }

    @Test
    void classes_ofWords_areJoinedByHyphens() {
        Dataset words = Datasets.stacked(grey(List.of("cat", "dog", "x")), 1, 0);
        assertThat(words.classes()).startsWith("cat-cat-cat", "cat-cat-dog").contains("dog-x-cat");
    }

    @Test
    void stack_ofDigits_hasAThousandClasses() {
        Dataset stacked = Datasets.stacked(Datasets.digits(20), 5, 1);
        assertThat(stacked.classes()).hasSize(1000);
        assertThat(stacked.classes().get(317)).isEqualTo("317");
        assertThat(stacked.shape()).isEqualTo(Shape.of(3, 28, 28));
        assertThat(stacked.size()).isEqualTo(5);
        assertThat(stacked.name()).startsWith("5 stacks of three of ").endsWith(", seed 1");
    }

    @Test
    void sample_beyondTheEnd_isRefused() {
        assertThatThrownBy(() -> sample(stacked(3, 0), 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> stacked(3, 0).label(3)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void sources_thatCannotBeStacked_areRefused() {
        refused(
                Datasets.pixels(Shape.of(3, 1, 1), new byte[3]),
                "1 image cannot be stacked: its samples must be images of one channel, shape (1, H, W), were"
                        + " (3, 1, 1)");
        refused(
                Datasets.points(new float[2]),
                "1 point cannot be stacked: its samples must be images of one channel, shape (1, H, W), were (2)");
        refused(Datasets.pixels(TWO, new byte[2]), "1 image cannot be stacked: its samples must have labels");
        refused(new Floats(), "floats cannot be stacked: its samples must be 8-bit pixels, were floats");
        List<String> many = IntStream.range(0, 101).mapToObj(String::valueOf).toList();
        refused(grey(many), "7 images cannot be stacked: it must have at most 100 classes, had 101");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> stacked(0, 0))
                .withMessage("count must be at least 1, was 0");
    }

    @Test
    void asManyAsThereAreNumbers_areKnownAndReadAtOnce() {
        Dataset most = stacked(Integer.MAX_VALUE, 3);
        assertTimeout(Duration.ofSeconds(20), () -> {
            assertThat(most.fingerprint())
                    .isNotEqualTo(stacked(Integer.MAX_VALUE, 4).fingerprint())
                    .isNotEqualTo(stacked(Integer.MAX_VALUE - 1, 3).fingerprint())
                    .isEqualTo(Datasets.take(most, Integer.MAX_VALUE).fingerprint());
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Datasets.images(most, 0, Integer.MAX_VALUE))
                    .withMessageEndingWith(
                            " as an array would hold more than 2,147,483,639 values: read fewer at a time");
        });
    }

    private static void refused(Dataset grey, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Datasets.stacked(grey, 1, 0))
                .withMessage(message);
    }

    private static final class Floats implements Dataset {
        @Override
        public String name() {
            return "floats";
        }

        @Override
        public int size() {
            return 1;
        }

        @Override
        public Shape shape() {
            return TWO;
        }

        @Override
        public Encoding encoding() {
            return Encoding.FLOATS;
        }

        @Override
        public void read(int index, ByteBuffer into) {
            into.putFloat(0).putFloat(0);
        }
    }
}
