/**
 * Plays games on libtorch through DJL's PyTorch engine. The jars with the native libraries have names that no module may have:
 * they belong on the class path, also where all else is on the module path.
 */
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"})
module io.gan4j.djl {
    requires transitive io.gan4j.api;
    requires transitive ai.djl.api;
    requires ai.djl.pytorch_engine;
    requires com.sun.jna;
    requires org.slf4j;

    exports io.gan4j.djl;

    provides io.gan4j.engine.TrainingBackend with
            io.gan4j.djl.DjlBackend;
}
