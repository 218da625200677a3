package io.gan4j.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PagePartsTest {
    @Test
    void modules_becomeOneScript_withoutImportsAndExports() {
        String first = "export const one = 1;\nconst export_ = 'import x;';\n";
        String second = "import {one} from './first.js';\nexport function two() {\n  return one + 1;\n}\n";
        assertThat(PageParts.joined(List.of(first, second)))
                .isEqualTo("const one = 1;\nconst export_ = 'import x;';\nfunction two() {\n  return one + 1;\n}\n");
    }

    /** The digest of RFC 6234 and of FIPS 180-2, appendix B.1. */
    @Test
    void source_isTheDigestOfTheText() {
        assertThat(PageParts.source("abc")).isEqualTo("'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='");
    }

    @Test
    void shared_partsAreThere_andNameNothingElse() {
        assertThat(PageParts.style()).contains("prefers-color-scheme: dark").doesNotContain("url(", "@import");
        assertThat(PageParts.formatScript())
                .contains("export function element(")
                .doesNotContain("import ", "innerHTML", "http");
    }

    @Test
    void missingResource_isNamed() {
        assertThatThrownBy(() -> PageParts.text(PageParts.class, "none.css"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the package io.gan4j.html is incomplete: its resource none.css is missing");
    }
}
