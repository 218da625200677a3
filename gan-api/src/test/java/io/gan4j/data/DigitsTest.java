package io.gan4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.tensor.Shape;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigitsTest {
    private static final Dataset DIGITS = Digits.of(1000).seed(5).draw();

    @ParameterizedTest
    @CsvSource({"28, 28, 7, 541e60e5", "16, 16, 7, a8d08d8b", "64, 48, 8, 10053b78"})
    void digits_fromASeed_areTheSameBytesEverywhere(int height, int width, long seed, String checksum) {
        Dataset digits = Digits.of(40).size(height, width).seed(seed).draw();
        assertThat(Pictures.checksum(digits)).isEqualTo(checksum);
    }

    @Test
    void sample_ofALargerSet_isTheSame() {
        Dataset few = Digits.of(10).seed(5).draw();
        IntStream.range(0, 10).forEach(i -> assertThat(Pictures.pixels(few, i)).isEqualTo(Pictures.pixels(DIGITS, i)));
    }

    @Test
    void digits_ofAnotherSeed_differ() {
        Dataset other = Digits.of(10).seed(6).draw();
        IntStream.range(0, 10)
                .forEach(i -> assertThat(Pictures.pixels(other, i)).isNotEqualTo(Pictures.pixels(DIGITS, i)));
    }

    @Test
    void digits_ofOneClass_allDiffer() {
        long distinct = IntStream.range(0, DIGITS.size())
                .mapToObj(i -> IntStream.of(Pictures.pixels(DIGITS, i)).boxed().toList())
                .distinct()
                .count();
        assertThat(distinct).isEqualTo(DIGITS.size());
    }

    @Test
    void labels_nameTheTenDigits_inEqualShares() {
        assertThat(DIGITS.classes()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        int[] counts = new int[10];
        IntStream.range(0, DIGITS.size()).forEach(i -> counts[DIGITS.label(i)]++);
        assertThat(counts).containsOnly(100);
    }

    @Test
    void dataset_describesItself() {
        assertThat(DIGITS.name()).isEqualTo("drawn digits, 1000 images of 28 x 28, seed 5");
        assertThat(DIGITS.size()).isEqualTo(1000);
        assertThat(DIGITS.shape()).isEqualTo(Shape.of(1, 28, 28));
        assertThat(DIGITS.encoding()).isEqualTo(Dataset.Encoding.PIXELS);
    }

    @ParameterizedTest
    @CsvSource({"8, 8", "9, 30", "28, 28", "32, 20", "64, 64", "100, 40", "40, 100", "256, 256", "8, 256"})
    void ink_atAnySize_staysInsideTheFrame(int height, int width) {
        Dataset digits = Digits.of(100).size(height, width).seed(3).draw();
        assertThat(digits.shape()).isEqualTo(Shape.of(1, height, width));
        for (int i = 0; i < digits.size(); i++) {
            int[] pixels = Pictures.pixels(digits, i);
            assertThat(IntStream.of(pixels).max().orElseThrow())
                    .as("brightest of digit %s", i)
                    .isGreaterThan(150);
            for (int p = 0; p < pixels.length; p++) {
                boolean border = p < width || p >= pixels.length - width || p % width == 0 || p % width == width - 1;
                assertThat(border ? pixels[p] : 0)
                        .as("border of digit %s at %s", i, p)
                        .isLessThan(64);
            }
        }
    }

    @Test
    void ink_at28_leavesTheBorderBlack() {
        for (int i = 0; i < DIGITS.size(); i++) {
            int[] pixels = Pictures.pixels(DIGITS, i);
            for (int p = 0; p < 28; p++) {
                assertThat(pixels[p] + pixels[27 * 28 + p] + pixels[28 * p] + pixels[28 * p + 27])
                        .as("border of digit %s", i)
                        .isZero();
            }
        }
    }

    @Test
    void ink_onAverage_isAsMuchAsMnistAndInTheMiddle() {
        double mass = 0;
        double x = 0;
        double y = 0;
        for (int i = 0; i < DIGITS.size(); i++) {
            int[] pixels = Pictures.pixels(DIGITS, i);
            for (int p = 0; p < pixels.length; p++) {
                mass += pixels[p];
                x += pixels[p] * (p % 28 + 0.5);
                y += pixels[p] * (p / 28 + 0.5);
            }
        }
        assertThat(mass / DIGITS.size() / 784).isCloseTo(33.3, within(5.0)); // MNIST's training mean: 33.32
        assertThat(x / mass).isCloseTo(14, within(0.2));
        assertThat(y / mass).isCloseTo(14, within(0.2));
    }

    @Test
    void setting_returnsANewValue_andLeavesTheOld() {
        Digits base = Digits.of(10);
        assertThat(base.size(16).seed(4)).isEqualTo(new Digits(10, 16, 16, 4));
        assertThat(base).isEqualTo(new Digits(10, 28, 28, 0));
    }

    @Test
    void setting_outOfRange_isRefusedWithRuleAndValue() {
        assertThatThrownBy(() -> Digits.of(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("count must be at least 1, was 0");
        assertThatThrownBy(() -> Digits.of(1).size(7, 28))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("height must be from 8 to 256 pixels, was 7");
        assertThatThrownBy(() -> Digits.of(1).size(28, 257))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("width must be from 8 to 256 pixels, was 257");
    }

    @Test
    void draw_ofMoreThanFitsMemory_saysHowManyDo() {
        Digits tooMany = Digits.of(40_000).size(256);
        assertThatThrownBy(tooMany::draw)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("40000 images of shape (1, 256, 256) exceed the 2 GiB that a dataset in memory may hold: "
                        + "count must be at most 32767");
    }

    @Test
    void digits_ofTheFacade_areTwentyThousandOf28() {
        Dataset digits = Datasets.digits();
        assertThat(digits.size()).isEqualTo(20_000);
        assertThat(digits.shape()).isEqualTo(Shape.of(1, 28, 28));
        assertThat(Datasets.digits(10).fingerprint())
                .isEqualTo(Digits.of(10).draw().fingerprint());
    }
}
