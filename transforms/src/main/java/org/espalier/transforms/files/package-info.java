/**
 * Where do files lie, and when do they appear? The lowest room: atomic files, digests, Avro files,
 * content names, locks.
 */
@NullMarked
package org.espalier.transforms.files;

import org.jspecify.annotations.NullMarked;
