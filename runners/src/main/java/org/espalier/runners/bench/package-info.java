/** How fast is it? Benchmarks that `espalier bench` runs. */
@NullMarked
package org.espalier.runners.bench;

import org.jspecify.annotations.NullMarked;
