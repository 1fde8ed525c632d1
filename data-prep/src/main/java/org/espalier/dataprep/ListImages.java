package org.espalier.dataprep;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.espalier.dataprep.listing.ImageListing;
import org.espalier.dataprep.listing.PieceTally;
import org.espalier.schemas.ListedPiece;
import org.espalier.schemas.SourceImage;
import org.espalier.transforms.files.AvroFile;
import org.espalier.transforms.pipeline.RecordCoder;
import org.espalier.transforms.pipeline.WorkQueue;

/**
 * Lists an input, piece by piece: every image under its class. What else a piece holds is written
 * down, a file a piece.
 */
public final class ListImages extends PTransform<PBegin, PCollection<KV<String, SourceImage>>> {

  private final ListFn list;

  private ListImages(ListFn list) {
    this.list = list;
  }

  /**
   * Lists an input.
   *
   * @param folder where the counts are written
   */
  public static ListImages of(ImageListing images, String folder) {
    return new ListImages(new ListFn(images, folder));
  }

  @Override
  public PCollection<KV<String, SourceImage>> expand(PBegin begin) {
    return begin
        .apply("Pieces", Read.from(WorkQueue.upTo(list.images.size())))
        .apply("List", ParDo.of(list))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), RecordCoder.of(SourceImage.class)));
  }

  /////////////////////////////////////////////////////////////////////////////

  private static final class ListFn extends DoFn<Integer, KV<String, SourceImage>> {

    private final ImageListing images;
    private final String folder;

    ListFn(ImageListing images, String folder) {
      this.images = images;
      this.folder = folder;
    }

    @ProcessElement
    public void list(@Element Integer piece, OutputReceiver<KV<String, SourceImage>> found)
        throws IOException {
      var tally = new PieceTally(image -> found.output(KV.of(image.getClassName(), image)));
      images.list(piece, tally);
      AvroFile.write(
          String.format(Locale.ROOT, "%s/%06d.avro", folder, piece),
          ListedPiece.getClassSchema(),
          List.of(tally.toPiece()));
    }
  }
}
