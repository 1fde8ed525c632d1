package org.espalier.models.network.controller;

/**
 * What a {@link SequenceController} must know of a decision.
 *
 * @param sequence the recurrent cell that makes it; decisions of a sequence lie side by side, and
 *     sequences know nothing of each other
 * @param table embeddings of its options: decisions that choose among the same things share them
 * @param rows embeddings of the table, at least {@code options}
 * @param options what it chooses among: the first rows of the table
 * @param attends whether it chooses by attention over embeddings, as among nodes whose number
 *     grows; if not, by a linear layer
 */
public record ControllerDecision(int sequence, int table, int rows, int options, boolean attends) {}
