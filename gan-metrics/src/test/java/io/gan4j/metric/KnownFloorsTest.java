package io.gan4j.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.data.Clips;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.data.Part;
import io.gan4j.image.Images;
import io.gan4j.image.Kernel;
import io.gan4j.image.Pixels;
import io.gan4j.testing.RealData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** What doing nothing scores on real data, as other programs have found it: readers, pairs, kernels and metrics at once. */
class KnownFloorsTest {
    private static final ImageComparison STANDARD = ImageComparison.standard();

    private static double ofInputs(Dataset pairs) {
        Images inputs = Datasets.images(Datasets.part(pairs, Part.INPUT), 0, pairs.size());
        return PeakSignalToNoise.of(inputs, Datasets.images(pairs, 0, pairs.size()), STANDARD)
                .value();
    }

    @Test
    void outlinesAndHeads_areAsFarFromTheirTargetsAsNumpyFinds() throws IOException {
        Path outlines = RealData.find("openmoji/outline-test.zip");
        Path colors = RealData.find("openmoji/colour-test.zip");
        assertThat(ofInputs(Datasets.pairs(Datasets.imageFolder(outlines).channels(3), Datasets.imageFolder(colors))))
                .isCloseTo(15.36, within(0.005));
        assertThat(ofInputs(Datasets.pairs(RealData.find("heads/a-test.zip"), RealData.find("heads/b-test.zip"))))
                .isCloseTo(10.51, within(0.005));
    }

    @Test
    void frameBefore_ofSprites_isAsFarFromTheNextAsNumpyFinds() throws IOException {
        Clips clips = Clips.strips(Datasets.imageFolder(RealData.find("sprites/sprites-test.zip")), 8)
                .history(1)
                .clips(0, 480);
        double sum = 0;
        for (int clip = 0; clip < clips.count(); clip++) {
            Dataset frames = clips.clip(clip);
            // from the third frame on
            sum += PeakSignalToNoise.of(Datasets.images(frames, 1, 7), Datasets.images(frames, 2, 8), STANDARD)
                    .value();
        }
        assertThat(sum / clips.count()).isCloseTo(17.52, within(0.005));
    }

    /** Published for Set5, by Matlab's kernel: 28.42 dB. */
    @Test
    void bicubicEnlargement_ofSet5_isThePublishedOne() throws IOException {
        ImageComparison usual = STANDARD.channels(ImageComparison.Channels.LUMA).border(4);
        double sum = 0;
        int count = 0;
        try (ZipFile zip =
                new ZipFile(RealData.find("super-resolution/set5-hr.zip").toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                try (InputStream in = zip.getInputStream(entry)) {
                    Pixels high = Pixels.of(ImageIO.read(in), 3);
                    Pixels back = high.reduced(4, Kernel.BICUBIC)
                            .fitted(high.shape().height(), high.shape().width());
                    sum += PeakSignalToNoise.of(Images.ofPixels(List.of(back)), Images.ofPixels(List.of(high)), usual)
                            .value();
                    count++;
                }
            }
        }
        assertThat(count).isEqualTo(5);
        assertThat(sum / count).isCloseTo(28.42, within(0.02));
    }

    /** By numpy: 19.97 dB and 0.839 for half the size, 14.70 dB and 0.418 for a quarter. */
    @Test
    void bicubicEnlargement_ofMnistReducedByArea_isThatOfNumpy() throws IOException {
        Dataset digits = Datasets.take(Datasets.mnistTest(RealData.find("mnist")), 2000);
        assertEnlarged(Datasets.lowResolution(digits, 2, Kernel.AREA), 19.97, 0.839);
        assertEnlarged(Datasets.lowResolution(digits, 4, Kernel.AREA), 14.70, 0.418);
    }

    private static void assertEnlarged(Dataset pairs, double psnr, double ssim) {
        Dataset enlarged = Datasets.resized(Datasets.part(pairs, Part.INPUT), 28, 28);
        Images made = Datasets.images(enlarged, 0, 2000);
        Images truth = Datasets.images(pairs, 0, 2000);
        assertThat(PeakSignalToNoise.of(made, truth, STANDARD).value()).isCloseTo(psnr, within(0.02));
        assertThat(StructuralSimilarity.of(made, truth, STANDARD).value()).isCloseTo(ssim, within(0.001));
    }
}
