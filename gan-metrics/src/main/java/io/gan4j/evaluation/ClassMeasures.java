package io.gan4j.evaluation;

import com.google.common.collect.ImmutableList;
import io.gan4j.data.Dataset;
import io.gan4j.measurement.Better;
import io.gan4j.measurement.Estimate;
import io.gan4j.measurement.Measurement;
import io.gan4j.measurement.Protocol;
import io.gan4j.metric.BestMatching;
import io.gan4j.metric.CategoryInformation;
import io.gan4j.metric.ClassCoverage;
import io.gan4j.metric.InceptionScore;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The metrics over the classes of generated images. */
final class ClassMeasures {
    static final String CLASSES = "classes found of ";
    static final String DIVERGENCE = "reverse KL of classes";

    private ClassMeasures() {}

    /** How often the class that is read is the one that was asked for. */
    static List<Measurement> requested(Subject subject) {
        List<String> asked = asked(subject);
        List<String> read = subject.requiredReader().classes();
        if (!read.equals(asked)) {
            throw new IllegalArgumentException(
                    "the classifier tells the classes " + read + ", the generator is asked for " + asked);
        }
        int[] classes = subject.generatedClasses();
        int right = 0;
        for (int i = 0; i < classes.length; i++) {
            right += classes[i] == i % asked.size() ? 1 : 0;
        }
        return share(StandardMeasure.CLASS_ACCURACY, right, subject);
    }

    /** The same where the generator is asked for categories, of which each stands for a class, as fits best. */
    static List<Measurement> matched(Subject subject) {
        int categories = asked(subject).size();
        int read = subject.requiredReader().classes().size();
        if (read < categories) {
            throw new IllegalArgumentException("each category is to stand for another class: the generator has "
                    + categories + " categories, the classifier tells " + read + " classes");
        }
        double[][] counts = new double[categories][read];
        int[] classes = subject.generatedClasses();
        for (int i = 0; i < classes.length; i++) {
            counts[i % categories][classes[i]]++;
        }
        int[] standsFor = BestMatching.of(counts);
        double right = 0;
        for (int category = 0; category < categories; category++) {
            right += counts[category][standsFor[category]];
        }
        return share(StandardMeasure.MATCHED_ACCURACY, right, subject);
    }

    /** How well categories divide the data, whose labels are not looked at. */
    static List<Measurement> information(Subject subject) {
        double information = CategoryInformation.of(
                subject.realFeatures(),
                subject.generatedFeatures(),
                asked(subject).size());
        return List.of(Measurement.of(
                StandardMeasure.CATEGORY_INFORMATION.title(),
                Estimate.without(information),
                Better.HIGHER,
                subject.protocol()));
    }

    /** The classes that the generator can be asked for. */
    static ImmutableList<String> asked(Subject subject) {
        ImmutableList<String> asked = subject.generator().classes();
        if (asked.isEmpty()) {
            throw new IllegalArgumentException("it needs a conditional generator, this one takes no classes");
        }
        return asked;
    }

    private static List<Measurement> share(StandardMeasure measure, double right, Subject subject) {
        int all = subject.generatedClasses().length;
        double share = right / all;
        double error = Math.sqrt(share * (1 - share) / all);
        Estimate estimate = Estimate.of(share, error).within(0, 1);
        return List.of(Measurement.of(measure.title(), estimate, Better.HIGHER, subject.protocolOfClasses(0)));
    }

    static List<Measurement> accuracy(Subject subject) {
        if (!subject.generator().classes().isEmpty()) {
            Dataset unseen = subject.heldOut().orElseThrow();
            return List.of(ClassificationAccuracy.standard()
                    .seed(subject.seed())
                    .of(LabelledSource.asked(subject.generator()), unseen));
        }
        if (!(subject.requiredReader() instanceof ReadingClassifier reading)) {
            throw new IllegalArgumentException(
                    "it needs a Classifier to label the generated images: set" + " classifier(Classifier.train(data))");
        }
        LabelledSource source = LabelledSource.labelledBy(reading.classifier(), subject.generator());
        Dataset test = subject.heldOut().orElseThrow();
        return List.of(ClassificationAccuracy.standard().seed(subject.seed()).of(source, test));
    }

    static List<Measurement> inceptionScore(Subject subject) {
        Estimate score = InceptionScore.of(subject.probabilities());
        return List.of(Measurement.of(
                StandardMeasure.INCEPTION_SCORE.title(), score, Better.HIGHER, subject.protocolOfClasses(0)));
    }

    /** Against equal shares of all classes that the data has samples of. */
    static List<Measurement> coverage(Subject subject) {
        List<String> classes = subject.requiredReader().classes();
        long[] counts = new long[classes.size()];
        for (int label : subject.generatedClasses()) {
            counts[label]++;
        }
        boolean[] present = present(subject.data(), classes);
        long[] wanted = IntStream.range(0, counts.length)
                .filter(i -> present[i])
                .mapToLong(i -> counts[i])
                .toArray();
        long others = subject.samples() - Arrays.stream(wanted).sum();
        if (others == subject.samples()) {
            throw new IllegalArgumentException("all generated images are read as classes that "
                    + subject.data().name() + " has no samples of");
        }
        ClassCoverage coverage = ClassCoverage.ofCounts(wanted);
        String[] warnings = others == 0
                ? new String[0]
                : new String[] {
                    others + " of the " + subject.samples() + " generated images are read as classes that "
                            + subject.data().name() + " has no samples of; they are not counted"
                };
        Protocol protocol = subject.protocolOfClasses(0);
        return List.of(
                Measurement.of(
                        CLASSES + wanted.length, Estimate.without(coverage.found()), Better.HIGHER, protocol, warnings),
                Measurement.of(DIVERGENCE, Estimate.without(coverage.reverseKl()), Better.LOWER, protocol, warnings));
    }

    /** Which classes the data has samples of; all if its classes are not the reader's. */
    private static boolean[] present(Dataset data, List<String> classes) {
        boolean[] present = new boolean[classes.size()];
        if (!data.classes().equals(classes)) {
            Arrays.fill(present, true);
            return present;
        }
        for (int i = 0; i < data.size(); i++) {
            present[data.label(i)] = true;
        }
        return present;
    }
}
