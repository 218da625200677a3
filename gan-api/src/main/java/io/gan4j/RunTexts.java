package io.gan4j;

import static io.gan4j.settings.TextForms.constants;
import static io.gan4j.settings.TextForms.optional;
import static io.gan4j.settings.TextForms.whole;
import static io.gan4j.settings.TextForms.wholeLong;

import com.google.common.collect.ImmutableList;
import io.gan4j.engine.Device;
import io.gan4j.engine.Precision;
import io.gan4j.settings.TextForm;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The settings of a {@link RunBuilder} as text: those of its run. */
final class RunTexts<B extends RunBuilder<B>> {
    private RunTexts() {}

    /** How often a run reports. */
    static <B extends RunBuilder<B>> TextSetting<B, ?> reports() {
        return TextSetting.<B, Optional<Long>>of(
                "reportEvery",
                optional("automatic", wholeLong("a whole number of at least 1")),
                builder -> Optional.ofNullable(builder.draft().reportEvery),
                (builder, steps) ->
                        steps.map(builder::reportEvery).orElseGet(() -> builder.run(draft -> draft.reportEvery = null)),
                "Sets the steps from one report to the next; automatic is a fiftieth of the run, at most 10.");
    }

    /** What is kept, what follows when it fails, and where a run computes. */
    static <B extends RunBuilder<B>> ImmutableList<TextSetting<B, ?>> course() {
        RunTexts<B> texts = new RunTexts<>();
        return ImmutableList.of(
                texts.setting(
                        "checkpoints",
                        RunForms.checkpoints(),
                        draft -> Optional.ofNullable(draft.checkpoints).map(RunForms.Kept::of),
                        (draft, kept) -> draft.checkpoints = RunForms.kept(draft.checkpoints, kept),
                        "Sets when the state is kept in the run folder, and how many of the newest stay."),
                texts.setting(
                                "onDivergence",
                                RunForms.divergence(),
                                draft -> draft.divergence,
                                (draft, what) -> draft.divergence = what,
                                "Sets what follows when a number becomes NaN or infinite.")
                        .saying(builder -> builder.draft().divergence.goesBack()
                                ? List.of("after a divergence: "
                                        + builder.draft().divergence.describe())
                                : List.of()),
                texts.setting(
                        "device",
                        constants("device", Device.class),
                        draft -> draft.device,
                        (draft, device) -> draft.device = device,
                        "Sets where to compute."),
                TextSetting.<B, Integer>of(
                        "threads",
                        whole(0),
                        builder -> builder.draft().threads,
                        RunBuilder::threads,
                        "Sets how many threads compute on a CPU; 0 takes the physical cores."),
                texts.setting(
                                "precision",
                                constants("precision", Precision.class),
                                draft -> draft.precision,
                                (draft, precision) -> draft.precision = precision,
                                "Sets the numbers in which networks compute while they are trained.")
                        .saidUnless(
                                Precision.FLOAT32,
                                precision -> "networks computed in "
                                        + (precision == Precision.BFLOAT16
                                                ? "bfloat16"
                                                : "bfloat16 where it is faster")));
    }

    private <T> TextSetting<B, T> setting(
            String name,
            TextForm<T> form,
            Function<RunDraft, T> reader,
            BiConsumer<RunDraft, T> writer,
            String description) {
        return TextSetting.of(
                name,
                form,
                builder -> reader.apply(builder.draft()),
                (builder, value) -> builder.run(draft -> writer.accept(draft, value)),
                description);
    }
}
