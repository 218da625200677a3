package io.gan4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.testing.MiniLm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A GAN of sentences that all-MiniLM-L6-v2 reads, from training to a caption in other words; skipped where that is not there. */
class BroughtEncoderTest {
    @TempDir
    Path work;

    @Test
    void gan_ofABroughtEncoder_isAskedInWordsThatTheDataNeverUses() throws IOException {
        byte[] pieces = MiniLm.tokenizer();
        Path encoder = Files.write(work.resolve("minilm.onnx"), MiniLm.model());
        Path tokenizer = Files.write(work.resolve("tokenizer.json"), pieces);
        Path out = work.resolve("out");
        Cli trained = Cli.run(
                ("train --preset text-to-image --data shapes(20) --size 16 --steps 2 --set batch=4 --set threads=1 --set"
                                + " latent=3 --set architecture=deepFusion(1) --encoder " + encoder + " --out " + out)
                        .split(" "));
        assertThat(trained.code()).as(trained.err()).isZero();
        assertThat(trained.out()).doesNotContain("The text encoder learns first");

        Path sheet = work.resolve("sheet.png");
        Cli asked = sample(out, sheet, "--encoder", encoder);
        assertThat(asked.code()).as(asked.err()).isZero();
        assertThat(sheet).isRegularFile();

        Cli without = sample(out, sheet);
        assertThat(without.code()).isEqualTo(1);
        assertThat(without.err())
                .contains("an encoder outside reads the texts of this generator: name it by --encoder");

        Files.writeString(tokenizer, new String(pieces, StandardCharsets.UTF_8) + "\n");
        Cli wrong = sample(out, sheet, "--encoder", encoder);
        assertThat(wrong.code()).isEqualTo(1);
        assertThat(wrong.err())
                .contains("this generator learned from sentence vectors of another encoder: its SHA-256 is ");
    }

    private static Cli sample(Path out, Path sheet, Object... more) {
        Object[] all = new Object[6 + more.length];
        Object[] first = {"sample", out.resolve("model.onnx"), "--text", "an azure disc beneath the sky", "--out", sheet
        };
        System.arraycopy(first, 0, all, 0, 6);
        System.arraycopy(more, 0, all, 6, more.length);
        return Cli.run(all);
    }
}
