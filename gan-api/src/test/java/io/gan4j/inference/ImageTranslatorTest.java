package io.gan4j.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.image.Images;
import io.gan4j.image.Pixels;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Range;
import io.gan4j.tensor.Shape;
import java.awt.Color;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a translator does around its network: sizes, tiles, alpha, films. */
class ImageTranslatorTest {
    private static final Shape SMALL = Shape.of(3, 8, 8);

    /** Makes a sample of a sample. */
    private interface Network {
        float[] apply(float[] sample);
    }

    private static ImageTranslator translator(Shape input, Shape output, Network network) {
        return translator(ModelCard.translator("input", input, output, Range.of(output)), network);
    }

    private static ImageTranslator translator(ModelCard card, Network network) {
        Shape input = card.input();
        Shape output = card.output();
        Runner runner = new Runner.Single() {
            @Override
            public float[] run(float[] values, int count) {
                float[] all = new float[count * output.size()];
                for (int i = 0; i < count; i++) {
                    float[] sample = new float[input.size()];
                    System.arraycopy(values, i * input.size(), sample, 0, sample.length);
                    System.arraycopy(network.apply(sample), 0, all, i * output.size(), output.size());
                }
                return all;
            }

            @Override
            public void close() {
                // nothing is held
            }
        };
        return ImageTranslator.of(card, runner);
    }

    private static float[] negative(float[] sample) {
        float[] made = new float[sample.length];
        for (int i = 0; i < made.length; i++) {
            made[i] = -sample[i];
        }
        return made;
    }

    /** Repeats each pixel twice along both axes. */
    private static ImageTranslator doubling() {
        return translator(SMALL, Shape.of(3, 16, 16), sample -> {
            float[] made = new float[4 * sample.length];
            for (int i = 0; i < made.length; i++) {
                int channel = i / 256;
                made[i] = sample[(channel * 8 + i / 16 % 16 / 2) * 8 + i % 16 / 2];
            }
            return made;
        });
    }

