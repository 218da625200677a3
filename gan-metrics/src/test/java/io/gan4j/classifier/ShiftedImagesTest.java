package io.gan4j.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ShiftedImagesTest {
    /** All values differ, so that a moved image says how far it was moved. */
    private static byte[] numbered(int size, int from) {
        byte[] image = new byte[size];
        for (int i = 0; i < size; i++) {
            image[i] = (byte) (from + i);
        }
        return image;
    }

    private static final Dataset TWO = Datasets.labelled(
            Datasets.pixels(Shape.of(2, 3, 4), numbered(24, 0), numbered(24, 100)), List.of("a", "b"), 1, 0);

    private static byte[] read(Dataset data, int index) {
        byte[] image = new byte[data.shape().size()];
        data.read(index, ByteBuffer.wrap(image));
        return image;
    }

    /** Written out for each place, with the edge repeated. */
    private static byte[] moved(byte[] image, int down, int right) {
        byte[] moved = new byte[24];
        for (int channel = 0; channel < 2; channel++) {
            for (int row = 0; row < 3; row++) {
                for (int column = 0; column < 4; column++) {
                    int fromRow = Math.max(0, Math.min(2, row - down));
                    int fromColumn = Math.max(0, Math.min(3, column - right));
                    moved[12 * channel + 4 * row + column] = image[12 * channel + 4 * fromRow + fromColumn];
                }
            }
        }
        return moved;
    }

    @Test
    void images_areMovedByAllDistancesWithinReach() {
        ShiftedImages shifted = new ShiftedImages(TWO, 200, 1, 5);
        Set<String> expected = new HashSet<>();
        for (int down = -1; down <= 1; down++) {
            for (int right = -1; right <= 1; right++) {
                expected.add(Arrays.toString(moved(read(TWO, 1), down, right)));
            }
        }
        Set<String> seen = new HashSet<>();
        for (int i = 1; i < shifted.size(); i += 2) {
            seen.add(Arrays.toString(read(shifted, i)));
        }
        assertThat(seen).hasSize(9).isEqualTo(expected);
    }

    @Test
    void images_keepTheirClassEachTime() {
        ShiftedImages shifted = new ShiftedImages(TWO, 3, 1, 5);
        assertThat(shifted.size()).isEqualTo(6);
        assertThat(List.of(shifted.label(0), shifted.label(1), shifted.label(2), shifted.label(5)))
                .containsExactly(1, 0, 1, 0);
        assertThat(shifted.classes()).containsExactly("a", "b");
        assertThatThrownBy(() -> shifted.label(6)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void image_dependsOnTheSeedAndItsNumberAlone() {
        ShiftedImages shifted = new ShiftedImages(TWO, 50, 1, 5);
        ShiftedImages longer = new ShiftedImages(TWO, 60, 1, 5);
        ShiftedImages other = new ShiftedImages(TWO, 50, 1, 6);
        int same = 0;
        for (int i = 0; i < 100; i++) {
            assertThat(read(shifted, i)).isEqualTo(read(longer, i));
            same += Arrays.equals(read(shifted, i), read(other, i)) ? 1 : 0;
        }
        assertThat(same).isBetween(1, 40);
    }

    @Test
    void reachOf0_leavesImagesAsTheyAre() {
        ShiftedImages still = new ShiftedImages(TWO, 2, 0, 5);
        assertThat(read(still, 3)).isEqualTo(read(TWO, 1));
    }
}
