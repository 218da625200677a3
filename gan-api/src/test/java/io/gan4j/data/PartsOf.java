package io.gan4j.data;

import java.nio.ByteBuffer;

/** Reads parts of samples in tests. */
final class PartsOf {
    private PartsOf() {}

    /** The elements of a part, 0 to 255, as it is. */
    static int[] pixels(Dataset dataset, String part, int index) {
        return pixels(dataset, part, index, Dataset.UNVARIED);
    }

    static int[] pixels(Dataset dataset, String part, int index, long variation) {
        byte[] bytes = bytes(dataset, part, index, variation);
        int[] values = new int[bytes.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = bytes[i] & 0xFF;
        }
        return values;
    }

    static byte[] bytes(Dataset dataset, String part, int index, long variation) {
        Part found = dataset.parts().stream()
                .filter(each -> each.name().equals(part))
                .findFirst()
                .orElseThrow();
        ByteBuffer sample = ByteBuffer.allocate(found.bytes());
        dataset.read(part, index, variation, sample);
        if (sample.hasRemaining()) {
            throw new AssertionError(part + " lacks " + sample.remaining() + " bytes");
        }
        return sample.array();
    }
}
