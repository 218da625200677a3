package io.gan4j.data;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** Reads samples of image datasets in tests. */
final class Pictures {
    private Pictures() {}

    /** The elements of one image, 0 to 255, {@code (C, H, W)} in row-major order. */
    static int[] pixels(Dataset dataset, int index) {
        ByteBuffer sample = ByteBuffer.allocate(dataset.shape().size());
        dataset.read(index, sample);
        int[] values = new int[sample.capacity()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Byte.toUnsignedInt(sample.get(i));
        }
        return values;
    }

    /** CRC-32 of all samples, in hexadecimal. */
    static String checksum(Dataset dataset) {
        CRC32 crc = new CRC32();
        ByteBuffer sample =
                ByteBuffer.allocate(dataset.shape().size() * dataset.encoding().bytes());
        for (int i = 0; i < dataset.size(); i++) {
            sample.clear();
            dataset.read(i, sample);
            crc.update(sample.flip());
        }
        return Long.toHexString(crc.getValue());
    }
}
