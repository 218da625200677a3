/**
 * A classifier of images, trained on the labels of a dataset: {@link io.gan4j.classifier.Classifier} tells classes, and gives
 * the features from which it tells them.
 */
@NullMarked
package io.gan4j.classifier;

import org.jspecify.annotations.NullMarked;
