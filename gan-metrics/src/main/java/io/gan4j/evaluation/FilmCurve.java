package io.gan4j.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.image.Images;
import io.gan4j.measurement.Estimate;
import io.gan4j.metric.ImageComparison;
import io.gan4j.metric.PeakSignalToNoise;
import io.gan4j.metric.StructuralSimilarity;
import java.util.List;

/**
 * How near continued films stay to the true ones, frame by frame: what a translator makes of its own frames gets worse, and the
 * curve tells how fast. Immutable.
 *
 * @param psnr {@link PeakSignalToNoise} of each frame over all films, in decibels
 * @param ssim {@link StructuralSimilarity} of each frame over all films
 */
@CheckReturnValue
public record FilmCurve(ImmutableList<Estimate> psnr, ImmutableList<Estimate> ssim) {
    /**
     * Compares films.
     *
     * @param made films of frames that follow each other, all of the same length
     * @param truth as many true ones, each at least as long
     * @param how the protocol
     * @throws IllegalArgumentException if there are no films, not as many of both, or they are of unequal lengths or shapes
     */
    public static FilmCurve of(List<Images> made, List<Images> truth, ImageComparison how) {
        checkArgument(
                !made.isEmpty() && made.size() == truth.size(),
                "films are compared with as many true ones, were %s and %s",
                made.size(),
                truth.size());
        int frames = made.get(0).count();
        ImmutableList.Builder<Estimate> psnr = ImmutableList.builder();
        ImmutableList.Builder<Estimate> ssim = ImmutableList.builder();
        for (int film = 0; film < made.size(); film++) {
            checkArgument(
                    made.get(film).count() == frames && truth.get(film).count() >= frames,
                    "films must have %s frames each and true ones as many, film %s has %s and %s",
                    frames,
                    film,
                    made.get(film).count(),
                    truth.get(film).count());
        }
        for (int frame = 0; frame < frames; frame++) {
            Images one = frames(made, frame);
            Images other = frames(truth, frame);
            psnr.add(PeakSignalToNoise.of(one, other, how));
            ssim.add(StructuralSimilarity.of(one, other, how));
        }
        return new FilmCurve(psnr.build(), ssim.build());
    }

    private static Images frames(List<Images> films, int frame) {
        return Images.concat(films.stream().map(film -> film.get(frame)).toArray(Images[]::new));
    }
}
