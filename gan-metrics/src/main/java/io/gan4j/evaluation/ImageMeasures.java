package io.gan4j.evaluation;

import io.gan4j.measurement.Better;
import io.gan4j.measurement.Measurement;
import io.gan4j.measurement.Protocol;
import io.gan4j.metric.MultiScaleSsim;
import io.gan4j.metric.PyramidWasserstein;
import io.gan4j.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** The metrics over images as such. */
final class ImageMeasures {
    private ImageMeasures() {}

    /** The mean over the levels, then each level; of equally many images of both. */
    static List<Measurement> pyramidWasserstein(Subject subject) {
        int count = subject.realSamples();
        PyramidWasserstein distance = PyramidWasserstein.of(
                subject.real(count), subject.generated(count), subject.data().shape(), subject.seed());
        Protocol protocol = subject.protocolOfImages(count, count, PyramidWasserstein.VIEW);
        String title = StandardMeasure.PYRAMID_WASSERSTEIN.title();
        List<Measurement> measurements = new ArrayList<>();
        measurements.add(Measurement.of(title, distance.mean(), Better.LOWER, protocol));
        for (PyramidWasserstein.Level level : distance.levels()) {
            String name = title + ", " + level.height() + " x " + level.width();
            measurements.add(Measurement.of(name, level.distance(), Better.LOWER, protocol));
        }
        return measurements;
    }

    /** The MS-SSIM of pairs of generated images, then of pairs of the data. */
    static List<Measurement> multiScaleSsim(Subject subject) {
        Shape shape = subject.data().shape();
        String view = MultiScaleSsim.view(shape);
        String title = StandardMeasure.MS_SSIM.title();
        return List.of(
                Measurement.of(
                        title,
                        MultiScaleSsim.of(subject.generated(), shape, subject.seed()),
                        Better.NEAR_REAL,
                        subject.protocolOfImages(0, subject.samples(), view)),
                Measurement.of(
                        title + ", of the data",
                        MultiScaleSsim.of(subject.real(), shape, subject.seed()),
                        Better.NEAR_REAL,
                        subject.protocolOfImages(subject.realSamples(), 0, view)));
    }
}
