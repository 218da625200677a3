package io.gan4j.djl;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine without libtorch, and one without a network: neither is asked for what is not there. */
class MissingNativesTest {
    @TempDir
    Path folder;

    @Test
    void noLibtorch_trained_namesTheArtifactEachTimeAndConnectsToNothing() throws IOException, InterruptedException {
        List<String> output = ChildJvm.of(ChildProgram.class)
                .without(path -> path.contains("pytorch-native"))
                .option("-DDJL_CACHE_DIR=" + folder.resolve("cache"))
                .option("-Duser.home=" + folder)
                .output(folder, "fail")
                .lines()
                .filter(line -> line.startsWith("BackendException") || line.startsWith("connections"))
                .toList();
        assertThat(output).hasSize(3);
        for (String line : output.subList(0, 2)) {
            assertThat(line)
                    .startsWith("BackendException: libtorch could not be started on ")
                    .contains("add the runtime dependency ai.djl.pytorch:pytorch-native-cpu:2.7.1 with the classifier")
                    .contains("PYTORCH_LIBRARY_PATH");
        }
        assertThat(output.get(2)).isEqualTo("connections []");
    }

    @Test
    void trainingAndExport_inAFreshJvm_connectToNothing() throws IOException, InterruptedException {
        assertThat(ChildJvm.of(ChildProgram.class)
                        .output(folder, "train", folder.resolve("model.onnx").toString()))
                .contains("exported")
                .contains("loaded ")
                .contains("connections []");
    }
}
