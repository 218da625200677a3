package io.gan4j.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.classifier.Classifier;
import io.gan4j.file.Plural;
import io.gan4j.file.VisibleText;
import io.gan4j.image.Images;
import io.gan4j.measurement.Estimate;
import io.gan4j.metric.ColorAgreement;
import io.gan4j.metric.EdgeAgreement;
import io.gan4j.metric.GradientEnergy;
import io.gan4j.metric.ImageComparison;
import io.gan4j.metric.MultiScaleSsim;
import io.gan4j.metric.PeakSignalToNoise;
import io.gan4j.metric.StructuralSimilarity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How near several answers come to the truth, in one table: those of a translator, and those of {@link SimpleAnswers simple
 * rivals}, without which its numbers say little. Immutable: each answer returns a new table.
 *
 * <pre>{@code
 * System.out.println(TranslationComparison.with(truth, ImageComparison.standard().border(4))
 *         .answer("bicubic", SimpleAnswers.bicubic(small, 4))
 *         .answer("super-resolution", translator.translate(small)));
 * }</pre>
 */
@CheckReturnValue
public final class TranslationComparison {
    private final Images truth;
    private final ImageComparison how;
    private final @Nullable Reading reading;
    private final ImmutableList<Row> rows;

    /** Who reads the labels of answers, and which are right. */
    private record Reading(Classifier classifier, int[] labels) {}

    /**
     * What was measured of one answer; each number is better where it is higher, but for the gradient energy, which is right at
     * 1.
     *
     * @param answer its name
     * @param psnr {@link PeakSignalToNoise}, in decibels
     * @param ssim {@link StructuralSimilarity}
     * @param msSsim {@link MultiScaleSsim}
     * @param edges {@link EdgeAgreement}
     * @param gradientEnergy {@link GradientEnergy}
     * @param colors {@link ColorAgreement}; null for grey images
     * @param labels {@link Classifier#retention}; null if no labels were given
     */
    public record Row(
            String answer,
            Estimate psnr,
            Estimate ssim,
            Estimate msSsim,
            Estimate edges,
            Estimate gradientEnergy,
            @Nullable ColorAgreement colors,
            @Nullable Estimate labels) {}

    private TranslationComparison(
            Images truth, ImageComparison how, @Nullable Reading reading, ImmutableList<Row> rows) {
        this.truth = truth;
        this.how = how;
        this.reading = reading;
        this.rows = rows;
    }

    /**
     * A table without answers yet.
     *
     * @param truth what should have been made
     * @param how the protocol of all numbers: channels, border, rounding
     */
    public static TranslationComparison with(Images truth, ImageComparison how) {
        return new TranslationComparison(truth, how, null, ImmutableList.of());
    }

    /**
     * The same table, which also tells how many answers are read as what they should show. Set it before the answers.
     *
     * @param classifier was not used in training
     * @param labels the class of each true image
     * @throws IllegalArgumentException if there are more or fewer labels than images
     * @throws IllegalStateException if there are answers already
     */
    public TranslationComparison labels(Classifier classifier, int... labels) {
        checkArgument(
                labels.length == truth.count(),
                "there must be a label for each of the %s images, there are %s",
                truth.count(),
                labels.length);
        if (!rows.isEmpty()) {
            throw new IllegalStateException("labels must be set before the first answer");
        }
        return new TranslationComparison(truth, how, new Reading(classifier, labels.clone()), rows);
    }

    /**
     * The table with one answer more.
     *
     * @param name what it is called
     * @param made as many images as there are true ones, of the same shape
     * @throws IllegalArgumentException if the images do not fit, or are too small for one of the numbers
     */
    public TranslationComparison answer(String name, Images made) {
        Row row = new Row(
                name,
                PeakSignalToNoise.of(made, truth, how),
                StructuralSimilarity.of(made, truth, how),
                MultiScaleSsim.between(made, truth, how),
                EdgeAgreement.of(made, truth, how),
                GradientEnergy.ratio(made, truth, how),
                hasColors() ? ColorAgreement.of(made, truth, how) : null,
                reading == null ? null : reading.classifier().retention(made, reading.labels()));
        return new TranslationComparison(
                truth,
                how,
                reading,
                ImmutableList.<Row>builder().addAll(rows).add(row).build());
    }

    private boolean hasColors() {
        return truth.shape().channels() == 3 && how.channels() == ImageComparison.Channels.ALL;
    }

    /** The answers in the order in which they were given. */
    public ImmutableList<Row> rows() {
        return rows;
    }

    /** The table as text, a line each answer, below the protocol. */
    @Override
    public String toString() {
        List<String> head =
                new ArrayList<>(List.of("answer", "PSNR dB", "SSIM", "MS-SSIM", "edges", "gradient energy"));
        if (hasColors()) {
            head.addAll(List.of("colors a", "colors b"));
        }
        if (reading != null) {
            head.add("labels kept");
        }
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT, "%s of %s, %s%n", Plural.grouped(truth.count(), "image"), truth.shape(), how));
        int widest = rows.stream()
                .mapToInt(row -> VisibleText.columns(row.answer()))
                .reduce(head.get(0).length(), Math::max);
        text.append(" ".repeat(widest));
        head.stream().skip(1).forEach(cell -> text.append("  ").append(cell));
        for (Row row : rows) {
            String name = VisibleText.of(row.answer());
            text.append(System.lineSeparator()).append(name).append(" ".repeat(widest - VisibleText.columns(name)));
            List<String> cells = cells(row);
            for (int i = 0; i < cells.size(); i++) {
                String cell = cells.get(i);
                text.append("  ")
                        .append(" ".repeat(Math.max(0, head.get(i + 1).length() - cell.length())))
                        .append(cell);
            }
        }
        return text.toString();
    }

    private static List<String> cells(Row row) {
        List<String> cells = new ArrayList<>(List.of(
                number("%.2f", row.psnr().value()),
                number("%.3f", row.ssim().value()),
                number("%.3f", row.msSsim().value()),
                number("%.3f", row.edges().value()),
                number("%.2f", row.gradientEnergy().value())));
        ColorAgreement colors = row.colors();
        if (colors != null) {
            cells.add(number("%.3f", colors.greenToRed()));
            cells.add(number("%.3f", colors.blueToYellow()));
        }
        Estimate labels = row.labels();
        if (labels != null) {
            cells.add(number("%.3f", labels.value()));
        }
        return cells;
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
