package io.gan4j.data;

import io.gan4j.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The fingerprint of a dataset; see {@link Dataset#fingerprint()}. */
final class Fingerprints {
    private Fingerprints() {}

    static String of(Dataset dataset) {
        MessageDigest digest = sha256();
        Shape shape = dataset.shape();
        String head = dataset.encoding() + " " + shape + " " + dataset.size() + " " + dataset.classes();
        digest.update(head.getBytes(StandardCharsets.UTF_8));
        ByteBuffer sample =
                ByteBuffer.allocate(shape.size() * dataset.encoding().bytes() + Integer.BYTES);
        boolean labelled = !dataset.classes().isEmpty();
        for (int i = 0; i < dataset.size(); i++) {
            sample.clear();
            dataset.read(i, sample);
            sample.putInt(labelled ? dataset.label(i) : -1);
            digest.update(sample.flip());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256, this one has not", e);
        }
    }
}
