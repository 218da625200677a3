package io.gan4j.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.tensor.Shape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagesTest {
    private static final Shape DOT = Shape.of(1, 1, 1);

    @Test
    void everyPixel_thereAndBack_staysItself() {
        byte[] all = new byte[256];
        for (int v = 0; v < 256; v++) {
            all[v] = (byte) v;
        }
        Pixels pixels = Pixels.of(Shape.of(1, 16, 16), all);

        Images images = Images.ofPixels(List.of(pixels));

        assertThat(images.toPixels()).isEqualTo(pixels);
        assertThat(images.toFloats()[0]).isEqualTo(-1f);
        assertThat(images.toFloats()[255]).isEqualTo(1f);
        assertThat(Images.of(images.toBufferedImage())).isEqualTo(images);
    }

    @Test
    void values_becomePixels_roundedAndClamped() {
        // (x + 1) * 127.5 = -inf, -127.5, 0, 127.5, 127.4, 255, 637.5, inf
        Images images = Images.of(
                Shape.of(1, 1, 8), Float.NEGATIVE_INFINITY, -2f, -1f, 0f, -0.000784f, 1f, 4f, Float.POSITIVE_INFINITY);

        assertThat(images.toPixels().toBytes())
                .containsExactly(0, 0, 0, (byte) 128, 127, (byte) 255, (byte) 255, (byte) 255);
    }

    @Test
    void nan_atConversion_isAnErrorThatSaysWhere() {
        Images images = Images.of(DOT, 0f, Float.NaN);

        assertThatIllegalStateException()
                .isThrownBy(images::toBufferedImages)
                .withMessage("image 1 holds NaN, which has no colour (value 0 of 1): has the training diverged?");
    }

    @Test
    void of_wrongLength_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Images.of(Shape.of(3, 2, 2), new float[13]))
                .withMessage("images of shape (3, 2, 2) take a multiple of 12 values, the array has 13");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Images.of(DOT))
                .withMessage("images of shape (1, 1, 1) take a multiple of 1 value, the array has 0");
    }

    @Test
    void of_shapeOfNoImage_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Images.of(Shape.of(4), 1, 2, 3, 4))
                .withMessage("an image's shape is (channels, height, width), was (4)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Images.of(Shape.of(2, 1, 1), 1, 2))
                .withMessage("channels must be 1 (grey), 3 (RGB) or 4 (RGB and alpha), was 2");
    }

    @Test
    void arrays_inAndOut_areCopies() {
        float[] mine = {0.5f};
        Images images = Images.of(DOT, mine);
        mine[0] = 9;
        images.toFloats()[0] = 9;

        assertThat(images.toFloats()).containsExactly(0.5f);
    }

    @Test
    void sliceGetAndConcat_keepOrder() {
        Images images = Images.of(DOT, 0, 1, 2, 3);

        assertThat(images.count()).isEqualTo(4);
        assertThat(images.slice(1, 3).toFloats()).containsExactly(1, 2);
        assertThat(images.get(3).toFloats()).containsExactly(3);
        assertThat(Images.concat(images.get(3), images.slice(0, 2)).toFloats()).containsExactly(3, 0, 1);
        assertThat(images).hasToString("4 images of (1, 1, 1)");
    }

    @Test
    void sliceGetAndConcat_outsideOrMixed_areRefused() {
        Images images = Images.of(DOT, 0, 1);

        assertThatThrownBy(() -> images.get(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> images.slice(1, 1))
                .withMessage("slice must hold at least one image, was 1 to 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Images.concat(images, Images.of(Shape.of(1, 1, 2), 0, 1)))
                .withMessage("images must have one shape, but 0 has (1, 1, 1) and 1 has (1, 1, 2)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Images.concat(List.of()))
                .withMessage("images must hold at least one image, was empty");
    }

    @Test
    void severalImages_asOnePicture_areRefusedWithAdvice() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Images.of(DOT, 0, 1).toBufferedImage())
                .withMessage("these are 2 images, not one: take one with get(i), or put all on a sheet with grid()");
    }

    @Test
    void of_mixedKinds_takesTheWidest() {
        BufferedImage grey = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
        BufferedImage rgb = new BufferedImage(1, 1, BufferedImage.TYPE_3BYTE_BGR);
        BufferedImage alpha = new BufferedImage(1, 1, BufferedImage.TYPE_4BYTE_ABGR);

        assertThat(Images.of(grey).shape().channels()).isEqualTo(1);
        assertThat(Images.of(grey, rgb).shape().channels()).isEqualTo(3);
        assertThat(Images.of(grey, rgb, alpha).shape().channels()).isEqualTo(4);
    }

    @Test
    void grid_ofFive_isThreeWideWithGapsAndABlackPlace() {
        Images sheet = Images.of(DOT, 1, 2, 3, 4, 5).grid();

        assertThat(sheet.count()).isEqualTo(1);
        assertThat(sheet.shape()).isEqualTo(Shape.of(1, 4, 7));
        assertThat(sheet.toFloats())
                .containsExactly(
                        1, -1, -1, 2, -1, -1, 3, //
                        -1, -1, -1, -1, -1, -1, -1, //
                        -1, -1, -1, -1, -1, -1, -1, //
                        4, -1, -1, 5, -1, -1, -1);
    }

    @Test
    void grid_ofColourTiles_keepsChannelsApart() {
        Images sheet = Images.of(Shape.of(3, 1, 1), 1, 2, 3, 4, 5, 6).grid(1);

        assertThat(sheet.shape()).isEqualTo(Shape.of(3, 4, 1));
        assertThat(sheet.toFloats()).containsExactly(1, -1, -1, 4, 2, -1, -1, 5, 3, -1, -1, 6);
    }

    @Test
    void grid_ofOne_isTheImage() {
        Images one = Images.of(Shape.of(1, 1, 2), 1, 2);

        assertThat(one.grid()).isEqualTo(one);
        assertThat(one.grid(7)).isEqualTo(one);
    }

    @Test
    void grid_withAlpha_isTransparentBetweenTiles() {
        Images sheet = Images.of(Shape.of(4, 1, 1), 1, 1, 1, 1, 1, 1, 1, 1).grid();

        assertThat(sheet.toBufferedImage().getRGB(0, 0)).isEqualTo(0xFFFFFFFF);
        assertThat(sheet.toBufferedImage().getRGB(1, 0)).isZero();
    }

    @Test
    void grid_withoutColumns_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Images.of(DOT, 0).grid(0))
                .withMessage("columns must be at least 1, was 0");
    }

    @Test
    void enlarged_repeatsEveryPixel() {
        Images large = Images.of(Shape.of(1, 2, 1), 1, 2, 3, 4).enlarged(2);

        assertThat(large.shape()).isEqualTo(Shape.of(1, 4, 2));
        assertThat(large.toFloats()).containsExactly(1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4);
    }

    @Test
    void enlarged_byLessThanOne_isRefused() {
        Images images = Images.of(Shape.of(1, 2, 1), 1, 2);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> images.enlarged(0))
                .withMessage("factor must be at least 1, was 0");
    }

    @Test
    void writePng_onFailure_leavesNothingBehind(@TempDir Path folder) {
        Path taken = folder.resolve("taken");

        assertThatThrownBy(() -> {
                    Files.createDirectories(taken.resolve("full"));
                    Images.of(DOT, 0).writePng(taken);
                })
                .isInstanceOf(IOException.class);
        assertThat(folder.toFile().list()).containsExactly("taken");
    }
}
