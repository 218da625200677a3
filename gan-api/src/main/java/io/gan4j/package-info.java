/**
 * The front door: {@link io.gan4j.Gan} has a preset for each known GAN, translator of images and GAN of sentences; {@link
 * io.gan4j.GanBuilder}, {@link io.gan4j.TranslationBuilder}, {@link io.gan4j.TextToImageBuilder} and {@link
 * io.gan4j.GameBuilder} change its settings and train it. {@link io.gan4j.SettingsTable} names the settings for programs that
 * take them as text.
 */
@NullMarked
package io.gan4j;

import org.jspecify.annotations.NullMarked;
