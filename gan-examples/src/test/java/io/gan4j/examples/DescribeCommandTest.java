package io.gan4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.measurement.Better;
import io.gan4j.measurement.Estimate;
import io.gan4j.measurement.Measurement;
import io.gan4j.measurement.Protocol;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescribeCommandTest {
    @TempDir
    private Path folder;

    @Test
    void describe_modelThatNobodyTrained_saysWhatIsNotStated() throws IOException {
        Path model = TinyModel.write(folder.resolve("model.onnx"));
        Cli cli = Cli.run("describe", model);
        assertThat(cli.code()).isZero();
        assertThat(cli.out())
                .startsWith("file            " + model + ", ")
                .contains("fingerprint     not stated\n", "licence         not stated\n", "step            0\n")
                .endsWith(
                        "configuration\n  preset                  dcgan\ntest vectors    1, all pass within 1.0E-4\n");
    }

    @Test
    void describe_classifier_namesItsClasses() throws IOException {
        Path model = TinyModel.writeClassifier(folder.resolve("classifier.onnx"));
        Cli cli = Cli.run("describe", model);
        assertThat(cli.code()).isZero();
        assertThat(cli.out())
                .contains(
                        "kind            classifier\nclasses         2: cat, dog\nfeatures        6\ninputs          x (N, 1, 8, 8)\n")
                .contains("samples         grey images, 8 pixels high and 8 wide, values from -1 to 1\n")
                .endsWith("test vectors    1, all pass within 1.0E-4\n");
    }

    @Test
    void describe_conditionalGenerator_showsItsInputsAndClasses() throws IOException {
        Path model = TinyModel.writeConditional(folder.resolve("model.onnx"));
        Cli cli = Cli.run("describe", model);
        assertThat(cli.code()).isZero();
        assertThat(cli.out())
                .contains("kind            generator\nlatent          16 numbers, ")
                .contains(
                        "classes         3: cat, dog, fish\ninputs          z (N, 16), y (N, 3)\nsamples         grey")
                .endsWith("test vectors    1, all pass within 1.0E-4\n");
    }

    @Test
    void describe_modelThatWasMeasured_showsTheNumbersWithTheirProtocols() throws IOException {
        Protocol protocol = new Protocol(1_000, 2_000, "digits", "none", "pixels", "ab", 7);
        Measurement coverage = Measurement.of("coverage", new Estimate(0.5, 0.25, 0.75), Better.HIGHER, protocol);
        Path model = TinyModel.write(folder.resolve("model.onnx"), List.of(coverage));
        assertThat(Cli.run("describe", model).out())
                .contains(
                        "  preset                  dcgan\nmeasured\n  coverage 0.5000 (0.2500 to 0.7500) (1,000 real of"
                                + " digits, 2,000 generated, seed 7, features: pixels)\ntest vectors    1, all pass");
    }

    @Test
    void describe_modelThatComputesSomethingElse_saysSoAndFails() throws IOException {
        Path model = TinyModel.writeWrong(folder.resolve("model.onnx"));
        Cli cli = Cli.run("describe", model);
        assertThat(cli.code()).isEqualTo(1);
        assertThat(cli.out())
                .contains("kind            generator\n", "test vectors    1, FAILED: " + model + " does not compute");
    }

    @Test
    void sample_modelThatComputesSomethingElse_isRefused() throws IOException {
        Path model = TinyModel.writeWrong(folder.resolve("model.onnx"));
        Cli cli = Cli.run("sample", model, "--out", folder.resolve("sheet.png"));
        assertThat(cli.code()).isEqualTo(1);
        assertThat(cli.err())
                .contains("does not compute what it was exported to")
                .hasLineCount(1);
        assertThat(folder.resolve("sheet.png")).doesNotExist();
    }

    @Test
    void describe_generatorOfTexts_listsItsWords() throws IOException {
        Path model = TinyModel.writeOfTexts(folder.resolve("texts.onnx"));
        Cli cli = Cli.run("describe", model);
        assertThat(cli.code()).isZero();
        assertThat(cli.out())
                .containsPattern("texts +up to 3 words\n")
                .containsPattern("words +4: a, blue, circle, red\n")
                .containsPattern("for example +a red circle\n");
    }
}
