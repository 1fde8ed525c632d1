/** What others have found: published architectures, with their published and their counted size. */
@NullMarked
package org.espalier.models.catalog;

import org.jspecify.annotations.NullMarked;
