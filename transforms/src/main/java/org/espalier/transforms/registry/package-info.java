/** Which methods and evaluators are there? The one list of each. */
@NullMarked
package org.espalier.transforms.registry;

import org.jspecify.annotations.NullMarked;
