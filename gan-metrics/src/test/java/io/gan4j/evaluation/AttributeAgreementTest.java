package io.gan4j.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.data.Shapes;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class AttributeAgreementTest {
    @Test
    void ofShapes_findsEveryAttributeInEveryCaption() {
        Dataset shapes = Shapes.of(2_000).draw();
        Map<String, Integer> values = Map.of("size", 2, "color", 8, "kind", 7, "background", 8, "place", 9);
        values.forEach((name, number) -> {
            TreeSet<String> found = new TreeSet<>();
            for (int i = 0; i < shapes.size(); i++) {
                Matcher matcher = AttributeAgreement.OF_SHAPES.get(name).matcher(shapes.caption(i));
                assertThat(matcher.find()).as(shapes.caption(i)).isTrue();
                found.add(matcher.group(1));
            }
            assertThat(found).as(name).hasSize(number);
        });
        assertThat(AttributeAgreement.OF_SHAPES.keySet())
                .containsExactly("size", "color", "kind", "background", "place");
    }

    @Test
    void train_withoutWhatItNeeds_isRefusedBeforeTheWork() {
        Dataset shapes = Datasets.shapes(200);
        assertThatThrownBy(() -> AttributeAgreement.train(Datasets.digits(200), AttributeAgreement.OF_SHAPES, 1, 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(Datasets.digits(200).name() + " has no captions");
        assertThatThrownBy(() -> AttributeAgreement.train(shapes, Map.of(), 1, 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there must be an attribute to agree in");
        assertThatThrownBy(() -> AttributeAgreement.train(
                        shapes, ImmutableMap.of("hat", Pattern.compile("hat (\\w+)")), 1, 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + shapes.caption(0) + "' says nothing of the hat");
        assertThatThrownBy(() ->
                        AttributeAgreement.train(shapes, ImmutableMap.of("article", Pattern.compile("^(a) ")), 1, 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("all captions of " + shapes.name() + " say the same of the article: a");
    }
}
