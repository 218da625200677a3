package io.gan4j.data;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.gan4j.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The fingerprint of a dataset; see {@link Dataset#fingerprint()}. */
final class Fingerprints {
    private Fingerprints() {}

    static String of(Dataset dataset) {
        Shape shape = dataset.shape();
        String head = dataset.encoding() + " " + shape + " " + dataset.size() + " " + dataset.classes();
        Hasher hasher = Hashing.sha256().newHasher().putString(head, StandardCharsets.UTF_8);
        ByteBuffer sample =
                ByteBuffer.allocate(shape.size() * dataset.encoding().bytes() + Integer.BYTES);
        boolean labelled = !dataset.classes().isEmpty();
        for (int i = 0; i < dataset.size(); i++) {
            sample.clear();
            dataset.read(i, sample);
            sample.putInt(labelled ? dataset.label(i) : -1);
            hasher.putBytes(sample.flip());
        }
        return hasher.hash().toString();
    }
}
