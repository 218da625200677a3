/**
 * Metrics of generated samples, extractors of features, a classifier, and the evaluation of a generator. The settings of
 * metrics are records that gan-api reads and writes, to which their package is open.
 */
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"})
module io.gan4j.metrics {
    requires transitive io.gan4j.api;
    requires com.google.gson;
    requires ejml.core;
    requires ejml.ddense;
    requires static transitive com.google.errorprone.annotations;

    exports io.gan4j.classifier;
    exports io.gan4j.evaluation;
    exports io.gan4j.feature;
    exports io.gan4j.metric;

    opens io.gan4j.evaluation to
            io.gan4j.api;

    provides io.gan4j.settings.SettingsExtension with
            io.gan4j.evaluation.MetricSettings;
}
