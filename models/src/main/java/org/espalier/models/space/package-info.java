/** Which architectures can be searched? Decisions, genotypes and their texts, networks, costs. */
@NullMarked
package org.espalier.models.space;

import org.jspecify.annotations.NullMarked;
