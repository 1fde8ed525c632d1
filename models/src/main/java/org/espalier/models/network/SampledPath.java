package org.espalier.models.network;

/**
 * One path through a supernet.
 *
 * @param options option of each decision
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
public record SampledPath(int[] options) implements Sample {}
