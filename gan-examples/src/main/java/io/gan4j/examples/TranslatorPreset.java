package io.gan4j.examples;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.Gan;
import io.gan4j.SettingsTable;
import io.gan4j.TranslationBuilder;
import io.gan4j.rules.UnpairedTranslation;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A kind of translator of images that the command line trains. */
enum TranslatorPreset {
    /** From pairs. */
    PIX2PIX(
            "image to image from pairs (Isola et al. 2017): --data INPUTS --target TARGETS, matched by name; without"
                    + " --target pictures of two halves; built in: --data outlines",
            List.of("--data"),
            List.of("--target"),
            options -> Gan.pix2pix()),
    /** Between two sets. */
    CYCLEGAN(
            "two kinds of images without pairs (Zhu et al. 2017): --data A --other B",
            List.of("--data", "--other"),
            List.of(),
            options -> Gan.cycleGan()),
    /** Larger pictures. */
    SUPERRESOLUTION(
            "larger pictures (Ledig et al. 2017): --data PHOTOS --scale 2|4",
            List.of("--data"),
            List.of("--scale"),
            options -> Gan.superResolution(options.scale())),
    /** Films. */
    NEXTFRAME(
            "continues films (Mathieu et al. 2016): --clips FOLDER|ZIP|GIF; built in: --clips moving-digits",
            List.of("--clips"),
            List.of("--history"),
            options -> Gan.nextFrame(options.history())),
    /** Faces. */
    FACESWAP(
            "swaps two persons' faces, with their consent: --data A --other B; drawn faces are built in: --data"
                    + " \"faces(1)\" --other \"faces(2)\"",
            List.of("--data", "--other"),
            List.of(),
            options -> Gan.faceSwap());

    /** What can be set by text. */
    static final SettingsTable<TranslationBuilder> TABLE = SettingsTable.translation();

    private final String sentence;
    private final List<String> needed;
    private final List<String> optional;
    private final Function<TranslationOptions, TranslationBuilder> builder;

    TranslatorPreset(
            String sentence,
            List<String> needed,
            List<String> optional,
            Function<TranslationOptions, TranslationBuilder> builder) {
        this.sentence = sentence;
        this.needed = needed;
        this.optional = optional;
        this.builder = builder;
    }

    /** Its name on the command line. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it is, with its source and its options. */
    String sentence() {
        return sentence;
    }

    /** The preset of a name, in any case; empty if no translator has it. */
    static Optional<TranslatorPreset> named(String name) {
        return Arrays.stream(values())
                .filter(preset -> preset.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /** The preset that settings began with. */
    static Optional<TranslatorPreset> of(TranslationBuilder builder) {
        return named(builder.configuration().getOrDefault("preset", ""));
    }

    /** True if it makes a translator for each direction. */
    boolean hasTwoWays() {
        return needed.contains("--other");
    }

    /** The names of the files that it writes. */
    List<String> files() {
        return hasTwoWays()
                ? List.of(file(UnpairedTranslation.A_TO_B), file(UnpairedTranslation.B_TO_A))
                : List.of("model.onnx");
    }

    /** The name of the file of one of its translators. */
    String file(String translator) {
        return hasTwoWays() ? translator + ".onnx" : "model.onnx";
    }

    /**
     * Holds the options that say what is learned against what the preset takes.
     *
     * @param given the names of those that were given
     * @throws IllegalArgumentException if one is missing, or is not for this preset; the message says which ones are
     */
    void check(List<String> given) {
        for (String option : given) {
            checkArgument(
                    needed.contains(option) || optional.contains(option),
                    "%s is not for --preset %s, which takes %s",
                    option,
                    word(),
                    Stream.concat(needed.stream(), optional.stream()).collect(Collectors.joining(" and ")));
        }
        checkArgument(given.containsAll(needed), "--preset %s needs %s", word(), String.join(" and ", needed));
    }

    /** The presets that take an option, as text for messages. */
    static String taking(String option) {
        return Arrays.stream(values())
                .filter(preset -> preset.needed.contains(option) || preset.optional.contains(option))
                .map(TranslatorPreset::word)
                .collect(Collectors.joining(" or "));
    }

    /**
     * Its settings.
     *
     * @throws IllegalArgumentException if a number is out of range
     */
    TranslationBuilder builder(TranslationOptions options) {
        return builder.apply(options);
    }

    /**
     * A builder with the settings that were given.
     *
     * @throws IllegalArgumentException if one is not right, or there would be no checkpoints
     */
    static TranslationBuilder set(TranslationBuilder kept, Map<String, String> settings) {
        TranslationBuilder all = TABLE.set(kept, settings);
        checkArgument(
                !TABLE.named("checkpoints").text(all).orElse("none").equals("none"),
                "checkpoints must not be none: a run that is stopped goes on from them");
        return all;
    }
}
