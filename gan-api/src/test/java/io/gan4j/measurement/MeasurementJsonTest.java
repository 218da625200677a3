package io.gan4j.measurement;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MeasurementJsonTest {
    private static final Protocol PROTOCOL = new Protocol(10, 20, "a \"test\"", "none", "pixels", "ab", -3);

    @Test
    void measurement_becomesAnObject() {
        Measurement measurement =
                Measurement.of("Fréchet distance", new Estimate(1.5, 1, 2), Better.LOWER, PROTOCOL, "<few> samples");
        assertThat(MeasurementJson.of(measurement))
                .isEqualTo(
                        "{\"metric\":\"Fréchet distance\",\"value\":1.5,\"low\":1.0,\"high\":2.0,\"better\":\"lower\","
                                + "\"real\":10,\"generated\":20,\"split\":\"a \\\"test\\\"\",\"resizing\":\"none\","
                                + "\"extractor\":\"pixels\",\"extractor_hash\":\"ab\",\"seed\":-3,"
                                + "\"warnings\":[\"<few> samples\"]}");
    }

    @Test
    void numbersThatAreNotFinite_areNull() {
        Measurement measurement =
                Measurement.of("reverse KL", Estimate.without(Double.POSITIVE_INFINITY), Better.NEAR_REAL, PROTOCOL);
        assertThat(MeasurementJson.of(measurement))
                .contains("\"value\":null,\"low\":null,\"high\":null,\"better\":\"near_real\"");
    }
}
