package io.gan4j.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gan4j.tensor.Shape;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PixelsTest {
    private static BufferedImage dot(int type, int argb) {
        BufferedImage image = new BufferedImage(1, 1, type);
        image.setRGB(0, 0, argb);
        return image;
    }

    private static BufferedImage of(ColorModel model, int... samples) {
        BufferedImage image = new BufferedImage(model, model.createCompatibleWritableRaster(1, 1), false, null);
        image.getRaster().setPixel(0, 0, samples);
        return image;
    }

    private static ColorModel components(int space, int transferType) {
        return new ComponentColorModel(ColorSpace.getInstance(space), false, false, Transparency.OPAQUE, transferType);
    }

    private static int[] values(Pixels pixels) {
        byte[] bytes = pixels.toBytes();
        int[] values = new int[bytes.length];
        Arrays.setAll(values, i -> bytes[i] & 0xFF);
        return values;
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                BufferedImage.TYPE_INT_RGB,
                BufferedImage.TYPE_INT_BGR,
                BufferedImage.TYPE_3BYTE_BGR,
                BufferedImage.TYPE_INT_ARGB,
                BufferedImage.TYPE_4BYTE_ABGR
            })
    void colour_ofEveryLayout_isReadAsIs(int type) {
        assertThat(values(Pixels.of(dot(type, 0xFF0A64C8), 3))).containsExactly(10, 100, 200);
    }

    @Test
    void grey_isTakenRaw_withoutJavasGamma() {
        BufferedImage grey = of(components(ColorSpace.CS_GRAY, DataBuffer.TYPE_BYTE), 100);

        assertThat(values(Pixels.of(grey, 1))).containsExactly(100);
        assertThat(values(Pixels.of(grey, 3))).containsExactly(100, 100, 100);
        assertThat(values(Pixels.of(grey, 4))).containsExactly(100, 100, 100, 255);
        // what Java would have made of it
        assertThat(grey.getRGB(0, 0) & 0xFF).isNotEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "128, 0", "129, 1", "25700, 100", "65535, 255"})
    void grey_of16Bits_isRoundedTo8(int sample, int expected) {
        BufferedImage grey = of(components(ColorSpace.CS_GRAY, DataBuffer.TYPE_USHORT), sample);

        assertThat(values(Pixels.of(grey, 1))).containsExactly(expected);
    }

    @Test
    void colour_of16Bits_isReducedTo8() {
        BufferedImage image = of(components(ColorSpace.CS_sRGB, DataBuffer.TYPE_USHORT), 2570, 25700, 51400);

        assertThat(values(Pixels.of(image, 3))).containsExactly(10, 100, 200);
    }

    @ParameterizedTest
    // Pillow's convert("L"): (19595 R + 38470 G + 7471 B + 32768) >> 16
    @CsvSource({"FF0000, 76", "00FF00, 150", "0000FF, 29", "FFFFFF, 255", "0A64C8, 84"})
    void colour_asGrey_isRec601Luma(String rgb, int expected) {
        BufferedImage image = dot(BufferedImage.TYPE_INT_RGB, Integer.parseInt(rgb, 16));

        assertThat(values(Pixels.of(image, 1))).containsExactly(expected);
    }

    @Test
    void everyGrey_asColourAndBack_staysItself() {
        for (int v = 0; v < 256; v++) {
            Pixels grey = Pixels.of(Shape.of(1, 1, 1), (byte) v);
            assertThat(grey.channels(3).channels(1)).isEqualTo(grey);
            assertThat(grey.channels(4).channels(1)).isEqualTo(grey);
        }
    }

    @Test
    void transparency_withoutAlphaChannel_showsWhite() {
        BufferedImage clear = dot(BufferedImage.TYPE_INT_ARGB, 0x00102030);
        BufferedImage half = dot(BufferedImage.TYPE_INT_ARGB, 0x80000000);

        assertThat(values(Pixels.of(clear, 3))).containsExactly(255, 255, 255);
        assertThat(values(Pixels.of(clear, 4))).containsExactly(16, 32, 48, 0);
        assertThat(values(Pixels.of(half, 1))).containsExactly(127);
    }

    @Test
    void palette_ofGreysOrColours_isToldApart() {
        byte[] ramp = {0, 85, (byte) 170, (byte) 255};
        byte[] other = {0, 85, (byte) 170, 7};
        BufferedImage grey = of(new IndexColorModel(2, 4, ramp, ramp, ramp), 2);
        BufferedImage colour = of(new IndexColorModel(2, 4, ramp, ramp, other), 3);

        assertThat(Pixels.isGrey(grey)).isTrue();
        assertThat(values(Pixels.of(grey, 1))).containsExactly(170);
        assertThat(Pixels.isGrey(colour)).isFalse();
        assertThat(values(Pixels.of(colour, 3))).containsExactly(255, 255, 7);
    }

    @Test
    void otherColourSpaces_areConvertedOrRefused() {
        BufferedImage linear = of(components(ColorSpace.CS_LINEAR_RGB, DataBuffer.TYPE_BYTE), 255, 0, 255);
        BufferedImage xyz = of(components(ColorSpace.CS_CIEXYZ, DataBuffer.TYPE_BYTE), 1, 2, 3);

        assertThat(values(Pixels.of(linear, 3))).containsExactly(255, 0, 255);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pixels.of(xyz, 3))
                .withMessage("an image must be grey or RGB, this one has 3 colour components of another colour space");
    }

    @Test
    void of_wrongChannelsOrLength_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pixels.of(dot(BufferedImage.TYPE_INT_RGB, 0), 2))
                .withMessage("channels must be 1 (grey), 3 (RGB) or 4 (RGB and alpha), was 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pixels.of(Shape.of(1, 2, 2), (byte) 1))
                .withMessage("shape (1, 2, 2) holds 4 values, the array has 1");
    }

    @Test
    void fitted_toItsOwnSize_isItself() {
        Pixels pixels = Pixels.of(Shape.of(1, 1, 2), (byte) 1, (byte) 2);

        assertThat(pixels.fitted(1, 2)).isSameAs(pixels);
    }

    @Test
    void fitted_uniformImage_staysUniform() {
        byte[] values = new byte[3 * 37 * 23];
        Arrays.fill(values, (byte) 200);

        for (int side : new int[] {1, 5, 23, 64}) {
            Pixels fitted = Pixels.of(Shape.of(3, 37, 23), values).fitted(side, side);
            assertThat(fitted.shape()).isEqualTo(Shape.of(3, side, side));
            assertThat(values(fitted)).containsOnly(200);
        }
    }

    @Test
    void fitted_fineStripesReduced_becomeTheirMeanInsteadOfAliasing() {
        byte[] stripes = new byte[64 * 64];
        for (int i = 0; i < stripes.length; i++) {
            stripes[i] = (byte) (i % 2 == 0 ? 0 : 255);
        }

        int[] reduced = values(Pixels.of(Shape.of(1, 64, 64), stripes).fitted(8, 8));

        // the kernel is cut off at the borders
        assertThat(reduced).containsOnly(123, 127, 128, 132);
    }

    @Test
    void fitted_stepEnlargedTwice_followsKeysKernel() {
        byte[] step = {0, 0, -1, -1, 0, 0, -1, -1};

        Pixels wide = Pixels.of(Shape.of(1, 2, 4), step).fitted(4, 8);

        // the kernel at distances 0.25, 0.75, 1.25, 1.75 is 111, 29, -9, -3 in 128ths: 255 * (29 - 3) / 128 is 52, and
        // 255 * (111 - 9) / 128 is 203; what falls outside 0..255 is clamped
        assertThat(Arrays.copyOf(values(wide), 8)).containsExactly(0, 0, 0, 52, 203, 255, 255, 255);
    }

    @Test
    void fitted_widerThanTheTarget_isCutAtTheCentre() {
        byte[] row = {0, 0, 10, 20, 0, 0};

        assertThat(values(Pixels.of(Shape.of(1, 1, 6), row).fitted(1, 2))).containsExactly(10, 20);
    }

    @Test
    void fitted_extremeAspect_touchesOnlyTheCentre() {
        byte[] line = new byte[1_000_000];
        Arrays.fill(line, (byte) 9);

        assertThat(values(Pixels.of(Shape.of(1, 1, line.length), line).fitted(64, 64)))
                .containsOnly(9);
    }

    @Test
    void fitted_withAlpha_takesNoColourFromWhatIsTransparent() {
        // left half opaque red, right half transparent green
        byte[] values = {
            (byte) 255,
            (byte) 255,
            0,
            0, //
            0,
            0,
            (byte) 255,
            (byte) 255, //
            0,
            0,
            0,
            0, //
            (byte) 255,
            (byte) 255,
            0,
            0
        };

        int[] small = values(Pixels.of(Shape.of(4, 1, 4), values).channels(4).fitted(2, 2));

        assertThat(small[0]).isEqualTo(255);
        assertThat(small[4]).isZero();
    }
}
