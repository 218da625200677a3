package io.gan4j.djl.torch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TorchReasonTest {
    @Test
    void reason_ofMissingMemory_isTheLastLine() {
        assertThat(TorchModule.reason("""
                        The following operation failed in the TorchScript interpreter.
                        Traceback of TorchScript (most recent call last):
                          File "code/__torch__.py", line 9, in step
                            x = torch.conv2d(y, w)
                        RuntimeError: DefaultCPUAllocator: can't allocate memory: you tried to allocate 250880000 bytes.
                        """))
                .isEqualTo(
                        "not enough memory: set a smaller batch or smaller networks (RuntimeError: DefaultCPUAllocator:"
                                + " can't allocate memory: you tried to allocate 250880000 bytes.)");
    }

    @Test
    void reason_ofAnythingElse_isWhole() {
        assertThat(TorchModule.reason("one\ntwo\n")).isEqualTo("one\ntwo");
        assertThat(TorchModule.reason(null)).isEqualTo("null");
    }
}
