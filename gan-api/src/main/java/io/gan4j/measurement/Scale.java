package io.gan4j.measurement;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Locale;

/**
 * How far the numbers of samples are from those that networks learn well, which have a mean near 0 and a standard deviation
 * near 1. Of several components, as of the columns of a table, it is that of the one with the largest numbers if they are far,
 * else of the one that varies most: that one component hardly varies, like the column of a rare category, is no fault if others
 * do.
 *
 * @param component the place of the component, from 0
 * @param mean its mean
 * @param deviation its standard deviation; 0 if it is always the same
 */
public record Scale(int component, double mean, double deviation) {
    /** A mean beyond this, or a deviation this many times too large or too small, is far. */
    private static final double FAR = 10;

    /**
     * Measures samples.
     *
     * @param samples {@code (N, size)} in row-major order, at least one
     * @param size values in a sample
     * @throws IllegalArgumentException if the array holds no whole number of samples or none
     */
    public static Scale of(float[] samples, int size) {
        checkArgument(size >= 1, "size must be at least 1, was %s", size);
        checkArgument(
                samples.length >= size && samples.length % size == 0,
                "samples must hold %s values each of at least one sample, were %s values",
                size,
                samples.length);
        Scale largest = ofComponent(samples, size, 0);
        Scale widest = largest;
        for (int component = 1; component < size; component++) {
            Scale one = ofComponent(samples, size, component);
            largest = one.size() > largest.size() ? one : largest;
            widest = one.deviation > widest.deviation ? one : widest;
        }
        return largest.size() > FAR ? largest : widest;
    }

    private static Scale ofComponent(float[] samples, int size, int component) {
        int count = samples.length / size;
        double sum = 0;
        for (int i = component; i < samples.length; i += size) {
            sum += samples[i];
        }
        double mean = sum / count;
        double squares = 0;
        for (int i = component; i < samples.length; i += size) {
            squares += (samples[i] - mean) * (samples[i] - mean);
        }
        return new Scale(component, mean, Math.sqrt(squares / count));
    }

    private double size() {
        return Math.max(Math.abs(mean), deviation);
    }

    /** True if networks will hardly learn such numbers as they are. */
    public boolean isFar() {
        return size() > FAR || (deviation > 0 && deviation < 1 / FAR);
    }

    /** What is far, and what to do. */
    public String advice() {
        return String.format(
                Locale.ROOT,
                "component %d of the data has mean %.4g and standard deviation %.4g, and networks learn numbers around 0"
                        + " that vary by about 1: read a table by Datasets.table(...), which scales its columns and gives"
                        + " samples in their own units, or subtract each component's mean and divide by its deviation",
                component,
                mean,
                deviation);
    }
}
