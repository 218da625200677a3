package io.gan4j.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.error.CorruptCheckpointException;
import io.gan4j.testing.Effort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Files mutated at random: whatever is read is refused by the documented exception, or is, to the bit, what the writer would
 * have written. In most, the checksums are made right again, so that what lies behind them is reached.
 */
class HeaderFuzzTest {
    private static final int EXECUTIONS = Effort.cases(200_000, 10_000_000);
    private static final long SEED = Long.getLong("gan4j.fuzz.seed", 20261128);

    private static final String[] TOKENS = {
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "\\\"",
        "\\u0000",
        "\\ud800",
        "null",
        "true",
        "NaN",
        "0",
        "-1",
        "1",
        "4",
        "8",
        "00",
        "1.0",
        "1e9",
        "2147483647",
        "2147483648",
        "4294967296",
        "9223372036854775807",
        "18446744073709551616",
        "F32",
        "F64",
        "\"dtype\":",
        "\"shape\":",
        "\"data_offsets\":",
        "__metadata__",
        "{}",
        "[]",
        "\"a\":",
        "'",
        "//",
        "\0",
        "\n",
        " ",
        "\u00fc",
        "\ufeff"
    };

    private final Random random = new Random(SEED);
    private final MemoryStore store = new MemoryStore(256);

    @Test
    void mutatedFile_isRefusedOrIsOneOfOurs() throws IOException {
        CheckpointWriter.write(store, Forge.FILE, States.at(1, 3));
        byte[] seed = store.content(Forge.FILE);
        int accepted = 0;
        for (int i = 0; i < EXECUTIONS; i++) {
            byte[] file = seed;
            for (int mutations = 1 + random.nextInt(4); mutations > 0; mutations--) {
                file = mutate(file, seed);
            }
            file = i % 8 == 0 ? file : Forge.sign(fitLength(file));
            if (isAccepted(file, i)) {
                accepted++;
            }
        }
        System.out.println("P8: checkpoint reader, " + EXECUTIONS + " mutated files (seed " + SEED + "), " + accepted
                + " of them still valid, 0 undocumented exceptions");
        // some mutations are harmless, such as of a letter of the facts: were there none, the parser was never reached
        assertThat(accepted).isBetween(EXECUTIONS / 1000, EXECUTIONS / 2);
    }

    private boolean isAccepted(byte[] file, int execution) throws IOException {
        store.put(Forge.FILE, file);
        Checkpoint read;
        try {
            read = CheckpointReader.read(store, Forge.FILE);
        } catch (CorruptCheckpointException e) {
            return false;
        } catch (RuntimeException | Error e) {
            throw new AssertionError("execution " + execution + " of seed " + SEED + ": " + text(file), e);
        }
        store.delete(Forge.FILE);
        CheckpointWriter.write(store, Forge.FILE, read);
        assertThat(store.content(Forge.FILE))
                .as("execution %d of seed %d", execution, SEED)
                .isEqualTo(file);
        return true;
    }

    private static String text(byte[] file) {
        return new String(file, StandardCharsets.ISO_8859_1);
    }

    private byte[] mutate(byte[] file, byte[] seed) {
        int at = random.nextInt(file.length + 1);
        int end = Math.min(file.length, at + 1 + random.nextInt(1 << random.nextInt(7)));
        return switch (random.nextInt(5)) {
            case 0 -> flip(file);
            case 1 -> splice(file, at, end, new byte[0]);
            case 2 -> splice(file, at, at, token());
            case 3 -> splice(file, at, end, token());
            default -> {
                int from = random.nextInt(seed.length);
                yield splice(
                        file,
                        at,
                        end,
                        Arrays.copyOfRange(seed, from, Math.min(seed.length, from + 1 + random.nextInt(32))));
            }
        };
    }

    private byte[] token() {
        return TOKENS[random.nextInt(TOKENS.length)].getBytes(StandardCharsets.UTF_8);
    }

    private byte[] flip(byte[] file) {
        byte[] flipped = file.clone();
        if (file.length > 0) {
            flipped[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    private static byte[] splice(byte[] file, int from, int to, byte[] piece) {
        byte[] spliced = Arrays.copyOf(file, file.length - (to - from) + piece.length);
        System.arraycopy(piece, 0, spliced, from, piece.length);
        System.arraycopy(file, to, spliced, from + piece.length, file.length - to);
        return spliced;
    }

    /** Most often, makes the length of the header fit what a mutation did to the file. */
    private byte[] fitLength(byte[] file) {
        int length = file.length - 32 - 8;
        if (length < 0 || random.nextInt(8) == 0) {
            return file;
        }
        byte[] fitted = file.clone();
        Arrays.fill(fitted, 0, 8, (byte) 0);
        fitted[0] = (byte) length;
        fitted[1] = (byte) (length >> 8);
        return fitted;
    }
}
