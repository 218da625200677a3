package io.gan4j.examples;

import static io.gan4j.examples.Preset.Takes.ANYTHING;
import static io.gan4j.examples.Preset.Takes.IMAGES;

import io.gan4j.Gan;
import io.gan4j.data.Dataset;
import io.gan4j.error.Nearest;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The presets of the command line, by name. A new one is a line here. */
final class Presets {
    /** The default of some data is the first one that takes it. */
    private static final List<Preset> ALL = List.of(
            new Preset("dcgan", "deep convolutional GAN (Radford et al. 2016)", IMAGES, Gan::dcgan),
            new Preset("modern", "R3GAN, the modern baseline (Huang et al. 2024)", ANYTHING, Gan::modern),
            new Preset("vanilla", "fully connected GAN (Goodfellow et al. 2014)", ANYTHING, Gan::vanilla),
            new Preset("wgan", "Wasserstein GAN (Arjovsky et al. 2017)", IMAGES, Gan::wgan),
            new Preset("wgan-gp", "Wasserstein GAN with gradient penalty (Gulrajani 2017)", IMAGES, Gan::wganGp),
            new Preset("lsgan", "least-squares GAN (Mao et al. 2017)", IMAGES, Gan::lsgan),
            new Preset("sngan", "spectrally normalized GAN (Miyato et al. 2018)", IMAGES, Gan::sngan),
            new Preset(
                    "infogan", "finds what sets images apart, without labels (Chen et al. 2016)", IMAGES, Gan::infoGan),
            new Preset("dragan", "GAN with penalty around the data (Kodali et al. 2017)", IMAGES, Gan::dragan),
            new Preset("sagan", "self-attention GAN, residual (Zhang et al. 2019)", IMAGES, Gan::sagan),
            new Preset("stylegan", "style-based GAN that grows (Karras et al. 2019)", IMAGES, Gan::styleGan),
            new Preset("stylegan2", "style-based GAN, square images (Karras et al. 2020)", IMAGES, Gan::styleGan2));

    private Presets() {}

    static List<Preset> all() {
        return ALL;
    }

    /** The one that is taken if no data says otherwise. */
    static Preset first() {
        return ALL.get(0);
    }

    /**
     * The preset of a name, in any case.
     *
     * @throws IllegalArgumentException if there is none; the message names the nearest and all
     */
    static Preset named(String name) {
        return ALL.stream()
                .filter(preset -> preset.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(Nearest.missing("preset", name, names().toList())));
    }

    /** The one that is taken for data where none is named. */
    static Preset fitting(Dataset data) {
        return ALL.stream().filter(preset -> preset.takes(data)).findFirst().orElse(first());
    }

    /**
     * Holds a preset against data.
     *
     * @throws IllegalArgumentException if it does not learn such data; the message names those that do
     */
    static void check(Preset preset, Dataset data) {
        if (!preset.takes(data)) {
            throw new IllegalArgumentException("--preset " + preset.name() + " learns images, and the samples of "
                    + data.name() + " have shape " + data.shape() + ": take --preset "
                    + ALL.stream()
                            .filter(other -> other.takes(data))
                            .map(Preset::name)
                            .collect(Collectors.joining(" or ")));
        }
    }

    /** The names of all presets, of GANs, of translators of images, and of images of sentences. */
    private static Stream<String> names() {
        return Stream.of(
                        ALL.stream().map(Preset::name),
                        Arrays.stream(TranslatorPreset.values()).map(TranslatorPreset::word),
                        Arrays.stream(TextPreset.values()).map(TextPreset::word))
                .flatMap(names -> names);
    }

    /** For the help. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return names().iterator();
        }
    }
}
