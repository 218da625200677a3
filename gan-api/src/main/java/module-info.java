/**
 * Everything of gan4j that needs no engine: settings, networks and games as values, data, images, inference, the course of
 * training.
 *
 * <p>An application uses what the packages of users export; a backend implements {@code io.gan4j.engine}, a file format {@code
 * io.gan4j.inference.ModelFormat}. Three packages are public for Java's sake alone and are not exported to applications: {@code
 * io.gan4j.file}, {@code io.gan4j.html} and {@code io.gan4j.settings}. Checkpoints are written and read by Gson, to which the
 * packages of their records are open.
 */
@SuppressWarnings("module")
module io.gan4j.api {
    requires com.google.gson;
    requires java.management;
    requires jdk.management;
    requires org.slf4j;
    requires transitive com.google.common;
    requires transitive java.desktop;
    requires transitive org.jspecify;
    requires static transitive com.google.errorprone.annotations;

    exports io.gan4j;
    exports io.gan4j.architecture;
    exports io.gan4j.checkpoint;
    exports io.gan4j.data;
    exports io.gan4j.engine;
    exports io.gan4j.error;
    exports io.gan4j.event;
    exports io.gan4j.game;
    exports io.gan4j.image;
    exports io.gan4j.inference;
    exports io.gan4j.layer;
    exports io.gan4j.loss;
    exports io.gan4j.measurement;
    exports io.gan4j.network;
    exports io.gan4j.rules;
    exports io.gan4j.run;
    exports io.gan4j.tensor;
    exports io.gan4j.training;
    exports io.gan4j.watch;
    exports io.gan4j.file to
            io.gan4j.djl,
            io.gan4j.live,
            io.gan4j.metrics,
            io.gan4j.onnx,
            io.gan4j.web;
    exports io.gan4j.html to
            io.gan4j.live,
            io.gan4j.web;
    exports io.gan4j.settings to
            io.gan4j.metrics;

    opens io.gan4j.event to
            com.google.gson;
    opens io.gan4j.measurement to
            com.google.gson;
    opens io.gan4j.run to
            com.google.gson;

    uses io.gan4j.engine.TrainingBackend;
    uses io.gan4j.inference.ModelFormat;
    uses io.gan4j.settings.SettingsExtension;
}
