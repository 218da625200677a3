package io.gan4j.feature;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;

/**
 * What features of the data depend on.
 *
 * @param fingerprint of the dataset
 * @param extractor the extractor's hash
 * @param count how many samples were drawn
 * @param seed of the draw
 */
record FeatureKey(String fingerprint, String extractor, int count, long seed) {
    String text() {
        return fingerprint + "\n" + extractor + "\n" + count + "\n" + seed + "\n";
    }

    /** A name of letters and digits, whatever a hash is made of. */
    String fileName() {
        return Hashing.sha256().hashString(text(), StandardCharsets.UTF_8) + ".features";
    }
}
