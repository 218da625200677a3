/** The ONNX file both ways: writes it, checks it, runs it. An application that only generates requires this module alone. */
@SuppressWarnings("requires-automatic")
module io.gan4j.onnx {
    requires transitive io.gan4j.api;
    requires com.microsoft.onnxruntime;
    requires com.sun.jna;
    requires org.slf4j;

    exports io.gan4j.onnx;

    provides io.gan4j.inference.ModelFormat with
            io.gan4j.onnx.OnnxFormat;
}
