package io.gan4j.djl;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Is asked before each connection that Java's own clients open; refuses, and remembers. */
final class Connections extends ProxySelector {
    private final List<URI> tried = new CopyOnWriteArrayList<>();

    /** In force from now on. */
    static Connections refused() {
        Connections connections = new Connections();
        ProxySelector.setDefault(connections);
        return connections;
    }

    List<URI> tried() {
        return tried;
    }

    @Override
    public List<Proxy> select(URI uri) {
        tried.add(uri);
        throw new IllegalStateException("a connection to " + uri + " was tried");
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException e) {
        tried.add(uri);
    }
}
