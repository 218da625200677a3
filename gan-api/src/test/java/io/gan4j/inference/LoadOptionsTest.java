package io.gan4j.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LoadOptionsTest {
    private static final LoadOptions DEFAULTS = LoadOptions.defaults();

    @Test
    void defaults_areSafe() {
        assertThat(DEFAULTS)
                .isEqualTo(new LoadOptions(LoadOptions.Verification.TEST_VECTORS, 0, 1_073_741_824L, 67_108_864L));
    }

    @Test
    void settings_changeTheirOwnFieldAlone() {
        assertThat(DEFAULTS.withoutTestVectors().threads(2).maxFileBytes(3).maxElements(4))
                .isEqualTo(new LoadOptions(LoadOptions.Verification.NONE, 2, 3, 4));
    }

    @Test
    void setting_outOfRange_namesRuleAndValue() {
        assertThatThrownBy(() -> DEFAULTS.threads(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("threads must not be negative, was -1");
        assertThatThrownBy(() -> DEFAULTS.maxFileBytes(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxFileBytes must be at least 1, was 0");
        assertThatThrownBy(() -> DEFAULTS.maxElements(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxElements must be at least 1, was 0");
    }
}
