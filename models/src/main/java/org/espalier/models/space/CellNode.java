package org.espalier.models.space;

/**
 * The node of a cell that a decision is about, in spaces that decide node by node.
 *
 * @param cell index of the cell type, from 0
 * @param node index of the node in its cell; the inputs of a cell have the lowest ones
 * @param choosesSource whether the decision chooses which node is read, its option i being node i;
 *     if not, it chooses what is done to what is read
 */
public record CellNode(int cell, int node, boolean choosesSource) {}
