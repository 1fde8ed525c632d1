package org.espalier.dataprep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.espalier.dataprep.listing.Chooser;
import org.espalier.dataprep.listing.Sha256;
import org.espalier.schemas.ListedClass;
import org.espalier.schemas.SourceImage;
import org.espalier.transforms.files.AvroFile;

/** Chooses among the images of each class and writes down what was taken, a file a class. */
public final class ChooseImages
    extends PTransform<PCollection<KV<String, SourceImage>>, PCollection<String>> {

  private final ChooseFn choose;

  private ChooseImages(ChooseFn choose) {
    this.choose = choose;
  }

  /**
   * Chooses and writes.
   *
   * @param folder where to
   */
  public static ChooseImages by(Chooser chooser, String folder) {
    return new ChooseImages(new ChooseFn(chooser, folder));
  }

  @Override
  public PCollection<String> expand(PCollection<KV<String, SourceImage>> images) {
    return images.apply("ByClass", GroupByKey.create()).apply("Choose", ParDo.of(choose));
  }

  /////////////////////////////////////////////////////////////////////////////

  private static final class ChooseFn extends DoFn<KV<String, Iterable<SourceImage>>, String> {

    private final Chooser chooser;
    private final String folder;

    ChooseFn(Chooser chooser, String folder) {
      this.chooser = chooser;
      this.folder = folder;
    }

    @ProcessElement
    public void choose(
        @Element KV<String, Iterable<SourceImage>> images, OutputReceiver<String> written) {
      var found = new ArrayList<SourceImage>();
      images.getValue().forEach(found::add);
      var listed = chooser.of(images.getKey(), found);
      // A hash: class names may hold what file names may not.
      var name = Sha256.hex(images.getKey().getBytes(StandardCharsets.UTF_8));
      var file = folder + '/' + name + ".avro";
      try {
        AvroFile.write(file, ListedClass.getClassSchema(), List.of(listed));
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
      written.output(file);
    }
  }
}
