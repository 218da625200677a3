package io.gan4j.examples;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import io.gan4j.Gan;
import io.gan4j.GanBuilder;
import io.gan4j.Setting;
import io.gan4j.SettingsTable;
import io.gan4j.TextToImageBuilder;
import io.gan4j.TranslationBuilder;
import io.gan4j.data.Dataset;
import io.gan4j.error.CheckpointException;
import io.gan4j.file.Plural;
import io.gan4j.file.VisibleText;
import io.gan4j.run.RecordedRun;
import io.gan4j.run.RecordedRun.Kind;
import io.gan4j.training.Checkpoints;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Trains any preset on any data, with any settings. */
@Command(
        name = "train",
        description = {
            "Trains a GAN or a translator of images on your data and exports it. Writes into the output folder:",
            "  model.onnx         the generator or translator, compared with the trainer",
            "                     before it appears",
            "  a-to-b.onnx        instead of it, where there are two translators,",
            "  b-to-a.onnx        of cyclegan and faceswap",
            "  samples.png        images from fixed latents; a row a class if conditional;",
            "                     of translators rows of input, output and truth",
            "  progress.gif       the same latents or inputs in the course of training",
            "  captions.html      of images of sentences: captions and their images",
            "  points.png         instead of these, where samples are points or rows of a",
            "                     table: real ones in grey, generated ones in orange",
            "  run/               settings, history, and until the end checkpoints",
            "",
            "Ctrl-C ends it after the step that it is at, with a checkpoint that --resume goes on from; a second one at"
                    + " once.",
            "",
            "Example: gan-examples train --data photos --preset dcgan --out run",
            "",
            "Options:"
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false)
final class TrainCommand implements Callable<Integer> {
    private static final SettingsTable<GanBuilder> TABLE = SettingsTable.gan();

    private final PrintStream out;

    private @Nullable CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "DATA",
            description =
                    "What to learn: a folder or zip of images, in folders by class if they have classes; a folder of MNIST or"
                            + " CIFAR-10; an IDX file; a table (.csv, .tsv); or a built-in set: digits, shapes, ring, grid,"
                            + " swissRoll, moons, line, blobs, with a size as in \"digits(5000)\".")
    private @Nullable String data;

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description = "What is trained, see below: ${COMPLETION-CANDIDATES}. Default: dcgan for images, modern for"
                    + " points and tables.",
            completionCandidates = Presets.Names.class)
    private @Nullable String preset;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Output folder; created if it is missing, its files are replaced.")
    private @Nullable Path folder;

    @Mixin
    private DataOptions dataOptions = new DataOptions();

    @Option(
            names = "--conditional",
            paramLabel = "KIND",
            arity = "0..1",
            fallbackValue = "projection",
            description = "Learn the classes as well: projection, which is meant without KIND, or concatenated.")
    private @Nullable String conditional;

    @Option(names = "--epochs", paramLabel = "N", description = "Passes over the data. Default: 10.")
    private @Nullable String epochs;

    @Option(names = "--steps", paramLabel = "N", description = "Updates of the generator, instead of --epochs.")
    private @Nullable String steps;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "From which everything random is derived: the same seed and number of threads give the same"
                    + " network. Default: 0.")
    private @Nullable String seed;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description =
                    "Any other setting; may be given several times. A shell needs quotes about parentheses: --set \"optimizer"
                            + "=adam(1e-4, 0.5)\".")
    private List<String> set = List.of();

    @Option(
            names = "--settings",
            paramLabel = "FILE.json",
            description = "Take preset and settings from a file that --save-settings wrote; other options change them.")
    private @Nullable Path settingsFile;

    @Option(names = "--list-settings", description = "Show all settings with their values in the preset, and end.")
    private boolean listSettings;

    @Option(
            names = "--dry-run",
            description = "Show networks, settings and the time that it would take, and end; writes nothing.")
    private boolean dryRun;

    @Option(
            names = "--save-settings",
            paramLabel = "FILE.json",
            description = "Write preset and settings to a file, for --settings; without --data and --out that is all.")
    private @Nullable Path saved;

    @Mixin
    private RunOptions course = new RunOptions();

    @Mixin
    private LiveOption live = new LiveOption();

    @Mixin
    private TranslationOptions translation = new TranslationOptions();

    @Mixin
    private CaptionOptions captions = new CaptionOptions();

    TrainCommand(PrintStream out) {
        this.out = out;
    }

    @Spec
    void describe(CommandSpec itself) {
        spec = itself;
        List<String> footer = new ArrayList<>(List.of("", "Presets:"));
        Presets.all().forEach(known -> footer.add(entry(known.name(), known.sentence(), 10)));
        footer.addAll(List.of("", "Presets of translators of images:"));
        List.of(TranslatorPreset.values()).forEach(known -> footer.add(entry(known.word(), known.sentence(), 17)));
        footer.addAll(List.of("", "Presets of images of sentences:"));
        List.of(TextPreset.values()).forEach(known -> footer.add(entry(known.word(), known.sentence(), 17)));
        itself.usageMessage().footer(footer.toArray(String[]::new));
    }

    private static String entry(String name, String sentence, int width) {
        return Paragraph.of(sentence, "  " + name + " ".repeat(Math.max(1, width - name.length())), width + 2);
    }

    /** True if what the command was asked for is printed, and no file. */
    boolean isResultPrinted() {
        return listSettings || dryRun;
    }

    @Override
    public Integer call() throws IOException {
        Kind recorded = recorded();
        TranslationBuilder resumed = recorded == Kind.TRANSLATOR ? Gan.resumeTranslation(run()) : null;
        Optional<TranslatorPreset> translator = resumed != null
                ? TranslatorPreset.of(resumed)
                : Optional.ofNullable(preset).flatMap(TranslatorPreset::named);
        if (translator.isPresent()) {
            return translate(translator.get(), resumed);
        }
        TextToImageBuilder captioned = recorded == Kind.TEXT_TO_IMAGE ? Gan.resumeTextToImage(run()) : null;
        Optional<TextPreset> text = captioned != null
                ? TextPreset.of(captioned)
                : Optional.ofNullable(preset).flatMap(TextPreset::named);
        if (text.isPresent()) {
            return sentences(text.get(), captioned);
        }
        Usage.checked(spec, () -> captions.areNotGiven() && checkOfGans(translation.given()));
        SettingsFile said = said();
        if (listSettings) {
            Preset chosen = Usage.checked(spec, () -> named(said));
            list(chosen.name(), TABLE, kept(chosen.builder().get()));
            return ExitCode.OK;
        }
        checkRequired();
        // mistakes in settings are found before data are read, with any preset
        Usage.checked(spec, () -> settings(named(said), said, TrainCommand::kept));
        Path file = saved;
        if (file != null) {
            save(named(said), said, file);
        }
        return data == null ? ExitCode.OK : train(said, data);
    }

    private static boolean checkRecorded(List<String> said) {
        checkArgument(
                said.isEmpty(),
                "%s is recorded in the run that goes on: leave it out",
                said.isEmpty() ? "" : said.get(0));
        return true;
    }

    private static boolean checkOfGans(List<String> translatorsOptions) {
        checkArgument(
                translatorsOptions.isEmpty(),
                "%s is for --preset %s",
                String.join(" and ", translatorsOptions),
                translatorsOptions.isEmpty() ? "" : TranslatorPreset.taking(translatorsOptions.get(0)));
        return true;
    }

    /** What trains the run that is to go on as it was recorded; a GAN if there is none. */
    private Kind recorded() throws IOException {
        boolean goesOn = course.resume && preset == null && settingsFile == null && folder != null;
        return goesOn && KeptRun.in(run()).exists() ? RecordedRun.kind(run()) : Kind.GAN;
    }

    private Path run() {
        return TrainingJob.run(Objects.requireNonNull(folder, "--out is checked"));
    }

    /** @param recorded the settings of a run that goes on; null if the options say them */
    private int translate(TranslatorPreset kind, @Nullable TranslationBuilder recorded) throws IOException {
        TranslationBuilder base = recorded != null
                ? recorded
                : Usage.checked(spec, () -> kind.builder(translation)).checkpoints(Checkpoints.in(Path.of("run")));
        if (listSettings) {
            list(kind.word(), TranslatorPreset.TABLE, base);
            return ExitCode.OK;
        }
        if (recorded != null) {
            Usage.checked(spec, () -> checkRecorded(translation.ofTheTask()));
        }
        checkOfTranslators(kind);
        Map<String, String> settings = Usage.checked(spec, () -> options(TranslatorPreset.TABLE));
        TranslationBuilder all = Usage.checked(spec, () -> TranslatorPreset.set(base, settings));
        TranslationData learned =
                Usage.checked(spec, () -> TranslationData.read(kind, data, translation, dataOptions.reading()));
        if (dryRun) {
            new DryRun(out).tellTranslators(kind.word(), base, all, learned);
            return ExitCode.OK;
        }
        checkApart();
        TranslationJob job =
                new TranslationJob(kind, Objects.requireNonNull(folder, "--out is checked"), out, errors());
        job.prepare();
        Checkpoints checkpoints = job.checkpoints(course.resume);
        TranslationBuilder kept =
                recorded == null ? TranslatorPreset.set(base.checkpoints(checkpoints), settings) : all;
        try (LiveOption.Page page = live.open(out)) {
            return job.train(kept.listener(page.listener()), learned);
        } catch (CheckpointException e) {
            throw KeptRun.refused(e, course.resume && recorded == null, "--preset");
        }
    }

    private int sentences(TextPreset kind, @Nullable TextToImageBuilder recorded) throws IOException {
        TextToImageBuilder base =
                recorded != null ? recorded : kind.builder().checkpoints(Checkpoints.in(Path.of("run")));
        if (listSettings) {
            list(kind.word(), TextPreset.TABLE, base);
            return ExitCode.OK;
        }
        Usage.checked(spec, () -> checkOfGans(translation.given()));
        Usage.checked(spec, () -> checkOptionsOfGans(kind.word() + " makes images of sentences"));
        checkRequired();
        Map<String, String> settings = Usage.checked(spec, () -> options(TextPreset.TABLE));
        TextToImageBuilder all = Usage.checked(spec, () -> TextPreset.set(base, settings));
        String from = Objects.requireNonNull(data, "--data is checked");
        Dataset captioned = Usage.checked(spec, () -> captions.read(from, dataOptions.reading()));
        if (dryRun) {
            new DryRun(out).tellText(kind.word(), base, all, captioned);
            return ExitCode.OK;
        }
        checkApart();
        TextJob job = new TextJob(Objects.requireNonNull(folder, "--out is checked"), out, errors());
        job.prepare();
        Checkpoints checkpoints = job.checkpoints(course.resume);
        TextToImageBuilder kept = recorded == null ? TextPreset.set(base.checkpoints(checkpoints), settings) : all;
        try (LiveOption.Page page = live.open(out);
                EncoderOptions.Opened encoder = captions.encoder()) {
            return job.train(kept.listener(page.listener()), captioned, encoder);
        }
    }

    private boolean checkOptionsOfGans(String whose) {
        checkNotGiven("--conditional", conditional, whose);
        checkNotGiven("--settings", settingsFile, whose);
        checkNotGiven("--save-settings", saved, whose);
        checkNotGiven("--keep-checkpoint", course.keepsCheckpoint ? course : null, whose);
        return true;
    }

    /** Finds out whether the options are those that the preset takes, before data are read. */
    private void checkOfTranslators(TranslatorPreset kind) {
        Usage.checked(spec, () -> {
            List<String> given = new ArrayList<>(translation.given());
            if (data != null) {
                given.add(0, "--data");
            }
            kind.check(given);
            captions.areNotGiven();
            checkOptionsOfGans(kind.word() + " trains a translator of images");
            checkArgument(folder != null || dryRun, "Missing required option: '--out=DIR'");
            return given;
        });
    }

    private static void checkNotGiven(String option, @Nullable Object value, String whose) {
        checkArgument(value == null, "%s is for GANs, and --preset %s: leave it out", option, whose);
    }

    private void checkApart() throws IOException {
        OutputFolder.checkApart(Objects.requireNonNull(folder, "--out is checked"), translation.sources(data));
    }

    private PrintWriter errors() {
        return Objects.requireNonNull(spec, "the command line sets it")
                .commandLine()
                .getErr();
    }

    private static GanBuilder kept(GanBuilder gan) {
        return gan.checkpoints(Checkpoints.in(Path.of("run")));
    }

    private int train(SettingsFile said, String from) throws IOException {
        DataReading reading = Usage.checked(spec, () -> dataOptions.reading(said.size(), said.channels()));
        Dataset samples = Usage.checked(spec, () -> new DataArgument(from, reading).load());
        Preset chosen = Usage.checked(spec, () -> preset(said, samples));
        if (dryRun) {
            GanBuilder base = kept(chosen.builder().get());
            GanBuilder all = settings(chosen, said, TrainCommand::kept);
            new DryRun(out).tell(chosen.name(), base, all, samples, course);
            return ExitCode.OK;
        }
        checkApart();
        TrainingJob job = new TrainingJob(
                Objects.requireNonNull(folder, "--out is checked"), "model.onnx", out, errors(), course);
        job.prepare(samples);
        Checkpoints checkpoints = job.checkpoints(course.resume, said.settings());
        boolean asRecorded =
                course.resume && said.preset() == null && KeptRun.in(job.run()).isRecorded(said.settings());
        Checkpoints.Change[] changes = checkpoints.changes().toArray(Checkpoints.Change[]::new);
        GanBuilder gan = asRecorded
                ? TABLE.set(Gan.resume(job.run(), changes), said.settings())
                : settings(chosen, said, unkept -> unkept.checkpoints(checkpoints));
        try (LiveOption.Page page = live.open(out)) {
            return job.train(gan.listener(page.listener()), samples);
        } catch (CheckpointException e) {
            throw KeptRun.refused(e, course.resume && !asRecorded, "options that set them");
        }
    }

    private static Preset preset(SettingsFile said, Dataset samples) {
        Preset chosen = said.preset() == null ? Presets.fitting(samples) : Presets.named(said.preset());
        Presets.check(chosen, samples);
        return chosen;
    }

    /** What file and options say, of which the options hold. */
    private SettingsFile said() throws IOException {
        SettingsFile file = settingsFile == null ? SettingsFile.empty() : read(settingsFile);
        return Usage.checked(spec, () -> {
            Map<String, String> settings = new LinkedHashMap<>(file.settings());
            Map<String, String> options = options(TABLE);
            if (options.containsKey("epochs") || options.containsKey("steps")) {
                settings.keySet().removeAll(List.of("epochs", "steps"));
            }
            settings.putAll(options);
            return new SettingsFile(
                    preset == null ? file.preset() : preset,
                    dataOptions.size == null ? file.size() : dataOptions.size,
                    dataOptions.channels == null ? file.channels() : dataOptions.channels,
                    ImmutableMap.copyOf(settings));
        });
    }

    private static SettingsFile read(Path file) throws IOException {
        SettingsFile read = SettingsFile.read(file);
        try {
            settings(named(read), read, TrainCommand::kept);
            return read;
        } catch (IllegalArgumentException e) {
            throw new IOException(VisibleText.of(file.toString()) + ": " + e.getMessage(), e);
        }
    }

    /** The settings that options give, each of them once. */
    private Map<String, String> options(SettingsTable<?> table) {
        Map<String, String> options = new LinkedHashMap<>();
        put(options, "conditional", conditional);
        put(options, "epochs", epochs);
        put(options, "steps", steps);
        put(options, "seed", seed);
        for (String one : set) {
            int sign = one.indexOf('=');
            checkArgument(sign > 0, "--set takes a name and a value, such as batch=32, was '%s'", one);
            put(options, table.named(one.substring(0, sign).strip()).name(), one.substring(sign + 1));
        }
        return options;
    }

    private static void put(Map<String, String> options, String name, @Nullable String text) {
        if (text != null) {
            checkArgument(!options.containsKey(name), "%s is set twice", name);
            options.put(name, text);
        }
    }

    private static Preset named(SettingsFile said) {
        return said.preset() == null ? Presets.first() : Presets.named(said.preset());
    }

    /** Gives a builder a folder for checkpoints, so that their times can be set. */
    private interface Keeping {
        GanBuilder apply(GanBuilder gan);
    }

    private static GanBuilder settings(Preset chosen, SettingsFile said, Keeping keeping) {
        GanBuilder gan = TABLE.set(keeping.apply(chosen.builder().get()), said.settings());
        checkArgument(
                !TABLE.named("checkpoints").text(gan).orElse("none").equals("none"),
                "checkpoints must not be none: a run that is stopped goes on from them");
        return gan;
    }

    private void checkRequired() {
        List<String> missing = new ArrayList<>();
        boolean savesAlone = saved != null && data == null && folder == null && !dryRun && !course.resume;
        if (data == null && !savesAlone) {
            missing.add("'--data=DATA'");
        }
        if (folder == null && !savesAlone && !dryRun) {
            missing.add("'--out=DIR'");
        }
        if (!missing.isEmpty() && spec != null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Missing required " + Plural.noun(missing.size(), "option") + ": " + String.join(", ", missing));
        }
    }

    private void save(Preset chosen, SettingsFile said, Path file) throws IOException {
        GanBuilder base = kept(chosen.builder().get());
        new SettingsFile(
                        chosen.name(),
                        said.size(),
                        said.channels(),
                        TABLE.changes(base, settings(chosen, said, TrainCommand::kept)))
                .write(file);
        out.println("Wrote " + VisibleText.of(file.toString()));
    }

    private <B> void list(String name, SettingsTable<B> table, B builder) {
        out.println("Settings for --set NAME=VALUE, with their values in " + name + ".");
        out.println(Paragraph.of(
                "Arguments in parentheses come in their order or by name, as in adam(2e-4, beta2=0.99); those that show"
                        + " a value here may be left out.",
                "",
                0));
        for (Setting<B> setting : table.settings()) {
            out.println();
            out.println(Paragraph.of(
                    setting.name()
                            + setting.text(builder).map(text -> " = " + text).orElse(""),
                    "",
                    4));
            out.println(Paragraph.of(setting.description(), "    ", 4));
            out.println(Paragraph.of(setting.rule(), "    Takes ", 6));
        }
    }
}
