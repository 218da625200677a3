package io.gan4j.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.event.TrainingEnded.Outcome;
import io.gan4j.tensor.Shape;
import io.gan4j.testing.Events;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleFilmTest {
    /** Lets a film see a run that reports at an interval of steps up to one, and counts its frames. */
    private static int frames(SampleFilm film, long steps, long interval, long last, Outcome outcome)
            throws IOException {
        film.started(Events.started(steps));
        for (long step = interval; step < last; step += interval) {
            film.progressed(Events.progress(step, steps, Duration.ZERO));
        }
        film.progressed(Events.progress(last, steps, Duration.ZERO));
        film.ended(Events.ended(last, outcome));
        return count(film);
    }

    private static int count(SampleFilm film) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        try (ImageInputStream in = ImageIO.createImageInputStream(
                new ByteArrayInputStream(film.gif().toBytes()))) {
            reader.setInput(in);
            return reader.getNumImages(true);
        } finally {
            reader.dispose();
        }
    }

    /** Frame n is of brightness {@code n / 100 - 1}, as the n-th answer of the generator was. */
    private static double newest(SampleFilm film) {
        return Math.round((film.last().toFloats()[0] + 1) * 100);
    }

    @ParameterizedTest
    @CsvSource({
        // steps, interval, most frames, frames
        "200, 50, 60, 5",
        "200, 1, 60, 60",
        "200, 1, 2, 2",
        "200, 7, 60, 30",
        "9, 1, 60, 10",
        "1, 1, 60, 2",
        "100000, 100, 60, 60"
    })
    void film_ofAWholeRun_hasBothEndsAndAtMostSoManyFrames(long steps, long interval, int most, int expected)
            throws IOException {
        SampleFilm film = SampleFilm.of(4, 0).frames(most);
        assertThat(frames(film, steps, interval, steps, Outcome.FINISHED)).isEqualTo(expected);
        assertThat(newest(film)).isEqualTo(expected - 1);
    }

    @Test
    void film_ofARunThatWasStopped_endsWithItsLastStep() throws IOException {
        SampleFilm film = SampleFilm.of(4, 0).frames(3);
        assertThat(frames(film, 200, 10, 150, Outcome.STOPPED)).isEqualTo(3);
        assertThat(newest(film)).isEqualTo(2);
    }

    @Test
    void film_ofASecondRun_beginsAnew() throws IOException {
        SampleFilm film = SampleFilm.of(4, 0);
        frames(film, 200, 50, 200, Outcome.FINISHED);
        assertThat(frames(film, 200, 100, 200, Outcome.FINISHED)).isEqualTo(3);
    }

    @Test
    void last_isASheetOfTheImages() throws IOException {
        SampleFilm film = SampleFilm.of(9, 0);
        frames(film, 200, 50, 200, Outcome.FINISHED);
        assertThat(film.last().shape()).isEqualTo(Shape.of(1, 3 * 2 + 2 * 2, 3 * 2 + 2 * 2));
        assertThat(film.last().toFloats()[0]).isCloseTo(-0.96f, within(0.005f));
    }

    @Test
    void gif_beforeAnyRun_saysWhatToDo() {
        assertThatThrownBy(() -> SampleFilm.of(9, 0).gif())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("there is no frame yet: add this film to a GAN by listener(film), then train it");
    }

    @Test
    void settings_outOfRange_areRefused() {
        assertThatThrownBy(() -> SampleFilm.of(0, 0)).hasMessage("count must be at least 1, was 0");
        assertThatThrownBy(() -> SampleFilm.of(1, 0).frames(1)).hasMessage("frames must be at least 2, was 1");
    }
}
