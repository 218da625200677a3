package io.gan4j;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import org.slf4j.Logger;

/** The library's classes as they are in an app that has nothing else on its class path: no format, no backend. */
public final class BareClassPath implements AutoCloseable {
    private final URLClassLoader loader;

    private BareClassPath(URLClassLoader loader) {
        this.loader = loader;
    }

    public static BareClassPath open() {
        URL[] places = {placeOf(Gan.class), placeOf(ImmutableList.class), placeOf(Logger.class)};
        return new BareClassPath(new URLClassLoader(places, ClassLoader.getPlatformClassLoader()));
    }

    private static URL placeOf(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    public Class<?> load(String name) throws ClassNotFoundException {
        return loader.loadClass(name);
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
