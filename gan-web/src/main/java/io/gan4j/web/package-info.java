/**
 * A trained model as one HTML file that runs it in the browser, {@link io.gan4j.web.ModelPage}, by the runtime that this module
 * carries, {@link io.gan4j.web.WebRuntime}.
 */
@NullMarked
package io.gan4j.web;

import org.jspecify.annotations.NullMarked;
