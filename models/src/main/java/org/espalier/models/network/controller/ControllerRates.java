package org.espalier.models.network.controller;

/**
 * Settings of an update.
 *
 * @param learningRate Adam's step, above 0
 * @param weightDecay times the parameters, added to the gradient; at least 0
 * @param entropy weight of the entropy of all choices, at least 0
 */
public record ControllerRates(double learningRate, double weightDecay, double entropy) {}
