/** The app as a module of its own: it requires what it depends on, and gets the image classes by way of it. */
module com.example.app {
    requires io.gan4j.onnx;
}
