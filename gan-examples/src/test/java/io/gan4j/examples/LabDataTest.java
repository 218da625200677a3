package io.gan4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LabDataTest {
    static List<Float> cross(int points) {
        List<Float> drawn = new ArrayList<>();
        for (int i = 0; i < points; i++) {
            drawn.add(i % 2 == 0 ? i / 1000f : 0);
            drawn.add(i % 2 == 0 ? 0 : i / 1000f);
        }
        return drawn;
    }

    @ParameterizedTest
    @EnumSource(value = LabData.Kind.class, names = "DRAWN", mode = EnumSource.Mode.EXCLUDE)
    void builtInSet_isThatOfTheCommandLine(LabData.Kind kind) throws Exception {
        LabData data = new LabData(kind, kind.usual(), List.of());
        Dataset same = new DataArgument(data.option(), DataReading.PLAIN).load();
        assertThat(data.draw().fingerprint()).isEqualTo(same.fingerprint());
        assertThat(LabData.Kind.named(kind.word())).isEqualTo(kind);
    }

    @Test
    void drawing_isSpreadByABrush() {
        Dataset data = new LabData(LabData.Kind.DRAWN, 0, cross(40)).draw();
        assertThat(data.shape()).isEqualTo(Shape.of(2));
        assertThat(data.name()).isEqualTo("a drawing, 40 points");
        float[] first = Datasets.values(data, new int[] {2});
        assertThat(first[0]).isCloseTo(0.002f, within(0.3f)).isNotEqualTo(0.002f);
    }

    @Test
    void drawing_ofFewPoints_orFarAway_isRefused() {
        assertThatThrownBy(() -> new LabData(LabData.Kind.DRAWN, 0, cross(19)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a drawing needs 20 to 1000 points, this has 19: draw more");
        List<Float> far = cross(20);
        far.set(3, 2.5f);
        assertThatThrownBy(() -> new LabData(LabData.Kind.DRAWN, 0, far))
                .hasMessage("a drawing lies between -2.0 and 2.0, a point has 2.5");
        far.set(3, Float.NaN);
        assertThatThrownBy(() -> new LabData(LabData.Kind.DRAWN, 0, far))
                .hasMessage("a drawing lies between -2.0 and 2.0, a point has NaN");
    }

    @Test
    void number_isChecked() {
        assertThatThrownBy(() -> new LabData(LabData.Kind.GRID, 13, List.of()))
                .hasMessage("grid takes a number from 1 to 12, was 13");
        assertThatThrownBy(() -> LabData.Kind.named("rings"))
                .hasMessage("there is no distribution 'rings'; the nearest is 'ring'; there are ring, grid, swissRoll,"
                        + " moons, line, blobs, drawn");
    }
}
