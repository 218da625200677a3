package io.gan4j.watch;

import io.gan4j.event.TrainingProgress;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Sees the generator's loss go up and down in a regular cycle, and the discriminator's down and up. The loss of the newest
 * reports, without its linear trend, is taken apart into frequencies; what tells a cycle from noise is the share of the
 * variance that the strongest frequency holds (Fisher, "Tests of significance in harmonic analysis", 1929). Two neighbouring
 * frequencies are taken together, since a cycle seldom fits the window: of a pure one they hold at least 81 %, of white noise
 * 60 % or more in one of 50,000 windows. Slower cycles are left out, because a loss that merely wanders seems to go through
 * them.
 */
final class Oscillation implements Watch {
    private static final int WINDOW = 40;
    /** At least four cycles in the window, and at least three reports in a cycle. */
    private static final int SLOWEST = 4;

    private static final int FASTEST = WINDOW / 3;
    private static final double SHARE = 0.6;
    /** The amplitude of the cycle as a share of the loss's mean size. */
    private static final double AMPLITUDE = 0.25;
    /** The correlation of the players' losses must be below this. */
    private static final double ANTIPHASE = -0.5;

    /** The cosines of one whole turn in {@link #WINDOW} steps. */
    private static final double[] COSINES = IntStream.range(0, WINDOW)
            .mapToDouble(i -> Math.cos(2 * Math.PI * i / WINDOW))
            .toArray();

    private final Window generator = new Window(WINDOW);
    private final Window discriminator = new Window(WINDOW);

    /** The strongest cycle of a series: its share of the variance, and how many reports it takes. */
    private record Cycle(double share, double period) {}

    @Override
    public Advice.Kind kind() {
        return Advice.Kind.OSCILLATION;
    }

    @Override
    public @Nullable String look(TrainingProgress report) {
        generator.add(report.generatorLoss());
        discriminator.add(report.discriminatorLoss());
        if (!generator.isFull()) {
            return null;
        }
        double[] losses = generator.toArray();
        double size = 0;
        for (double loss : losses) {
            size += Math.abs(loss) / WINDOW;
        }
        double[] swings = withoutTrend(losses);
        double amplitude = Math.sqrt(2 * product(swings, swings) / WINDOW);
        Cycle cycle = strongest(swings);
        double together = correlation(swings, withoutTrend(discriminator.toArray()));
        return cycle.share() >= SHARE && amplitude >= AMPLITUDE * size && together <= ANTIPHASE
                ? Watch.text(
                        "the generator's loss swings by %.3g around %.3g every %.0f reports, and the discriminator's"
                                + " the other way",
                        amplitude, mean(losses), cycle.period())
                : null;
    }

    private static double mean(double[] series) {
        double sum = 0;
        for (double value : series) {
            sum += value;
        }
        return sum / series.length;
    }

    /** What is left of a series when the straight line of least squares is taken off. */
    private static double[] withoutTrend(double[] series) {
        double middle = (series.length - 1) / 2.0;
        double mean = mean(series);
        double rise = 0;
        double run = 0;
        for (int i = 0; i < series.length; i++) {
            rise += (i - middle) * series[i];
            run += (i - middle) * (i - middle);
        }
        double[] left = new double[series.length];
        for (int i = 0; i < series.length; i++) {
            left[i] = series[i] - mean - rise / run * (i - middle);
        }
        return left;
    }

    private static double product(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** NaN if one of the two does not change. */
    private static double correlation(double[] a, double[] b) {
        return product(a, b) / Math.sqrt(product(a, a) * product(b, b));
    }

    private static Cycle strongest(double[] series) {
        double whole = product(series, series);
        Cycle strongest = new Cycle(0, WINDOW);
        double slower = share(series, whole, SLOWEST);
        for (int cycles = SLOWEST + 1; cycles <= FASTEST; cycles++) {
            double faster = share(series, whole, cycles);
            if (slower + faster > strongest.share()) {
                double between = cycles - slower / (slower + faster);
                strongest = new Cycle(slower + faster, WINDOW / between);
            }
            slower = faster;
        }
        return strongest;
    }

    /**
     * The share of the variance at this number of cycles in the window, by Parseval's theorem {@code 2 |X|^2 / (n sum x^2)}.
     */
    private static double share(double[] series, double whole, int cycles) {
        double real = 0;
        double imaginary = 0;
        for (int i = 0; i < WINDOW; i++) {
            real += series[i] * COSINES[cycles * i % WINDOW];
            // the sine, three quarters of a turn ahead
            imaginary += series[i] * COSINES[(cycles * i + 3 * WINDOW / 4) % WINDOW];
        }
        return 2 * (real * real + imaginary * imaginary) / (WINDOW * whole);
    }
}
