package org.espalier.models.network;

/**
 * What one step of a supernet runs: one path, several side by side, or a mixture of all options.
 */
public sealed interface Sample permits SampledPath, SampledPaths, SampledMixture {}
