package io.gan4j.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LiveOptionsTest {
    @Test
    void defaults_areAsDocumented() {
        assertThat(LiveOptions.defaults()).isEqualTo(new LiveOptions(0, 64, 0, 0.01, LiveOptions.Access.CONTROL));
    }

    @Test
    void settings_changeOneThingEach() {
        assertThat(LiveOptions.defaults()
                        .port(8080)
                        .samples(16)
                        .seed(7)
                        .cost(0.1)
                        .readOnly())
                .isEqualTo(new LiveOptions(8080, 16, 7, 0.1, LiveOptions.Access.READ_ONLY));
    }

    @Test
    void settings_outOfRange_areRefused() {
        LiveOptions options = LiveOptions.defaults();
        assertThatThrownBy(() -> options.port(-1)).hasMessage("port must be from 0 to 65535, was -1");
        assertThatThrownBy(() -> options.port(65_536)).hasMessage("port must be from 0 to 65535, was 65536");
        assertThatThrownBy(() -> options.samples(0)).hasMessage("samples must be from 1 to 1024, was 0");
        assertThatThrownBy(() -> options.cost(0)).hasMessage("cost must be above 0 and at most 1, was 0.0");
        assertThatThrownBy(() -> options.cost(Double.NaN)).hasMessage("cost must be above 0 and at most 1, was NaN");
    }
}
