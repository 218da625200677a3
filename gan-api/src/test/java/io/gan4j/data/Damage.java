package io.gan4j.data;

import io.gan4j.tensor.RandomStream;

/** Does to a file what bad disks and bad people do. */
final class Damage {
    private Damage() {}

    /** One to four bytes changed at random. */
    static byte[] to(byte[] whole, RandomStream random) {
        byte[] damaged = whole.clone();
        for (int n = random.nextInt(4); n >= 0; n--) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        }
        return damaged;
    }
}
