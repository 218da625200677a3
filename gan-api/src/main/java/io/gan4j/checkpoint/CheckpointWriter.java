package io.gan4j.checkpoint;

import com.google.common.collect.ImmutableList;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.gan4j.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Writes a checkpoint file from its beginning to its end, a chunk at a time. The header holds the checksums of what follows,
 * so the tensors are gone through twice; the hash comes last, into its place.
 */
final class CheckpointWriter {
    private final Store.Output output;
    private final Hasher digest = Hashing.sha256().newHasher();
    private final byte[] chunk;
    private int filled;

    private CheckpointWriter(Store.Output output, byte[] chunk) {
        this.output = output;
        this.chunk = chunk;
    }

    /**
     * Writes a file and makes its content durable.
     *
     * @return the length of the file and its hash
     */
    static Written write(Store store, Path file, Checkpoint checkpoint) throws IOException {
        byte[] chunk = new byte[store.chunkBytes()];
        List<Map.Entry<String, Tensor>> tensors = sorted(checkpoint);
        Header header = header(checkpoint, tensors, chunk);
        byte[] head = header.encode();
        try (Store.Output output = store.create(file)) {
            CheckpointWriter writer = new CheckpointWriter(output, chunk);
            writer.put(head);
            for (Map.Entry<String, Tensor> tensor : tensors) {
                writer.put(tensor.getValue().values());
            }
            String hash = writer.finish();
            return new Written(head.length + header.dataBytes(), hash);
        }
    }

    /** What was written: the length of the file and its SHA-256. */
    record Written(long bytes, String hash) {}

    private static List<Map.Entry<String, Tensor>> sorted(Checkpoint checkpoint) {
        List<Map.Entry<String, Tensor>> tensors =
                new ArrayList<>(checkpoint.tensors().entrySet());
        tensors.sort(Map.Entry.comparingByKey(Header.NAME_ORDER));
        return tensors;
    }

    private static Header header(Checkpoint checkpoint, List<Map.Entry<String, Tensor>> tensors, byte[] chunk) {
        ImmutableList<Header.Entry> entries = tensors.stream()
                .map(tensor -> new Header.Entry(
                        tensor.getKey(),
                        tensor.getValue().shape(),
                        crc(tensor.getValue().values(), chunk)))
                .collect(ImmutableList.toImmutableList());
        return new Header(checkpoint.step(), checkpoint.facts(), entries);
    }

    private static int crc(float[] values, byte[] chunk) {
        CRC32C crc = new CRC32C();
        int room = chunk.length / Float.BYTES;
        for (int from = 0; from < values.length; from += Math.min(room, values.length - from)) {
            int count = Math.min(room, values.length - from);
            copy(values, from, chunk, 0, count);
            crc.update(chunk, 0, count * Float.BYTES);
        }
        return (int) crc.getValue();
    }

    private static void copy(float[] values, int from, byte[] bytes, int at, int count) {
        ByteBuffer.wrap(bytes, at, count * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .put(values, from, count);
    }

    private void put(byte[] bytes) throws IOException {
        for (int from = 0; from < bytes.length; ) {
            int count = Math.min(chunk.length - filled, bytes.length - from);
            System.arraycopy(bytes, from, chunk, filled, count);
            from += count;
            advance(count);
        }
    }

    private void put(float[] values) throws IOException {
        for (int from = 0; from < values.length; ) {
            int count = Math.min((chunk.length - filled) / Float.BYTES, values.length - from);
            copy(values, from, chunk, filled, count);
            from += count;
            advance(count * Float.BYTES);
        }
    }

    private void advance(int count) throws IOException {
        filled += count;
        if (filled == chunk.length) {
            flush();
        }
    }

    private void flush() throws IOException {
        if (filled > 0) {
            digest.putBytes(chunk, 0, filled);
            output.append(chunk, filled);
            filled = 0;
        }
    }

    private String finish() throws IOException {
        flush();
        String hash = digest.hash().toString();
        output.overwrite(Header.HASH_AT, hash.getBytes(StandardCharsets.US_ASCII));
        output.sync();
        return hash;
    }
}
