package io.gan4j.feature;

import com.google.common.hash.Hashing;
import io.gan4j.metric.Features;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * A file of features: {@code gan4j features 1} and the lines of its key; then, little-endian, the number of samples and of
 * dimensions, 32 bits each, and the numbers as 32-bit floats; then the SHA-256 of all of that.
 */
final class FeatureFile {
    private static final String MAGIC = "gan4j features 1\n";
    private static final int DIGEST = 32;

    private FeatureFile() {}

    static byte[] bytes(FeatureKey key, Features features) {
        byte[] head = head(key);
        float[] values = features.toFloats();
        ByteBuffer bytes = ByteBuffer.allocate(Math.addExact(
                        head.length + 2 * Integer.BYTES + DIGEST, Math.multiplyExact(Float.BYTES, values.length)))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(head).putInt(features.count()).putInt(features.dimensions());
        bytes.asFloatBuffer().put(values);
        bytes.position(bytes.capacity() - DIGEST);
        bytes.put(digest(bytes.array()));
        return bytes.array();
    }

    /** The features in a file; nothing if it is missing, damaged, or of another key. */
    static Optional<Features> read(Path file, FeatureKey key) {
        try {
            return Files.isRegularFile(file) ? parse(Files.readAllBytes(file), key) : Optional.empty();
        } catch (IOException e) {
            // what cannot be read is computed
            return Optional.empty();
        }
    }

    private static Optional<Features> parse(byte[] bytes, FeatureKey key) {
        byte[] head = head(key);
        int start = head.length + 2 * Integer.BYTES;
        if (bytes.length < start + DIGEST
                || !Arrays.equals(head, Arrays.copyOf(bytes, head.length))
                || !Arrays.equals(digest(bytes), Arrays.copyOfRange(bytes, bytes.length - DIGEST, bytes.length))) {
            return Optional.empty();
        }
        ByteBuffer buffer =
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position(head.length);
        int count = buffer.getInt();
        int dimensions = buffer.getInt();
        long length = (long) count * dimensions;
        if (count != key.count() || dimensions < 1 || length * Float.BYTES != bytes.length - start - DIGEST) {
            return Optional.empty();
        }
        float[] values = new float[(int) length];
        buffer.asFloatBuffer().get(values);
        return Optional.of(Features.of(values, dimensions));
    }

    private static byte[] head(FeatureKey key) {
        return (MAGIC + key.text()).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] digest(byte[] bytes) {
        return Hashing.sha256().hashBytes(bytes, 0, bytes.length - DIGEST).asBytes();
    }
}
