/**
 * What an app embeds: {@link io.gan4j.inference.Generator} and {@link io.gan4j.inference.Discriminator}, loaded from a file
 * or taken from a training run; {@link io.gan4j.inference.Latents}, what a generator starts from; {@link
 * io.gan4j.inference.ModelCard}, what a model says of itself. {@link io.gan4j.inference.Recogniser} is a trained
 * classifier or extractor of features. A file format plugs in as a {@link
 * io.gan4j.inference.ModelFormat}.
 */
@NullMarked
package io.gan4j.inference;

import org.jspecify.annotations.NullMarked;
