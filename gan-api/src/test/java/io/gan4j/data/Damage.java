package io.gan4j.data;

import io.gan4j.tensor.RandomStream;
import java.util.Arrays;

/** Does to a file what bad disks and bad people do. */
final class Damage {
    /** Where sizes, counts and offsets overflow. */
    private static final int[] NUMBERS = {
        0, 1, -1, 0x7FFFFFFF, 0x80000000, 0x7FFF, 0x8000, 0xFFFF, 0x10000, 0x10001, 1 << 24, 0x7FFFFFF7, 0x40000000
    };

    private Damage() {}

    /** One to four changes: of bytes and bits, of numbers as long as headers have them, cuts, and pieces of its own put in. */
    static byte[] to(byte[] whole, RandomStream random) {
        byte[] damaged = whole.clone();
        for (int n = random.nextInt(4); n >= 0 && damaged.length > 0; n--) {
            int at = random.nextInt(damaged.length);
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> damaged[at] = (byte) random.nextInt(256);
                case 3 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
                case 4 -> number(damaged, at, NUMBERS[random.nextInt(NUMBERS.length)], random.nextBoolean());
                case 5 -> damaged = Arrays.copyOf(damaged, at);
                case 6 -> damaged = without(damaged, at, Math.min(damaged.length, at + 1 + random.nextInt(16)));
                default -> damaged = twice(damaged, at, Math.min(damaged.length, at + 1 + random.nextInt(64)));
            }
        }
        return damaged;
    }

    private static void number(byte[] file, int at, int number, boolean bigEndian) {
        for (int i = 0; i < Integer.BYTES && at + i < file.length; i++) {
            file[at + i] = (byte) (number >> (8 * (bigEndian ? Integer.BYTES - 1 - i : i)));
        }
    }

    private static byte[] without(byte[] file, int from, int to) {
        byte[] shorter = Arrays.copyOf(file, file.length - (to - from));
        System.arraycopy(file, to, shorter, from, file.length - to);
        return shorter;
    }

    private static byte[] twice(byte[] file, int from, int to) {
        byte[] longer = Arrays.copyOf(file, file.length + (to - from));
        System.arraycopy(file, from, longer, to, file.length - from);
        return longer;
    }
}
