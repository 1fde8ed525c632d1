package org.espalier.dataprep;

import java.util.List;
import org.espalier.schemas.SourceImage;

/**
 * What is to be prepared.
 *
 * @param splits splits, in order
 * @param classes classes, label 1 first
 * @param taken images, each with its split and label, in the order of the list: split, class, name
 * @param rejected images that cannot be used because of their names
 * @param count what became of all files of the input
 */
public record Listed(
    List<String> splits,
    List<String> classes,
    List<SourceImage> taken,
    List<SourceImage> rejected,
    InputCount count) {}
