package io.gan4j.data;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * All that a run learns from: one dataset, or several under names, such as the two unpaired sets of a CycleGAN. Immutable.
 *
 * @param sets the datasets by name, the principal one first
 */
public record TrainingData(ImmutableMap<String, Dataset> sets) {
    /** The name of the only set, or of the principal one. */
    public static final String REAL = "real";

    /**
     * Checks that there is a set.
     *
     * @throws IllegalArgumentException if there is none
     */
    public TrainingData {
        checkArgument(!sets.isEmpty(), "training needs at least one dataset");
    }

    /** One dataset, under the name {@link #REAL}. */
    public static TrainingData of(Dataset data) {
        return new TrainingData(ImmutableMap.of(REAL, data));
    }

    /** Two datasets whose samples have nothing to do with each other. */
    public static TrainingData of(String first, Dataset one, String second, Dataset other) {
        return new TrainingData(ImmutableMap.of(first, one, second, other));
    }

    /** The principal dataset. */
    public Dataset principal() {
        return sets.values().iterator().next();
    }

    /** True if there is one dataset alone. */
    public boolean isSingle() {
        return sets.size() == 1;
    }

    /**
     * The dataset of a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Dataset set(String name) {
        Dataset found = sets.get(name);
        checkArgument(found != null, "there is no dataset '%s', there are %s", name, sets.keySet());
        return found;
    }

    /** The place of a dataset among the others. */
    public int place(String name) {
        set(name);
        return sets.keySet().asList().indexOf(name);
    }

    /**
     * A part of a dataset's samples; {@link Part#SAMPLE} is the principal one, whatever its name is.
     *
     * @throws IllegalArgumentException if there is no such dataset or part
     */
    public Part part(String set, String name) {
        Dataset data = set(set);
        List<Part> parts = data.parts();
        if (name.equals(Part.SAMPLE)) {
            return parts.get(0);
        }
        return parts.stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("the samples of " + data.name() + " have no part '" + name
                                + "', their parts are "
                                + parts.stream().map(Part::name).toList()));
    }

    /** The number of samples of the smallest dataset, which no batch may exceed. */
    public int smallest() {
        return sets.values().stream().mapToInt(Dataset::size).min().orElseThrow();
    }

    /** What the data is, in a few words: the names of the datasets. */
    public String name() {
        return sets.values().stream().map(Dataset::name).collect(Collectors.joining(" and "));
    }

    /**
     * SHA-256, in hexadecimal, of all that is learned from: that of the dataset if there is one alone, or of the names and the
     * fingerprints of several.
     */
    public String fingerprint() {
        if (isSingle()) {
            return principal().fingerprint();
        }
        Hasher hasher = Hashing.sha256().newHasher();
        sets.forEach((name, data) -> hasher.putString(name + " " + data.fingerprint() + "\n", StandardCharsets.UTF_8));
        return hasher.hash().toString();
    }
}
