package io.gan4j.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.common.collect.ImmutableMap;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.data.Shapes;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CaptionPoolTest {
    private static final ImmutableMap<String, Pattern> ATTRIBUTES =
            ImmutableMap.of("color", Pattern.compile("^an? (\\w+) "), "thing", Pattern.compile("(\\w+)$"));

    private static Dataset captioned(String... captions) {
        return Datasets.captioned(
                Datasets.points(
                        Collections.nCopies(captions.length, new float[] {1}).toArray(float[][]::new)),
                List.of(captions));
    }

    private static final Dataset FOUR = captioned("a red ball", "an orange ball", "a red box", "a blue hat");

    /** The orange ball, article and all, and the red box are one word apart from "a red ball"; there is no red hat. */
    @Test
    void near_saysAnotherValueOfOneAttribute() {
        List<String> near = CaptionPool.of(FOUR, ATTRIBUTES, 3).near(List.of("a red ball"), 40);
        assertThat(near)
                .hasSize(40)
                .containsOnly("an orange ball", "a red box")
                .contains("an orange ball", "a red box");
    }

    @Test
    void drawn_isAnyOtherCaption() {
        List<String> drawn = CaptionPool.of(FOUR, ImmutableMap.of(), 3).drawn(List.of("a red ball", "a blue hat"), 50);
        assertThat(drawn.subList(0, 50)).containsOnly("an orange ball", "a red box", "a blue hat");
        assertThat(drawn.subList(50, 100)).containsOnly("a red ball", "an orange ball", "a red box");
    }

    @Test
    void others_dependOnSeedAndPlaceAlone() {
        CaptionPool pool = CaptionPool.of(FOUR, ATTRIBUTES, 3);
        List<String> one = pool.drawn(List.of("a red ball"), 20);
        assertThat(pool.drawn(List.of("a red ball", "a red box"), 20).subList(0, 20))
                .isEqualTo(one);
        assertThat(CaptionPool.of(FOUR, ATTRIBUTES, 4).drawn(List.of("a red ball"), 20))
                .isNotEqualTo(one);
    }

    @Test
    void near_ofShapes_changesEachAttribute() {
        Dataset shapes = Shapes.of(3_000).size(16).draw();
        List<String> own = IntStream.range(0, 20).mapToObj(shapes::caption).toList();
        List<String> near =
                CaptionPool.of(shapes, AttributeAgreement.OF_SHAPES, 1).near(own, 10);
        Set<String> changed = new HashSet<>();
        for (int i = 0; i < near.size(); i++) {
            String caption = own.get(i / 10);
            String other = near.get(i);
            List<String> different = AttributeAgreement.OF_SHAPES.entrySet().stream()
                    .filter(attribute -> !said(attribute, caption).equals(said(attribute, other)))
                    .map(Map.Entry::getKey)
                    .toList();
            assertThat(different).as("'%s' and '%s'", caption, other).hasSize(1);
            changed.addAll(different);
        }
        assertThat(changed).isEqualTo(AttributeAgreement.OF_SHAPES.keySet());
    }

    private static String said(Map.Entry<String, Pattern> attribute, String caption) {
        Matcher matcher = attribute.getValue().matcher(caption);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    @Test
    void whatCannotBeDrawn_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CaptionPool.of(Datasets.points(new float[] {1}), ATTRIBUTES, 0))
                .withMessage("1 point has no captions");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CaptionPool.of(captioned("red", "a red ball"), ATTRIBUTES, 0))
                .withMessage("'red' says nothing of the color");
        CaptionPool pool = CaptionPool.of(FOUR, ATTRIBUTES, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pool.near(List.of("a blue hat"), 1))
                .withMessage(FOUR.name()
                        + " has hardly any caption that could be told from 'a blue hat': take a pool of more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pool.drawn(List.of("a red ball"), 0))
                .withMessage("each must be at least 1, was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CaptionPool.of(FOUR, ImmutableMap.of(), 0).near(List.of("a red ball"), 1))
                .withMessage("without attributes no caption is nearly another: name them in CaptionPool.of");
    }
}
