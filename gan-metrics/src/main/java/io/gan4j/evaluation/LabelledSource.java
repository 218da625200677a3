package io.gan4j.evaluation;

import io.gan4j.classifier.Classifier;
import io.gan4j.data.Dataset;
import io.gan4j.inference.Generator;

/**
 * Where generated images with a class each come from: a generator that was asked for classes brings its own, one that was not
 * has its images {@linkplain #labelledBy labelled by a classifier}.
 */
public interface LabelledSource {
    /** What makes the images and what tells their classes, in a few words. */
    String name();

    /**
     * Tells apart where the labels come from: the hash of the classifier that gave them; empty if they are the source's own.
     */
    String hash();

    /**
     * Generates images, rounded to 8-bit pixels as they would be in files.
     *
     * @param count how many, at least 1
     * @param seed of the latents, and of the choice of classes
     * @return images with labels, whose classes are named as those of the data are
     */
    Dataset draw(int count, long seed);

    /**
     * A generator that knows no classes, whose images get the most probable class that a classifier sees. Both stay open.
     *
     * @param reference was trained on real images of the generator's shape
     * @throws IllegalArgumentException if the classifier reads images of another shape
     */
    static LabelledSource labelledBy(Classifier reference, Generator generator) {
        return new ReferenceLabels(reference, generator);
    }

    /** A conditional generator, whose images are of the classes that it is asked for, as many of each. It stays open. */
    static LabelledSource asked(Generator generator) {
        return new AskedLabels(generator);
    }
}
