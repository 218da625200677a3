package io.gan4j.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.error.CorruptCheckpointException;
import io.gan4j.testing.ChildJvm;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files made to harm, with right checksums: each is refused before memory is taken for what it claims. */
class HostileHeaderTest {
    private static final String F32 = "\"F32\"";
    private static final String ONE_CRC = "\"{\\\"a\\\":\\\"" + Forge.ZERO_CRC + "\\\"}\"";
    private static final String TWO_CRCS =
            "\"{\\\"a\\\":\\\"" + Forge.ZERO_CRC + "\\\",\\\"b\\\":\\\"" + Forge.ZERO_CRC + "\\\"}\"";

    @TempDir
    private Path folder;

    private static byte[] ofLength(long length) {
        byte[] file = Forge.file(Forge.tensors("\"{}\"", ""), 0);
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
        return file;
    }

    private static String entry(String name, String shape, String offsets) {
        return ",\"" + name + "\":{\"dtype\":\"F32\",\"shape\":" + shape + ",\"data_offsets\":" + offsets + "}";
    }

    private static Map<String, byte[]> hostile() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (long length :
                new long[] {0, 1, 129, (1L << 31) - 16, 1L << 31, 1L << 32, Long.MAX_VALUE, Long.MIN_VALUE, -1, -8}) {
            files.put("length " + length, ofLength(length));
        }
        shapes(files);
        offsets(files);
        names(files);
        syntax(files);
        metadata(files);
        return files;
    }

    private static void shapes(Map<String, byte[]> files) {
        for (String shape : new String[] {
            "[0]",
            "[-1]",
            "[1,0]",
            "[2]",
            "[2147483647]",
            "[2147483648]",
            "[4294967296,4294967296]",
            "[4294967297]",
            "[65536,65536]",
            "[46341,46341]",
            "[9223372036854775807]",
            "[9223372036854775808]",
            "[18446744073709551616]",
            "[1.0]",
            "[1e0]",
            "[1e999999999]",
            "[\"1\"]",
            "[null]",
            "[true]",
            "[[1]]",
            "[01]",
            "[+1]",
            "[ 1]",
            "[1,]",
            "[,1]",
            "{}",
            "1",
            "null",
            "\"\"",
            "[NaN]",
            "[0x1]",
            "[999999999999999999,999999999999999999]",
            "[-0]",
            "[1e-1]",
            "[1" + "0".repeat(100_000) + "]",
            "[" + "2,".repeat(100_000) + "2]",
            "[2147483639,1]"
        }) {
            files.put("shape " + shortened(shape), Forge.file(Forge.tensor(F32, shape, "[0,4]"), 4));
        }
        for (String type :
                new String[] {"\"F64\"", "\"F16\"", "\"f32\"", "\"\"", "null", "32", "[\"F32\"]", "\"F32 \""}) {
            files.put("dtype " + type, Forge.file(Forge.tensor(type, "[1]", "[0,4]"), 4));
        }
    }

    private static void offsets(Map<String, byte[]> files) {
        for (String offsets : new String[] {
            "[0,3]",
            "[0,5]",
            "[0,0]",
            "[4,0]",
            "[4,8]",
            "[1,5]",
            "[-4,0]",
            "[0,18446744073709551620]",
            "[0,4,8]",
            "[0]",
            "[]",
            "[0,\"4\"]",
            "[0.0,4]",
            "[0,4.0]",
            "{}",
            "null",
            "[9223372036854775804,-9223372036854775808]"
        }) {
            files.put("offsets " + offsets, Forge.file(Forge.tensor(F32, "[1]", offsets), 4));
        }
        files.put("overlap", two("[0,4]", "[0,4]", 4));
        files.put("half an overlap", two("[0,4]", "[2,6]", 6));
        files.put("hole", two("[0,4]", "[8,12]", 12));
        files.put("hole before the first", Forge.file(Forge.tensor(F32, "[1]", "[4,8]"), 8));
        files.put("tensors in reverse", two("[4,8]", "[0,4]", 8));
        files.put("too little data", two("[0,4]", "[4,8]", 7));
        files.put("too much data", two("[0,4]", "[4,8]", 9));
        files.put("a gigabyte claimed", Forge.file(Forge.tensor(F32, "[268435456]", "[0,1073741824]"), 4));
    }

    private static byte[] two(String first, String second, int data) {
        return Forge.file(Forge.tensors(TWO_CRCS, entry("a", "[1]", first) + entry("b", "[1]", second)), data);
    }

    private static void names(Map<String, byte[]> files) {
        String a = entry("a", "[1]", "[0,4]");
        String twice = "\"{\\\"a\\\":\\\"" + Forge.ZERO_CRC + "\\\",\\\"a\\\":\\\"" + Forge.ZERO_CRC + "\\\"}\"";
        String reversed = "\"{\\\"b\\\":\\\"" + Forge.ZERO_CRC + "\\\",\\\"a\\\":\\\"" + Forge.ZERO_CRC + "\\\"}\"";
        files.put("duplicate tensor", Forge.file(Forge.tensors(twice, a + entry("a", "[1]", "[4,8]")), 8));
        files.put("duplicate tensor, one checksum", Forge.file(Forge.tensors(ONE_CRC, a + a), 4));
        files.put(
                "unsorted",
                Forge.file(Forge.tensors(reversed, entry("b", "[1]", "[0,4]") + entry("a", "[1]", "[4,8]")), 8));
        files.put("other name", Forge.file(Forge.tensors(ONE_CRC, entry("b", "[1]", "[0,4]")), 4));
        files.put("checksum without tensor", Forge.file(Forge.tensors(TWO_CRCS, a), 4));
        files.put("tensor without checksum", Forge.file(Forge.tensors("\"{}\"", a), 4));
        files.put("empty name", Forge.file(Forge.tensors(ONE_CRC.replace("a", ""), entry("", "[1]", "[0,4]")), 4));
        files.put(
                "half a surrogate",
                Forge.file(Forge.tensors(ONE_CRC.replace("a", "\\\\ud800"), entry("\\ud800", "[1]", "[0,4]")), 4));
        files.put("escaped letter", Forge.file(Forge.tensors(ONE_CRC, entry("\\u0061", "[1]", "[0,4]")), 4));
        files.put(
                "tensor named metadata",
                Forge.file(
                        Forge.tensors(ONE_CRC.replace("a", "__metadata__"), entry("__metadata__", "[1]", "[0,4]")), 4));
        files.put("unknown member", Forge.file(Forge.tensors(ONE_CRC, a.replace("}", ",\"x\":1}")), 4));
        files.put(
                "member twice",
                Forge.file(Forge.tensors(ONE_CRC, a.replace("\"shape\"", "\"dtype\":\"F32\",\"shape\"")), 4));
        files.put("member missing", Forge.file(Forge.tensors(ONE_CRC, a.replace("\"shape\":[1],", "")), 4));
        files.put("tensor is null", Forge.file(Forge.tensors(ONE_CRC, ",\"a\":null"), 4));
        files.put("second metadata", Forge.file(Forge.tensors("\"{}\"", ",\"__metadata__\":{}"), 0));
    }

    private static void syntax(Map<String, byte[]> files) {
        String good = Forge.tensor(F32, "[1]", "[0,4]");
        files.put("cut off", Forge.file(good.substring(0, good.length() - 1), 4));
        files.put("more behind", Forge.file(good + "{}", 4));
        files.put("comment behind", Forge.file(good + "//", 4));
        files.put("padding of zeros", Forge.file(good + "\0".repeat(8 - good.length() % 8), 4));
        files.put("line feed behind", Forge.file(good + "\n", 4));
        files.put("too much padding", Forge.file(good + " ".repeat(16), 4));
        files.put("white space", Forge.file(good.replace(",\"shape\"", ", \"shape\""), 4));
        files.put("comment", Forge.file(good.replace(",\"shape\"", ",/**/\"shape\""), 4));
        files.put("single quotes", Forge.file(good.replace("\"shape\"", "'shape'"), 4));
        files.put("no quotes", Forge.file(good.replace("\"shape\"", "shape"), 4));
        files.put("semicolon", Forge.file(good.replace(",\"shape\"", ";\"shape\""), 4));
        files.put("equals sign", Forge.file(good.replace("\"shape\":", "\"shape\"="), 4));
        files.put("trailing comma", Forge.file(good.replace("}}", "},}"), 4));
        files.put("deep nesting", Forge.file(Forge.tensors(ONE_CRC, ",\"a\":" + "[".repeat(200_000)), 0));
        files.put("deep objects", Forge.file(Forge.tensors(ONE_CRC, ",\"a\":" + "{\"a\":".repeat(100_000)), 0));
        files.put("deep facts", Forge.file(Forge.facts("\"{\\\"a\\\":" + "[".repeat(200_000) + "\""), 0));
        files.put("array", Forge.file("[" + " ".repeat(200) + "]", 0));
        files.put("null", Forge.file("null" + " ".repeat(200), 0));
        files.put("spaces", Forge.file(" ".repeat(200), 0));
        files.put("zeros", Forge.file("\0".repeat(200), 0));
        byte[] notUtf8 = Forge.file(Forge.facts("\"{\\\"a\\\":\\\"????\\\"}\""), 0);
        int at = new String(notUtf8, StandardCharsets.ISO_8859_1).indexOf("????");
        for (int[] bytes :
                new int[][] {{0xFF}, {0xC0, 0x80}, {0xED, 0xA0, 0x80}, {0xF8, 0x88, 0x80, 0x80}, {0xE4, 0xB8}}) {
            byte[] file = notUtf8.clone();
            for (int i = 0; i < bytes.length; i++) {
                file[at + i] = (byte) bytes[i];
            }
            files.put("not UTF-8: " + Arrays.toString(bytes), Forge.sign(file));
        }
    }

    private static void metadata(Map<String, byte[]> files) {
        for (String facts : new String[] {
            "\"\"", "\"[]\"", "\"null\"", "\"{\"", "\"{}{}\"", "\"{} \\u0000\"", "\"{\\\"a\\\":1,\\\"a\\\":2}\"",
            "\"{\\\"b\\\":{\\\"a\\\":1,\\\"a\\\":2}}\"", "\"{a:1}\"", "\"{\\\"a\\\":NaN}\"", "\"{'a':1}\"", "{}",
                    "null", "1",
            "\"{\\\"a\\\":\\\"\\\\ud800\\\"\"", "\"{\\ud800}\"", "\"{\\\"a\\\":01}\"", "\"{}//\"", "\"\\t{}\"",
                    "\"{}\\/\""
        }) {
            files.put("facts " + facts, Forge.file(Forge.facts(facts), 0));
        }
        for (String step : new String[] {
            "1",
            "\"-1\"",
            "\"01\"",
            "\"\"",
            "\"1.0\"",
            "\"9223372036854775808\"",
            "\"1000000000000000000\"",
            "\"\u0661\"",
            "null",
            "\"" + "9".repeat(100_000) + "\""
        }) {
            files.put(
                    "step " + shortened(step),
                    Forge.file(Forge.json("\"gan4j checkpoint 1\"", step, "\"{}\"", "\"{}\"", ""), 0));
        }
        for (String format : new String[] {"\"gan4j checkpoint 2\"", "\"pt\"", "\"\"", "null"}) {
            files.put("format " + format, Forge.file(Forge.json(format, "\"1\"", "\"{}\"", "\"{}\"", ""), 0));
        }
        for (String crcs : new String[] {
            "\"\"",
            "\"[]\"",
            "\"{\\\"a\\\":1}\"",
            "\"{\\\"a\\\":\\\"0000000G\\\"}\"",
            "\"{\\\"a\\\":\\\"0\\\"}\"",
            "null"
        }) {
            files.put("checksums " + crcs, Forge.file(Forge.tensors(crcs, entry("a", "[1]", "[0,4]")), 4));
        }
        files.put(
                "wrong checksum",
                Forge.file(Forge.tensors(ONE_CRC.replace(Forge.ZERO_CRC, "48674bc8"), entry("a", "[1]", "[0,4]")), 4));
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "... (" + text.length() + ")";
    }

    /** The forger's files are refused for what is wrong with them, and for nothing else. */
    @Test
    void forgedFile_withoutFault_isRead() throws IOException {
        MemoryStore store = new MemoryStore(1 << 16);
        store.put(Forge.FILE, Forge.file(Forge.tensor(F32, "[1]", "[0,4]"), 4));
        assertThat(CheckpointReader.read(store, Forge.FILE).tensors()).containsOnlyKeys("a");
        store.put(Forge.FILE, two("[0,4]", "[4,8]", 8));
        assertThat(CheckpointReader.read(store, Forge.FILE).tensors()).containsOnlyKeys("a", "b");
    }

    @Test
    void hostileFile_inLittleMemory_isRefused() throws IOException, InterruptedException {
        String report = ChildJvm.of(HostileHeaderTest.Child.class)
                .startingFast()
                .option("-Xmx256m")
                .output(folder, folder.toString());
        assertThat(report).startsWith("P7: ").contains(" hostile checkpoint files, 0 loaded");
        System.out.print(report);
    }

    /** Reads all hostile files from disk, and one whose header is as large as the file says and larger than the limit. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws IOException {
            Path folder = Path.of(arguments[0]);
            int count = 0;
            for (Map.Entry<String, byte[]> hostile : hostile().entrySet()) {
                refused(folder, hostile.getKey(), hostile.getValue());
                count++;
            }
            refused(
                    folder,
                    "a header of the limit",
                    Forge.file(Forge.facts("\"{" + " ".repeat(Header.MAX_BYTES - 400) + "\""), 0));
            refused(
                    folder,
                    "a header over the limit",
                    Forge.file(Forge.facts("\"{" + " ".repeat(Header.MAX_BYTES) + "}\""), 0));
            largerThanMemory(folder.resolve("large.safetensors"));
            String report = "P7: " + (count + 3) + " hostile checkpoint files, 0 loaded, -Xmx256m";
            System.out.println(report);
        }

        /** A file that holds as much as it says, in holes that take no room on the disk: half a gigabyte. */
        private static void largerThanMemory(Path file) throws IOException {
            byte[] head = Forge.file(Forge.tensor(F32, "[134217728]", "[0,536870912]"), 0);
            Files.write(file, head);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.allocate(1), head.length + 536870912L - 1);
            }
            try {
                RunFolder.load(file);
            } catch (IOException e) {
                if (e.getMessage().contains("more than the memory of this process")) {
                    return;
                }
                throw e;
            }
            throw new AssertionError("loaded: " + file);
        }

        private static void refused(Path folder, String name, byte[] content) throws IOException {
            Path file = Files.write(folder.resolve("hostile.safetensors"), content);
            try {
                RunFolder.load(file);
            } catch (CorruptCheckpointException e) {
                return;
            }
            throw new AssertionError("loaded: " + name);
        }
    }
}
