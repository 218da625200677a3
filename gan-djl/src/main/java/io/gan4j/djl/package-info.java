/** The training backend on libtorch through DJL: {@link io.gan4j.djl.DjlBackend}; and DJL's datasets as ours. */
@NullMarked
package io.gan4j.djl;

import org.jspecify.annotations.NullMarked;
