package org.espalier.dataprep;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.beam.sdk.Pipeline;
import org.espalier.dataprep.listing.Chooser;
import org.espalier.dataprep.listing.GivenList;
import org.espalier.dataprep.listing.ImageListing;
import org.espalier.dataprep.listing.NameOrder;
import org.espalier.schemas.ListedClass;
import org.espalier.schemas.SourceImage;
import org.espalier.transforms.files.AvroFile;
import org.espalier.transforms.files.StoredFiles;

/**
 * Lists an input and chooses from it, in one pipeline.
 *
 * @param catalogue the input
 * @param chooser which images are taken
 */
public record Listing(ImageListing catalogue, Chooser chooser) {

  private static final int NAMED = 5;
  private static final int SPLIT = SourceImage.getClassSchema().getField("split").pos();
  private static final int CLASS = SourceImage.getClassSchema().getField("class_name").pos();
  private static final int LABEL = SourceImage.getClassSchema().getField("label").pos();

  /**
   * Runs the pipeline.
   *
   * @throws IllegalArgumentException naming the classes that are missing or too small
   */
  Listed run(PreparedFolder folder, Jobs jobs) throws IOException {
    var classes = folder.work() + "/classes";
    folder.discard(classes);
    var pipeline = Pipeline.create(jobs.options("list"));
    pipeline
        .apply("ListImages", ListImages.of(catalogue))
        .apply("ChooseImages", ChooseImages.by(chooser, classes, catalogue.isReal()));
    Jobs.run(pipeline, "list " + catalogue.input());
    return gather(classes);
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private Listed gather(String folder) throws IOException {
    var listed = new TreeMap<String, ListedClass>(NameOrder.UTF_8);
    for (var file : StoredFiles.match(folder + "/*.avro")) {
      var found =
          AvroFile.<ListedClass>read(file.resourceId().toString(), ListedClass.getClassSchema())
              .get(0);
      // A folder without one usable image is no class.
      if (found.getImages() > 0 || !found.getRejected().isEmpty()) {
        listed.put(found.getClassName(), found);
      }
    }
    check(listed);
    var classes = List.copyOf(listed.keySet());
    var taken = new ArrayList<SourceImage>();
    for (var split : chooser.splits()) {
      int label = 0;
      for (var of : listed.entrySet()) {
        label++;
        for (var image : of.getValue().getTaken()) {
          if (image.getSplit().equals(split)) {
            // One text for all images that share it: there may be more than a million.
            image.put(SPLIT, split);
            image.put(CLASS, of.getKey());
            image.put(LABEL, label);
            taken.add(image);
          }
        }
      }
    }
    var rejected = listed.values().stream().flatMap(of -> of.getRejected().stream()).toList();
    long found = listed.values().stream().mapToLong(ListedClass::getImages).sum();
    return new Listed(chooser.splits(), classes, found, taken, rejected);
  }

  private void check(TreeMap<String, ListedClass> listed) {
    if (listed.isEmpty()) {
      throw new IllegalArgumentException(
          catalogue.input()
              + " holds no images"
              + (catalogue.classes().isEmpty() ? "" : " of the classes that --classes names"));
    }
    var wanted = new TreeSet<String>(NameOrder.UTF_8);
    wanted.addAll(chooser instanceof GivenList list ? list.classes() : Set.of());
    wanted.addAll(catalogue.classes());
    wanted.removeAll(listed.keySet());
    if (!wanted.isEmpty()) {
      throw new IllegalArgumentException(
          catalogue.input() + " has no class " + named(List.copyOf(wanted)));
    }
    var lacking =
        listed.values().stream()
            .filter(of -> of.getLack() != null)
            .sorted(Comparator.comparing(ListedClass::getClassName, NameOrder.UTF_8))
            .map(of -> of.getClassName() + " has " + of.getLack())
            .toList();
    if (!lacking.isEmpty()) {
      throw new IllegalArgumentException(
          "%d of %d classes have too few images: %s"
              .formatted(lacking.size(), listed.size(), named(lacking)));
    }
  }

  private static String named(List<String> all) {
    var some = String.join("; ", all.subList(0, Math.min(NAMED, all.size())));
    return all.size() > NAMED ? some + "; and %d more".formatted(all.size() - NAMED) : some;
  }
}
