/**
 * How do images get in? What is listed becomes work, work becomes files, and a manifest says so.
 */
@NullMarked
package org.espalier.dataprep;

import org.jspecify.annotations.NullMarked;
