/**
 * A trained model as one HTML file, which runs it in any browser, from the disk and without a network. It carries ONNX Runtime
 * Web.
 */
module io.gan4j.web {
    requires transitive io.gan4j.api;
    requires io.gan4j.onnx;
    requires com.google.gson;
    requires static transitive com.google.errorprone.annotations;

    exports io.gan4j.web;
}
