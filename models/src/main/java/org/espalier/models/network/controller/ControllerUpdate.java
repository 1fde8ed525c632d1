package org.espalier.models.network.controller;

/**
 * An update of a controller.
 *
 * @param weights the weights after it
 * @param entropy mean entropy of the proposals before it, nats
 */
public record ControllerUpdate(ControllerWeights weights, double entropy) {}
