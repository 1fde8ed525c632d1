/** What is in a Python pickle? Read without executing anything. */
@NullMarked
package org.espalier.models.pickle;

import org.jspecify.annotations.NullMarked;
