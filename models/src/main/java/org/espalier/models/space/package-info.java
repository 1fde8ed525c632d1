/** Which architectures can be searched: spaces, genotypes, canonical forms and exact costs. */
@NullMarked
package org.espalier.models.space;

import org.jspecify.annotations.NullMarked;
