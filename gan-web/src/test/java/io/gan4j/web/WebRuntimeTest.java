package io.gan4j.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class WebRuntimeTest {
    /** What is embedded into pages that others run is what was published, to the bit. */
    @Test
    void runtime_isThePublishedOne() {
        assertThat(WebFiles.hex(WebRuntime.binary())).isEqualTo(WebRuntime.BINARY_DIGEST);
        assertThat(WebFiles.hex(WebRuntime.script())).isEqualTo(WebRuntime.SCRIPT_DIGEST);
        assertThat(WebFiles.text("/META-INF/onnxruntime-web/README.txt"))
                .contains(WebRuntime.BINARY_DIGEST, WebRuntime.SCRIPT_DIGEST, "ONNX Runtime Web " + WebRuntime.VERSION);
    }

    @Test
    void script_namesItsVersionAndLicence() {
        String script = new String(WebRuntime.script(), StandardCharsets.UTF_8);
        assertThat(script)
                .startsWith("/*!\n * ONNX Runtime Web v" + WebRuntime.VERSION
                        + "\n * Copyright (c) Microsoft Corporation.");
        assertThat(WebRuntime.binary()).startsWith(0, 'a', 's', 'm', 1, 0, 0, 0);
    }

    @Test
    void licences_areInTheModule() {
        assertThat(WebRuntime.licence()).startsWith("MIT License").contains("Microsoft Corporation");
        assertThat(WebFiles.text("/META-INF/onnxruntime-web/ThirdPartyNotices.txt"))
                .contains("protobuf", "Eigen");
    }
}
