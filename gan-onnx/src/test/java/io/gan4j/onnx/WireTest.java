package io.gan4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.gan4j.error.ModelFileException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The protobuf format both ways, beside protobuf's own library. */
class WireTest {
    private static final long ANY = -1;

    @ParameterizedTest
    @ValueSource(
            longs = {
                0,
                1,
                127,
                128,
                16_383,
                16_384,
                1L << 31,
                1L << 35,
                (1L << 56) - 1,
                Long.MAX_VALUE,
                -1,
                Long.MIN_VALUE
            })
    void integer_isWrittenAsProtobufDoes_andReadBack(long value) {
        byte[] bytes = new WireWriter().integer(3, value).toByteArray();
        assertThat(bytes)
                .isEqualTo(UnknownFieldSet.newBuilder()
                        .addField(
                                3,
                                UnknownFieldSet.Field.newBuilder()
                                        .addVarint(value)
                                        .build())
                        .build()
                        .toByteArray());
        List<Long> read = new ArrayList<>();
        WireReader reader = new WireReader(bytes);
        reader.file("M", 0, number -> read.add(number + reader.integer()));
        assertThat(read).containsExactly(3 + value);
    }

    @Test
    void fields_ofEachType_areWrittenAsProtobufDoes() {
        byte[] bytes = new WireWriter()
                .text(1, "z\u00e4\u6f22\ud83d\ude00")
                .number(2, -0.1f)
                .integers(5, List.of(7L, -8L))
                .bytes(9, new byte[] {1, 2})
                .message(300, new WireWriter().texts(1, List.of("", "b")))
                .toByteArray();
        UnknownFieldSet.Field.Builder inner = UnknownFieldSet.Field.newBuilder()
                .addLengthDelimited(ByteString.EMPTY)
                .addLengthDelimited(ByteString.copyFromUtf8("b"));
        UnknownFieldSet expected = UnknownFieldSet.newBuilder()
                .addField(1, delimited(ByteString.copyFromUtf8("z\u00e4\u6f22\ud83d\ude00")))
                .addField(
                        2,
                        UnknownFieldSet.Field.newBuilder()
                                .addFixed32(Float.floatToIntBits(-0.1f))
                                .build())
                .addField(
                        5,
                        UnknownFieldSet.Field.newBuilder()
                                .addVarint(7)
                                .addVarint(-8)
                                .build())
                .addField(9, delimited(ByteString.copyFrom(new byte[] {1, 2})))
                .addField(
                        300,
                        delimited(UnknownFieldSet.newBuilder()
                                .addField(1, inner.build())
                                .build()
                                .toByteString()))
                .build();
        assertThat(bytes).isEqualTo(expected.toByteArray());
    }

    private static UnknownFieldSet.Field delimited(ByteString bytes) {
        return UnknownFieldSet.Field.newBuilder().addLengthDelimited(bytes).build();
    }

    @Test
    void float_isReadBack() {
        WireReader reader = new WireReader(new WireWriter().number(2, -0.1f).toByteArray());
        List<Float> read = new ArrayList<>();
        reader.file("M", 0, number -> read.add(reader.number()));
        assertThat(read).containsExactly(-0.1f);
    }

    /** Field 1 is a message that ends in the midst of what it holds, though the file goes on. */
    @ParameterizedTest
    @CsvSource({
        "0a 01 08 01, a field goes on behind the end of what it is part of",
        "0a 02 12 01 00, a field goes on behind the end of what it is part of",
        "0a 03 15 00 00 00 00, a field goes on behind the end of what it is part of",
        "00, a field has no number",
        "07, a field has no number",
        "0b, field 1 is of no type that ONNX uses",
        "ff ff ff ff 1f 00, a field has a number of more than 29 bits",
        "0a 02 08 ff ff ff ff ff ff ff ff ff ff 01, a field goes on behind the end of what it is part of",
        "08 ff ff ff ff ff ff ff ff ff ff 01, a number has more than 64 bits",
    })
    void damagedMessage_isRefused(String hex, String reason) {
        assertThatThrownBy(() -> skipAll(bytes(hex)))
                .isInstanceOf(ModelFileException.class)
                .hasMessage("it is no ONNX file, or is damaged: " + reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"08", "08 ff", "0d 00 00 00", "09 00", "0a", "0a 02 08", "0a ff ff ff ff ff ff ff ff ff 01"})
    void messageThatIsCutShort_isRefused(String hex) {
        assertThatThrownBy(() -> skipAll(bytes(hex)))
                .isInstanceOf(ModelFileException.class)
                .hasMessageStartingWith("it is cut short, or damaged: it ends at byte ");
    }

    /** Field 1 is a message, others are passed over. */
    private static void skipAll(byte[] bytes) {
        WireReader reader = new WireReader(bytes);
        reader.file("M", ANY, number -> {
            if (number == 1 && (bytes[0] & 7) == 2) {
                reader.message("N", ANY, inner -> reader.skip());
            } else {
                reader.skip();
            }
        });
    }

    private static byte[] bytes(String hex) {
        String[] pairs = hex.split(" ");
        byte[] bytes = new byte[pairs.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(pairs[i], 16);
        }
        return bytes;
    }
}
