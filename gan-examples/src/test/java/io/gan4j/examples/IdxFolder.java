package io.gan4j.examples;

import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Drawn digits as a folder in MNIST's format: images plain, labels in gzip. */
final class IdxFolder {
    private IdxFolder() {}

    static Path write(Path folder, int count) throws IOException {
        Dataset digits = Datasets.digits(count);
        ByteBuffer pixels = ByteBuffer.allocate(count * 28 * 28);
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            digits.read(i, pixels);
            labels[i] = (byte) digits.label(i);
        }
        Files.createDirectories(folder);
        Files.write(folder.resolve("train-images-idx3-ubyte"), idx(0x803, pixels.array(), count, 28, 28));
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(idx(0x801, labels, count));
        }
        Files.write(folder.resolve("train-labels-idx1-ubyte.gz"), packed.toByteArray());
        return folder;
    }

    private static byte[] idx(int magic, byte[] values, int... extents) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(magic);
        for (int extent : extents) {
            out.writeInt(extent);
        }
        out.write(values);
        return bytes.toByteArray();
    }
}
