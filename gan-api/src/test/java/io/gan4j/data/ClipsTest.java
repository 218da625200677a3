package io.gan4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClipsTest {
    /** Frame {@code i} holds {@code i} and {@code 100 + i}. */
    private static Dataset frames(int count) {
        return Datasets.pixels(
                Shape.of(2, 1, 1),
                IntStream.range(0, count)
                        .mapToObj(i -> new byte[] {(byte) i, (byte) (100 + i)})
                        .toArray(byte[][]::new));
    }

    private static final Clips CLIPS = Clips.of(frames(12), 5, 3, 4);

    @Test
    void windows_areHistoryAndTheFrameThatFollows_withinAClip() {
        Clips clips = CLIPS.history(2);

        assertThat(clips.size()).isEqualTo(3 + 1 + 2);
        assertThat(clips.parts())
                .containsExactly(
                        new Part("frame", Shape.of(2, 1, 1), Dataset.Encoding.PIXELS),
                        new Part("history", Shape.of(4, 1, 1), Dataset.Encoding.PIXELS));
        int[] next = {2, 3, 4, 7, 10, 11};
        for (int i = 0; i < next.length; i++) {
            int frame = next[i];
            assertThat(Pictures.pixels(clips, i)).containsExactly(frame, 100 + frame);
            assertThat(PartsOf.pixels(clips, Part.FRAME, i)).containsExactly(frame, 100 + frame);
            assertThat(PartsOf.pixels(clips, Part.HISTORY, i))
                    .containsExactly(frame - 2, 98 + frame, frame - 1, 99 + frame);
        }
        assertThat(clips.name()).isEqualTo("6 windows of 3 frames of 3 clips of 12 images");
        assertThat(clips).hasToString(clips.name());
    }

    @Test
    void rollout_addsLaterFrames() {
        Clips clips = CLIPS.history(1).rollout(2);
        assertThat(clips.parts().get(2)).isEqualTo(new Part("frame2", Shape.of(2, 1, 1), Dataset.Encoding.PIXELS));
        assertThat(clips.size()).isEqualTo(3 + 1 + 2);
        assertThat(PartsOf.pixels(clips, "history", 3)).containsExactly(5, 105);
        assertThat(PartsOf.pixels(clips, "frame", 3)).containsExactly(6, 106);
        assertThat(PartsOf.pixels(clips, "frame2", 3)).containsExactly(7, 107);
        assertThat(clips.history()).isEqualTo(1);
        assertThat(clips.rollout()).isEqualTo(2);
    }

    @Test
    void clipsShorterThanAWindow_areNamedWhenSamplesAreUsed() {
        assertThat(CLIPS.shape()).isEqualTo(Shape.of(2, 1, 1));
        assertThat(CLIPS.name()).isEqualTo("3 clips of 12 images");
        String message =
                "12 images: 2 of 3 clips are shorter than the 5 frames of a window, 4 of history and 1 to come:"
                        + " clip 1 with 3, clip 2 with 4; set fewer with history(...) or rollout(...)";
        assertThatIllegalStateException().isThrownBy(CLIPS::size).withMessage(message);
        assertThatIllegalStateException()
                .isThrownBy(() -> CLIPS.read(0, ByteBuffer.allocate(2)))
                .withMessage(message);
        Clips many = Clips.of(frames(7), 1, 1, 1, 1, 1, 1, 1).history(1);
        assertThatIllegalStateException().isThrownBy(many::size).withMessageContaining("clip 4 with 1, ...; set fewer");
    }

    @Test
    void badSettings_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CLIPS.history(0))
                .withMessage("history must be at least 1, was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CLIPS.rollout(0))
                .withMessage("rollout must be at least 1, was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Clips.of(frames(12), 5, 3))
                .withMessage("the lengths of the clips add up to 8 frames, but 12 images has 12 of (2, 1, 1)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Clips.of(frames(12), 12, 0))
                .withMessage("a clip must have at least 1 frame, clip 1 had 0");
        assertThatThrownBy(() -> CLIPS.history(2).read(6, ByteBuffer.allocate(2)))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CLIPS.history(2).read("frame2", 0, 0, ByteBuffer.allocate(2)))
                .withMessage("6 windows of 3 frames of 3 clips of 12 images has no part 'frame2', its parts are [frame,"
                        + " history]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CLIPS.clips(1, 1))
                .withMessage("clips must be at least 1, from 1 to 1 are none");
    }

    @Test
    void someClips_haveTheSameWindows() {
        Clips last = CLIPS.history(2).clips(1, 3);
        assertThat(last.count()).isEqualTo(2);
        assertThat(last.size()).isEqualTo(1 + 2);
        assertThat(PartsOf.pixels(last, "history", 1)).containsExactly(8, 108, 9, 109);
        Dataset clip = CLIPS.clip(1);
        assertThat(clip.size()).isEqualTo(3);
        assertThat(Pictures.pixels(clip, 2)).containsExactly(7, 107);
        assertThat(clip.name()).isEqualTo("clip 1");
    }

    @Test
    void labelsAndCaptions_areThoseOfTheNextFrame() {
        Dataset labelled =
                Datasets.captioned(Datasets.labelled(frames(3), List.of("a", "b"), 0, 1, 1), List.of("x", "y", "z"));
        Clips clips = Clips.of(labelled, 3).history(1);
        assertThat(clips.label(0)).isEqualTo(1);
        assertThat(clips.caption(1)).isEqualTo("z");
        assertThat(clips.classes()).containsExactly("a", "b");
        assertThat(clips.hasCaptions()).isTrue();
    }

    @Test
    void fingerprint_dependsOnTheWindow() {
        assertThat(CLIPS.history(2).fingerprint())
                .isEqualTo(CLIPS.history(2).fingerprint())
                .isNotEqualTo(CLIPS.history(1).fingerprint())
                .isNotEqualTo(Clips.of(frames(12), 12).history(2).fingerprint());
    }

    @Test
    void mirrorAndJitter_areTheSameForAllFrames() {
        Dataset wide =
                Datasets.pixels(Shape.of(1, 2, 3), new byte[] {1, 2, 3, 4, 5, 6}, new byte[] {11, 12, 13, 14, 15, 16});
        Dataset mirrored = Datasets.mirroredAtRandom(Clips.of(wide, 2).history(1));
        int turned = 0;
        for (long variation = 1; variation <= 40; variation++) {
            int[] frame = PartsOf.pixels(mirrored, Part.FRAME, 0, variation);
            int[] history = PartsOf.pixels(mirrored, Part.HISTORY, 0, variation);
            assertThat(frame[0] - history[0]).isEqualTo(10);
            assertThat(frame[0]).isIn(11, 13);
            turned += frame[0] == 13 ? 1 : 0;
        }
        assertThat(turned).isBetween(8, 32);
    }
}
