/** What the library's HTML pages have in common: their look, the elements that they are made of, and the joining of scripts. */
@NullMarked
package io.gan4j.html;

import org.jspecify.annotations.NullMarked;
