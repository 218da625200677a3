/**
 * Recipes that turn sizes into networks, {@link io.gan4j.architecture.Mlp}, {@link io.gan4j.architecture.Dcgan}, {@link
 * io.gan4j.architecture.Modern} and {@link io.gan4j.architecture.StyleGan2}, and practices that change a network, {@link io.gan4j.architecture.NetworkPractices}.
 */
@NullMarked
package io.gan4j.architecture;

import org.jspecify.annotations.NullMarked;
