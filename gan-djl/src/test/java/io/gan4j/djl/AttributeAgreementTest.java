package io.gan4j.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.data.Shapes;
import io.gan4j.evaluation.AttributeAgreement;
import io.gan4j.image.Images;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Classifiers learn two attributes of drawn shapes, and read them from others whose captions are right, or of other shapes. */
class AttributeAgreementTest {
    private static final Map<String, Pattern> TWO = ImmutableMap.of(
            "background", Objects.requireNonNull(AttributeAgreement.OF_SHAPES.get("background")),
            "size", Objects.requireNonNull(AttributeAgreement.OF_SHAPES.get("size")));

    private static Dataset shapes(int count, long seed) {
        return Shapes.of(count).size(16, 16).seed(seed).draw();
    }

    private static List<String> captions(Dataset shapes) {
        return IntStream.range(0, shapes.size()).mapToObj(shapes::caption).toList();
    }

    @Test
    void of_rightCaptions_agrees_andOfOthers_doesNot() {
        Dataset test = shapes(300, 9);
        Images images = Datasets.images(test, 0, test.size());
        try (AttributeAgreement judges = AttributeAgreement.train(shapes(2_000, 1), TWO, 6, 5, 1)) {
            AttributeAgreement.Result right = judges.of(images, captions(test));
            assertThat(right.attributes().keySet()).containsExactly("background", "size");
            assertThat(right.attributes().get("background").value()).isGreaterThan(0.97);
            assertThat(right.attributes().get("size").value()).isGreaterThan(0.8);
            assertThat(right.all().value()).isGreaterThan(0.8);
            assertThat(judges.values("size")).containsExactly("large", "small");

            List<String> rolled = new ArrayList<>(captions(test));
            Collections.rotate(rolled, 1);
            AttributeAgreement.Result wrong = judges.of(images, rolled);
            // chance is 1 in 8 and 1 in 2
            assertThat(wrong.attributes().get("background").value()).isLessThan(0.25);
            assertThat(wrong.attributes().get("size").value()).isBetween(0.35, 0.65);
            assertThat(wrong.all().value())
                    .isLessThan(wrong.attributes().get("background").value());

            assertThatThrownBy(() -> judges.of(images, rolled.subList(0, 5)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("there are 300 images, but 5 captions");
            assertThatThrownBy(() -> judges.values("hat"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("there is no attribute 'hat', there are [background, size]");
        }
    }
}
