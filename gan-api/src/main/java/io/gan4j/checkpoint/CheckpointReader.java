package io.gan4j.checkpoint;

import com.google.common.collect.ImmutableMap;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.gan4j.error.CorruptCheckpointException;
import io.gan4j.file.Plural;
import io.gan4j.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Reads a checkpoint file once from its beginning to its end, and trusts nothing in it: every length is compared with the
 * bytes that are there before memory is taken for it, and nothing is handed out before all checksums agree.
 */
final class CheckpointReader {
    private static final String HEADER = "header";
    private static final String END = "end";

    private final Path file;
    private final Store.Input input;
    private final Hasher digest = Hashing.sha256().newHasher();
    private final byte[] chunk;

    private CheckpointReader(Path file, Store.Input input, int chunkBytes) {
        this.file = file;
        this.input = input;
        this.chunk = new byte[chunkBytes];
    }

    /**
     * Reads a checkpoint.
     *
     * @throws CorruptCheckpointException if the file is not, to the bit, one that was written
     * @throws IOException if it cannot be read
     */
    static Checkpoint read(Store store, Path file) throws IOException {
        try (Store.Input input = store.open(file)) {
            return new CheckpointReader(file, input, chunkBytes(store, input)).read();
        }
    }

    /** Checks that a file is intact, and the one with this hash. */
    static void verify(Store store, Path file, String hash) throws IOException {
        try (Store.Input input = store.open(file)) {
            String found = new CheckpointReader(file, input, chunkBytes(store, input)).verify();
            if (!found.equals(hash)) {
                throw new CorruptCheckpointException(file.toString(), HEADER, "is that of another checkpoint");
            }
        }
    }

    private static int chunkBytes(Store store, Store.Input input) throws IOException {
        long rounded = (input.size() / Float.BYTES + 1) * Float.BYTES;
        return (int) Math.min(store.chunkBytes(), rounded);
    }

    private Checkpoint read() throws IOException {
        Head head = head();
        long needed = head.header.dataBytes();
        if (needed > Runtime.getRuntime().maxMemory()) {
            throw new IOException(
                    file + " holds " + needed + " bytes of tensors, more than the memory of this process, "
                            + Runtime.getRuntime().maxMemory() + " bytes");
        }
        ImmutableMap.Builder<String, Tensor> tensors = ImmutableMap.builder();
        for (Header.Entry entry : head.header.entries()) {
            float[] values = new float[entry.shape().size()];
            pass(entry, values);
            tensors.put(entry.name(), Tensor.of(entry.shape(), values));
        }
        end(head);
        try {
            return new Checkpoint(head.header.step(), head.header.facts(), tensors.buildOrThrow());
        } catch (IllegalArgumentException e) {
            throw new CorruptCheckpointException(file.toString(), HEADER, "is refused: " + e.getMessage(), e);
        }
    }

    private String verify() throws IOException {
        Head head = head();
        for (Header.Entry entry : head.header.entries()) {
            pass(entry, new float[0]);
        }
        end(head);
        return head.hash;
    }

    private record Head(Header header, String hash) {}

    private Head head() throws IOException {
        long size = input.size();
        byte[] bytes = headBytes(size);
        String hash = Header.cut(bytes, Header.HASH_AT, Header.HASH_CHARS);
        digest.putBytes(bytes);
        String crc = Header.cut(bytes, Header.CRC_AT, Header.CRC_CHARS);
        if (!crc.equals(Header.hex(Header.crc(bytes)))) {
            throw corrupt(HEADER, "does not match its CRC32C");
        }
        Header.put(bytes, Header.CRC_AT, crc);
        Header header = parse(bytes);
        checkLength(header, size - bytes.length);
        return new Head(header, hash);
    }

    private byte[] headBytes(long size) throws IOException {
        byte[] prefix = new byte[Header.LENGTH_BYTES];
        if (input.read(prefix, prefix.length) < prefix.length) {
            throw corrupt(HEADER, "is cut short");
        }
        long length = ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (length < Header.CRC_AT + Header.CRC_CHARS || length > size - prefix.length) {
            throw corrupt(
                    HEADER,
                    "has the length " + Long.toUnsignedString(length) + ", but the file has "
                            + Plural.of(size, "byte"));
        }
        if (length > Header.MAX_BYTES) {
            throw corrupt(
                    HEADER,
                    "has " + Plural.of(length, "byte") + ", more than the " + Header.MAX_BYTES
                            + " that are allowed; the system property gan4j.checkpoint.maxHeaderBytes raises it");
        }
        byte[] bytes = Arrays.copyOf(prefix, prefix.length + (int) length);
        int at = prefix.length;
        while (at < bytes.length) {
            int count = Math.min(chunk.length, bytes.length - at);
            if (input.read(chunk, count) < count) {
                throw corrupt(HEADER, "is cut short");
            }
            System.arraycopy(chunk, 0, bytes, at, count);
            at += count;
        }
        return bytes;
    }

    private Header parse(byte[] bytes) {
        try {
            return Header.parse(bytes);
        } catch (IllegalArgumentException e) {
            throw new CorruptCheckpointException(file.toString(), HEADER, String.valueOf(e.getMessage()), e);
        }
    }

    private void checkLength(Header header, long available) {
        long end = 0;
        for (Header.Entry entry : header.entries()) {
            end += entry.bytes();
            if (end > available) {
                throw corrupt(entry.name(), "is cut short");
            }
        }
        if (end < available) {
            throw corrupt(END, "has " + Plural.of(available - end, "byte") + " too many");
        }
    }

    /** Passes over a tensor and checks it; keeps the values if there is room for them. */
    private void pass(Header.Entry entry, float[] values) throws IOException {
        CRC32C crc = new CRC32C();
        long remaining = entry.bytes();
        for (int at = 0; remaining > 0; ) {
            int count = (int) Math.min(remaining, chunk.length);
            if (input.read(chunk, count) < count) {
                throw corrupt(entry.name(), "is cut short");
            }
            digest.putBytes(chunk, 0, count);
            crc.update(chunk, 0, count);
            if (values.length > 0) {
                int floats = count / Float.BYTES;
                ByteBuffer.wrap(chunk)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asFloatBuffer()
                        .get(values, at, floats);
                at += floats;
            }
            remaining -= count;
        }
        if ((int) crc.getValue() != entry.crc()) {
            throw corrupt(entry.name(), "does not match its CRC32C");
        }
    }

    private void end(Head head) {
        if (!digest.hash().toString().equals(head.hash)) {
            throw corrupt(HEADER, "holds a SHA-256 that is not the file's");
        }
    }

    private CorruptCheckpointException corrupt(String section, String problem) {
        return new CorruptCheckpointException(file.toString(), section, problem);
    }
}
