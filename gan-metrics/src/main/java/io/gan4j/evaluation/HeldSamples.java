package io.gan4j.evaluation;

import io.gan4j.tensor.Memory;
import io.gan4j.tensor.Shape;
import java.lang.ref.SoftReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Samples that several metrics ask for, held for as long as there is room for them: they are made anew if there was not. */
final class HeldSamples {
    /** The share of the heap that one set may fill: a metric of two sets has both, and copies of parts of them. */
    private static final double SHARE_OF_HEAP = 0.3;

    private @Nullable SoftReference<float[]> samples;

    /** The samples: those that are held, or what the work gives. */
    float[] of(Supplier<float[]> work) {
        float[] held = samples == null ? null : samples.get();
        if (held == null) {
            held = work.get();
            samples = new SoftReference<>(held);
        }
        return held;
    }

    /** Whether this number of samples may be in memory at once. */
    static boolean fit(int count, Shape sample) {
        return count <= most(sample, Runtime.getRuntime().maxMemory());
    }

    /** The most samples that may be in memory at once, with a heap of this number of bytes. */
    static int most(Shape sample, long heap) {
        long values = Math.min((long) (heap * SHARE_OF_HEAP) / Float.BYTES, Memory.LONGEST_ARRAY);
        return (int) (values / sample.size());
    }
}
