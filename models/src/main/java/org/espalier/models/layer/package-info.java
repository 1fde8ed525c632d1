/**
 * What is a network made of? The language in which operations and networks are described once, and
 * its readers that need shapes alone: the counter and the tensor lister.
 */
@NullMarked
package org.espalier.models.layer;

import org.jspecify.annotations.NullMarked;
