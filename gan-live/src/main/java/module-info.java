/**
 * A page in the browser on which one watches a GAN learn: served by the JDK's own server to this machine alone, over a run that
 * is under way in this program or over the folders of runs.
 */
module io.gan4j.live {
    requires transitive io.gan4j.api;
    requires com.google.gson;
    requires jdk.httpserver;
    requires org.slf4j;
    requires static transitive com.google.errorprone.annotations;

    exports io.gan4j.live;
}
