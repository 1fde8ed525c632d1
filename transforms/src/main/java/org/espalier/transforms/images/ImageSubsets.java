package org.espalier.transforms.images;

/**
 * The images of a search, without an image in common.
 *
 * @param train what weights are trained on
 * @param val what architectures are scored by, and what gradient methods learn them from
 * @param test what no step of a search sees
 */
public record ImageSubsets(ImageSubset train, ImageSubset val, ImageSubset test) {}
