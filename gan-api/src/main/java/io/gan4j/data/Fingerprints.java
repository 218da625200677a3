package io.gan4j.data;

import com.google.common.base.Suppliers;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/** The fingerprint of a dataset; see {@link Dataset#fingerprint()}. */
final class Fingerprints {
    /** Up to this number of samples, all are read. */
    static final int MOST_READ = 10_000_000;

    /** The number of samples that are read of more, evenly spread from the first to the last. */
    private static final int SPREAD = 100_000;

    private Fingerprints() {}

    /** Returns what computes the fingerprint when it is first asked for, and keeps it. Safe for use by many threads. */
    static Supplier<String> once(Dataset dataset) {
        return Suppliers.memoize(() -> of(dataset));
    }

    static String of(Dataset dataset) {
        List<Part> parts = dataset.parts();
        Hasher hasher = Hashing.sha256().newHasher().putString(head(dataset, parts), StandardCharsets.UTF_8);
        ByteBuffer sample = ByteBuffer.allocate(bytes(parts) + Integer.BYTES);
        boolean labelled = !dataset.classes().isEmpty();
        int count = dataset.size() <= MOST_READ ? dataset.size() : SPREAD;
        for (int i = 0; i < count; i++) {
            int place = count == dataset.size() ? i : (int) ((dataset.size() - 1L) * i / (SPREAD - 1));
            read(dataset, parts, place, Dataset.UNVARIED, sample.clear());
            sample.putInt(labelled ? dataset.label(place) : -1);
            hasher.putBytes(sample.flip());
        }
        probe(dataset, parts, hasher);
        return hasher.hash().toString();
    }

    /** What stands before the samples; of one part this has always been so, and checkpoints know it. */
    private static String head(Dataset dataset, List<Part> parts) {
        String extent = dataset.size() + " " + dataset.classes();
        if (parts.size() == 1) {
            return dataset.encoding() + " " + dataset.shape() + " " + extent;
        }
        StringBuilder head = new StringBuilder();
        for (Part part : parts) {
            head.append(part.name() + " " + part.encoding() + " " + part.shape() + " ");
        }
        dataset.vocabulary()
                .ifPresent(vocabulary -> head.append(vocabulary.words()).append(' '));
        return head.append(extent).toString();
    }

    private static int bytes(List<Part> parts) {
        return parts.stream().mapToInt(Part::bytes).reduce(0, Math::addExact);
    }

    private static void read(Dataset dataset, List<Part> parts, int index, long variation, ByteBuffer into) {
        for (Part part : parts) {
            dataset.read(part.name(), index, variation, into);
        }
    }

    private static void probe(Dataset dataset, List<Part> parts, Hasher hasher) {
        ByteBuffer asItIs = ByteBuffer.allocate(bytes(parts));
        ByteBuffer varied = ByteBuffer.allocate(bytes(parts));
        for (int i = 0; i < Math.min(Parts.PROBED_SAMPLES, dataset.size()); i++) {
            read(dataset, parts, i, Dataset.UNVARIED, asItIs.clear());
            asItIs.flip();
            for (int variation = 1; variation <= Parts.PROBED_VARIATIONS; variation++) {
                read(dataset, parts, i, variation, varied.clear());
                if (!varied.flip().equals(asItIs)) {
                    hasher.putBytes(varied);
                }
            }
        }
    }
}
