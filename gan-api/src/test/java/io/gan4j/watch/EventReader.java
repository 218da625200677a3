package io.gan4j.watch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads events back, field by field, by a reader that shares nothing with the writer. */
final class EventReader {
    private EventReader() {}

    /**
     * A field of a message.
     *
     * @param number its number
     * @param value a {@code Long}, {@code Double}, {@code Float}, or the bytes of whatever has a length
     */
    record Field(int number, Object value) {
        String text() {
            return new String((byte[]) value, StandardCharsets.UTF_8);
        }

        List<Field> fields() {
            return EventReader.fields((byte[]) value);
        }
    }

    /** The events of a file, without their checksums. */
    static List<byte[]> records(byte[] file) {
        List<byte[]> records = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            byte[] data = new byte[(int) bytes.getLong()];
            bytes.getInt();
            bytes.get(data);
            bytes.getInt();
            records.add(data);
        }
        return records;
    }

    static List<Field> fields(byte[] message) {
        List<Field> fields = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            long key = varint(bytes);
            Object value = switch ((int) (key & 7)) {
                case 0 -> varint(bytes);
                case 1 -> bytes.getDouble();
                case 2 -> {
                    byte[] data = new byte[(int) varint(bytes)];
                    bytes.get(data);
                    yield data;
                }
                case 5 -> bytes.getFloat();
                default -> throw new AssertionError("wire type of key " + key);
            };
            fields.add(new Field((int) (key >>> 3), value));
        }
        return fields;
    }

    private static long varint(ByteBuffer bytes) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = bytes.get();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    /** The field of this number. */
    static Field get(List<Field> fields, int number) {
        return fields.stream()
                .filter(field -> field.number() == number)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no field " + number + " in " + fields));
    }

    /** A line for each value of each summary: step, tag and what field it is in, with a scalar's number. */
    static List<String> values(byte[] file) {
        List<String> values = new ArrayList<>();
        for (byte[] record : records(file)) {
            List<Field> event = fields(record);
            for (Field summary : event) {
                if (summary.number() != 5) {
                    continue;
                }
                for (Field value : summary.fields()) {
                    List<Field> fields = value.fields();
                    String what = fields.get(1).number() == 2
                            ? " = " + fields.get(1).value()
                            : " in " + fields.get(1).number();
                    values.add(get(event, 2).value() + " " + get(fields, 1).text() + what);
                }
            }
        }
        return values;
    }
}
