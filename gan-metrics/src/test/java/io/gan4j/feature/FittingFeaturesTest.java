package io.gan4j.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.tensor.Shape;
import org.junit.jupiter.api.Test;

class FittingFeaturesTest {
    @Test
    void smallSamplesAndVectors_areSeenAsTheyAre() {
        assertThat(FeatureExtractors.fitting(Shape.of(1, 28, 28)).name()).isEqualTo("pixels");
        assertThat(FeatureExtractors.fitting(Shape.of(1, 32, 32)).dimensions()).isEqualTo(1_024);
        assertThat(FeatureExtractors.fitting(Shape.of(5_000)).dimensions()).isEqualTo(5_000);
    }

    @Test
    void largerImages_areSeenByARandomNetwork() {
        var features = FeatureExtractors.fitting(Shape.of(4, 256, 256));
        assertThat(features.name()).isEqualTo("random network, seed 0");
        assertThat(features.dimensions()).isEqualTo(128);
        assertThat(features.hash())
                .hasSize(64)
                .isEqualTo(FeatureExtractors.fitting(Shape.of(4, 256, 256)).hash());
        assertThat(features).isEqualTo(FeatureExtractors.fitting(Shape.of(4, 256, 256)));
        features.close();
    }
}
