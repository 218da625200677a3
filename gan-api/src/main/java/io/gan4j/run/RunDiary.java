package io.gan4j.run;

import io.gan4j.event.TrainingEnded;
import io.gan4j.event.TrainingEvaluated;
import io.gan4j.event.TrainingListener;
import io.gan4j.event.TrainingProgress;
import io.gan4j.event.TrainingStage;
import io.gan4j.event.TrainingStarted;
import io.gan4j.event.TrainingWentBack;
import io.gan4j.event.TranslationPreview;
import io.gan4j.file.AtomicFile;
import io.gan4j.file.Reason;
import io.gan4j.file.VisibleText;
import io.gan4j.image.Images;
import io.gan4j.inference.Generator;
import io.gan4j.settings.SettingsJson;
import io.gan4j.tensor.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in a run's folder what the run is, {@code config.json}, and how it went: {@code history.jsonl}, a {@link HistoryFile},
 * and for images {@code samples-STEP.png}, sheets of the images that the same latents, or the same inputs of a translator,
 * become, at most 21 of them spread evenly over the run. A run that goes on first takes back what was written after the
 * checkpoint, and reads nothing of all this. What cannot be written is logged once and left out: it is no reason to end a run.
 */
final class RunDiary implements TrainingListener {
    private static final Logger LOG = LoggerFactory.getLogger(RunDiary.class);

    private static final String CONFIGURATION = "config.json";
    private static final String HISTORY = "history.jsonl";
    private static final Pattern SHEET = Pattern.compile("samples-(\\d{10,18})\\.png");
    /** Sheets after the first one. */
    private static final int SHEETS = 20;
    /** The columns and rows of a sheet, fewer where images are large. */
    private static final int MOST_COLUMNS = 8;

    private static final int MOST_VALUES = 1 << 22;
    private static final long SEED = 0;

    private final Path folder;
    private final @Nullable String config;
    private final long resumedStep;
    private final HistoryFile.Until until;
    private @Nullable HistoryFile history;
    private @Nullable Supplier<Images> sheets;
    private long steps;
    private int next;

    /**
     * The diary of a run, which writes nothing yet.
     *
     * @param config the {@link RunConfig}, if the settings are known
     * @param resumed what the run goes on from; null if it is a new one
     */
    RunDiary(Path folder, @Nullable String config, @Nullable RunFacts resumed) {
        this.folder = folder;
        this.config = config;
        this.resumedStep = resumed == null ? 0 : resumed.step();
        this.until = resumed == null ? HistoryFile.Until.NOTHING : HistoryFile.Until.of(resumed);
    }

    @Override
    public void started(TrainingStarted event) {
        steps = event.steps();
        if (config != null) {
            byte[] text = SettingsJson.readable(config).getBytes(StandardCharsets.UTF_8);
            attempt(() -> AtomicFile.write(folder.resolve(CONFIGURATION), text));
        }
        attempt(() -> {
            history = HistoryFile.goOn(folder.resolve(HISTORY), until);
            if (Images.canHold(event.data().shape())) {
                takeBackSheets(resumedStep);
                sheets = sheets(event);
            }
        });
        if (resumedStep == 0) {
            sheet(0);
        }
        goPast(resumedStep);
    }

    private void takeBackSheets(long step) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "samples-*.png")) {
            for (Path file : files) {
                Matcher name = SHEET.matcher(String.valueOf(file.getFileName()));
                if (name.matches() && Long.parseLong(name.group(1)) > step) {
                    Files.delete(file);
                }
            }
        }
    }

    @Override
    public void stageBegan(TrainingStage event) {
        tell(lines -> lines.stageBegan(event));
    }

    @Override
    public void progressed(TrainingProgress event) {
        tell(lines -> lines.progressed(event));
        if (event.step() >= due(next) || event.step() == steps) {
            sheet(event.step());
            goPast(event.step());
        }
    }

    @Override
    public void evaluated(TrainingEvaluated event) {
        tell(lines -> lines.evaluated(event));
    }

    /** The lines of the steps that are played again stay; their sheets do not, since each is the only one of its step. */
    @Override
    public void wentBack(TrainingWentBack event) {
        tell(lines -> lines.wentBack(event));
        if (sheets != null) {
            attempt(() -> takeBackSheets(event.step()));
        }
        next = 0;
        goPast(event.step());
    }

    @Override
    public void ended(TrainingEnded event) {
        HistoryFile lines = history;
        if (lines != null) {
            attempt(lines::close);
        }
        history = null;
        sheets = null;
    }

    private void tell(Consumer<HistoryFile> line) {
        HistoryFile lines = history;
        if (lines != null && !attempt(() -> line.accept(onDisk(lines)))) {
            history = null;
        }
    }

    /** The file that is written to, or a new one if somebody deleted it during the run. */
    private HistoryFile onDisk(HistoryFile lines) throws IOException {
        Path file = folder.resolve(HISTORY);
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return lines;
        }
        LOG.warn("{} is gone: a new one begins here", VisibleText.of(file.toString()));
        lines.close();
        Files.createDirectories(folder);
        HistoryFile anew = HistoryFile.goOn(file, HistoryFile.Until.NOTHING);
        history = anew;
        return anew;
    }

    private boolean attempt(Writing writing) {
        try {
            writing.write();
            return true;
        } catch (IOException | UncheckedIOException e) {
            LOG.warn(
                    "the run in {} goes on without part of its history: {}",
                    VisibleText.of(folder.toString()),
                    VisibleText.line(Reason.of(e)));
            return false;
        }
    }

    /** Something that is written to the folder. */
    private interface Writing {
        void write() throws IOException;
    }

    /** The step from which on a sheet is due; the one before the first step is number 0. */
    private long due(int sheet) {
        return Math.round((double) sheet * steps / SHEETS);
    }

    private void goPast(long step) {
        while (due(next) <= step) {
            next++;
        }
    }

    private void sheet(long step) {
        Supplier<Images> from = sheets;
        if (from == null) {
            return;
        }
        Images sheet = from.get();
        for (float value : sheet.toFloats()) {
            if (Float.isNaN(value)) {
                // no picture can show it, and the run finds out by itself
                return;
            }
        }
        if (!attempt(() -> sheet.writePng(folder.resolve(String.format(Locale.ROOT, "samples-%010d.png", step))))) {
            sheets = null;
        }
    }

    /** Draws the sheet of the moment; null if no model of the run makes images. */
    private static @Nullable Supplier<Images> sheets(TrainingStarted event) {
        Generator from = event.generator();
        if (from != null) {
            return () -> from.grid(count(from.card().sample()), SEED);
        }
        TranslationPreview translations = event.translations();
        return translations == null ? null : () -> translations.sheet(rows(translations));
    }

    private static int rows(TranslationPreview translations) {
        long row = (long) translations.columns() * translations.shape().size();
        return (int) Math.max(1, Math.min(MOST_COLUMNS, MOST_VALUES / row));
    }

    private static int count(Shape image) {
        int columns = MOST_COLUMNS;
        while (columns > 1 && (long) columns * columns * image.size() > MOST_VALUES) {
            columns--;
        }
        return columns * columns;
    }
}
