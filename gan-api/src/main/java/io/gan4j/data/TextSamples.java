package io.gan4j.data;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Vocabulary;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Another dataset's samples with their captions as numbers beside them; see {@link Captions#tokenized(Dataset)}. */
final class TextSamples extends DerivedDataset {
    private static final long TEXT_STREAM = 0x7E87;
    private static final long MISMATCH_STREAM = 0x7E88;

    private final Vocabulary vocabulary;
    private final ImmutableList<Part> parts;
    /** The different captions as numbers. */
    private final ImmutableList<ImmutableIntArray> texts;
    /** The vectors of the different captions; none where they are numbers of words. */
    private final ImmutableList<float[]> vectors;

    /** For each sample the places of its captions among the different ones. */
    private final int[][] captions;

    private volatile @Nullable NearMisses misses;

    /** @param encoder makes a vector of each caption; null where its words are wanted as numbers */
    private TextSamples(Dataset source, Vocabulary vocabulary, @Nullable Function<String, float[]> encoder) {
        super(source);
        this.vocabulary = vocabulary;
        Map<ImmutableIntArray, Integer> places = new LinkedHashMap<>();
        List<float[]> read = new ArrayList<>();
        this.captions = new int[source.size()][];
        for (int i = 0; i < captions.length; i++) {
            List<String> own = source.captions(i);
            captions[i] = new int[own.size()];
            for (int j = 0; j < own.size(); j++) {
                ImmutableIntArray text = ids(own.get(j), i);
                if (encoder != null && !places.containsKey(text)) {
                    read.add(encoder.apply(own.get(j)));
                }
                captions[i][j] = places.computeIfAbsent(text, words -> places.size());
            }
        }
        this.texts = ImmutableList.copyOf(places.keySet());
        if (texts.size() < 2) {
            throw new IllegalArgumentException("all captions of " + source.name() + " are the same, '"
                    + source.caption(0) + "': networks learn from what differs between captions");
        }
        this.vectors = ImmutableList.copyOf(read);
        Shape shape = vectors.isEmpty() ? vocabulary.shape() : Shape.of(vectors.get(0).length);
        this.parts = ImmutableList.<Part>builder()
                .addAll(source.parts().stream()
                        .filter(part ->
                                !part.name().equals(Part.TEXT) && !part.name().equals(Part.MISMATCH))
                        .toList())
                .add(new Part(Part.TEXT, shape, Encoding.FLOATS))
                .add(new Part(Part.MISMATCH, shape, Encoding.FLOATS))
                .build();
    }

    static TextSamples of(Dataset source) {
        return encoded(source, null);
    }

    /** @param encoder makes a vector of each caption; null where its words are wanted as numbers */
    static TextSamples encoded(Dataset source, @Nullable Function<String, float[]> encoder) {
        checkCaptioned(source);
        List<String> all = new ArrayList<>();
        for (int i = 0; i < source.size(); i++) {
            for (String caption : source.captions(i)) {
                if (Vocabulary.split(caption).isEmpty()) {
                    throw wrong(source, i, "there is no word in it");
                }
                all.add(caption);
            }
        }
        return new TextSamples(source, vocabulary(source, all), encoder);
    }

    private static Vocabulary vocabulary(Dataset source, List<String> captions) {
        try {
            return Vocabulary.of(captions);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the captions of " + source.name() + ": " + e.getMessage(), e);
        }
    }

    static TextSamples of(Dataset source, Vocabulary vocabulary) {
        checkCaptioned(source);
        return new TextSamples(source, vocabulary, null);
    }

    private static void checkCaptioned(Dataset source) {
        if (!source.hasCaptions()) {
            throw new IllegalArgumentException(source.name()
                    + " has no captions: give it some with Datasets.captioned, or read them with its images by"
                    + " ImageFolder.captions");
        }
    }

    private static IllegalArgumentException wrong(Dataset source, int index, String reason) {
        return new IllegalArgumentException("the caption of sample " + index + " of " + source.name() + ": " + reason);
    }

    private ImmutableIntArray ids(String caption, int index) {
        try {
            float[] ids = vocabulary.ids(caption);
            return ImmutableIntArray.copyOf(
                    IntStream.range(0, ids.length).map(i -> (int) ids[i]).filter(id -> id > 0));
        } catch (IllegalArgumentException e) {
            throw wrong(source(), index, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public String name() {
        return source().name();
    }

    @Override
    public List<Part> parts() {
        return parts;
    }

    @Override
    public Optional<Vocabulary> vocabulary() {
        return vectors.isEmpty() ? Optional.of(vocabulary) : Optional.empty();
    }

    @Override
    public void read(String part, int index, long variation, ByteBuffer into) {
        if (part.equals(Part.TEXT)) {
            put(text(original(index), variation), into);
        } else if (part.equals(Part.MISMATCH)) {
            int text = text(original(index), variation);
            RandomStream random = RandomStream.of(variation, MISMATCH_STREAM, index);
            put(misses().of(text, captions[index], random), into);
        } else {
            Parts.find(this, parts, part);
            super.read(part, index, variation, into);
        }
    }

    /** The caption of a sample that a variation chooses. */
    private int text(int index, long variation) {
        int[] own = captions[index];
        boolean first = variation == UNVARIED || own.length == 1;
        return own[first ? 0 : RandomStream.of(variation, TEXT_STREAM, index).nextInt(own.length)];
    }

    private void put(int text, ByteBuffer into) {
        float[] values = vectors.isEmpty() ? numbers(texts.get(text)) : vectors.get(text);
        into.asFloatBuffer().put(values);
        into.position(into.position() + values.length * Float.BYTES);
    }

    private float[] numbers(ImmutableIntArray text) {
        float[] ids = new float[vocabulary.length()];
        for (int i = 0; i < text.length(); i++) {
            ids[i] = text.get(i);
        }
        return ids;
    }

    private NearMisses misses() {
        NearMisses known = misses;
        if (known == null) {
            known = new NearMisses(texts);
            misses = known;
        }
        return known;
    }
}
