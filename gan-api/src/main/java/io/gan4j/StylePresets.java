package io.gan4j;

import io.gan4j.architecture.Architecture;
import io.gan4j.architecture.StyleGan;
import io.gan4j.architecture.StyleGan2;
import io.gan4j.game.Adam;
import io.gan4j.loss.NonSaturating;
import io.gan4j.loss.R1;
import io.gan4j.training.TrainingStrategy;

/** The settings of the style-based presets, which differ in their networks, their rate and how often they are penalized. */
final class StylePresets {
    /** The length of latents and styles. */
    static final int LATENT = 128;

    private static final int FEATURES = 32;
    private static final int BATCH = 32;
    private static final double RATE = 0.002;
    private static final double GROWING_RATE = 0.001;
    private static final double GAMMA = 10;
    private static final int INTERVAL = 16;
    /** Half of the average is of the newest 10,000 images (Karras et al., StyleGAN2-ADA, NeurIPS 2020, CIFAR-10: 500,000). */
    private static final double DECAY = 0.998;

    private StylePresets() {}

    static GanBuilder styleGan2() {
        return preset("stylegan2", StyleGan2.of(FEATURES), RATE, R1.of(GAMMA).every(INTERVAL));
    }

    static GanBuilder styleGan() {
        return preset("stylegan", StyleGan.of(FEATURES), GROWING_RATE, R1.of(GAMMA));
    }

    private static GanBuilder preset(String name, Architecture recipe, double rate, R1 penalty) {
        TrainingStrategy strategy = TrainingStrategy.standard()
                .batch(BATCH)
                .optimizer(Adam.of(rate).betas(0, 0.99))
                .regularizers(penalty)
                .ema(DECAY);
        return GanBuilder.preset(name, recipe, new NonSaturating(), strategy).latent(LATENT);
    }
}
