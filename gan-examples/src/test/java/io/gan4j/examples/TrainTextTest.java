package io.gan4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.Gan;
import io.gan4j.TextToImageBuilder;
import io.gan4j.architecture.DeepFusion;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.inference.Conditions;
import io.gan4j.inference.Generator;
import io.gan4j.run.TextToImageRun;
import io.gan4j.training.Checkpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The command that trains GANs of sentences: tiny networks, few steps. */
class TrainTextTest {
    @TempDir
    Path work;

    private static final String[] TINY = {
        "--steps", "2", "--set", "encoderSteps=2", "--set", "batch=4", "--set", "threads=1", "--set", "latent=3"
    };

    private static Cli train(Object... arguments) {
        return Cli.run(Stream.of(Stream.of("train"), Stream.of(arguments), Stream.of((Object[]) TINY))
                .flatMap(all -> all)
                .toArray());
    }

    @Test
    void shapes_areLearned_andShownWithTheirCaptions() throws IOException {
        Path out = work.resolve("out");
        Cli cli = train(
                "--preset",
                "text-to-image",
                "--data",
                "shapes(40)",
                "--size",
                16,
                "--set",
                "architecture=deepFusion(1)",
                "--out",
                out);
        assertThat(cli.err()).isEmpty();
        assertThat(cli.code()).isZero();
        assertThat(cli.out())
                .endsWith("Wrote model.onnx (verified), samples.png, captions.html and run/history.jsonl to " + out
                        + "\n");
        assertThat(out.resolve("samples.png")).isRegularFile();
        assertThat(Files.readString(out.resolve("captions.html")))
                .contains("<figcaption>" + Datasets.shapes(40).caption(0) + "</figcaption>")
                .contains("src=\"data:image/png;base64,iVBORw0KGgo");
        try (Generator loaded = Generator.load(out.resolve("model.onnx"))) {
            assertThat(loaded.generate(1, 0, Conditions.text(Datasets.shapes(40).caption(0)))
                            .count())
                    .isEqualTo(1);
        }
        assertThat(out.resolve("run/checkpoints")).doesNotExist();
    }

    @Test
    void run_thatWasInterrupted_goesOnWithItsDataAlone() {
        Path out = work.resolve("out");
        TextToImageBuilder settings = Gan.textToImage()
                .architecture(DeepFusion.of(1))
                .encoderSteps(2)
                .latent(3)
                .batch(4)
                .steps(3)
                .checkpoints(Checkpoints.in(out.resolve("run")).everySteps(1));
        try (TextToImageRun run = settings.start(Datasets.resized(Datasets.shapes(40), 16, 16))) {
            run.play();
        }
        Cli cli = Cli.run("train", "--resume", "--data", "shapes(40)", "--size", 16, "--out", out);
        assertThat(cli.err()).isEmpty();
        assertThat(cli.code()).isZero();
        assertThat(cli.out()).doesNotContain("The text encoder learns first").contains("Wrote model.onnx (verified)");
        assertThat(out.resolve("model.onnx")).isRegularFile();
    }

    @Test
    void folder_withAFileOfCaptions_isLearnedByGanCls() throws IOException {
        Path images = Files.createDirectory(work.resolve("images"));
        Dataset shapes = Datasets.resized(Datasets.shapes(12), 16, 16);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < shapes.size(); i++) {
            Datasets.images(shapes, i, i + 1).writePng(images.resolve(i + ".png"));
            lines.append(i).append(".png\t").append(shapes.caption(i)).append(" & \"more\"\n");
        }
        Path captions = Files.writeString(work.resolve("captions.tsv"), lines);
        Path out = work.resolve("out");
        Cli cli = train(
                "--preset",
                "gan-cls",
                "--data",
                images,
                "--captions",
                captions,
                "--set",
                "architecture=ganCls(1)",
                "--out",
                out);
        assertThat(cli.err()).isEmpty();
        assertThat(cli.code()).isZero();
        assertThat(Files.readString(out.resolve("captions.html"))).contains(" &amp; &quot;more&quot;</figcaption>");
    }

    static Stream<String> misuses() {
        return Stream.of(
                "--data digits --out o --captions c.tsv | --captions is for --preset text-to-image or gan-cls",
                "--data digits --out o --encoder e.onnx | --encoder is for --preset text-to-image or gan-cls",
                "--preset pix2pix --data d --out o --captions c.tsv | --captions is for --preset text-to-image or gan-cls",
                "--preset text-to-image --data shapes --out o --captions c.tsv | --captions is for folders and zips of"
                        + " images, and --data is shapes",
                "--preset text-to-image --data shapes --out o --conditional=projection | --conditional is for GANs, and"
                        + " --preset text-to-image makes images of sentences: leave it out",
                "--preset gan-cls --data shapes --out o --keep-checkpoint | --keep-checkpoint is for GANs, and"
                        + " --preset gan-cls makes images of sentences: leave it out",
                "--preset gan-cls --data shapes --out o --other b | --other is for --preset cyclegan or faceswap",
                "--preset text-to-image --data shapes | Missing required option: '--out=DIR'",
                "--preset text-to-image --data shapes --out o --set mismatch=none | mismatch: there is no mismatch 'none';"
                        + " the nearest is 'images'; there are captions, nearCaptions, images");
    }

    @ParameterizedTest
    @MethodSource("misuses")
    void wrongUsage_isExplainedInOneLine(String misuse) {
        String[] parts = misuse.split(" \\| ");
        Cli cli = Cli.run((Object[]) ("train " + parts[0]).split(" "));
        assertThat(cli.code()).isEqualTo(2);
        assertThat(cli.err())
                .isEqualTo("gan-examples train: " + parts[1] + " (gan-examples train --help shows the usage)\n");
    }

    @Test
    void listSettings_showsThoseOfThePreset() {
        Cli cli = Cli.run("train", "--list-settings", "--preset", "text-to-image");
        assertThat(cli.code()).isZero();
        assertThat(cli.out())
                .contains(
                        "\narchitecture = deepFusion(16)\n", "\nmismatch = nearCaptions\n", "\nencoderSteps = 2000\n");
    }
}
