/** What the tests of all modules share. */
@NullMarked
package io.gan4j.testing;

import org.jspecify.annotations.NullMarked;
