package io.gan4j.feature;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.file.AtomicFile;
import io.gan4j.file.Reason;
import io.gan4j.metric.FeatureExtractor;
import io.gan4j.metric.Features;
import io.gan4j.tensor.Memory;
import io.gan4j.tensor.RandomStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Features of the data, computed once: in memory as long as there is room for them, and in a folder if one is given, under the
 * dataset's fingerprint, the extractor's hash, the number of samples and the seed. A file that is damaged is computed anew.
 *
 * <p>Safe for use by many threads.
 */
public final class FeatureCache {
    private static final long STREAM = 0xFEA7;
    private static final int AT_ONCE = 500;
    /** The most values of the data that are read at a time: 32 MiB. */
    private static final int VALUES_AT_ONCE = 1 << 23;

    private final @Nullable Path folder;
    private final Cache<FeatureKey, Features> memory =
            CacheBuilder.newBuilder().softValues().build();

    private FeatureCache(@Nullable Path folder) {
        this.folder = folder;
    }

    /** An empty cache in memory alone. */
    public static FeatureCache inMemory() {
        return new FeatureCache(null);
    }

    /** A cache whose features are also kept in a folder, which is created if it is missing. */
    public static FeatureCache in(Path folder) {
        return new FeatureCache(folder);
    }

    /**
     * The features of samples drawn at random from the data, all different; of all of them, in their order, if the data has no
     * more.
     *
     * @param data of samples that the extractor takes
     * @param count how many samples, at least 1; if the data has fewer, all of it
     * @param seed of the draw
     * @throws UncheckedIOException if the folder cannot be written to
     */
    public Features of(Dataset data, int count, long seed, FeatureExtractor extractor) {
        checkArgument(count >= 1, "count must be at least 1, was %s", count);
        FeatureKey key = new FeatureKey(data.fingerprint(), extractor.hash(), Math.min(count, data.size()), seed);
        Features known = memory.getIfPresent(key);
        if (known == null) {
            known = kept(key).orElse(null);
            if (known == null) {
                known = compute(data, key, extractor);
                keep(key, known);
            }
            memory.put(key, known);
        }
        return known;
    }

    /** The places of the samples that are drawn: the same for the same data, count and seed. */
    public static int[] draw(Dataset data, int count, long seed) {
        if (count >= data.size()) {
            int[] all = new int[data.size()];
            Arrays.setAll(all, i -> i);
            return all;
        }
        return Arrays.copyOf(RandomStream.of(seed, STREAM).permutation(data.size()), count);
    }

    private static Features compute(Dataset data, FeatureKey key, FeatureExtractor extractor) {
        int[] places = draw(data, key.count(), key.seed());
        List<Features> parts = new ArrayList<>();
        int step = Memory.samplesAtOnce(AT_ONCE, VALUES_AT_ONCE, data.shape());
        for (int from = 0; from < places.length; from += step) {
            int[] part = Arrays.copyOfRange(places, from, Math.min(places.length, from + step));
            parts.add(extractor.features(Datasets.values(data, part), part.length));
        }
        return Features.concat(parts);
    }

    private Optional<Features> kept(FeatureKey key) {
        return folder == null ? Optional.empty() : FeatureFile.read(folder.resolve(key.fileName()), key);
    }

    private void keep(FeatureKey key, Features features) {
        if (folder == null) {
            return;
        }
        Path file = folder.resolve(key.fileName());
        try {
            AtomicFile.write(file, FeatureFile.bytes(key, features));
        } catch (IOException e) {
            throw new UncheckedIOException(Reason.of(e), e);
        }
    }
}
