package io.gan4j.metric;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.errorprone.annotations.CheckReturnValue;

/**
 * The protocol by which images are compared with their true ones, pair by pair. Scores of different protocols cannot be
 * compared: one network for super-resolution reaches 30.6 dB by the one and 32.5 dB by the other. {@link #toString} is fit to
 * stand beside a number.
 *
 * <pre>{@code
 * ImageComparison usual = ImageComparison.standard().channels(ImageComparison.Channels.LUMA).border(4);
 * }</pre>
 *
 * @param channels what is compared; default all channels
 * @param border how many pixels at each edge are left out; default 0
 * @param rounding whether values are rounded to 8 bits first; default yes
 */
@CheckReturnValue
public record ImageComparison(Channels channels, int border, Rounding rounding) {
    /** What is compared of images of several channels. */
    public enum Channels {
        /** All channels, each like the others: of colors red, green and blue. */
        ALL,

        /**
         * The luma of ITU-R Rec. 601 as Matlab's {@code rgb2ycbcr} gives it, 16 to 235 for black to white: usual in
         * super-resolution. The peak is 255 all the same. Grey images are compared as they are.
         */
        LUMA
    }

    /** How values become numbers of 0 to 255. */
    public enum Rounding {
        /** Clipped to 0 to 255 and rounded to whole numbers, as a file would hold them. */
        EIGHT_BIT,

        /** As they are. */
        NONE
    }

    /** @throws IllegalArgumentException if the border is below 0 */
    public ImageComparison {
        checkArgument(border >= 0, "border must be at least 0, was %s", border);
    }

    /** All channels, no border left out, rounded to 8 bits. */
    public static ImageComparison standard() {
        return new ImageComparison(Channels.ALL, 0, Rounding.EIGHT_BIT);
    }

    /** Sets what is compared of images of several channels. */
    public ImageComparison channels(Channels choice) {
        return new ImageComparison(choice, border, rounding);
    }

    /**
     * Sets how many pixels at each edge are left out; in super-resolution as many as the scale.
     *
     * @throws IllegalArgumentException if below 0
     */
    public ImageComparison border(int pixels) {
        return new ImageComparison(channels, pixels, rounding);
    }

    /** Sets whether values are rounded. */
    public ImageComparison rounding(Rounding choice) {
        return new ImageComparison(channels, border, choice);
    }

    /** The protocol in words: {@code "luma, border of 4 left out, 8 bits"}. */
    @Override
    public String toString() {
        return (channels == Channels.ALL ? "all channels" : "luma")
                + (border == 0 ? ", whole images" : ", border of " + border + " left out")
                + (rounding == Rounding.NONE ? ", not rounded" : ", 8 bits");
    }
}
