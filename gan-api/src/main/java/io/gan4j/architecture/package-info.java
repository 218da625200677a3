/**
 * Recipes that turn sizes into networks: {@link io.gan4j.architecture.Architecture} for the two networks of a GAN, {@link
 * io.gan4j.architecture.TranslatorArchitecture} and {@link io.gan4j.architecture.DiscriminatorArchitecture} for networks
 * between images, {@link io.gan4j.architecture.TextArchitecture} for those of images of sentences; and practices that change a
 * network, {@link io.gan4j.architecture.NetworkPractices}.
 */
@NullMarked
package io.gan4j.architecture;

import org.jspecify.annotations.NullMarked;
