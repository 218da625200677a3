package io.gan4j.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.image.Images;
import io.gan4j.metric.EdgeAgreement;
import io.gan4j.metric.ImageComparison;
import io.gan4j.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Answers beside simple rivals, with numbers that a hand can work out. */
class TranslationComparisonTest {
    private static final ImageComparison STANDARD = ImageComparison.standard();
    private static final Dataset PICTURES = Datasets.shapes(12);
    private static final Images TRUTH = Datasets.images(PICTURES, 0, 12);

    private static Images grey(int height, int width, float... values) {
        return Images.of(Shape.of(1, height, width), values);
    }

    /** In [-1, 1], a step of 2 down the middle is one of 255; each pixel of its two columns has a gradient of 4 times that. */
    @Test
    void edges_ofAMovedStep_agreeWhereTheyOverlap() {
        float[] step = new float[25];
        float[] moved = new float[25];
        for (int i = 0; i < 25; i++) {
            step[i] = i % 5 < 2 ? -1 : 1;
            moved[i] = i % 5 < 3 ? -1 : 1;
        }
        // of the inner columns 1, 2, 3 the first has its edge at 1 and 2, the other at 2 and 3
        assertThat(EdgeAgreement.of(grey(5, 5, moved), grey(5, 5, step), STANDARD)
                        .value())
                .isEqualTo(1.0 / 3, within(1e-9));
        assertThat(EdgeAgreement.of(grey(5, 5, step), grey(5, 5, step), STANDARD)
                        .value())
                .isEqualTo(1);
        assertThat(EdgeAgreement.of(grey(5, 5, new float[25]), grey(5, 5, new float[25]), STANDARD)
                        .value())
                .isEqualTo(1);
        assertThat(EdgeAgreement.of(grey(5, 5, new float[25]), grey(5, 5, step), STANDARD)
                        .value())
                .isZero();
    }

    /** Half the height of a step has half the gradient everywhere. */
    @Test
    void edges_ofAFainterStep_agreeByTheShareOfTheirHeight() {
        float[] step = new float[25];
        float[] faint = new float[25];
        for (int i = 0; i < 25; i++) {
            step[i] = i % 5 < 2 ? -1 : 1;
            faint[i] = step[i] / 2;
        }
        ImageComparison exact = STANDARD.rounding(ImageComparison.Rounding.NONE);
        assertThat(EdgeAgreement.of(grey(5, 5, faint), grey(5, 5, step), exact).value())
                .isEqualTo(0.5, within(1e-9));
    }

    @Test
    void comparison_ofTheTruth_isPerfect_andOfBlackIsNot() {
        TranslationComparison table = TranslationComparison.with(TRUTH, STANDARD)
                .answer("truth", TRUTH)
                .answer("black", SimpleAnswers.black(TRUTH));
        TranslationComparison.Row truth = table.rows().get(0);
        assertThat(truth.psnr().value()).isEqualTo(100);
        assertThat(truth.ssim().value()).isEqualTo(1, within(1e-9));
        assertThat(truth.edges().value()).isEqualTo(1);
        assertThat(truth.gradientEnergy().value()).isEqualTo(1);
        assertThat(truth.colors()).isNotNull();
        assertThat(table.rows().get(1).edges().value()).isZero();
        assertThat(table.toString().lines()).hasSize(4).element(0).asString().startsWith("12 images of (3, 32, 32), ");
        assertThat(table.toString().lines().toList().get(2)).startsWith("truth    100.00  1.000    1.000  1.000");
    }

    @Test
    void labels_ofAnotherNumber_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SimpleAnswers.identity(TRUTH, 1))
                .withMessage("images of 3 channels are no images of 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SimpleAnswers.lastFrame(TRUTH, 2))
                .withMessage("histories of 3 channels hold no whole number of frames of 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SimpleAnswers.nearestPair(TRUTH, PICTURES))
                .withMessage("the samples of " + PICTURES.name() + " are no pairs");
    }

    @Test
    void simpleAnswers_areWhatTheySay() {
        Images given = grey(1, 2, 0.25f, -0.5f, 1, 0);
        assertThat(SimpleAnswers.identity(given, 3).toFloats())
                .containsExactly(0.25f, -0.5f, 0.25f, -0.5f, 0.25f, -0.5f, 1, 0, 1, 0, 1, 0);
        assertThat(SimpleAnswers.identity(given, 1)).isSameAs(given);
        assertThat(SimpleAnswers.repeated(given, 2).toFloats())
                .startsWith(0.25f, 0.25f, -0.5f, -0.5f, 0.25f, 0.25f, -0.5f, -0.5f);
        assertThat(SimpleAnswers.bicubic(given, 4).shape()).isEqualTo(Shape.of(1, 4, 8));
        assertThat(SimpleAnswers.black(given).toFloats()).containsOnly(-1).hasSize(4);
        Images histories = Images.of(Shape.of(3, 1, 2), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        assertThat(SimpleAnswers.lastFrame(histories, 1).toFloats()).containsExactly(5, 6, 11, 12);
    }

    @Test
    void nearestPair_ofTrainingInputs_givesTheirTargets() {
        Dataset pairs = Datasets.outlines(PICTURES);
        Images outlines = Datasets.images(Datasets.part(pairs, "input"), 0, 12);
        assertThat(SimpleAnswers.nearestPair(outlines, pairs).toFloats()).isEqualTo(TRUTH.toFloats());
    }

    @Test
    void filmCurve_tellsEachFrameApart() {
        Images film = TRUTH.slice(0, 3);
        Images fading = Images.concat(film.get(0), film.get(1), SimpleAnswers.black(film.get(2)));
        FilmCurve curve = FilmCurve.of(List.of(fading, fading), List.of(film, film), STANDARD);
        assertThat(curve.psnr()).hasSize(3);
        assertThat(curve.psnr().get(0).value()).isEqualTo(100);
        assertThat(curve.psnr().get(1).value()).isEqualTo(100);
        assertThat(curve.psnr().get(2).value()).isLessThan(30);
        assertThat(curve.ssim().get(0).value()).isEqualTo(1, within(1e-9));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FilmCurve.of(List.of(film), List.of(film.slice(0, 2)), STANDARD))
                .withMessage("films must have 3 frames each and true ones as many, film 0 has 3 and 2");
    }
}
