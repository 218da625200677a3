package io.gan4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A program that the lab gave to copy. */
final class CopiedProgram {
    private CopiedProgram() {}

    /** Compiles the body of a method and runs it. */
    static void run(Path folder, String body) throws Exception {
        String program = "import io.gan4j.*; import io.gan4j.data.*; import io.gan4j.run.*; import io.gan4j.tensor.*;\n"
                + "import io.gan4j.training.*;\n"
                + "import java.nio.file.Path; import java.util.Map;\n"
                + "public class Copied { public static void run() throws Exception {\n" + body + "}}\n";
        Path source = Files.writeString(folder.resolve("Copied.java"), program);
        compile(folder, source);
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, CopiedProgram.class.getClassLoader())) {
            Method run = loader.loadClass("Copied").getMethod("run");
            run.invoke(null);
        }
    }

    private static void compile(Path folder, Path source) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter complaints = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of(
                    "-d", folder.toString(), "-proc:none", "-nowarn", "-cp", System.getProperty("java.class.path"));
            boolean compiled = compiler.getTask(
                            complaints, files, null, options, null, files.getJavaFileObjects(source))
                    .call();
            assertThat(compiled).as(complaints.toString()).isTrue();
        }
    }
}
