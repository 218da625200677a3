package io.gan4j;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.ImmutableList.toImmutableList;
import static com.google.common.collect.ImmutableMap.toImmutableMap;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.error.Nearest;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * The settings of a builder that can be written as text, by name, with the rule of each: for programs that take settings from a
 * command line or a file.
 *
 * <pre>{@code
 * GanBuilder gan = SettingsTable.gan().set(Gan.dcgan(), Map.of(
 *         "batch", "32",
 *         "loss", "hinge",
 *         "optimizer", "adam(2e-4, 0.5)",
 *         "regularizers", "r1(10, interval=16)"));
 * }</pre>
 *
 * <p>Numbers are written as in Java, {@code 64} or {@code 2e-4}; constants and losses by name, in any case; times as {@code
 * 30s} or {@code 10min}. What has parameters is written as a call, whose arguments come in their order or by name; those that
 * are left out have defaults, which the {@linkplain Setting#rule rule} shows: {@code adam(2e-4, 0.5, 0.999)} is {@code
 * adam(2e-4, beta1=0.5)}. Several values have commas between them: {@code r1(10), r2(10)}. A number that changes in the course
 * of a run is {@code linear(1, 0)} or {@code cosine(1, 0, begin=0.5)}.
 *
 * <p>Not in the table is what no text can say: networks, listeners, a backend, and metrics, losses and regularizers of a user's
 * own. Immutable.
 *
 * @param <B> the builder
 */
@CheckReturnValue
public final class SettingsTable<B> {
    private static final String EPOCHS = "epochs";
    private static final String STEPS = "steps";

    /** In which order settings are made: what is made later may change what was made before. */
    private static final ImmutableList<TextSetting.Scope> ORDER =
            ImmutableList.of(TextSetting.Scope.SEVERAL, TextSetting.Scope.OWN, TextSetting.Scope.PART);

    private final ImmutableMap<String, TextSetting<B, ?>> settings;

    SettingsTable(ImmutableList<TextSetting<B, ?>> settings) {
        this.settings = settings.stream().collect(toImmutableMap(TextSetting::name, Function.identity()));
    }

    /** The settings of a {@link GanBuilder}. */
    public static SettingsTable<GanBuilder> gan() {
        return new SettingsTable<>(GanTexts.all());
    }

    /** The settings of a {@link TranslationBuilder}. */
    public static SettingsTable<TranslationBuilder> translation() {
        return new SettingsTable<>(TranslationTexts.all());
    }

    /** The settings of a {@link TextToImageBuilder}. */
    public static SettingsTable<TextToImageBuilder> textToImage() {
        return new SettingsTable<>(TextToImageTexts.all());
    }

    /** All settings. */
    public ImmutableList<Setting<B>> settings() {
        return settings.values().stream().collect(toImmutableList());
    }

    /**
     * The setting of a name.
     *
     * @throws IllegalArgumentException if there is none; the message names the nearest
     */
    public Setting<B> named(String name) {
        checkKnown(name);
        return Objects.requireNonNull(settings.get(name), "a setting that is known");
    }

    private void checkKnown(String name) {
        checkArgument(settings.containsKey(name), "%s", Nearest.missing("setting", name, settings.keySet()));
    }

    /**
     * Returns the builder with some settings changed, whose order does not matter: {@code optimizer} and {@code rate} are set
     * before those of one player, and learning rates after the optimizers that have them.
     *
     * @param builder what the other settings are taken from
     * @param texts the values by the names of the settings
     * @throws IllegalArgumentException if a name is not known, a value is not right, or two settings exclude each other
     */
    public B set(B builder, Map<String, String> texts) {
        texts.keySet().forEach(this::checkKnown);
        if (texts.containsKey(EPOCHS) && texts.containsKey(STEPS)) {
            throw new IllegalArgumentException("epochs and steps both say how long to train: set one of them");
        }
        B changed = builder;
        for (TextSetting.Scope scope : ORDER) {
            for (TextSetting<B, ?> setting : settings.values()) {
                String text = texts.get(setting.name());
                if (text != null && setting.scope() == scope) {
                    changed = setting.set(changed, text);
                }
            }
        }
        return changed;
    }

    /**
     * The settings in which a builder differs from another one, as {@link #set} takes them.
     *
     * @param base where the other one began, a preset for example
     * @param builder the one whose settings are wanted
     * @return texts by the names of the settings, in the table's order
     * @throws IllegalArgumentException if a value has no text, because its user made its type
     */
    public ImmutableMap<String, String> changes(B base, B builder) {
        ImmutableMap.Builder<String, String> changes = ImmutableMap.builder();
        for (TextSetting<B, ?> setting : settings.values()) {
            if (setting.scope() == TextSetting.Scope.OWN) {
                Optional<String> text = setting.text(builder);
                if (text.isPresent() && !text.equals(setting.text(base))) {
                    changes.put(setting.name(), text.get());
                }
            }
        }
        return changes.buildOrThrow();
    }

    /** What a builder's settings say to people, a line each, in the table's order. */
    ImmutableList<String> practices(B builder) {
        return settings.values().stream()
                .flatMap(setting -> setting.practices().apply(builder).stream())
                .collect(toImmutableList());
    }
}
