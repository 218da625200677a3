package io.gan4j.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.Gan;
import io.gan4j.GanBuilder;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.game.GradientClipping;
import io.gan4j.game.Schedule;
import io.gan4j.loss.Labels;
import io.gan4j.loss.Minimax;
import io.gan4j.loss.R1;
import io.gan4j.measurement.Scale;
import io.gan4j.watch.Advice.Kind;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RemediesTest {
    private static final Dataset DIGITS = Datasets.digits(100);

    private static String against(Kind kind, GanBuilder gan) {
        return new Remedies(gan.configuration(), DIGITS, null).against(kind);
    }

    @Test
    void vanishingGradients_ofALossThatDoesNotSaturate_areNotSaidToComeOfIt() {
        assertThat(against(Kind.VANISHING_GRADIENTS, Gan.dcgan()))
                .isEqualTo("Try regularizers(R1.of(1)) with discriminatorNorm(Normalization.NONE); or"
                        + " instanceNoise(Schedule.linear(0.1, 0)), which is off; or labels(Labels.smoothed()) instead"
                        + " of hard ones.");
        assertThat(against(Kind.VANISHING_GRADIENTS, Gan.dcgan().loss(new Minimax())))
                .startsWith("Try loss(new NonSaturating()) instead of Minimax, which saturates; or ");
    }

    /** Nothing that is set already, and present values where they are to be changed. */
    @Test
    void settingsThatAreMade_areNotAdvised() {
        GanBuilder tried = Gan.vanilla()
                .regularizers(R1.of(1))
                .instanceNoise(Schedule.linear(0.1, 0))
                .labels(Labels.smoothed())
                .discriminatorLearningRate(1e-3)
                .discriminatorSteps(3);
        assertThat(against(Kind.DISCRIMINATOR_WON, tried))
                .isEqualTo("Try discriminatorSteps(1) instead of 3; or discriminatorLearningRate(5.0E-4) instead of"
                        + " 0.001.");
        assertThat(against(Kind.COLLAPSE, Gan.sngan().packing(2).minibatchStdDev(4)))
                .startsWith("Try more data than the 100 samples there are, if only by Datasets.mirrored(data); or"
                        + " regularizers(R1.of(1)); or generatorLearningRate(1.0E-4) instead of 2.0E-4");
        assertThat(against(Kind.OSCILLATION, Gan.modern()))
                .isEqualTo("Try generatorLearningRate(2.5E-4) instead of 5.0E-4; or discriminatorLearningRate(2.5E-4)"
                        + " instead of 5.0E-4.");
        assertThat(against(Kind.EXPLODING_GRADIENTS, Gan.dcgan().gradientClipping(GradientClipping.norm(2))))
                .startsWith("Try a smaller bound than GradientClipping[kind=NORM, limit=2.0] in gradientClipping; or ");
        assertThat(against(Kind.NOISE, Gan.dcgan().steps(40))).isEqualTo("Train longer than 40 steps.");
    }

    @Test
    void dataOfAnotherScale_isTheFirstToBeMended() {
        Dataset table = Datasets.points(new float[][] {{18, 92_000}, {78, 91_000}});
        Scale scale = Scale.of(new float[] {18, 92_000, 78, 91_000}, 2);
        assertThat(new Remedies(Gan.vanilla().configuration(), table, scale).against(Kind.COLLAPSE))
                .startsWith(
                        "Scale the data first: component 1 of the data has mean 9.150e+04 and standard deviation 500.0,")
                .contains("Datasets.table(...)");
    }

    @Test
    void runWhoseSettingsAreNotKnown_getsTheUsualAdvice() {
        assertThat(new Remedies(Map.of(), DIGITS, null).against(Kind.COLLAPSE)).isEqualTo(Kind.COLLAPSE.advice());
    }
}
