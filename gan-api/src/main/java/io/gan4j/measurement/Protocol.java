package io.gan4j.measurement;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.ArrayList;
import java.util.List;

/**
 * The conditions under which a number was measured. Each of them moves it, so two numbers of different protocols are not
 * compared: one checkpoint reads 10.2 in one library and 13.2 in another.
 *
 * @param real how many samples of the data; at least 0, which is for metrics that look at generated ones alone
 * @param generated how many generated samples; at least 0, for numbers of the data itself
 * @param split the part of the data, like {@code "test"}
 * @param resizing how samples were brought to the extractor's size, as it says itself
 * @param extractor the extractor's name
 * @param extractorHash and its hash
 * @param seed of the latents, of the choice of samples and of what else was drawn
 */
public record Protocol(
        int real, int generated, String split, String resizing, String extractor, String extractorHash, long seed) {

    /** @throws IllegalArgumentException if a number of samples is negative */
    public Protocol {
        checkArgument(real >= 0, "real must be at least 0, was %s", real);
        checkArgument(generated >= 0, "generated must be at least 0, was %s", generated);
    }

    /** What another one has differently, each like {@code "seed 1 and 2"}; empty if they are equal. */
    public List<String> differences(Protocol other) {
        List<String> differences = new ArrayList<>();
        compare(differences, "real", real, other.real);
        compare(differences, "generated", generated, other.generated);
        compare(differences, "split", split, other.split);
        compare(differences, "resizing", resizing, other.resizing);
        compare(differences, "extractor", extractor, other.extractor);
        compare(differences, "extractorHash", extractorHash, other.extractorHash);
        compare(differences, "seed", seed, other.seed);
        return List.copyOf(differences);
    }

    private static void compare(List<String> differences, String name, Object ours, Object theirs) {
        if (!ours.equals(theirs)) {
            differences.add(name + " " + ours + " and " + theirs);
        }
    }
}
