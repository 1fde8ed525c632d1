/**
 * Which operations do searches choose from? Each is one file: its name, its tensors, its layers.
 */
@NullMarked
package org.espalier.models.operation;

import org.jspecify.annotations.NullMarked;
