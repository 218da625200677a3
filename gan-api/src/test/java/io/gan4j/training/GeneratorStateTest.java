package io.gan4j.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.data.Samples;
import io.gan4j.inference.Generator;
import io.gan4j.inference.ModelCard;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import io.gan4j.testing.FakeRunner;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GeneratorStateTest {
    private static final ModelCard CARD = ModelCard.generator(3, Prior.NORMAL, Shape.of(1, 1, 1));

    private final List<String> computed = new ArrayList<>();
    private final GeneratorState first = GeneratorState.of(generator(), new Samples(4));

    private static Generator generator() {
        return Generator.of(CARD, new FakeRunner(CARD, 0));
    }

    private String compute(String value) {
        computed.add(value);
        return value;
    }

    @Test
    void valueOfAState_isComputedOnceAndAnewForTheNext() {
        GeneratorState second = first.next(generator());
        first.once(String.class, 1, () -> compute("first"));
        assertThat(first.once(String.class, 1, () -> compute("again"))).isEqualTo("first");
        assertThat(second.once(String.class, 1, () -> compute("second"))).isEqualTo("second");
        assertThat(first.once(String.class, 2, () -> compute("other key"))).isEqualTo("other key");
        assertThat(computed).containsExactly("first", "second", "other key");
    }

    @Test
    void valueOfTheData_isComputedOnceForAllStates() {
        first.ofData(String.class, 1, () -> compute("data"));
        assertThat(first.next(generator()).ofData(String.class, 1, () -> compute("again")))
                .isEqualTo("data");
        assertThat(computed).containsExactly("data");
    }

    @Test
    void valueThatNeedsOthers_mayAskForThem() {
        String both = first.once(
                String.class, "outer", () -> "outer of " + first.once(String.class, "inner", () -> compute("inner")));
        assertThat(both).isEqualTo("outer of inner");
    }
}
