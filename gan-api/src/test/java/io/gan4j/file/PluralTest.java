package io.gan4j.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PluralTest {
    @ParameterizedTest
    @CsvSource({
        "0, image, 0 images",
        "1, image, 1 image",
        "2, image, 2 images",
        "1, class, 1 class",
        "2, class, 2 classes",
        "3, batch, 3 batches",
        "3, epoch, 3 epochs",
        "3, axis, 3 axes",
        "3, category, 3 categories",
        "60000, image, 60000 images"
    })
    void noun_goesWithItsNumber(long number, String noun, String text) {
        assertThat(Plural.of(number, noun)).isEqualTo(text);
    }

    @Test
    void grouped_hasCommas() {
        assertThat(Plural.grouped(60_000, "image")).isEqualTo("60,000 images");
        assertThat(Plural.grouped(1, "image")).isEqualTo("1 image");
        assertThat(Plural.noun(1, "image")).isEqualTo("image");
    }
}
