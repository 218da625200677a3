package io.gan4j.settings;

import io.gan4j.architecture.DeepFusion;
import io.gan4j.architecture.GanCls;
import io.gan4j.architecture.TextArchitecture;
import io.gan4j.architecture.TextEncoder;
import io.gan4j.loss.Hinge;
import io.gan4j.loss.LabelledLoss;
import io.gan4j.loss.LeastSquares;
import io.gan4j.loss.Minimax;
import io.gan4j.loss.NonSaturating;
import java.util.List;

/** The forms in which settings of GANs that make images of sentences are written as text. */
public final class TextToImageForms {
    private static final int FUSION_FEATURES = 16;
    private static final int CLS_FEATURES = 64;

    private static final TextForm<TextArchitecture> ARCHITECTURE = Kind.of(
            "architecture",
            Call.<TextArchitecture>of(
                            "deepFusion",
                            values -> new DeepFusion((int) values.get(0), (int) values.get(1)),
                            value -> value instanceof DeepFusion recipe
                                    ? List.of(recipe.generatorFeatures(), recipe.discriminatorFeatures())
                                    : null)
                    .with("generatorFeatures", TextForms.whole(1), FUSION_FEATURES)
                    .withSame("discriminatorFeatures", TextForms.whole(1)),
            Call.<TextArchitecture>of(
                            "ganCls",
                            values -> new GanCls((int) values.get(0), (int) values.get(1)),
                            value -> value instanceof GanCls recipe
                                    ? List.of(recipe.generatorFeatures(), recipe.discriminatorFeatures())
                                    : null)
                    .with("generatorFeatures", TextForms.whole(1), CLS_FEATURES)
                    .withSame("discriminatorFeatures", TextForms.whole(1)));

    private static final TextForm<LabelledLoss> LOSS = Kind.of(
            "loss",
            Call.<LabelledLoss>word("hinge", new Hinge()),
            Call.<LabelledLoss>word("nonSaturating", new NonSaturating()),
            Call.<LabelledLoss>word("minimax", new Minimax()),
            RecordCall.<LabelledLoss>of("leastSquares", LeastSquares.standard()));

    private static final TextForm<TextEncoder> ENCODER =
            Kind.of("text encoder", RecordCall.of("convolutional", TextEncoder.standard()));

    private TextToImageForms() {}

    /** A recipe of the networks: {@code deepFusion(16)}. */
    public static TextForm<TextArchitecture> architecture() {
        return ARCHITECTURE;
    }

    /** A recipe of a text encoder: {@code convolutional(32, 64, 64)}. */
    public static TextForm<TextEncoder> textEncoder() {
        return ENCODER;
    }

    /** A loss that judges sample by sample: {@code hinge}. */
    public static TextForm<LabelledLoss> loss() {
        return LOSS;
    }
}
