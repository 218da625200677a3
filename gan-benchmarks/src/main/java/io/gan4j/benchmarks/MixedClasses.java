package io.gan4j.benchmarks;

import io.gan4j.classifier.Classifier;
import io.gan4j.onnx.StyledGenerator;
import io.gan4j.onnx.Styles;
import java.util.ArrayList;
import java.util.List;

/**
 * Which class mixed styles show: that of the image whose styles the coarse layers took, that of the other, or a third. Only pairs of
 * images of different classes count, since the others say nothing.
 */
final class MixedClasses {
    private static final int COARSE = 64;
    private static final int FINE = 64;

    private MixedClasses() {}

    /**
     * What was read of images whose first layers have the styles of one image and the others those of another.
     *
     * @param layers the number of layers that have the styles of the first
     * @param pairs how many images of different classes were mixed
     * @param ofCoarse the share in which the classifier reads the class of the first
     * @param ofFine the share in which it reads that of the other
     */
    record Read(int layers, int pairs, double ofCoarse, double ofFine) {}

    /** Mixes each of 64 images with each of 64 others, at every number of coarse layers. */
    static List<Read> of(StyledGenerator generator, Classifier classifier, long seed) {
        Styles coarse = generator.styles(COARSE, seed);
        Styles fine = generator.styles(FINE, seed + 1);
        int[] rows = classifier.classify(generator.generate(coarse).toFloats());
        int[] columns = classifier.classify(generator.generate(fine).toFloats());
        List<Read> all = new ArrayList<>();
        for (int layers = 1; layers < generator.layers(); layers++) {
            int[] read = classifier.classify(
                    generator.mixingMatrix(coarse, fine, 0, layers).toFloats());
            int pairs = 0;
            int ofCoarse = 0;
            int ofFine = 0;
            for (int cell = 0; cell < read.length; cell++) {
                int row = rows[cell / FINE];
                int column = columns[cell % FINE];
                if (row != column) {
                    pairs++;
                    ofCoarse += read[cell] == row ? 1 : 0;
                    ofFine += read[cell] == column ? 1 : 0;
                }
            }
            all.add(new Read(layers, pairs, (double) ofCoarse / pairs, (double) ofFine / pairs));
        }
        return all;
    }
}
