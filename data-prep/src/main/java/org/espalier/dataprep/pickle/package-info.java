/** What is in a Python pickle? Read without executing anything. */
@NullMarked
package org.espalier.dataprep.pickle;

import org.jspecify.annotations.NullMarked;
