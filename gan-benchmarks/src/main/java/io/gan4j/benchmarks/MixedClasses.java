package io.gan4j.benchmarks;

import io.gan4j.classifier.Classifier;
import io.gan4j.onnx.StyledGenerator;
import io.gan4j.onnx.Styles;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which class mixed styles show: that of the image whose styles the coarse layers took, or that of the other. Only pairs of
 * images of different classes count, since the others say nothing.
 */
final class MixedClasses {
    private static final int COARSE = 16;
    private static final int FINE = 16;

    private MixedClasses() {}

    /**
     * Mixes each of 16 images with each of 16 others, at every number of coarse layers.
     *
     * @return by the number of layers, the share of mixed images in which the classifier reads the class of the image whose
     *     styles those layers took
     */
    static Map<String, Double> kept(StyledGenerator generator, Classifier classifier, long seed) {
        Styles coarse = generator.styles(COARSE, seed);
        Styles fine = generator.styles(FINE, seed + 1);
        int[] wanted = classifier.classify(generator.generate(coarse).toFloats());
        int[] others = classifier.classify(generator.generate(fine).toFloats());
        Map<String, Double> shares = new LinkedHashMap<>();
        for (int layers = 1; layers < generator.layers(); layers++) {
            int[] read = classifier.classify(
                    generator.mixingMatrix(coarse, fine, 0, layers).toFloats());
            int pairs = 0;
            int kept = 0;
            for (int cell = 0; cell < read.length; cell++) {
                int row = cell / FINE;
                if (wanted[row] != others[cell % FINE]) {
                    pairs++;
                    kept += read[cell] == wanted[row] ? 1 : 0;
                }
            }
            shares.put("class of the coarse source kept, " + layers + " layers", (double) kept / pairs);
        }
        return shares;
    }
}
