package io.gan4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImagePairsTest {
    private static final Dataset INPUTS =
            Datasets.pixels(Shape.of(1, 1, 2), new byte[] {1, 2}, new byte[] {3, 4}, new byte[] {5, 6});
    private static final Dataset TARGETS = Datasets.captioned(
            Datasets.labelled(
                    Datasets.pixels(
                            Shape.of(3, 1, 2),
                            new byte[] {10, 11, 12, 13, 14, 15},
                            new byte[] {20, 21, 22, 23, 24, 25},
                            new byte[] {30, 31, 32, 33, 34, 35}),
                    List.of("a", "b"),
                    0,
                    1,
                    0),
            List.of("one", "two", "three"));
    private static final Dataset PAIRS = Datasets.pairs(INPUTS, TARGETS);

    @Test
    void pairs_haveTargetAndInput_ofTheSamePlace() {
        assertThat(PAIRS.parts())
                .containsExactly(
                        new Part("target", Shape.of(3, 1, 2), Dataset.Encoding.PIXELS),
                        new Part("input", Shape.of(1, 1, 2), Dataset.Encoding.PIXELS));
        assertThat(PartsOf.pixels(PAIRS, Part.TARGET, 1)).containsExactly(20, 21, 22, 23, 24, 25);
        assertThat(PartsOf.pixels(PAIRS, Part.INPUT, 1)).containsExactly(3, 4);
        assertThat(PAIRS.size()).isEqualTo(3);
        assertThat(PAIRS.name()).isEqualTo("3 pairs of 3 images and 3 images");
        assertThat(PAIRS).hasToString(PAIRS.name());
    }

    @Test
    void principalPart_isTheTarget() {
        assertThat(PAIRS.shape()).isEqualTo(Shape.of(3, 1, 2));
        assertThat(Pictures.pixels(PAIRS, 2)).containsExactly(30, 31, 32, 33, 34, 35);
        assertThat(PAIRS.classes()).containsExactly("a", "b");
        assertThat(PAIRS.label(1)).isEqualTo(1);
        assertThat(PAIRS.hasCaptions()).isTrue();
        assertThat(PAIRS.caption(2)).isEqualTo("three");
    }

    @Test
    void unknownPart_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PAIRS.read("frame", 0, 0, ByteBuffer.allocate(9)))
                .withMessage("3 pairs of 3 images and 3 images has no part 'frame', its parts are [target, input]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Datasets.part(PAIRS, "frame"))
                .withMessage("3 pairs of 3 images and 3 images has no part 'frame', its parts are [target, input]");
        assertThatThrownBy(() -> PAIRS.read(Part.INPUT, 3, 0, ByteBuffer.allocate(9)))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void onePart_isADatasetOfItsOwn() {
        Dataset input = Datasets.part(PAIRS, Part.INPUT);
        assertThat(input.parts()).containsExactly(new Part("sample", Shape.of(1, 1, 2), Dataset.Encoding.PIXELS));
        assertThat(Pictures.pixels(input, 2)).containsExactly(5, 6);
        assertThat(input.name()).isEqualTo("input of 3 pairs of 3 images and 3 images");
        assertThat(input.fingerprint())
                .isEqualTo(Datasets.labelled(INPUTS, List.of("a", "b"), 0, 1, 0).fingerprint());
    }

    @Test
    void exchangedPairs_goTheOtherWay() {
        Dataset back = Datasets.exchanged(PAIRS);
        assertThat(back.shape()).isEqualTo(Shape.of(1, 1, 2));
        assertThat(PartsOf.pixels(back, Part.TARGET, 1)).containsExactly(3, 4);
        assertThat(PartsOf.pixels(back, Part.INPUT, 1)).containsExactly(20, 21, 22, 23, 24, 25);
        assertThat(back.fingerprint()).isNotEqualTo(PAIRS.fingerprint());
        assertThat(Datasets.exchanged(back).fingerprint()).isEqualTo(PAIRS.fingerprint());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Datasets.exchanged(INPUTS))
                .withMessage("3 images holds no pairs: its samples must have the parts [target, input], had [sample]");
    }

    @Test
    void views_keepBothParts() {
        for (Dataset view : List.of(
                Datasets.take(PAIRS, 2),
                Datasets.named(PAIRS, "x"),
                Datasets.labelled(PAIRS, List.of("y"), 0, 0, 0),
                Datasets.captioned(PAIRS, List.of("u", "v", "w")))) {
            assertThat(view.parts()).isEqualTo(PAIRS.parts());
            assertThat(PartsOf.pixels(view, Part.INPUT, 1)).containsExactly(3, 4);
        }
        assertThat(Datasets.named(PAIRS, "x").name()).isEqualTo("x");
        assertThat(Datasets.named(PAIRS, "x").caption(0)).isEqualTo("one");
        assertThat(Datasets.labelled(PAIRS, List.of("y", "z"), 0, 0, 1).label(2))
                .isEqualTo(1);
        assertThat(Datasets.captioned(PAIRS, List.of("u", "v", "w")).caption(1)).isEqualTo("v");
        assertThat(Datasets.captioned(PAIRS, List.of("u", "v", "w")).label(1)).isEqualTo(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Datasets.captioned(PAIRS, List.of("u")))
                .withMessage(
                        "3 pairs of 3 images and 3 images has 3 samples but 1 caption: their numbers must be equal");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Datasets.labelled(PAIRS, List.of("y"), 0, 1, 0))
                .withMessage("the label of sample 1 must be 0 to 0, a place among 1 class, was 1");
    }

    @Test
    void mirroredPairs_haveOneMirrorForBothParts() {
        Dataset mirrored = Datasets.mirrored(PAIRS);
        assertThat(mirrored.size()).isEqualTo(6);
        assertThat(PartsOf.pixels(mirrored, Part.INPUT, 1)).containsExactly(3, 4);
        assertThat(PartsOf.pixels(mirrored, Part.INPUT, 4)).containsExactly(4, 3);
        assertThat(PartsOf.pixels(mirrored, Part.TARGET, 4)).containsExactly(21, 20, 23, 22, 25, 24);
        assertThat(mirrored.label(4)).isEqualTo(1);
    }

    @Test
    void fingerprint_coversBothParts() {
        Dataset otherInputs =
                Datasets.pixels(Shape.of(1, 1, 2), new byte[] {1, 2}, new byte[] {3, 4}, new byte[] {5, 7});
        assertThat(Datasets.pairs(otherInputs, TARGETS).fingerprint()).isNotEqualTo(PAIRS.fingerprint());
        assertThat(Datasets.pairs(INPUTS, TARGETS).fingerprint()).isEqualTo(PAIRS.fingerprint());
        assertThat(PAIRS.fingerprint()).isNotEqualTo(TARGETS.fingerprint());
    }

    @Test
    void pairs_thatDoNotFit_areRefused() {
        refused(
                Datasets.take(INPUTS, 2),
                TARGETS,
                "pairs need as many inputs as targets, but the first 2 of 3 images has 2 and 3 images has 3");
        refused(
                Datasets.pixels(Shape.of(1, 2, 2), new byte[4]),
                Datasets.take(TARGETS, 1),
                "the images of a pair must have one size, but those of 1 image are 2 x 2 (height x width) and those of the"
                        + " first 1 of 3 images are 1 x 2 (height x width): bring them to one with Datasets.resized or"
                        + " ImageFolder.size");
        refused(
                PAIRS,
                TARGETS,
                "3 pairs of 3 images and 3 images cannot be paired: its samples have the parts [target, input], take one of"
                        + " them with Datasets.part");
        refused(
                Datasets.points(new float[2]),
                TARGETS,
                "1 point cannot be paired: its samples must be images, shape (C, H, W), were (2)");
    }

    private static void refused(Dataset inputs, Dataset targets, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Datasets.pairs(inputs, targets))
                .withMessage(message);
    }
}
