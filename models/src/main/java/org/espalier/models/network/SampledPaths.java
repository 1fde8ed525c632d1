package org.espalier.models.network;

/**
 * Several paths through a supernet whose cells run side by side.
 *
 * @param options option of each decision, path by path
 * @param weights factor of the cell that a decision begins, likewise; those of other decisions are
 *     not read
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
public record SampledPaths(int[] options, float[] weights) implements Sample {}
