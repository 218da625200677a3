package io.gan4j.evaluation;

import io.gan4j.data.Dataset;
import io.gan4j.measurement.Better;
import io.gan4j.measurement.Estimate;
import io.gan4j.measurement.Measurement;
import io.gan4j.measurement.Protocol;
import io.gan4j.metric.ClassCoverage;
import io.gan4j.metric.InceptionScore;
import java.util.List;

/** The metrics over the classes of generated images. */
final class ClassMeasures {
    static final String CLASSES = "classes found";
    static final String DIVERGENCE = "reverse KL of classes";

    private ClassMeasures() {}

    static List<Measurement> accuracy(Subject subject) {
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

    /** Against equal shares of all classes. */
    static List<Measurement> coverage(Subject subject) {
        int[] read = subject.generatedClasses();
        int classes = subject.requiredReader().classes().size();
        ClassCoverage coverage = ClassCoverage.ofLabels(read, classes);
        Protocol protocol = subject.protocolOfClasses(0);
        return List.of(
                Measurement.of(CLASSES, Estimate.without(coverage.found()), Better.HIGHER, protocol),
                Measurement.of(DIVERGENCE, Estimate.without(coverage.reverseKl()), Better.LOWER, protocol));
    }
}
