package io.gan4j.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.event.TrainingEnded.Outcome;
import io.gan4j.event.TrainingEvaluated;
import io.gan4j.event.TrainingStarted;
import io.gan4j.event.TrainingWentBack;
import io.gan4j.measurement.Better;
import io.gan4j.measurement.Measurement;
import io.gan4j.measurement.Protocol;
import io.gan4j.testing.Events;
import io.gan4j.watch.EventReader.Field;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TensorBoardLogTest {
    @TempDir
    Path folder;

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private byte[] file() throws IOException {
        assertThat(files()).hasSize(1);
        return Files.readAllBytes(files().get(0));
    }

    private void run(TensorBoardLog log) {
        log.started(Events.started(200));
        log.progressed(Events.progress(100, 200, Duration.ZERO));
        Protocol protocol = new Protocol(1, 1, "train", "none", "pixels", "", 0);
        log.evaluated(new TrainingEvaluated(
                100, new Measurement("FID", 12.5, 12, 13, Better.LOWER, protocol, List.of()), 100, 12.5));
        log.progressed(Events.progress(200, 200, Duration.ZERO));
        log.ended(Events.ended(200, Outcome.FINISHED));
    }

    /** The first bytes of every file of events since TensorFlow 1: a length of 24 and its masked CRC-32C. */
    @Test
    void file_beginsAsTensorFlowsOwn() throws IOException {
        double before = System.currentTimeMillis() / 1e3;
        run(TensorBoardLog.to(folder));
        double after = System.currentTimeMillis() / 1e3;
        assertThat(HexFormat.of().formatHex(file(), 0, 12)).isEqualTo("1800000000000000a37f4b22");
        List<Field> first = EventReader.fields(EventReader.records(file()).get(0));
        assertThat(EventReader.get(first, 3).text()).isEqualTo("brain.Event:2");
        assertThat((double) EventReader.get(first, 1).value())
                .as("when it began, in seconds since 1970")
                .isBetween(before, after);
        assertThat(files().get(0).getFileName().toString()).matches("events\\.out\\.tfevents\\.\\d{10}\\.gan4j");
    }

    @Test
    void run_isThereAsScalarsImagesHistogramsAndSettings() throws IOException {
        run(TensorBoardLog.to(folder));
        assertThat(EventReader.values(file()))
                .containsExactly(
                        "0 _hparams_/session_start_info in 8",
                        "0 settings in 8",
                        "0 samples/sheet in 4",
                        "0 samples/values in 5",
                        "100 loss/discriminator = 0.5",
                        "100 score/real = 2.0",
                        "100 score/fake = -1.0E-4",
                        "100 loss/generator = 1.25",
                        "100 speed/samples a second = 640.25",
                        "100 speed/epoch = 2.0",
                        "100 samples/sheet in 4",
                        "100 samples/values in 5",
                        "100 metric/FID = 12.5",
                        "200 loss/discriminator = 0.5",
                        "200 score/real = 2.0",
                        "200 score/fake = -1.0E-4",
                        "200 loss/generator = 1.25",
                        "200 speed/samples a second = 640.25",
                        "200 speed/epoch = 4.0",
                        "200 samples/sheet in 4",
                        "200 samples/values in 5",
                        "200 _hparams_/session_end_info in 8");
    }

    private static List<Field> value(byte[] file, String tag) {
        return EventReader.records(file).stream()
                .flatMap(record -> EventReader.fields(record).stream())
                .filter(field -> field.number() == 5)
                .flatMap(summary -> summary.fields().stream())
                .map(Field::fields)
                .filter(fields -> EventReader.get(fields, 1).text().equals(tag))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void sheet_isAPngOfItsSize() throws IOException {
        run(TensorBoardLog.to(folder).samples(9, 5));
        List<Field> image = EventReader.get(value(file(), "samples/sheet"), 4).fields();
        assertThat(image.subList(0, 3).stream().map(Field::value)).containsExactly(10L, 10L, 1L);
        byte[] png = (byte[]) EventReader.get(image, 4).value();
        assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isEqualTo(3 * 2 + 2 * 2);
    }

    @Test
    void histogram_holdsEveryNumber() {
        WireMessage summary = new WireMessage();
        Summaries.histogram(summary, "h", -1, 0, 0, 3);
        List<Field> histogram = EventReader.get(
                        EventReader.fields(summary.toBytes()).get(0).fields(), 5)
                .fields();
        assertThat(histogram.subList(0, 5).stream().map(Field::value)).containsExactly(-1.0, 3.0, 4.0, 2.0, 10.0);
        double[] limits = reals(EventReader.get(histogram, 6));
        double[] counts = reals(EventReader.get(histogram, 7));
        assertThat(limits).hasSize(64).isSorted();
        assertThat(limits[0]).isCloseTo(-1 + 4 / 64.0, within(1e-12));
        assertThat(limits[63]).isCloseTo(3, within(1e-12));
        // bucket i is from -1 + i / 16 up to the next: 0 is in the 17th
        assertThat(List.of(counts[0], counts[16], counts[63])).containsExactly(1.0, 2.0, 1.0);
    }

    @Test
    void histogram_ofOneValue_hasIt() {
        WireMessage summary = new WireMessage();
        Summaries.histogram(summary, "h", 2, 2);
        List<Field> histogram = EventReader.get(
                        EventReader.fields(summary.toBytes()).get(0).fields(), 5)
                .fields();
        assertThat(reals(EventReader.get(histogram, 7))[0]).isEqualTo(2);
    }

    private static double[] reals(Field packed) {
        ByteBuffer bytes = ByteBuffer.wrap((byte[]) packed.value()).order(ByteOrder.LITTLE_ENDIAN);
        double[] values = new double[bytes.remaining() / Double.BYTES];
        bytes.asDoubleBuffer().get(values);
        return values;
    }

    @ParameterizedTest
    @CsvSource({"discriminator loss, loss/discriminator", "real score, score/real", "lambda, lambda"})
    void tag_groupsByTheLastWord(String name, String tag) {
        assertThat(Summaries.tag(name)).isEqualTo(tag);
    }

    @Test
    void runThatIsResumed_goesOnInAFileOfItsOwn() throws IOException {
        run(TensorBoardLog.to(folder));
        run(TensorBoardLog.to(folder));
        assertThat(files()).hasSize(2);
    }

    @Test
    void returnToACheckpoint_isAText() throws IOException {
        TensorBoardLog log = TensorBoardLog.to(folder);
        log.started(Events.started(200));
        log.wentBack(new TrainingWentBack(70, "generator", "the loss is NaN", 60, 1, 3, 0.5));
        log.ended(Events.ended(70, Outcome.FAILED));
        assertThat(EventReader.get(value(file(), "went back"), 8)
                        .fields()
                        .get(2)
                        .text())
                .isEqualTo("The run diverged at step 70 and went back to step 60: the loss is NaN");
    }

    @Test
    void runWithoutAGenerator_hasItsNumbersAlone() throws IOException {
        TrainingStarted event = Events.started(200);
        TensorBoardLog log = TensorBoardLog.to(folder);
        log.started(new TrainingStarted(
                event.game(), event.data(), event.backend(), event.device(), 200, 4, null, event.run()));
        log.progressed(Events.progress(200, 200, Duration.ZERO));
        log.ended(Events.ended(200, Outcome.FINISHED));
        assertThat(EventReader.values(file()))
                .contains("200 loss/discriminator = 0.5")
                .noneMatch(value -> value.contains("samples/"));
    }

    @Test
    void eventsOutsideARun_areIgnored() throws IOException {
        TensorBoardLog log = TensorBoardLog.to(folder);
        log.progressed(Events.progress(100, 200, Duration.ZERO));
        log.ended(Events.ended(100, Outcome.FAILED));
        assertThat(files()).isEmpty();
    }

    @Test
    void folderThatTakesNoFile_endsTheRun_andIsNamed() throws IOException {
        Path taken = Files.createFile(folder.resolve("taken"));
        TensorBoardLog log = TensorBoardLog.to(taken);
        assertThatThrownBy(() -> log.started(Events.started(200)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith(taken + " takes no TensorBoard file: ");
    }

    @Test
    void samples_outOfRange_areRefused() {
        TensorBoardLog log = TensorBoardLog.to(folder);
        assertThatThrownBy(() -> log.samples(0, 1)).hasMessage("samples must be at least 1, was 0");
    }
}
