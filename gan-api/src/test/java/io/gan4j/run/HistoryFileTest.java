package io.gan4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.event.TrainingEnded.Outcome;
import io.gan4j.event.TrainingEvaluated;
import io.gan4j.event.TrainingProgress;
import io.gan4j.event.TrainingStage;
import io.gan4j.measurement.Better;
import io.gan4j.measurement.Estimate;
import io.gan4j.measurement.Measurement;
import io.gan4j.measurement.Protocol;
import io.gan4j.testing.Events;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryFileTest {
    private static final TrainingProgress REPORT = Events.progress(50, 200, Duration.ofMillis(20_500));

    @TempDir
    private Path folder;

    @Test
    void line_holdsAllNumbersOfAReport() throws IOException {
        Path file = folder.resolve("history.jsonl");
        try (HistoryFile history = HistoryFile.create(file)) {
            history.progressed(REPORT);
        }
        assertThat(file)
                .hasContent(
                        "{\"step\":50,\"epoch\":1.0,\"discriminator_loss\":0.5,\"real_score\":2.0,\"fake_score\":-1.0E-4,"
                                + "\"generator_loss\":1.25,\"images_per_second\":640.25,\"seconds\":20.5}\n");
    }

    @Test
    void line_ofAMeasurement_holdsItsProtocol() throws IOException {
        Path file = folder.resolve("history.jsonl");
        Measurement measurement = Measurement.of(
                "coverage",
                new Estimate(0.5, 0.25, 0.75),
                Better.HIGHER,
                new Protocol(10, 20, "digits", "none", "pixels", "ab", 7));
        try (HistoryFile history = HistoryFile.create(file)) {
            history.evaluated(new TrainingEvaluated(50, measurement, 25, 0.625));
        }
        assertThat(file)
                .hasContent("{\"step\":50,\"metric\":\"coverage\",\"value\":0.5,\"low\":0.25,\"high\":0.75,"
                        + "\"better\":\"higher\",\"real\":10,\"generated\":20,\"split\":\"digits\",\"resizing\":\"none\","
                        + "\"extractor\":\"pixels\",\"extractor_hash\":\"ab\",\"seed\":7,\"warnings\":[],"
                        + "\"best_step\":25}\n");
    }

    @Test
    void stage_hasALine_whichARunThatGoesOnDoesNotRepeat() throws IOException {
        Path file = folder.resolve("history.jsonl");
        TrainingStage stage = new TrainingStage("8 to 16 px", 2, 3, 41, 60);
        String line = "{\"first_step\":41,\"last_step\":60,\"stage\":\"8 to 16 px\",\"number\":2,\"count\":3}\n";
        try (HistoryFile history = HistoryFile.create(file)) {
            history.stageBegan(stage);
            history.progressed(REPORT);
        }
        assertThat(file).content().startsWith(line);
        String written = Files.readString(file);
        try (HistoryFile within = HistoryFile.goOn(file, new HistoryFile.Until(50, 0, 0))) {
            within.stageBegan(stage);
        }
        assertThat(file).hasContent(written);
        try (HistoryFile before = HistoryFile.goOn(file, new HistoryFile.Until(40, 0, 0))) {
            before.stageBegan(stage);
        }
        assertThat(file).hasContent(line);
    }

    @Test
    void line_isInTheFileAtOnce() throws IOException {
        Path file = folder.resolve("history.jsonl");
        try (HistoryFile history = HistoryFile.create(file)) {
            history.progressed(REPORT);
            history.progressed(REPORT);
            assertThat(Files.readAllLines(file)).hasSize(2);
        }
    }

    @Test
    void line_numberThatIsNotFinite_isNull() throws IOException {
        Path file = folder.resolve("history.jsonl");
        try (HistoryFile history = HistoryFile.create(file)) {
            history.progressed(Events.progress(1, 200, Duration.ZERO, Float.NaN));
        }
        assertThat(file).content().contains("\"discriminator_loss\":null,");
    }

    @Test
    void line_inALocaleWithAComma_isTheSame() throws IOException {
        Locale before = Locale.getDefault();
        Path file = folder.resolve("history.jsonl");
        Locale.setDefault(Locale.GERMANY);
        try (HistoryFile history = HistoryFile.create(file)) {
            history.progressed(REPORT);
        } finally {
            Locale.setDefault(before);
        }
        assertThat(file).content().contains("\"seconds\":20.5}");
    }

    @Test
    void create_fileOfAnEarlierRun_isEmptied() throws IOException {
        Path file = Files.writeString(folder.resolve("history.jsonl"), "old");
        HistoryFile.create(file).close();
        assertThat(file).isEmptyFile();
    }

    @Test
    void create_missingFolders_areMade() throws IOException {
        Path file = folder.resolve("a/b/history.jsonl");
        HistoryFile.create(file).close();
        assertThat(file).exists();
    }

    @Test
    void create_belowAFile_failsAtOnce() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> HistoryFile.create(file.resolve("history.jsonl")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void ended_closesTheFile() throws IOException {
        HistoryFile history = HistoryFile.create(folder.resolve("history.jsonl"));
        history.ended(Events.ended(200, Outcome.FINISHED));
        history.close();
        assertThatThrownBy(() -> history.progressed(REPORT))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageEndingWith("history.jsonl cannot be written: Stream closed");
    }
}