    private static BufferedImage picture(int width, int height, int type) {
        BufferedImage picture = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                picture.setRGB(x, y, new Color(x * 7 % 256, y * 11 % 256, (x + y) * 5 % 256, 100 + x).getRGB());
            }
        }
        return picture;
    }

    @Test
    void images_ofItsShape_areTranslatedOneByOne() {
        ImageTranslator negative = translator(SMALL, SMALL, ImageTranslatorTest::negative);
        Images given = Images.of(picture(8, 8, BufferedImage.TYPE_INT_RGB), picture(8, 8, BufferedImage.TYPE_INT_RGB));
        Images made = negative.translate(given);
        assertThat(made.count()).isEqualTo(2);
        assertThat(made.toFloats()).containsExactly(negative(given.toFloats()));
        assertThatThrownBy(() -> negative.translate(given.resized(9, 9)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("this translator takes images of shape (3, 8, 8), these have (3, 9, 9): resize them, or use"
                        + " translate(BufferedImage)");
        assertThat(negative.scale()).isEqualTo(1);
        assertThat(negative.history()).isEqualTo(1);
        assertThat(negative.sizeMultiple()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"8, 8", "9, 8", "8, 13", "14, 14", "15, 31", "40, 23"})
    void picture_thatIsEnlargedByTiles_hasNoSeams(int width, int height) {
        BufferedImage given = picture(width, height, BufferedImage.TYPE_INT_RGB);
        BufferedImage made = doubling().translate(given);
        assertThat(made.getWidth()).isEqualTo(2 * width);
        assertThat(made.getHeight()).isEqualTo(2 * height);
        for (int y = 0; y < 2 * height; y++) {
            for (int x = 0; x < 2 * width; x++) {
                assertThat(made.getRGB(x, y)).as("pixel %s, %s", x, y).isEqualTo(given.getRGB(x / 2, y / 2));
            }
        }
    }

    @Test
    void pixel_nearTheBorderOfATile_comesFromTheMiddleOfAnother() {
        // a network that is wrong at the border of what it is given: two pixels all around are black
        ImageTranslator spoiling = translator(SMALL, Shape.of(3, 16, 16), sample -> {
            float[] made = new float[4 * sample.length];
            for (int i = 0; i < made.length; i++) {
                int row = i / 16 % 16;
                int column = i % 16;
                boolean border = row < 2 || column < 2 || row > 13 || column > 13;
                made[i] = border ? -1 : 1;
            }
            return made;
        });
        BufferedImage made = spoiling.translate(picture(40, 40, BufferedImage.TYPE_INT_RGB));
        for (int y = 2; y < 78; y++) {
            for (int x = 2; x < 78; x++) {
                assertThat(made.getRGB(x, y)).as("pixel %s, %s", x, y).isEqualTo(Color.WHITE.getRGB());
            }
        }
    }

    @Test
    void picture_smallerThanATile_isRefused() {
        assertThatThrownBy(() -> doubling().translate(picture(9, 7, BufferedImage.TYPE_INT_RGB)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the picture is 7 x 9 pixels, but this translator takes tiles of 8 x 8: enlarge it first");
    }

    @Test
    void picture_ofAnotherSize_isFittedThereAndBack() {
        ImageTranslator same = translator(SMALL, SMALL, sample -> sample);
        BufferedImage plain = new BufferedImage(21, 13, BufferedImage.TYPE_INT_RGB);
        plain.createGraphics().fillRect(0, 0, 21, 13);
        BufferedImage made = same.translate(plain);
        assertThat(Pixels.of(made, 3)).isEqualTo(Pixels.of(plain, 3));
    }

    @Test
    void alpha_thatTheNetworkDoesNotTake_isKept() {
        ImageTranslator negative = translator(SMALL, SMALL, ImageTranslatorTest::negative);
        BufferedImage given = picture(8, 8, BufferedImage.TYPE_INT_ARGB);
        BufferedImage made = negative.translate(given);
        assertThat(made.getRGB(3, 5) >>> 24).isEqualTo(103);
        assertThat(made.getColorModel().hasAlpha()).isTrue();
        assertThat(doubling().translate(given).getColorModel().hasAlpha()).isTrue();
    }

    /** The mean of two frames is the next one. */
    private static ImageTranslator mean() {
        Shape frame = Shape.of(1, 1, 1);
        ModelCard card = ModelCard.film("input", Shape.of(2, 1, 1), 2, frame, Range.of(frame));
        return translator(card, sample -> new float[] {(sample[0] + sample[1]) / 2});
    }

    @Test
    void film_goesOnFromWhatItMade() {
        Images known = Images.of(Shape.of(1, 1, 1), 0.9f, 0f, 1f);
        assertThat(mean().film(known, 3).toFloats()).containsExactly(0.5f, 0.75f, 0.625f);
        assertThat(mean().history()).isEqualTo(2);
    }

    @Test
    void film_withoutEnoughFrames_isRefused() {
        Images one = Images.of(Shape.of(1, 1, 1), 0.9f);
        assertThatThrownBy(() -> mean().film(one, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a film goes on from 2 frames of shape (1, 1, 1), these are 1 of (1, 1, 1)");
        assertThatThrownBy(() -> mean().film(Images.concat(one, one), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("count must be at least 1, was 0");
        ImageTranslator negative = translator(SMALL, SMALL, ImageTranslatorTest::negative);
        assertThatThrownBy(() -> negative.film(one, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("this translator takes one picture, not a film: use translate(images)");
        assertThatThrownBy(() -> mean().translate(picture(1, 1, BufferedImage.TYPE_BYTE_GRAY)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("this translator takes 2 frames, not one picture: use film(frames, count)");
    }

    /** Three channels to one are no film of three frames unless the card says so. */
    @Test
    void translator_ofColorToGrey_isNoFilm() {
        ImageTranslator grey = translator(SMALL, Shape.of(1, 8, 8), sample -> new float[64]);
        assertThat(grey.history()).isEqualTo(1);
        assertThat(grey.translate(picture(9, 7, BufferedImage.TYPE_INT_RGB)).getWidth())
                .isEqualTo(9);
        Shape frame = Shape.of(2, 8, 8);
        assertThatThrownBy(() -> ModelCard.film("input", SMALL, 2, frame, Range.of(frame)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'input' holds 2 frames on its channels, its shape is (3, 8, 8)");
    }

    @Test
    void use_afterClose_isRefused() {
        ImageTranslator negative = translator(SMALL, SMALL, ImageTranslatorTest::negative);
        negative.close();
        negative.close();
        assertThatThrownBy(() -> negative.translate(new float[SMALL.size()]))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this translator is closed");
        assertThatThrownBy(negative::sizeMultiple).hasMessage("this translator is closed");
    }

    @Test
    void card_ofAnotherKind_isRefused() {
        ModelCard generator = ModelCard.generator(3, Prior.NORMAL, SMALL);
        assertThatThrownBy(() -> ImageTranslator.of(generator, new Runner.Single() {
                    @Override
                    public float[] run(float[] input, int count) {
                        return input;
                    }

                    @Override
                    public void close() {
                        // nothing is held
                    }
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the card is not of a translator but of a generator");
    }
}
