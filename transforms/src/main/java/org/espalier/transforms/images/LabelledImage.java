package org.espalier.transforms.images;

import org.espalier.models.data.RgbImage;

/**
 * An image with its class.
 *
 * @param path its name, below the folder of all
 * @param label number of its class, from 0
 * @param image the image as it is stored
 */
public record LabelledImage(String path, int label, RgbImage image) {}
