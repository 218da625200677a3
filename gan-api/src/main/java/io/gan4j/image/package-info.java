/** Pictures in and out: {@link io.gan4j.image.Images}, a batch of them; grids, PNG and animated GIF. */
@NullMarked
package io.gan4j.image;

import org.jspecify.annotations.NullMarked;
