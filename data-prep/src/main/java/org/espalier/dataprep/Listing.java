package org.espalier.dataprep;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.Pipeline;
import org.espalier.dataprep.listing.Chooser;
import org.espalier.dataprep.listing.ImageListing;
import org.espalier.dataprep.listing.NameOrder;
import org.espalier.schemas.ListedClass;
import org.espalier.schemas.ListedPiece;
import org.espalier.schemas.SourceImage;
import org.espalier.transforms.files.AvroFile;
import org.espalier.transforms.files.StoredFiles;
import org.espalier.transforms.pipeline.Engine;

/**
 * Lists an input and chooses from it, in one pipeline.
 *
 * @param images the input
 * @param chooser which images are taken
 * @param allowsEmpty whether classes may be without images
 */
public record Listing(ImageListing images, Chooser chooser, boolean allowsEmpty) {

  private static final int SPLIT = SourceImage.getClassSchema().getField("split").pos();
  private static final int CLASS = SourceImage.getClassSchema().getField("class_name").pos();
  private static final int LABEL = SourceImage.getClassSchema().getField("label").pos();

  /**
   * Runs the pipeline.
   *
   * @throws IllegalArgumentException naming the classes that are missing, unknown or too small
   */
  Listed run(PreparedFolder folder, Engine engine) throws IOException {
    folder.discard(folder.listedClasses());
    folder.discard(folder.listedPieces());
    var pipeline = Pipeline.create(engine.options("list"));
    pipeline
        .apply("ListImages", ListImages.of(images, folder.listedPieces()))
        .apply("ChooseImages", ChooseImages.by(chooser, folder.listedClasses()));
    Engine.run(pipeline, "list " + images.input());
    return gather(folder);
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private Listed gather(PreparedFolder folder) throws IOException {
    Map<String, ListedClass> found = new TreeMap<>(NameOrder.UTF_8);
    for (var listed :
        this.<ListedClass>read(folder.listedClasses(), ListedClass.getClassSchema())) {
      found.put(listed.getClassName(), listed);
    }
    var pieces = this.<ListedPiece>read(folder.listedPieces(), ListedPiece.getClassSchema());
    var classes = new ClassCheck(images, chooser, allowsEmpty, pieces, found).labels();
    var taken = new ArrayList<SourceImage>();
    for (var split : chooser.splits()) {
      for (int label = 1; label <= classes.size(); label++) {
        var name = classes.get(label - 1);
        var listed = found.get(name);
        for (var image : listed == null ? List.<SourceImage>of() : listed.getTaken()) {
          if (image.getSplit().equals(split)) {
            // One text for all images that share it: there may be more than a million.
            image.put(SPLIT, split);
            image.put(CLASS, name);
            image.put(LABEL, label);
            taken.add(image);
          }
        }
      }
    }
    var rejected = new ArrayList<SourceImage>();
    found.values().forEach(of -> rejected.addAll(labelled(of, classes)));
    long usable = found.values().stream().mapToLong(ListedClass::getImages).sum();
    var count =
        InputCount.of(
            pieces.stream().mapToLong(ListedPiece::getFiles).sum(),
            usable - taken.size(),
            pieces.stream().flatMap(piece -> piece.getPassedOver().stream()).toList());
    return new Listed(chooser.splits(), classes, taken, rejected, count);
  }

  private static List<SourceImage> labelled(ListedClass of, List<String> classes) {
    of.getRejected().forEach(image -> image.put(LABEL, classes.indexOf(of.getClassName()) + 1));
    return of.getRejected();
  }

  private <T extends SpecificRecord> List<T> read(String folder, org.apache.avro.Schema schema)
      throws IOException {
    var all = new ArrayList<T>();
    for (var name : StoredFiles.list(folder)) {
      if (name.endsWith(".avro")) {
        all.addAll(AvroFile.<T>read(folder + '/' + name, schema));
      }
    }
    return all;
  }
}
