package io.gan4j.evaluation;

import io.gan4j.data.Dataset;
import io.gan4j.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Some samples of a dataset.
 *
 * @param whole the dataset
 * @param places of the samples in it
 */
record HalfOfData(Dataset whole, int[] places) implements Dataset {
    @Override
    public String name() {
        return "a half of " + whole.name();
    }

    @Override
    public int size() {
        return places.length;
    }

    @Override
    public Shape shape() {
        return whole.shape();
    }

    @Override
    public Encoding encoding() {
        return whole.encoding();
    }

    @Override
    public void read(int index, ByteBuffer into) {
        whole.read(places[index], into);
    }

    @Override
    public List<String> classes() {
        return whole.classes();
    }

    @Override
    public int label(int index) {
        return whole.label(places[index]);
    }
}
