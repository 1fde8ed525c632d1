/**
 * How does a described network become a TensorFlow graph that trains, scores, infers and is
 * exported? Layers, the three ways to build a node, the optimizer, and the signatures around them.
 */
@NullMarked
package org.espalier.models.graph;

import org.jspecify.annotations.NullMarked;
