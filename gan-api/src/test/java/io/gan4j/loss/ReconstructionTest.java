package io.gan4j.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.game.Expr;
import io.gan4j.game.ExprEvaluator;
import io.gan4j.tensor.Shape;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is computed of images' neighborhoods is tested with an engine. */
class ReconstructionTest {
    private static final ExprEvaluator JAVA =
            ExprEvaluator.of(Map.of("made", new double[] {1, -2, 0.5}, "truth", new double[] {0, -2, 3}));

    static Stream<Arguments> distances() {
        return Stream.of(
                Arguments.of(L1.of(2), "L1 distance to the truth, weight 2 (Isola et al. 2017)"),
                Arguments.of(CycleConsistency.of(2), "cycle consistency, weight 2 (Zhu et al. 2017)"),
                Arguments.of(IdentityMapping.of(2), "identity mapping, weight 2 (Zhu et al. 2017)"));
    }

    /** 2 (1 + 0 + 2.5) / 3. */
    @ParameterizedTest
    @MethodSource("distances")
    void loss_isTheMeanAbsoluteDifferenceTimesTheWeight(Reconstruction loss, String phrase) {
        assertThat(JAVA.scalar(loss.loss(Expr.input("made"), Expr.input("truth"))))
                .isEqualTo(7.0 / 3, within(1e-12));
        assertThat(JAVA.scalar(loss.loss(Expr.input("made"), Expr.input("made"))))
                .isZero();
        assertThat(loss.describe()).isEqualTo(phrase);
    }

    @Test
    void weights_byDefault_areThoseOfThePapers() {
        assertThat(L1.standard().weight()).isEqualTo(100);
        assertThat(CycleConsistency.standard().weight()).isEqualTo(10);
        assertThat(IdentityMapping.standard().weight()).isEqualTo(5);
        assertThat(GradientDifference.standard().weight()).isEqualTo(1);
        assertThat(GradientDifference.standard().describe())
                .isEqualTo("gradient difference, weight 1 (Mathieu et al. 2016)");
    }

    @Test
    void terms_areDescribedWithWeightAndSource() {
        assertThat(TotalVariation.of(0.5).describe()).isEqualTo("total variation, weight 0.5 (Johnson et al. 2016)");
        assertThat(MaskPenalty.standard().describe())
                .isEqualTo("mask penalty, opening 0.1, total variation 0.1 (faceswap-GAN 2.2)");
        assertThat(FeatureLoss.of(FeatureNetwork.random(7)).absolute().weight(2).describe())
                .isEqualTo(
                        "feature loss by random convolutions of seed 7, absolute difference, weight 2 (Johnson et al."
                                + " 2016)");
    }

    @Test
    void weight_thatIsNotAboveZero_isRefused() {
        String message = "weight must be a finite number above 0, was ";
        assertThatThrownBy(() -> L1.of(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message + "0.0");
        assertThatThrownBy(() -> CycleConsistency.of(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message + "-1.0");
        assertThatThrownBy(() -> IdentityMapping.of(Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message + "NaN");
        assertThatThrownBy(() -> TotalVariation.of(-0.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message + "-0.5");
        assertThatThrownBy(() -> MaskPenalty.of(0.1, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("variation must be a finite number of at least 0, was -1.0");
        assertThatThrownBy(() -> MaskPenalty.of(Double.NaN, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("opening must be a finite number of at least 0, was NaN");
        assertThatThrownBy(() -> GradientDifference.of(1e39))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message + "Infinity");
    }

    @Test
    void lossOfOnesOwn_isDescribedByItsClass() {
        record SquaredDistance(int weight) implements Reconstruction {
            @Override
            public Expr loss(Expr made, Expr truth) {
                return made.minus(truth).square().mean().times(weight);
            }
        }
        assertThat(new SquaredDistance(3).describe()).isEqualTo("squared distance (weight=3)");
    }

    @Test
    void scorePerSample_ofScores_isThatScore() {
        Expr scores = Expr.input("made");
        assertThat(Scores.perSample(scores, Shape.of(1))).isSameAs(scores);
    }
}
