/** Writing files whole or not at all, and saying in words what is wrong with one. */
@NullMarked
package io.gan4j.file;

import org.jspecify.annotations.NullMarked;
