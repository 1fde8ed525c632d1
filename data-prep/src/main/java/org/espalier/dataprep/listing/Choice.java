package org.espalier.dataprep.listing;

import java.util.ArrayList;
import java.util.List;
import org.espalier.schemas.ListedClass;
import org.espalier.schemas.SourceImage;

/**
 * Which images of a class are taken: its names sorted, shuffled by {@link SeededShuffle}, and dealt
 * out to the parts in order. A function of the seed and the set of names, of nothing else.
 *
 * @param fractions the parts
 * @param seed seed of the run
 */
public record Choice(Fractions fractions, long seed) implements Chooser {

  @Override
  public List<String> splits() {
    return fractions.splits();
  }

  @Override
  public ListedClass of(String className, List<SourceImage> found) {
    var rejected = new ArrayList<SourceImage>();
    var usable = Chooser.usable(found, rejected);
    var taken = taken(className, usable);
    return ListedClass.newBuilder()
        .setClassName(className)
        .setImages(usable.size())
        .setLack(fractions.lack(usable.size()).orElse(null))
        .setTaken(taken)
        .setRejected(rejected)
        .build();
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private List<SourceImage> taken(String className, List<SourceImage> usable) {
    if (fractions.lack(usable.size()).isPresent()) {
      return List.of();
    }
    var order = new ArrayList<Integer>();
    for (int i = 0; i < usable.size(); i++) {
      order.add(i);
    }
    SeededShuffle.of(seed, className).shuffle(order);
    var split = new String[usable.size()];
    int next = 0;
    var counts = fractions.counts(usable.size());
    for (int part = 0; part < counts.size(); part++) {
      for (int i = 0; i < counts.get(part); i++) {
        split[order.get(next++)] = fractions.splits().get(part);
      }
    }
    var taken = new ArrayList<SourceImage>();
    for (int i = 0; i < split.length; i++) {
      if (split[i] != null) {
        taken.add(SourceImage.newBuilder(usable.get(i)).setSplit(split[i]).build());
      }
    }
    return taken;
  }
}
