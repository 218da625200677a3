package io.gan4j.djl;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;

/** The class path once more, as an application of a server has it: its classes are not those of another application. */
final class Application extends URLClassLoader {
    private static final String ENGINES = "META-INF/services/ai.djl.engine.EngineProvider";

    private final boolean unmerged;

    private Application(URL[] classPath, boolean unmerged) {
        super(classPath, ClassLoader.getPlatformClassLoader());
        this.unmerged = unmerged;
    }

    /**
     * An application.
     *
     * @param unmerged whether its jars were packed into one without merging lists of services, of which DJL's engine on libtorch
     *     got lost so
     */
    static Application of(boolean unmerged) {
        URL[] classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Application::url)
                .toArray(URL[]::new);
        return new Application(classPath, unmerged);
    }

    private static URL url(String path) {
        try {
            return Path.of(path).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(path, e);
        }
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        return unmerged && name.equals(ENGINES) ? Collections.emptyEnumeration() : super.getResources(name);
    }

    /** Runs a main class in it. */
    void run(String main, String... arguments) {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(this);
        try {
            Method method = loadClass(main).getMethod("main", String[].class);
            method.setAccessible(true);
            method.invoke(null, (Object) arguments);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(main, e);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }
}
