package io.gan4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.layer.Ada;
import org.junit.jupiter.api.Test;

/** What is worth knowing before a run. */
class StartAdviceTest {
    @Test
    void data_thatIsHardToLearn_isToldBeforeTheRun() {
        Dataset table = Datasets.points(new float[][] {{18, 92_000}, {78, 91_000}});
        assertThat(Gan.vanilla().advice(table))
                .anySatisfy(line -> assertThat(line).startsWith("component 1 of the data has mean 9.150e+04"));
        assertThat(Gan.vanilla().advice(Datasets.ring(8)))
                .noneSatisfy(line -> assertThat(line).startsWith("component"));
        assertThat(Gan.dcgan().advice(Datasets.digits(194)))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("194 images are few:")
                        .contains("Datasets.mirrored(data)", "augment(Ada.all())"));
        assertThat(Gan.dcgan().augment(Ada.all()).advice(Datasets.digits(194)))
                .noneSatisfy(line -> assertThat(line).contains("images are few"));
        assertThat(Gan.dcgan().advice(Datasets.digits(2_000)))
                .noneSatisfy(line -> assertThat(line).contains("images are few"));
    }

    /** A recipe knows why; who sets a network may not. */
    @Test
    void generatorOfARecipe_thatEndsInNoTanh_isNoCauseForAdvice() {
        assertThat(Gan.styleGan2().advice(Datasets.shapes(2_000)))
                .noneSatisfy(line -> assertThat(line).contains("tanh()"));
    }
}
