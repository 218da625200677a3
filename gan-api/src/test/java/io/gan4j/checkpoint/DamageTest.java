package io.gan4j.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.error.CorruptCheckpointException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Damage of every kind to a checkpoint file: all of it is refused, and the section that it is in is named. */
class DamageTest {
    private static final int CHUNK = 512;
    private static final Path FILE = Path.of("run/checkpoints/step-0000000200.safetensors");
    /** The tensors of {@link States} in the order of the file. */
    private static final List<String> TENSORS =
            List.of("adam.steps", "discriminator.bias \u00fc\"", "generator.weight");

    private static byte[] file(int size) throws IOException {
        MemoryStore store = new MemoryStore(CHUNK);
        CheckpointWriter.write(store, FILE, States.at(200, size));
        return store.content(FILE);
    }

    /** The section that a byte belongs to, by arithmetic: tensors of 1, 4 and {@code size} floats at the end of the file. */
    private static String section(byte[] file, int size, int position) {
        int weight = file.length - 4 * size;
        if (position >= weight) {
            return TENSORS.get(2);
        }
        if (position >= weight - 16) {
            return TENSORS.get(1);
        }
        return position >= weight - 20 ? TENSORS.get(0) : "header";
    }

    private static void refused(byte[] damaged, String section, String damage) {
        MemoryStore store = new MemoryStore(CHUNK);
        store.put(FILE, damaged);
        assertThatThrownBy(() -> CheckpointReader.read(store, FILE))
                .as(damage)
                .isInstanceOfSatisfying(CorruptCheckpointException.class, e -> {
                    assertThat(e.section()).as(damage).isEqualTo(section);
                    assertThat(e.file()).isEqualTo(FILE.toString());
                    assertThat(e).hasMessageStartingWith(FILE + " is damaged: section " + section + " ");
                });
    }

    private static byte[] flipped(byte[] file, int bit) {
        byte[] damaged = file.clone();
        damaged[bit / 8] ^= (byte) (1 << bit % 8);
        return damaged;
    }

    @Test
    void everyBit_ofASmallFile_counts() throws IOException {
        byte[] file = file(6);
        for (int bit = 0; bit < 8 * file.length; bit++) {
            refused(flipped(file, bit), section(file, 6, bit / 8), "bit " + bit);
        }
        System.out.println("P2: every one of " + 8 * file.length + " bits flipped, 0 loaded");
    }

    @Test
    void anyBit_ofALargerFile_counts() throws IOException {
        int size = 5000;
        byte[] file = file(size);
        Random random = new Random(20261125);
        for (int i = 0; i < 2000; i++) {
            int bit = random.nextInt(8 * file.length);
            refused(flipped(file, bit), section(file, size, bit / 8), "bit " + bit);
        }
        System.out.println("P2: 2000 random bits flipped (seed 20261125), 0 loaded");
    }

    @Test
    void truncation_atAnyLength_isRefused() throws IOException {
        byte[] file = file(6);
        for (int length = 0; length < file.length; length++) {
            refused(Arrays.copyOf(file, length), section(file, 6, length), "cut to " + length);
        }
        System.out.println("P2: truncated at each of " + file.length + " lengths, 0 loaded");
    }

    @Test
    void bytesBehindTheEnd_areRefused() throws IOException {
        byte[] file = file(6);
        for (int more : new int[] {1, 4, 1000}) {
            refused(Arrays.copyOf(file, file.length + more), "end", more + " bytes more");
        }
    }

    @Test
    void blocks_swappedOrCopiedOrZeroed_areRefused() throws IOException {
        int size = 5000;
        byte[] file = file(size);
        Random random = new Random(20261126);
        int tried = 0;
        while (tried < 1000) {
            int length = 1 + random.nextInt(1024);
            int from = random.nextInt(file.length - length);
            int to = random.nextInt(file.length - length);
            byte[] damaged = damaged(file, tried % 3, from, to, length);
            int first = Arrays.mismatch(file, damaged);
            if (first >= 0) {
                refused(
                        damaged,
                        section(file, size, first),
                        "kind " + tried % 3 + ", " + length + ": " + from + " to " + to);
                tried++;
            }
        }
        System.out.println("P2: 1000 blocks swapped, copied or zeroed (seed 20261126), 0 loaded");
    }

    private static byte[] damaged(byte[] file, int kind, int from, int to, int length) {
        byte[] damaged = file.clone();
        if (kind == 0) {
            System.arraycopy(file, to, damaged, from, length);
            System.arraycopy(file, from, damaged, to, length);
        } else if (kind == 1) {
            System.arraycopy(file, from, damaged, to, length);
        } else {
            Arrays.fill(damaged, from, from + length, (byte) 0);
        }
        return damaged;
    }

    @Test
    void damagedNewest_isSkippedForTheOneBefore() throws IOException {
        MemoryStore store = new MemoryStore(CHUNK);
        Random random = new Random(20261127);
        try (RunFolder run = RunFolder.open(Path.of("run"), 3, store)) {
            run.save(States.at(100));
            run.save(States.at(200));
            byte[] file = store.content(FILE);
            for (int i = 0; i < 20; i++) {
                store.put(FILE, flipped(file, random.nextInt(8 * file.length)));
                assertThat(run.newest()).contains(States.at(100));
            }
            store.put(FILE, file);
            assertThat(run.newest()).contains(States.at(200));
        }
    }
}
