package io.gan4j.evaluation;

import io.gan4j.classifier.Classifier;
import io.gan4j.metric.Features;
import io.gan4j.tensor.Shape;
import java.util.List;

/** See {@link ClassReader#of}. */
record ReadingClassifier(Classifier classifier) implements ClassReader {
    @Override
    public String name() {
        return classifier.features().name();
    }

    @Override
    public String hash() {
        return classifier.hash();
    }

    @Override
    public Shape shape() {
        return classifier.shape();
    }

    @Override
    public List<String> classes() {
        return classifier.classNames();
    }

    @Override
    public Features probabilities(float[] images) {
        return classifier.probabilities(images);
    }
}
