package io.gan4j.examples;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.Gan;
import io.gan4j.SettingsTable;
import io.gan4j.TextToImageBuilder;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** A kind of GAN that makes images of sentences, which the command line trains. */
enum TextPreset {
    /** DF-GAN. */
    TEXT_TO_IMAGE(
            "images of sentences (Tao et al. 2022): --data FOLDER|ZIP with captions inside or in --captions FILE; built"
                    + " in: --data shapes",
            Gan::textToImage),
    /** GAN-CLS. */
    GAN_CLS("images of sentences, as first (Reed et al. 2016): the same data", Gan::ganCls);

    /** What can be set by text. */
    static final SettingsTable<TextToImageBuilder> TABLE = SettingsTable.textToImage();

    private final String sentence;
    private final Supplier<TextToImageBuilder> builder;

    TextPreset(String sentence, Supplier<TextToImageBuilder> builder) {
        this.sentence = sentence;
        this.builder = builder;
    }

    /** Its name on the command line. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it is, with its source and its options. */
    String sentence() {
        return sentence;
    }

    /** The preset of a name, in any case; empty if none of these has it. */
    static Optional<TextPreset> named(String name) {
        return Arrays.stream(values())
                .filter(preset -> preset.word().equalsIgnoreCase(name))
                .findFirst();
    }

    /** The preset that the settings of a builder began with; empty if it is none of these. */
    static Optional<TextPreset> of(TextToImageBuilder builder) {
        return named(builder.configuration().getOrDefault("preset", ""));
    }

    /** The names of all, as text for messages. */
    static String words() {
        return Arrays.stream(values()).map(TextPreset::word).collect(Collectors.joining(" or "));
    }

    /** Its settings. */
    TextToImageBuilder builder() {
        return builder.get();
    }

    /**
     * A builder with the settings that were given.
     *
     * @throws IllegalArgumentException if one is not right, or there would be no checkpoints
     */
    static TextToImageBuilder set(TextToImageBuilder kept, Map<String, String> settings) {
        TextToImageBuilder all = TABLE.set(kept, settings);
        checkArgument(
                !TABLE.named("checkpoints").text(all).orElse("none").equals("none"),
                "checkpoints must not be none: a run that is stopped goes on from them");
        return all;
    }
}
