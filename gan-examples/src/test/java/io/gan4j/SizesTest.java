package io.gan4j;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * Holds files and methods to a size that can be read at a sitting. Methods of tests may be longer: some are tables of cases, which
 * would be no clearer in parts.
 */
class SizesTest {
    private static final int MOST_LINES_OF_A_FILE = 500;
    private static final int MOST_LINES_OF_A_METHOD = 60;

    private static final Path ROOT =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolveSibling("");

    @Test
    void file_hasAtMostFiveHundredLines() throws IOException {
        List<Path> files = files("src/main/java");
        files.addAll(files("src/test/java"));
        List<String> tooLong = new ArrayList<>();
        for (Path file : files) {
            long lines = Files.readAllLines(file).size();
            if (lines > MOST_LINES_OF_A_FILE) {
                tooLong.add(ROOT.relativize(file) + " has " + lines + " lines");
            }
        }
        assertThat(files).as("files seen").hasSizeGreaterThan(300);
        assertThat(tooLong).isEmpty();
    }

    @Test
    void method_hasAtMostSixtyLines() throws IOException {
        List<Path> files = files("src/main/java");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask)
                    compiler.getTask(null, manager, null, List.of(), null, manager.getJavaFileObjectsFromPaths(files));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            Methods methods = new Methods(positions);
            for (CompilationUnitTree unit : task.parse()) {
                methods.scan(unit, unit);
            }
            assertThat(methods.seen).as("methods seen").isGreaterThan(1000);
            assertThat(methods.tooLong).isEmpty();
        }
    }

    private static final class Methods extends TreeScanner<Void, CompilationUnitTree> {
        private final SourcePositions positions;
        private final List<String> tooLong = new ArrayList<>();
        private int seen;

        Methods(SourcePositions positions) {
            this.positions = positions;
        }

        @Override
        public Void visitMethod(MethodTree method, CompilationUnitTree unit) {
            LineMap map = unit.getLineMap();
            long start = positions.getStartPosition(unit, method);
            long end = positions.getEndPosition(unit, method);
            long lines = start < 0 || end < 0 ? 0 : map.getLineNumber(end) - map.getLineNumber(start) + 1;
            seen++;
            if (lines > MOST_LINES_OF_A_METHOD) {
                tooLong.add(unit.getSourceFile().getName() + ": " + method.getName() + " has " + lines + " lines");
            }
            return super.visitMethod(method, unit);
        }
    }

    private static List<Path> files(String folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> modules = Files.list(ROOT)) {
            modules.map(module -> module.resolve(folder))
                    .filter(Files::isDirectory)
                    .forEach(sources -> files.addAll(javaFiles(sources)));
        }
        return files;
    }

    private static List<Path> javaFiles(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(".java")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
