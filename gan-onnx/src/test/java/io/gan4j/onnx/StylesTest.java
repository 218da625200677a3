package io.gan4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Styles that come from numbers or from the file of a projection. */
class StylesTest {
    @Test
    void styles_ofAFile_areItsLines(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("a.latent"), "1.5,-2.0\n3.0E-5,4\n");
        Styles styles = Styles.read(file);
        assertThat(styles).isEqualTo(Styles.of(2, 1.5f, -2, 3e-5f, 4));
        assertThat(styles.style(0, 1)).containsExactly(3e-5f, 4);
        Styles both = Styles.concat(List.of(styles, Styles.of(2, 5, 6, 7, 8)));
        assertThat(both.count()).isEqualTo(2);
        assertThat(both.style(1, 0)).containsExactly(5, 6);
        assertThat(both.get(0)).isEqualTo(styles);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | it is empty",
                "'1,2\n3' | line 2 has 1 number, the first has 2",
                "'1,x' | line 1 must be numbers with commas between them",
                "'1,NaN' | line 1 must be numbers with commas between them",
                "'1\n' | ",
                "'1,\n' | line 1 must be numbers with commas between them",
                "'1,1E99' | a number of line 1 is too large"
            })
    void file_thatHoldsNoLatent_isRefused(String text, @Nullable String problem, @TempDir Path folder)
            throws IOException {
        Path file = Files.writeString(folder.resolve("a.latent"), text.replace("\\n", "\n"));
        if (problem == null) {
            assertThat(Styles.read(file).size()).isEqualTo(1);
        } else {
            assertThatThrownBy(() -> Styles.read(file))
                    .isInstanceOf(IOException.class)
                    .hasMessage(file + " is no latent: " + problem);
        }
    }

    @Test
    void styles_ofNumbersThatDoNotFit_areRefused() {
        refuses(
                () -> Styles.of(2, 1, 2, 3),
                "styles must be as many numbers for each of at least 1 layer, were 3 for 2 layers");
        refuses(() -> Styles.of(0), "styles must be as many numbers for each of at least 1 layer, were 0 for 0 layers");
        refuses(() -> Styles.of(1, Float.NaN), "a style must be finite, was NaN");
        refuses(() -> Styles.concat(List.of()), "there must be styles of at least one image");
        refuses(
                () -> Styles.concat(List.of(Styles.of(1, 1), Styles.of(2, 1, 2))),
                "styles of 2 layers and size 1 do not go with those of 1 and 1");
    }

    private static void refuses(Runnable action, String message) {
        assertThatThrownBy(action::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
