package io.gan4j.feature;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.hash.Hashing;
import io.gan4j.file.Plural;
import io.gan4j.metric.FeatureExtractor;
import io.gan4j.metric.Features;
import io.gan4j.tensor.Shape;
import java.nio.charset.StandardCharsets;

/** See {@link FeatureExtractors#pixels}. */
record PixelFeatures(Shape sample) implements FeatureExtractor {
    @Override
    public String name() {
        return "pixels";
    }

    @Override
    public String hash() {
        return Hashing.sha256()
                .hashString("pixels " + sample, StandardCharsets.UTF_8)
                .toString();
    }

    @Override
    public int dimensions() {
        return sample.size();
    }

    @Override
    public String resizing() {
        return "none";
    }

    @Override
    public Features features(float[] samples, int count) {
        checkSamples(samples, count, sample);
        return Features.of(samples, sample.size());
    }

    /** @throws IllegalArgumentException if the array does not hold {@code count} samples of the shape */
    static void checkSamples(float[] samples, int count, Shape sample) {
        checkArgument(
                count >= 1 && samples.length == (long) count * sample.size(),
                "an array of %s of shape %s must hold %s for each, has %s",
                Plural.of(count, "sample"),
                sample,
                sample.size(),
                samples.length);
    }

    @Override
    public void close() {
        // holds nothing
    }
}
