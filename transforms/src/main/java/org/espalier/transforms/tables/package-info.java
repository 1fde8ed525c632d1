/** How do rows become Parquet, and back? The only code that knows Parquet. */
@NullMarked
package org.espalier.transforms.tables;

import org.jspecify.annotations.NullMarked;
