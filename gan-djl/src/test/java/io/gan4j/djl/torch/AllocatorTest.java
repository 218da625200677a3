package io.gan4j.djl.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Memory;
import com.sun.jna.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the C library does with a block that is freed and asked for again. */
class AllocatorTest {
    private static final Path STATISTICS = Path.of("/proc/self/stat");
    private static final int BLOCK = 4 << 20;
    private static final int PAGE = 4096;
    private static final int TIMES = 100;

    /** Each time anew, the block's 1,024 pages would be paged in: 102,400 faults. */
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
        assertThat(faults() - before).isLessThan(TIMES * (BLOCK / PAGE) / 4);
    }

    private static void use() {
        try (Memory block = new Memory(BLOCK)) {
            for (int at = 0; at < BLOCK; at += PAGE) {
                block.setByte(at, (byte) 1);
            }
        }
    }

    /** The process's page faults that needed no disk; the tenth number, counted after the name in parentheses. */
    private static long faults() throws IOException {
        String line = Files.readString(STATISTICS);
        return Long.parseLong(line.substring(line.lastIndexOf(')') + 2).split(" ")[7]);
    }
}
