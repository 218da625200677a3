package io.gan4j.examples;

import com.google.common.collect.ImmutableMap;
import com.google.gson.JsonObject;
import io.gan4j.GanBuilder;
import java.util.Optional;

/**
 * What both players minimize, as formulas: {@code s} is the raw score, {@code x} a real sample, {@code G(z)} a generated one.
 */
final class LabFormulas {
    private static final String CROSS_ENTROPY = "mean softplus(−s(x)) + mean softplus(s(G(z)))";

    /** The loss of the discriminator and that of the generator, by the name of the setting. */
    private static final ImmutableMap<String, Pair> LOSSES = ImmutableMap.<String, Pair>builder()
            .put("nonSaturating", new Pair(CROSS_ENTROPY, "mean softplus(−s(G(z)))"))
            .put("minimax", new Pair(CROSS_ENTROPY, "−mean softplus(s(G(z)))"))
            .put("hinge", new Pair("mean max(0, 1 − s(x)) + mean max(0, 1 + s(G(z)))", "−mean s(G(z))"))
            .put("leastSquares", new Pair("mean (s(x) − b)² / 2 + mean (s(G(z)) − a)² / 2", "mean (s(G(z)) − c)² / 2"))
            .put("wasserstein", new Pair("mean s(G(z)) − mean s(x)", "−mean s(G(z))"))
            .put(
                    "relativisticAverage",
                    new Pair(
                            "mean softplus(mean s(G(z)) − s(x)) + mean softplus(s(G(z)) − mean s(x))",
                            "mean softplus(mean s(x) − s(G(z))) + mean softplus(s(x) − mean s(G(z)))"))
            .put("relativisticPaired", new Pair("mean softplus(s(G(z)) − s(x))", "mean softplus(s(x) − s(G(z)))"))
            .build();

    private record Pair(String discriminator, String generator) {}

    private LabFormulas() {}

    /** The formulas of a builder by the name of the phase; none of a loss that has no text. */
    static JsonObject of(GanBuilder builder) {
        JsonObject formulas = new JsonObject();
        String text = text(builder, "loss");
        Pair pair = LOSSES.get(text.replaceFirst("\\(.*", ""));
        if (pair != null) {
            String numbers = text.contains("(") ? ", " + text : "";
            String penalties = text(builder, "regularizers");
            String more = penalties.isEmpty() || penalties.equals("none") ? "" : "; with the penalties " + penalties;
            formulas.addProperty("discriminator", "L_D = " + pair.discriminator() + numbers + more);
            formulas.addProperty("generator", "L_G = " + pair.generator() + numbers + more);
        }
        return formulas;
    }

    private static String text(GanBuilder builder, String name) {
        Optional<String> text = LabChoice.TABLE.named(name).text(builder);
        return text.orElse("");
    }
}
