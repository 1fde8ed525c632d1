package org.espalier.transforms.images;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.models.data.ImageNetClasses;

/** Which output of a network stands for each class of some images. */
public final class ClassLabels {

  private static final int SHOWN = 20;

  private ClassLabels() {}

  /**
   * The labels of some classes.
   *
   * <p>The given names, where there are any, are those of the outputs in their order. Without them,
   * WordNet ids have ImageNet's labels where the network has 1,000 classes, and other classes their
   * own order where there are as many as the network has.
   *
   * @param classes names of the images' classes
   * @param head classes of the network
   * @param given names of the network's classes; none to go by the rules
   * @throws IllegalArgumentException naming what does not fit, at most 20 classes
   */
  public static List<Integer> of(List<String> classes, int head, List<String> given) {
    if (!given.isEmpty()) {
      var seen = new HashSet<String>();
      for (var name : given) {
        if (!seen.add(name)) {
          throw new IllegalArgumentException("--classes names %s twice".formatted(name));
        }
      }
      if (given.size() != head) {
        throw new IllegalArgumentException(
            "--classes names %d classes, the network has %d".formatted(given.size(), head));
      }
      return places(classes, given, "--classes");
    }
    var imageNet = ImageNetClasses.ids();
    if (head == imageNet.size() && imageNet.containsAll(classes)) {
      return places(classes, imageNet, "ImageNet");
    }
    if (classes.size() == head) {
      return IntStream.range(0, head).boxed().toList();
    }
    throw new IllegalArgumentException(
        "the images have %d classes, the network %d: give --classes FILE with the names of the network's classes, one a line, in the order of its outputs"
            .formatted(classes.size(), head));
  }

  private static List<Integer> places(List<String> classes, List<String> names, String whose) {
    var unknown = new ArrayList<String>();
    var labels = new ArrayList<Integer>();
    for (var name : classes) {
      labels.add(names.indexOf(name));
      if (!names.contains(name)) {
        unknown.add(name);
      }
    }
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "%s has no class %s%s"
              .formatted(
                  whose,
                  String.join(", ", unknown.subList(0, Math.min(SHOWN, unknown.size()))),
                  unknown.size() > SHOWN ? ", … %d in all".formatted(unknown.size()) : ""));
    }
    return labels;
  }
}
