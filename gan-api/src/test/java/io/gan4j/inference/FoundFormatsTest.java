package io.gan4j.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.error.BackendException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FoundFormatsTest {
    private static String logOf(Runnable work) {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            work.run();
        } finally {
            System.setErr(before);
        }
        return log.toString(StandardCharsets.UTF_8);
    }

    @Test
    void several_areSaidWithTheOneThatIsTaken_once() {
        ModelFormat first = new FakeFormat();
        List<ModelFormat> found = List.of(first, new FakeFormat());

        String log = logOf(() -> assertThat(FoundFormats.first(found)).isSameAs(first));

        assertThat(log)
                .hasLineCount(1)
                .contains("several model formats are on the class path, " + FakeFormat.class.getName() + " of file:")
                .contains(", " + FakeFormat.class.getName() + " of file:")
                .contains(": the first is taken; leave the others out, or put the one that is meant in front");
        assertThat(logOf(() -> FoundFormats.first(found))).isEmpty();
    }

    @Test
    void one_isTakenInSilence() {
        ModelFormat only = new FakeFormat();

        assertThat(logOf(() -> assertThat(FoundFormats.first(List.of(only))).isSameAs(only)))
                .isEmpty();
    }

    @Test
    void none_isRefusedWithTheModuleToAdd() {
        assertThatThrownBy(() -> FoundFormats.first(List.of()))
                .isInstanceOf(BackendException.class)
                .hasMessageContaining("io.gan4j:gan-onnx");
    }
}
