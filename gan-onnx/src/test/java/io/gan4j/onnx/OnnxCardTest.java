package io.gan4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.error.ModelFileException;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.TestVector;
import io.gan4j.measurement.Better;
import io.gan4j.measurement.Measurement;
import io.gan4j.measurement.Protocol;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxCardTest {
    private static final ModelCard FULL = ModelCard.generator(100, Prior.UNIFORM, Shape.of(3, 33, 20))
            .provenance(
                    "0.1.0",
                    "Zahlen, gr\u00f6\u00dfer \ud83d\ude00",
                    "ab12",
                    Map.of("loss", "hinge", "a.b", "", "batch", "64"))
            .step(1L << 40)
            .licence("CC0-1.0")
            .testVectors(List.of(
                    new TestVector(Long.MIN_VALUE, new float[] {0, -1, Float.MIN_VALUE, 0.1f}),
                    new TestVector(7, new float[] {})));

    @Test
    void fullCard_writtenAndRead_isTheSame() {
        assertThat(OnnxCard.read(OnnxCard.write(FULL))).isEqualTo(FULL);
    }

    @Test
    void discriminatorCard_writtenAndRead_isTheSame() {
        ModelCard judge = FULL.ofDiscriminator(FULL.sample());
        assertThat(OnnxCard.read(OnnxCard.write(judge))).isEqualTo(judge);
    }

    private static final Measurement MEASURED = new Measurement(
            "coverage",
            0.1 + 0.2,
            0.25,
            0.75,
            Better.HIGHER,
            new Protocol(10, 20, "digits", "none", "pixels", "ab", Long.MIN_VALUE),
            List.of("few samples", "very few"));

    @Test
    void measuredCard_writtenAndRead_isTheSame() {
        Measurement plain = new Measurement(
                "reverse KL",
                Double.POSITIVE_INFINITY,
                Double.NaN,
                Double.NaN,
                Better.NEAR_REAL,
                new Protocol(0, 1, "", "", "", "", 0),
                List.of());
        ModelCard card = FULL.measurements(List.of(MEASURED, plain));
        assertThat(OnnxCard.read(OnnxCard.write(card))).isEqualTo(card);
    }

    @Test
    void measurements_areOfTheGenerator() {
        ModelCard judge = FULL.measurements(List.of(MEASURED)).ofDiscriminator(FULL.sample());
        assertThat(judge.origin().measurements()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "measurements | 0 | its property gan4j.measurements must be a whole number from 1 to 256, was '0'",
                "measurements | 2 | it was not written by gan4j: its property gan4j.measurement.1.real is missing",
                "measurement.0.value | much | its property gan4j.measurement.0.value must be a number, was 'much'",
                "measurement.0.low | 0.9 | its properties say what cannot be: low must not be above high, were 0.9 and 0.75",
                "measurement.0.better | worse | its property gan4j.measurement.0.better must be one of [lower, higher, near_real], was 'worse'",
                "measurement.0.real | -1 | its property gan4j.measurement.0.real must be a whole number from 0 to 2147483647, was '-1'",
                "measurement.0.colour | red | its property gan4j.measurement.0.colour is none of format version 1"
            })
    void wrongMeasurement_isRefused(String key, String value, String message) {
        Map<String, String> properties = new LinkedHashMap<>(OnnxCard.write(FULL.measurements(List.of(MEASURED))));
        properties.put("gan4j." + key, value);
        assertThatThrownBy(() -> OnnxCard.read(properties))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(message);
    }

    @Test
    void measurement_withMoreWarningsThanAreAllowed_isRefused() {
        Map<String, String> properties = new LinkedHashMap<>(OnnxCard.write(FULL.measurements(List.of(MEASURED))));
        properties.put("gan4j.measurement.0.warnings", "a\n".repeat(256));
        assertThat(OnnxCard.read(new LinkedHashMap<>(properties))
                        .origin()
                        .measurements()
                        .get(0)
                        .warnings())
                .hasSize(256);
        properties.put("gan4j.measurement.0.warnings", "a\n".repeat(257));
        assertThatThrownBy(() -> OnnxCard.read(properties))
                .isInstanceOf(ModelFileException.class)
                .hasMessageStartingWith("its property gan4j.measurement.0.warnings must be up to 256 lines, was 'a?a?");
    }

    @Test
    void classifierCard_writtenAndRead_isTheSame() {
        ModelCard card = ModelCard.classifier(Shape.of(3, 8, 8), 16, List.of("cat", "", "gr\u00fcn"))
                .provenance("0.1.0", "pets", "ab", Map.of("epochs", "4"));
        assertThat(OnnxCard.read(OnnxCard.write(card))).isEqualTo(card);
        ModelCard extractor = ModelCard.extractor(Shape.of(3, 8, 8), 16);
        assertThat(OnnxCard.read(OnnxCard.write(extractor))).isEqualTo(extractor);
    }

    @ParameterizedTest
    @CsvSource({
        "features, 0, 'its property gan4j.features must be a whole number from 1 to 1073741824, was ''0'''",
        "classes, 1, 'its property gan4j.classes must be a whole number from 2 to 65536, was ''1'''",
        "classes, 3, 'it was not written by gan4j: its property gan4j.class.2 is missing'",
        "kind, extractor, 'its property gan4j.class.0 is none of format version 1'",
        "kind, discriminator, 'its property gan4j.class.0 is none of format version 1'"
    })
    void classifierCard_withAWrongValue_isRefused(String key, String value, String message) {
        Map<String, String> properties =
                new LinkedHashMap<>(OnnxCard.write(ModelCard.classifier(Shape.of(1, 8, 8), 16, List.of("a", "b"))));
        properties.put("gan4j." + key, value);
        assertThatThrownBy(() -> OnnxCard.read(properties))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(message);
    }

    @Test
    void cardOfScalars_writtenAndRead_isTheSame() {
        ModelCard card = ModelCard.generator(1, Prior.NORMAL, Shape.scalar());
        assertThat(OnnxCard.read(OnnxCard.write(card))).isEqualTo(card);
    }

    @Test
    void card_written_isInOrderAfterTheVersion() {
        ModelCard card = ModelCard.generator(2, Prior.NORMAL, Shape.of(1, 8, 8))
                .provenance("0.1.0", "digits", "ab", Map.of("loss", "hinge", "batch", "64"))
                .testVectors(List.of(new TestVector(5, new float[] {1, -0.5f})));
        assertThat(OnnxCard.write(card).toString())
                .isEqualTo("{gan4j.format=1, gan4j.config.batch=64, gan4j.config.loss=hinge, gan4j.dataset=digits,"
                        + " gan4j.dataset_fingerprint=ab, gan4j.kind=generator, gan4j.latent_size=2, gan4j.licence=,"
                        + " gan4j.prior=normal, gan4j.range=minus_one_to_one, gan4j.sample=1,8,8, gan4j.step=0,"
                        + " gan4j.test_vector.0.seed=5, gan4j.test_vector.0.values=AACAPwAAAL8=,"
                        + " gan4j.test_vectors=1, gan4j.version=0.1.0}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dataset",
                "dataset_fingerprint",
                "kind",
                "latent_size",
                "licence",
                "prior",
                "range",
                "sample",
                "step",
                "test_vector.0.seed",
                "test_vector.1.values",
                "test_vectors",
                "version"
            })
    void missingKey_isNamed(String key) {
        Map<String, String> properties = new LinkedHashMap<>(OnnxCard.write(FULL));
        properties.remove("gan4j." + key);
        assertThatThrownBy(() -> OnnxCard.read(properties))
                .isInstanceOf(ModelFileException.class)
                .hasMessage("it was not written by gan4j: its property gan4j." + key + " is missing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "format|3|its format version 3 is newer than this library, which reads versions 1 and 2",
                "format|0|its format version 0 is unknown; this library reads versions 1 and 2",
                "format|1.0|its property gan4j.format must be a whole number from 0 to 2147483647, was '1.0'",
                "format|-1|its property gan4j.format must be a whole number from 0 to 2147483647, was '-1'",
                "kind|GENERATOR|its property gan4j.kind must be one of [generator, discriminator, classifier, extractor, translator, text_encoder], was 'GENERATOR'",
                "kind|discriminator|\"its property gan4j.latent_size must be 0 for a discriminator, was '100'\"",
                "latent_size|0|\"its properties say what cannot be: the size of a latent must be at least 1, was 0\"",
                "latent_size|99999999999999999999|its property gan4j.latent_size must be a whole number from 0 to"
                        + " 2147483647, was '99999999999999999999'",
                "step|9223372036854775808|its property gan4j.step must be a whole number from 0 to"
                        + " 9223372036854775807, was '9223372036854775808'",
                "step|+1|its property gan4j.step must be a whole number from 0 to 9223372036854775807, was '+1'",
                "step|-|its property gan4j.step must be a whole number from 0 to 9223372036854775807, was '-'",
                "step|\"\"|its property gan4j.step must be a whole number from 0 to 9223372036854775807, was ''",
                "step|\u0661|its property gan4j.step must be a whole number from 0 to 9223372036854775807, was '\u0661'",
                "prior|cauchy|its property gan4j.prior must be one of [normal, uniform], was 'cauchy'",
                "sample|1,,8|its property gan4j.sample must be up to 8 whole numbers with commas between them, was '1,,8'",
                "sample|1,8,|its property gan4j.sample must be up to 8 whole numbers with commas between them, was '1,8,'",
                "sample|,1|its property gan4j.sample must be up to 8 whole numbers with commas between them, was ',1'",
                "sample|1,-8|its property gan4j.sample must be up to 8 whole numbers with commas between them, was '1,-8'",
                "sample|12345678901|its property gan4j.sample must be up to 8 whole numbers with commas between them, was"
                        + " '12345678901'",
                "sample|1,0,8|its properties say what cannot be: an extent of a shape must be at least 1, was 0",
                "sample|1,1,1,1,1,1,1,1,1|its property gan4j.sample must be up to 8 whole numbers with commas between"
                        + " them, was '1,1,1,1,1,1,1,1,1'",
                "test_vectors|17|its property gan4j.test_vectors must be a whole number from 0 to 16, was '17'",
                "test_vectors|1|its property gan4j.test_vector.1.seed is none of format version 1",
                "test_vector.0.values|%%|its property gan4j.test_vector.0.values is no base64",
                "test_vector.0.values|AAA=|\"its property gan4j.test_vector.0.values must be up to 256 floats of 4 bytes,"
                        + " was '2 bytes'\"",
                "colour|red|its property gan4j.colour is none of format version 1",
            })
    void wrongValue_isRefused(String key, String value, String message) {
        Map<String, String> properties = new LinkedHashMap<>(OnnxCard.write(FULL));
        properties.put("gan4j." + key, value);
        assertThatThrownBy(() -> OnnxCard.read(properties))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(message);
    }

    @Test
    void hugeSample_isRefused() {
        Map<String, String> properties = new LinkedHashMap<>(OnnxCard.write(FULL));
        properties.put("gan4j.sample", "9999999999,9999999999,9999999999");
        assertThatThrownBy(() -> OnnxCard.read(properties))
                .isInstanceOf(ModelFileException.class)
                .hasMessageStartingWith("its properties say what cannot be: a shape holds at most 2147483647 elements");
    }

    @Test
    void propertiesOfOthers_arePassedOver() {
        Map<String, String> properties = new LinkedHashMap<>(OnnxCard.write(FULL));
        properties.put("author", "somebody");
        assertThat(OnnxCard.read(properties)).isEqualTo(FULL);
    }

    @Test
    void cardOfTwoInputs_isOfFormatVersion2AndReadAsItWasWritten() {
        ModelCard card = ModelCard.generator(100, Prior.UNIFORM, Shape.of(1, 28, 28))
                .conditional("y", List.of("0", "one, two"))
                .step(7);
        Map<String, String> properties = OnnxCard.write(card);
        assertThat(properties)
                .containsEntry("gan4j.format", "2")
                .containsEntry("gan4j.input", "2")
                .containsEntry("gan4j.input.0.meaning", "latent")
                .containsEntry("gan4j.input.0.prior", "uniform")
                .containsEntry("gan4j.input.1.name", "y")
                .containsEntry("gan4j.input.1.class.1", "one, two")
                .containsEntry("gan4j.output.0.shape", "1,28,28")
                .doesNotContainKey("gan4j.latent_size");
        assertThat(OnnxCard.read(properties)).isEqualTo(card);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "input.1.meaning|colour|its property gan4j.input.1.meaning must be one of latent, samples, classes, text, sentence, score and reading, was 'colour'",
                "input.1.shape|3|its properties say what cannot be: 'y' holds a weight for each of 2 classes, its shape is (3)",
                "input.1.classes|1|its property gan4j.input.1.classes must be a whole number from 2 to 65536, was '1'",
                "input|17|its property gan4j.input must be a whole number from 1 to 16, was '17'",
                "input.1.class.1|a|its properties say what cannot be: two classes have one name, in [a, a]",
                "sample|1|its property gan4j.sample is none of format version 2",
            })
    void wrongEnd_isRefused(String key, String value, String message) {
        ModelCard card = ModelCard.generator(100, Prior.NORMAL, Shape.of(2)).conditional("y", List.of("a", "b"));
        Map<String, String> properties = new LinkedHashMap<>(OnnxCard.write(card));
        properties.put("gan4j." + key, value);
        assertThatThrownBy(() -> OnnxCard.read(properties))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(message);
    }
}
