package io.gan4j.djl.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Memory;
import com.sun.jna.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the C library does with blocks that are freed and asked for again. */
class AllocatorTest {
    private static final Path STATISTICS = Path.of("/proc/thread-self/stat");
    private static final int BLOCK = 4 << 20;
    private static final int BLOCKS = 8;
    private static final int PAGE = 4096;
    private static final int TIMES = 20;

    /** Each time anew, the blocks' 8,192 pages would be paged in: 163,840 faults. */
    @Test
    void blocks_thatAreAskedForAgain_areNotPagedInAgain() throws IOException {
        assumeTrue(Platform.isLinux() && Files.exists(STATISTICS), "page faults are counted in /proc");
        assumeTrue(
                System.getenv("MALLOC_MMAP_THRESHOLD_") == null && System.getenv("MALLOC_TRIM_THRESHOLD_") == null,
                "the environment has set the allocator");
        Allocator.keepFreedMemory();
        use();
        long before = faults();
        for (int i = 0; i < TIMES; i++) {
            use();
        }
        assertThat(faults() - before).isLessThan(TIMES * BLOCKS * (BLOCK / PAGE) / 4);
    }

    /** Several blocks at once, as a step has: glibc by itself learns to keep one, but gives back what is left by several. */
    private static void use() {
        List<Memory> blocks = new ArrayList<>();
        for (int i = 0; i < BLOCKS; i++) {
            Memory block = new Memory(BLOCK);
            blocks.add(block);
            for (int at = 0; at < BLOCK; at += PAGE) {
                block.setByte(at, (byte) 1);
            }
        }
        blocks.forEach(Memory::close);
    }

    /**
     * The page faults of this thread that needed no disk, whatever the garbage collector does meanwhile; the tenth number,
     * counted after the name in parentheses.
     */
    private static long faults() throws IOException {
        String line = Files.readString(STATISTICS);
        return Long.parseLong(line.substring(line.lastIndexOf(')') + 2).split(" ")[7]);
    }
}
