package io.gan4j.evaluation;

import com.google.common.collect.ImmutableList;
import io.gan4j.data.Dataset;
import io.gan4j.feature.FeatureCache;
import io.gan4j.measurement.Better;
import io.gan4j.measurement.Estimate;
import io.gan4j.measurement.Measurement;
import io.gan4j.metric.Features;
import io.gan4j.metric.FrechetDistance;
import io.gan4j.metric.KernelDistance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Distances of the generated samples of a class from the data's samples of that class, and their mean over the classes (the
 * intra-class distance of Miyato and Koyama 2018, section 4). A distance over all classes together hardly notices a generator
 * that makes one image a class, or mixes classes up.
 */
final class ClassDistances {
    /** The classes that are listed one by one; of more classes, the farthest. */
    private static final int MOST_LISTED = 20;

    private static final int LEAST = 2;

    private ClassDistances() {}

    /** A distance between two sets of features. */
    private interface Distance {
        Estimate of(Features real, Features generated);

        /** What a reader must know before trusting it. */
        List<String> warnings(Features real, Features generated);
    }

    private record OfClass(String name, Estimate distance) {}

    static List<Measurement> frechet(Subject subject) {
        return distances(StandardMeasure.CLASS_FRECHET_DISTANCE, subject, new Distance() {
            @Override
            public Estimate of(Features real, Features generated) {
                return subject.slowIntervals()
                        ? FrechetDistance.estimate(real, generated)
                        : Estimate.without(FrechetDistance.of(real, generated).value());
            }

            @Override
            public List<String> warnings(Features real, Features generated) {
                return FrechetDistance.warnings(real, generated);
            }
        });
    }

    static List<Measurement> kernel(Subject subject) {
        return distances(StandardMeasure.CLASS_KERNEL_DISTANCE, subject, new Distance() {
            @Override
            public Estimate of(Features real, Features generated) {
                return KernelDistance.estimate(real, generated, subject.seed());
            }

            @Override
            public List<String> warnings(Features real, Features generated) {
                return KernelDistance.warnings(real, generated);
            }
        });
    }

    /** Why distances within classes of some data cannot be measured; empty if they can. */
    static Optional<String> missing(Dataset data) {
        return data.classes().size() < LEAST
                ? Optional.of("it compares the samples of each class, and " + data.name()
                        + " has no labels of two classes or more")
                : Optional.empty();
    }

    private static List<Measurement> distances(StandardMeasure measure, Subject subject, Distance distance) {
        Dataset data = subject.data();
        ImmutableList<String> asked = ClassMeasures.asked(subject);
        if (!asked.equals(data.classes())) {
            throw new IllegalArgumentException("the generator is asked for " + asked + ", the classes of " + data.name()
                    + " are " + data.classes());
        }
        int[] drawn = FeatureCache.draw(data, subject.samples(), subject.seed());
        List<OfClass> all = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        for (int place = 0; place < asked.size(); place++) {
            String name = asked.get(place);
            int label = place;
            int[] ofData = IntStream.range(0, drawn.length)
                    .filter(i -> data.label(drawn[i]) == label)
                    .toArray();
            int[] made = IntStream.iterate(place, i -> i < subject.samples(), i -> i + asked.size())
                    .toArray();
            checkCounts(name, ofData.length, made.length);
            Features real = subject.realFeatures().rows(ofData);
            Features generated = subject.generatedFeatures().rows(made);
            all.add(new OfClass(name, distance.of(real, generated)));
            if (warnings.isEmpty()) {
                distance.warnings(real, generated)
                        .forEach(warning -> warnings.add("of class '" + name + "': " + warning));
            }
        }
        List<Measurement> numbers = new ArrayList<>();
        Estimate mean = mean(all.stream().map(OfClass::distance).toList());
        numbers.add(Measurement.of(
                measure.title(), mean, Better.LOWER, subject.protocol(), warnings.toArray(String[]::new)));
        for (OfClass one : listed(all)) {
            numbers.add(Measurement.of(
                    measure.title() + ", " + one.name(), one.distance(), Better.LOWER, subject.protocol()));
        }
        return numbers;
    }

    private static void checkCounts(String name, int real, int generated) {
        if (Math.min(real, generated) < LEAST) {
            throw new IllegalArgumentException(
                    "it needs at least " + LEAST + " samples of each class on both sides, of '"
                            + name + "' there are " + real + " of the data and " + generated
                            + " generated ones: set samples(...)"
                            + " to more, or take more data");
        }
    }

    /** The mean of independent distances; it has an interval if each of them has one. */
    private static Estimate mean(List<Estimate> all) {
        double sum = 0;
        double squares = 0;
        for (Estimate one : all) {
            sum += one.value();
            double reach = (one.high() - one.low()) / 2;
            squares += reach * reach;
        }
        double mean = sum / all.size();
        double reach = Math.sqrt(squares) / all.size();
        return Double.isNaN(reach) ? Estimate.without(mean) : new Estimate(mean, mean - reach, mean + reach);
    }

    /** All classes in their order, or of many the farthest, the farthest first. */
    private static List<OfClass> listed(List<OfClass> all) {
        return all.size() <= MOST_LISTED
                ? all
                : all.stream()
                        .sorted(Comparator.comparingDouble(
                                        (OfClass one) -> one.distance().value())
                                .reversed())
                        .limit(MOST_LISTED)
                        .toList();
    }
}
