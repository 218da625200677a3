/** Recipes that turn sizes into networks: {@link io.gan4j.architecture.Dcgan}, {@link io.gan4j.architecture.Mlp}. */
@NullMarked
package io.gan4j.architecture;

import org.jspecify.annotations.NullMarked;
