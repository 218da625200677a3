package io.gan4j.data;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import java.util.List;

/** Another dataset's samples with a name, labels or captions that it does not have itself, without a copy. */
final class DescribedDataset extends DerivedDataset {
    private final String name;
    private final ImmutableList<String> classes;
    private final ImmutableIntArray labels;
    private final ImmutableList<ImmutableList<String>> captions;

    private DescribedDataset(
            Dataset source,
            String name,
            ImmutableList<String> classes,
            ImmutableIntArray labels,
            ImmutableList<ImmutableList<String>> captions) {
        super(source);
        this.name = name;
        this.classes = classes;
        this.labels = labels;
        this.captions = captions;
    }

    static DescribedDataset named(Dataset source, String name) {
        return new DescribedDataset(source, name, ImmutableList.of(), ImmutableIntArray.of(), ImmutableList.of());
    }

    /** As {@link MemoryDataset#labelled}. */
    static DescribedDataset labelled(Dataset source, List<String> names, int[] places) {
        MemoryDataset.checkLabels(source, names, places);
        return new DescribedDataset(
                source,
                source.name(),
                ImmutableList.copyOf(names),
                ImmutableIntArray.copyOf(places),
                ImmutableList.of());
    }

    /** As {@link MemoryDataset#captioned}. */
    static DescribedDataset captioned(Dataset source, List<String> texts) {
        MemoryDataset.checkCount(source, "caption", texts.size());
        return new DescribedDataset(
                source, source.name(), ImmutableList.of(), ImmutableIntArray.of(), MemoryDataset.singly(texts));
    }

    /** As {@link MemoryDataset#captionedSeverally}. */
    static DescribedDataset captionedSeverally(Dataset source, List<? extends List<String>> texts) {
        return new DescribedDataset(
                source,
                source.name(),
                ImmutableList.of(),
                ImmutableIntArray.of(),
                MemoryDataset.severally(source, texts));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<String> classes() {
        return classes.isEmpty() ? super.classes() : classes;
    }

    @Override
    public int label(int index) {
        return labels.isEmpty() ? super.label(index) : labels.get(original(index));
    }

    @Override
    public boolean hasCaptions() {
        return !captions.isEmpty() || super.hasCaptions();
    }

    @Override
    public String caption(int index) {
        return captions(index).get(0);
    }

    @Override
    public List<String> captions(int index) {
        return captions.isEmpty() ? super.captions(index) : captions.get(original(index));
    }
}
