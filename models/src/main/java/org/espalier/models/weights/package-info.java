/**
 * What is in a file of weights, and in which order does it go into a network? Checkpoints of torch,
 * safetensors, and the names that published code gives its tensors.
 */
@NullMarked
package org.espalier.models.weights;

import org.jspecify.annotations.NullMarked;
