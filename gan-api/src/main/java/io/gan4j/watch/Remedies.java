package io.gan4j.watch;

import io.gan4j.data.Dataset;
import io.gan4j.measurement.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What to try against a failure, given the settings of the run: by name and value, and nothing that is set already. */
final class Remedies {
    private static final Pattern RATE = Pattern.compile("learningRate=([0-9.E+-]+)");
    private static final Pattern LENGTH = Pattern.compile("(Steps|Epochs)\\[number=(\\d+)\\]");
    private static final Pattern REAL_LABEL = Pattern.compile("realLow=([0-9.]+)");
    /** The losses that judge sample by sample, which labels go with. */
    private static final Set<String> LABELLED = Set.of("NonSaturating", "Minimax", "Hinge", "LeastSquares");
    /** Fewer samples than these are learnt by heart. */
    private static final int FEW = 2_000;

    private static final int MOST = 3;

    private final Map<String, String> settings;
    private final Dataset data;
    private final @Nullable Scale scale;

    /**
     * Takes note of what is set.
     *
     * @param settings by name, as a model's card carries them; empty if they are not known
     * @param data what is learnt
     * @param scale of the numbers of the data; null for images
     */
    Remedies(Map<String, String> settings, Dataset data, @Nullable Scale scale) {
        this.settings = settings;
        this.data = data;
        this.scale = scale;
    }

    /** The advice for a kind of failure; the usual one if no settings are known. */
    String against(Advice.Kind kind) {
        if (settings.isEmpty()) {
            return kind.advice();
        }
        List<String> tries = new ArrayList<>();
        if (scale != null && scale.isFar()) {
            tries.add("Scale the data first: " + scale.advice());
        }
        switch (kind) {
            case DISCRIMINATOR_WON -> slowDiscriminator(tries);
            case OSCILLATION -> damp(tries);
            case VANISHING_GRADIENTS -> {
                if (is("loss", "Minimax")) {
                    tries.add("loss(new NonSaturating()) instead of Minimax, which saturates");
                }
                slowDiscriminator(tries);
            }
            case EXPLODING_GRADIENTS -> bound(tries);
            case COLLAPSE, COLLAPSE_WITHIN_CLASSES -> spread(tries);
            case NOISE -> tries.add("Train longer than " + length());
        }
        return sentence(tries.stream().limit(MOST).toList());
    }

    private static String sentence(List<String> tries) {
        String text = String.join("; or ", tries) + ".";
        return Character.toUpperCase(text.charAt(0)) == text.charAt(0) ? text : "Try " + text;
    }

    private void slowDiscriminator(List<String> tries) {
        int steps = number("discriminatorSteps", 1);
        if (steps > 1 && !is("loss", "Wasserstein")) {
            tries.add("discriminatorSteps(1) instead of " + steps);
        }
        r1(tries);
        if (value("instanceNoise").equals("Constant[value=0.0]")) {
            tries.add("instanceNoise(Schedule.linear(0.1, 0)), which is off");
        }
        if (hardLabels() && LABELLED.contains(loss())) {
            tries.add("labels(Labels.smoothed()) instead of hard ones");
        }
        slower("discriminator", tries);
    }

    private void damp(List<String> tries) {
        r1(tries);
        if (value("ema").equals("none")) {
            tries.add("ema(0.999), which is off and averages the generator over the circle");
        }
        slower("generator", tries);
        slower("discriminator", tries);
    }

    private void bound(List<String> tries) {
        String clipping = value("gradientClipping");
        tries.add(
                clipping.equals("none")
                        ? "gradientClipping(GradientClipping.norm(1)), which is off"
                        : "a smaller bound than " + clipping + " in gradientClipping");
        slower("discriminator", tries);
        slower("generator", tries);
        r1(tries);
    }

    private void spread(List<String> tries) {
        String conditional = value("conditional");
        boolean isRead = conditional.contains("auxiliary classifier") || conditional.contains("without labels");
        if (data.size() < FEW) {
            tries.add("more data than the " + data.size() + " samples there are"
                    + (data.shape().isImage() ? ", if only by Datasets.mirrored(data)" : ""));
        }
        if (!value("discriminatorPractices").contains("minibatch")) {
            tries.add("minibatchStdDev(4), which is off");
        }
        if (number("packing", 1) == 1 && !isRead) {
            tries.add("packing(2), so that the discriminator sees two samples at once");
        }
        if (conditional.contains("auxiliary classifier")) {
            tries.add(
                    "conditional(Conditioning.projection()) instead of an auxiliary classifier, which rewards images that"
                            + " are alike");
        }
        r1(tries);
        slower("generator", tries);
    }

    /** Penalties of gradients do not go with batch normalisation. */
    private void r1(List<String> tries) {
        String regularizers = value("regularizers");
        if (regularizers.contains("R1[")
                || regularizers.contains("GradientPenalty")
                || regularizers.contains("Dragan")) {
            return;
        }
        boolean batchNorm = value("architecture").contains("BATCH_NORM")
                && !value("discriminatorPractices").contains("normali");
        tries.add("regularizers(R1.of(1))" + (batchNorm ? " with discriminatorNorm(Normalization.NONE)" : ""));
    }

    private void slower(String player, List<String> tries) {
        Matcher rate = RATE.matcher(value(player + "Optimizer"));
        if (rate.find()) {
            float now = Float.parseFloat(rate.group(1));
            tries.add(player + "LearningRate(" + now / 2 + ") instead of " + now);
        }
    }

    private boolean hardLabels() {
        Matcher low = REAL_LABEL.matcher(value("labels"));
        return low.find() && Float.parseFloat(low.group(1)) == 1;
    }

    private String length() {
        Matcher length = LENGTH.matcher(value("length"));
        return length.matches() ? length.group(2) + " " + length.group(1).toLowerCase(Locale.ROOT) : value("length");
    }

    private String loss() {
        return value("loss").replaceAll("\\[.*", "");
    }

    private boolean is(String setting, String type) {
        return value(setting).startsWith(type + "[");
    }

    private int number(String setting, int otherwise) {
        return Optional.ofNullable(settings.get(setting)).map(Integer::parseInt).orElse(otherwise);
    }

    private String value(String setting) {
        return settings.getOrDefault(setting, "");
    }
}
