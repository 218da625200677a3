/**
 * What an app embeds: {@link io.gan4j.inference.Generator}, {@link io.gan4j.inference.ImageTranslator} and {@link
 * io.gan4j.inference.Discriminator}, loaded from a file or taken from a training run. A generator starts from {@link
 * io.gan4j.inference.Latents} and may be given {@link io.gan4j.inference.Conditions}, classes or texts; {@link
 * io.gan4j.inference.LatentDirections} change what it makes. {@link io.gan4j.inference.Recogniser} is a trained classifier or
 * extractor of features, {@link io.gan4j.inference.TextReader} a trained text encoder. Each model has a {@link
 * io.gan4j.inference.ModelCard} that says what it is. A file format plugs in as a {@link io.gan4j.inference.ModelFormat}.
 */
@NullMarked
package io.gan4j.inference;

import org.jspecify.annotations.NullMarked;
