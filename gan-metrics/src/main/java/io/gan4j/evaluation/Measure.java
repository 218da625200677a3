package io.gan4j.evaluation;

import io.gan4j.data.Dataset;
import io.gan4j.measurement.Better;
import io.gan4j.measurement.Measurement;
import java.util.List;
import java.util.Optional;

/** What a {@link Metric} measures, without the conditions. */
interface Measure {
    /** Its name on a command line. */
    String key();

    /** What it measures, in a few words. */
    String title();

    /** Which values of its number are better. */
    Better better();

    /** True if it needs a network that tells the classes of images. */
    boolean needsClassifier();

    /** True if it takes minutes. */
    boolean takesLong();

    /** True if its number is a share of 1, or meant to come near 1. */
    boolean isShare();

    /** What its number says, in a plain sentence; empty if only its name does. */
    String meaning();

    /** True if it compares generated samples with real ones, so that it can be measured of real ones in their place. */
    boolean comparesSamples();

    /** True if it compares generated samples of classes with the data's of the same classes. */
    boolean comparesClasses();

    /** What is missing to measure it; empty if nothing is. */
    Optional<String> missing(Dataset data, MetricConditions conditions);

    /** Its number, and after it those that say more. */
    List<Measurement> numbers(Subject subject);
}
