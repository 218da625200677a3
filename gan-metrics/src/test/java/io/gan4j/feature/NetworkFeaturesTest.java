package io.gan4j.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.inference.ModelCard;
import io.gan4j.inference.Recogniser;
import io.gan4j.inference.Runner;
import io.gan4j.metric.FeatureExtractor;
import io.gan4j.tensor.Shape;
import org.junit.jupiter.api.Test;

class NetworkFeaturesTest {
    private static final Shape SAMPLE = Shape.of(1, 1, 2);

    /** The features of a sample {@code (a, b)}: {@code a, a+1, a+2, b, b+1}. */
    private static final class Counting implements Runner.Single {
        boolean closed;

        @Override
        public float[] run(float[] input, int count) {
            float[] output = new float[5 * count];
            for (int i = 0; i < output.length; i++) {
                output[i] = i % 5 < 3 ? input[i / 5 * 2] + i % 5 : input[i / 5 * 2 + 1] + i % 5 - 3;
            }
            return output;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    /** 700 samples are more than are taken at a time; each row is its own sample's. */
    @Test
    void features_ofManySamples_areTakenInParts() {
        float[] samples = new float[1400];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = i;
        }
        Counting runner = new Counting();
        Recogniser network = Recogniser.of(ModelCard.extractor(SAMPLE, 5), runner);
        try (FeatureExtractor extractor = new NetworkFeatures("counting", "", network, Preparation.none(SAMPLE))) {
            assertThat(extractor.features(samples, 700).row(699)).containsExactly(1398, 1399, 1400, 1399, 1400);
        }
        assertThat(runner.closed).isTrue();
    }
}
