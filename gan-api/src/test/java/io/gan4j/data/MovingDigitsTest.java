package io.gan4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gan4j.tensor.Shape;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MovingDigitsTest {
    /** Two digits of one pixel, 100 and 200, whose way can be seen. */
    private static final Dataset DOTS = Datasets.pixels(Shape.of(1, 1, 1), new byte[] {100}, new byte[] {(byte) 200});

    private static final int SIZE = 32;
    private static final int FRAMES = 40;

    /** Rows and columns of the bright dot in each frame; none if it is not one bright and one dark dot that move. */
    private static int[][] way(Dataset clip) {
        int[][] places = new int[2][clip.size()];
        boolean dark = false;
        for (int t = 0; t < clip.size(); t++) {
            int[] frame = Pictures.pixels(clip, t);
            int bright = 0;
            for (int i = 0; i < frame.length; i++) {
                if (frame[i] == 200) {
                    bright++;
                    places[0][t] = i / SIZE;
                    places[1][t] = i % SIZE;
                }
                dark |= frame[i] == 100;
            }
            if (bright != 1) {
                return new int[2][0];
            }
        }
        return dark ? places : new int[2][0];
    }

    @Test
    void nextPlace_followsFromTwo_alsoAtTheBorder() {
        Clips clips = MovingDigits.of(60).frames(FRAMES).size(SIZE).digits(DOTS).draw();
        int turns = 0;
        Set<Integer> speeds = new HashSet<>();
        for (int c = 0; c < clips.count(); c++) {
            for (int[] places : way(clips.clip(c))) {
                for (int t = 2; t < places.length; t++) {
                    int speed = places[t - 1] - places[t - 2];
                    int ahead = places[t - 1] + speed;
                    boolean turn = ahead < 0 || ahead > SIZE - 1;
                    assertThat(places[t]).isEqualTo(turn ? places[t - 1] - speed : ahead);
                    turns += turn ? 1 : 0;
                    speeds.add(speed);
                }
            }
        }
        assertThat(turns).isGreaterThan(100);
        assertThat(speeds).containsExactlyInAnyOrder(-4, -3, -2, -1, 0, 1, 2, 3, 4);
    }

    @Test
    void everyDigitMoves_andTheBrighterIsSeen() {
        Clips clips = MovingDigits.of(200).frames(2).size(SIZE).digits(DOTS).draw();
        int hidden = 0;
        for (int c = 0; c < clips.count(); c++) {
            int[] first = Pictures.pixels(clips.clip(c), 0);
            int[] second = Pictures.pixels(clips.clip(c), 1);
            for (int i = 0; i < first.length; i++) {
                if (first[i] > 0 && second[i] == first[i]) {
                    hidden++; // the other one of its kind has come here, which is rare
                }
            }
        }
        assertThat(hidden).isLessThanOrEqualTo(2);
    }

    @Test
    void clips_areWindowsOfTwentyFrames() {
        Clips clips = Datasets.movingDigits(3);
        assertThat(clips.shape()).isEqualTo(Shape.of(1, 64, 64));
        assertThat(clips.size()).isEqualTo(3 * 16);
        assertThat(clips.name())
                .isEqualTo(
                        "48 windows of 5 frames of 3 clips of moving digits, 3 clips of 20 frames of 64 x 64, seed 0");
        assertThat(Pictures.checksum(clips.clip(2))).isEqualTo("e6a5feb");
    }

    @Test
    void clip_dependsOnSeedAndPlaceAlone() {
        assertThat(Pictures.checksum(MovingDigits.of(2).draw().clip(1)))
                .isEqualTo(Pictures.checksum(MovingDigits.of(5).draw().clip(1)))
                .isNotEqualTo(
                        Pictures.checksum(MovingDigits.of(2).seed(1).draw().clip(1)));
    }

    @Test
    void settingsOutOfRange_areRefused() {
        MovingDigits one = MovingDigits.of(1);
        refused(() -> MovingDigits.of(0), "count must be at least 1, was 0");
        refused(() -> one.frames(0), "frames must be at least 1, was 0");
        refused(() -> one.size(31), "size must be from 32 to 256 pixels, was 31");
        refused(
                () -> one.size(32).digits(Datasets.digits(1)),
                "the images of drawn digits, 1 image of 28 x 28, seed 0 are 28 x 28 (height x width), size must be at"
                        + " least 36 for them to move, was 32");
        refused(
                () -> one.digits(Datasets.shapes(1)),
                "drawn shapes, 1 image of 32 x 32, seed 0 cannot be moved: its images must be grey, were (3, 32, 32)");
        refused(
                () -> MovingDigits.of(Integer.MAX_VALUE),
                "count times frames must be at most 2147483647, was 42949672940");
        assertThat(one.size(36).digits(Datasets.digits(1)).draw().count()).isEqualTo(1);
    }

    private static void refused(Runnable setting, String message) {
        assertThatIllegalArgumentException().isThrownBy(setting::run).withMessage(message);
    }
}
