package io.gan4j.metric;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.file.Plural;
import io.gan4j.measurement.Estimate;

/**
 * How often a caption is found again by the image that was made of it (R-precision with R = 1; Xu et al., "AttnGAN", CVPR 2018,
 * section 4): the share of images that are nearer to their own caption than to each of a number of other captions. Near is what
 * has the largest cosine between the vectors that two networks, which were trained together, make of image and caption. Chance
 * is {@code 1 / (1 + others)}, so a number means nothing without that of the other captions, 99 in the paper, and without how
 * they were chosen: captions of which one word is another are far harder to tell from the right one than captions drawn from a
 * dataset.
 *
 * <p>The networks that judge should not be those that the generator learned from.
 */
public final class RetrievalPrecision {
    private RetrievalPrecision() {}

    /**
     * The share of images whose own caption is the nearest, with Wilson's interval. An image that is as near to another caption
     * has not found its own.
     *
     * @param images the vectors of the images, {@code (N, D)}
     * @param own those of their captions, as many
     * @param others those of other captions: as many for each image, those of the first image first
     * @throws IllegalArgumentException if their numbers or dimensions do not fit
     */
    public static Estimate of(Features images, Features own, Features others) {
        int count = images.count();
        checkArgument(
                own.count() == count,
                "there are %s, but %s of their own",
                Plural.of(count, "image"),
                Plural.of(own.count(), "caption"));
        checkArgument(
                images.dimensions() == own.dimensions() && images.dimensions() == others.dimensions(),
                "vectors of images, captions and other captions must have one length, they have %s, %s and %s",
                images.dimensions(),
                own.dimensions(),
                others.dimensions());
        checkArgument(
                others.count() >= count && others.count() % count == 0,
                "%s other captions are not as many for each of %s images",
                others.count(),
                count);
        int each = others.count() / count;
        int found = 0;
        for (int i = 0; i < count; i++) {
            double[] image = images.row(i);
            double best = cosine(image, own.row(i));
            boolean isNearest = true;
            for (int k = 0; k < each && isNearest; k++) {
                isNearest = cosine(image, others.row(i * each + k)) < best;
            }
            found += isNearest ? 1 : 0;
        }
        return Estimate.ofShare((double) found / count, count);
    }

    /** 0 where a vector has no direction. */
    private static double cosine(double[] a, double[] b) {
        double product = 0;
        double ofA = 0;
        double ofB = 0;
        for (int i = 0; i < a.length; i++) {
            product += a[i] * b[i];
            ofA += a[i] * a[i];
            ofB += b[i] * b[i];
        }
        return ofA == 0 || ofB == 0 ? 0 : product / Math.sqrt(ofA * ofB);
    }
}
