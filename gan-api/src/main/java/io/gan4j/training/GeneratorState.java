package io.gan4j.training;

import io.gan4j.data.Dataset;
import io.gan4j.inference.Generator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A state of a generator that several metrics measure, and the data that it should imitate. What one metric computes of them
 * is kept for the others: what is {@linkplain #once of this state} until the next one, what is {@linkplain #ofData of the data
 * alone} for all states. Not thread-safe.
 */
public final class GeneratorState {
    private final Generator generator;
    private final Dataset data;
    private final Map<Key, Object> ofState = new HashMap<>();
    private final Map<Key, Object> ofData;

    private record Key(Class<?> type, Object key) {}

    private GeneratorState(Generator generator, Dataset data, Map<Key, Object> ofData) {
        this.generator = generator;
        this.data = data;
        this.ofData = ofData;
    }

    /** A state of which nothing has been computed. */
    public static GeneratorState of(Generator generator, Dataset data) {
        return new GeneratorState(generator, data, new HashMap<>());
    }

    /** A later state against the same data; it shares what was computed of the data alone. */
    public GeneratorState next(Generator later) {
        return new GeneratorState(later, data, ofData);
    }

    /** The generator; whoever made it closes it. */
    public Generator generator() {
        return generator;
    }

    /** The data that it should imitate. */
    public Dataset data() {
        return data;
    }

    /**
     * A value that depends on the generator, computed when it is first asked for.
     *
     * @param key tells it from other values of its type: a record of all that it depends on
     */
    public <T> T once(Class<T> type, Object key, Supplier<? extends T> computation) {
        return kept(ofState, type, key, computation);
    }

    /**
     * A value that depends on the data and not on the generator, computed when it is first asked for.
     *
     * @param key tells it from other values of its type: a record of all that it depends on
     */
    public <T> T ofData(Class<T> type, Object key, Supplier<? extends T> computation) {
        return kept(ofData, type, key, computation);
    }

    /** A computation may ask for other values, so that {@code computeIfAbsent} will not do. */
    private static <T> T kept(Map<Key, Object> values, Class<T> type, Object key, Supplier<? extends T> computation) {
        Key place = new Key(type, key);
        Object known = values.get(place);
        if (known == null) {
            known = computation.get();
            values.put(place, known);
        }
        return type.cast(known);
    }
}
