package io.gan4j.watch;

import io.gan4j.file.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * A file of events as TensorBoard reads it. Each record is its length, the checksum of that, the event, and the checksum of the
 * event; little end first. A record reaches the file at once, so that a file can be read while it is written.
 */
final class EventFile implements AutoCloseable {
    private static final String VERSION = "brain.Event:2";
    private static final int MASK = 0xA282EAD8;

    private final Path file;
    private final OutputStream out;

    private EventFile(Path file, OutputStream out) {
        this.file = file;
        this.out = out;
    }

    /**
     * Creates a file in a folder, whose name no other one has there, and which sorts behind the older ones: of a folder
     * TensorBoard follows the newest file.
     *
     * @param seconds since 1970
     * @throws UncheckedIOException if that fails
     */
    static EventFile create(Path folder, double seconds) {
        try {
            Files.createDirectories(folder);
            for (long second = (long) seconds; ; second++) {
                Path file = folder.resolve("events.out.tfevents." + second + ".gan4j");
                try {
                    EventFile created = new EventFile(
                            file, Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
                    created.write(new WireMessage().real(1, seconds).text(3, VERSION));
                    return created;
                } catch (FileAlreadyExistsException e) {
                    // another run began in the same second
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " takes no TensorBoard file: " + Reason.of(e, folder), e);
        }
    }

    /** Adds an event. */
    void write(WireMessage event) {
        byte[] data = event.toBytes();
        byte[] length = little(8).putLong(data.length).array();
        byte[] record = new byte[8 + 4 + data.length + 4];
        ByteBuffer.wrap(record)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(length)
                .putInt(checksum(length))
                .put(data)
                .putInt(checksum(data));
        try {
            out.write(record);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written: " + Reason.of(e, file), e);
        }
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** CRC-32C, turned and shifted, so that a checksum of data that holds checksums is no weak one. */
    private static int checksum(byte[] data) {
        CRC32C crc = new CRC32C();
        crc.update(data);
        return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be closed: " + Reason.of(e, file), e);
        }
    }
}
