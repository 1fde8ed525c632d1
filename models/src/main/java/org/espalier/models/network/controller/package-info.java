/**
 * Which edits, or which path, should be tried next? The recurrent policies of DSM-NAS, ENAS and
 * CNAS, TensorFlow programs without variables.
 *
 * <p>Shapes are row-major: [nodes, features] for the graph, [batch, choices] for what is drawn.
 */
@NullMarked
package org.espalier.models.network.controller;

import org.jspecify.annotations.NullMarked;
